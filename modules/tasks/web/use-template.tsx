// Beside the composer of a record: the tasks of a template, made about it with one click and undone with another.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ListChecks } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../../web/api.ts'
import { keys, type ObjectInfo } from '../../../web/queries.ts'
import { useFieldTools } from '../../../web/records/field-tools.tsx'
import type { RecordRow } from '../../../web/records/field-web.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Menu } from '../../../web/ui/menu.tsx'
import { useErrorText } from '../../../web/ui/states.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { usableQuery, type Template } from './template-queries.ts'
import { templateTexts as texts } from './template-texts.ts'

export default function UseTemplate({ object, record }: { object: ObjectInfo; record: RecordRow }) {
  const { t } = useFieldTools()
  const client = useQueryClient()
  const toast = useToast()
  const say = useErrorText()
  const [busy, setBusy] = useState(false)
  const { data: templates = [] } = useQuery(usableQuery(object.name))
  if (!templates.length) return null
  const refresh = () => Promise.all([client.invalidateQueries({ queryKey: keys.timeline(object.name, record.id) }), client.invalidateQueries({ queryKey: keys.records('task') })])
  const undo = async (ids: string[]) => {
    await api.post('/records/{object}/batch', { path: { object: 'task' }, body: { operations: ids.map((id) => ({ op: 'delete' as const, id })) } })
    await refresh()
  }
  const use = async ({ id, name }: Template) => {
    setBusy(true)
    try {
      const { data } = await api.post('/task-templates/{id}/tasks', { path: { id }, body: { about: { object: object.name, id: record.id } } })
      toast({ text: t(texts.made, { count: data.length, name }), undo: () => void undo(data.map((task) => task.id)) })
      await refresh()
    } catch (error) {
      toast({ text: say(error), tone: 'bad' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Menu
      trigger={<Button size="small" variant="ghost" icon={<ListChecks size={16} />} loading={busy}>{t(texts.use)}</Button>}
      items={templates.map((template) => ({ label: template.name, hint: t(texts.counts, { count: template.tasks.length }), onSelect: () => void use(template) }))}
    />
  )
}
