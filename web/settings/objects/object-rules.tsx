// Settings, objects: the rules of an object's records in words: its validations, and the fields that are unique together.
import { Fingerprint, Plus, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import type { ObjectInfo } from '../../queries.ts'
import { filterFields } from '../../records/filter/filter-fields.ts'
import { readFilter, type Filter } from '../../records/filter/filter-model.ts'
import { itemWords } from '../../records/filter/filter-words.ts'
import { FieldToolsProvider, useFieldTools } from '../../records/field-tools.tsx'
import { v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Card, Section } from '../../ui/page.tsx'
import { ListRow } from '../list.tsx'
import { ValidationSheet } from './validation-sheet.tsx'
import { ruleTexts as r } from './rule-texts.ts'
import { UniqueSetSheet } from './unique-set-sheet.tsx'

export type Validation = NonNullable<ObjectInfo['validations']>[number]
/** Which of them is open: its place in the object's list, the list's length for a new one. */
type Open = { kind: 'validation' | 'uniqueSet'; at: number }

export function ObjectRules({ object }: { object: ObjectInfo }) {
  return <FieldToolsProvider><Rules object={object} /></FieldToolsProvider>
}

function Rules({ object }: { object: ObjectInfo }) {
  const tools = useFieldTools()
  const { t } = tools
  const [open, setOpen] = useState<Open | null>(null)
  const { validations = [], uniqueSets } = object
  const fields = filterFields(object, tools)
  const words = (filter: unknown) => itemWords(readFilter(filter as Filter), fields, tools)
  const label = (name: string) => t(object.fields.find((field) => field.name === name)?.label) || name
  const add = (
    <Menu
      align="end" width={300} trigger={<Button icon={<Plus size={16} />}>{t(r.add)}</Button>}
      items={[
        { label: t(r.newRule), hint: t(r.newRuleHint), icon: <ShieldCheck size={16} />, onSelect: () => setOpen({ kind: 'validation', at: validations.length }) },
        { label: t(r.newSet), hint: t(r.newSetHint), icon: <Fingerprint size={16} />, onSelect: () => setOpen({ kind: 'uniqueSet', at: uniqueSets.length }) },
      ]}
    />
  )
  const close = () => setOpen(null)
  return (
    <Section title={t(r.title)} help={t(r.help)} actions={add}>
      <Card style={{ overflow: 'hidden' }}>
        {validations.map(({ name, when, must, keep }, at) => (
          <ListRow
            key={name} icon={<ShieldCheck size={18} />} title={name} onClick={() => setOpen({ kind: 'validation', at })}
            detail={keep ? t(r.keeps, { when: words(when), fields: keep.map(label).join(', ') }) : when ? t(r.whenMust, { when: words(when), must: words(must) }) : t(r.always, { must: words(must) })}
          />
        ))}
        {uniqueSets.map((set, at) => (
          <ListRow key={set.fields.join()} icon={<Fingerprint size={18} />} title={set.fields.map(label).join(' + ')} detail={t(r.together)} onClick={() => setOpen({ kind: 'uniqueSet', at })} />
        ))}
        {!validations.length && !uniqueSets.length && <div style={{ padding: '16px 14px', color: v.muted }}>{t(r.none)}</div>}
      </Card>
      {open?.kind === 'validation' && <ValidationSheet key={open.at} object={object} at={open.at} onClose={close} />}
      {open?.kind === 'uniqueSet' && <UniqueSetSheet key={open.at} object={object} at={open.at} onClose={close} />}
    </Section>
  )
}
