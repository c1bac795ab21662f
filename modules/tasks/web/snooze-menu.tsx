// Being reminded of a task later.
import { useQueryClient } from '@tanstack/react-query'
import { AlarmClock } from 'lucide-react'
import { api } from '../../../web/api.ts'
import { keys } from '../../../web/queries.ts'
import { useFieldTools } from '../../../web/records/field-tools.tsx'
import type { RecordRow } from '../../../web/records/field-web.ts'
import { IconButton } from '../../../web/ui/button.tsx'
import { Menu } from '../../../web/ui/menu.tsx'
import { useErrorText } from '../../../web/ui/states.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { taskPanelTexts as texts } from './texts.ts'

const times = [[15, texts.minutes15], [60, texts.hour1], [180, texts.hours3], [1440, texts.day1]] as const

export function SnoozeMenu({ task }: { task: RecordRow }) {
  const { t, format } = useFieldTools()
  const client = useQueryClient()
  const toast = useToast()
  const say = useErrorText()
  const snooze = async (minutes: number) => {
    try {
      const { remindAt } = await api.post('/records/task/{id}/snooze', { path: { id: task.id }, body: { minutes } })
      toast({ text: t(texts.snoozed, { when: format.dateTime(String(remindAt)) }) })
      await client.invalidateQueries({ queryKey: keys.records('task') })
    } catch (error) {
      toast({ text: say(error), tone: 'bad' })
    }
  }
  return (
    <Menu
      align="end" trigger={<IconButton size="small" label={t(texts.snooze, { name: String(task.subject ?? '') })}><AlarmClock size={16} /></IconButton>}
      items={times.map(([minutes, label]) => ({ label: t(label), onSelect: () => void snooze(minutes) }))}
    />
  )
}
