// Settings: the task templates, and the sheet of one of them.
import { useInfiniteQuery } from '@tanstack/react-query'
import { ListChecks, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api, queryClient } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { FieldToolsProvider, useFieldTools } from '../../../web/records/field-tools.tsx'
import { ListRow } from '../../../web/settings/list.tsx'
import { QueryRows } from '../../../web/settings/query-rows.tsx'
import { SettingsPage } from '../../../web/settings/settings-page.tsx'
import { settingsTexts as s } from '../../../web/settings/texts.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { templatesKey, templatesQuery, type Template } from './template-queries.ts'
import { TemplateSheet } from './template-sheet.tsx'
import { templateTexts as texts } from './template-texts.ts'

const refresh = () => queryClient.invalidateQueries({ queryKey: templatesKey })

export default function TemplatesScreen() {
  return <FieldToolsProvider><Templates /></FieldToolsProvider>
}

function Templates() {
  const t = useText()
  const [open, setOpen] = useState<Template | 'new' | null>(null)
  const query = useInfiniteQuery(templatesQuery)
  const templates = query.data?.pages.flatMap((page) => page.data) ?? []
  const add = <Button variant="primary" icon={<Plus size={17} />} onClick={() => setOpen('new')}>{t(texts.add)}</Button>
  return (
    <SettingsPage title={t(s.taskTemplates)} help={t(s.taskTemplatesHelp)} actions={templates.length > 0 && add}>
      <QueryRows
        query={query} items={templates} skeletons={5}
        empty={{ icon: <ListChecks size={20} />, title: t(texts.emptyTitle), body: t(texts.emptyBody), action: add }}
        renderRow={(template) => <TemplateRow key={template.id} template={template} onOpen={() => setOpen(template)} />}
      />
      {open && <TemplateSheet key={open === 'new' ? 'new' : open.id} template={open === 'new' ? undefined : open} onWritten={refresh} onClose={() => setOpen(null)} />}
    </SettingsPage>
  )
}

function TemplateRow({ template, onOpen }: { template: Template; onOpen: () => void }) {
  const { t, objectOf } = useFieldTools()
  const toast = useToast()
  const { id, ...values } = template
  const remove = async () => {
    await api.delete('/task-templates/{id}', { path: { id } })
    toast({ text: t(texts.removed, { name: template.name }), undo: () => void api.post('/task-templates', { body: values }).then(refresh) })
    await refresh()
  }
  const what = template.object === null ? t(texts.anyObject) : t(objectOf(template.object)?.label ?? template.object)
  return (
    <div style={{ display: 'flex', alignItems: 'center', paddingRight: 8 }}>
      <div style={{ flex: 1, minWidth: 0 }}><ListRow title={template.name} detail={`${what} · ${t(texts.counts, { count: template.tasks.length })}`} onClick={onOpen} /></div>
      <IconButton size="small" label={t(texts.remove, { name: template.name })} onClick={() => void remove()}><Trash2 size={16} /></IconButton>
    </div>
  )
}
