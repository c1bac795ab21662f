// Settings: the sharing rules, each in a sentence.
import { useQuery } from '@tanstack/react-query'
import { Plus, Share2 } from 'lucide-react'
import { useState } from 'react'
import { FieldToolsProvider, useFieldTools } from '../../records/field-tools.tsx'
import { Button } from '../../ui/button.tsx'
import { ObjectIcon } from '../../ui/object-icon.tsx'
import { ListRow } from '../list.tsx'
import { QueryRows } from '../query-rows.tsx'
import { SettingsPage } from '../settings-page.tsx'
import { settingsTexts as s } from '../texts.ts'
import { SharingSheet } from './sharing-sheet.tsx'
import { sharingQuery, useRuleWords, type SharingRule } from './sharing-words.ts'
import { sharingTexts as h } from './texts.ts'

export default function SharingScreen() {
  return <FieldToolsProvider><Rules /></FieldToolsProvider>
}

function Rules() {
  const { t, objectOf } = useFieldTools()
  const wordsOf = useRuleWords()
  const query = useQuery(sharingQuery)
  const [open, setOpen] = useState<SharingRule | 'new' | null>(null)
  const add = <Button variant="primary" icon={<Plus size={17} />} onClick={() => setOpen('new')}>{t(h.newRule)}</Button>
  const rules = query.data ?? []
  return (
    <SettingsPage title={t(s.sharingRules)} help={`${t(s.sharingRulesHelp)} ${t(h.onlyAdds)}`} actions={rules.length > 0 && add}>
      <QueryRows
        query={query} items={rules} empty={{ icon: <Share2 size={20} />, title: t(h.emptyTitle), body: t(h.emptyBody), action: add }}
        renderRow={(rule) => <ListRow key={rule.id} icon={<ObjectIcon object={rule.object} icon={objectOf(rule.object)?.icon} />} title={t(rule.label)} detail={wordsOf(rule)} onClick={() => setOpen(rule)} />}
      />
      {open && <SharingSheet key={open === 'new' ? 'new' : open.id} rule={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </SettingsPage>
  )
}
