// A task in one line: "Telepon Budi besok jam 10", Enter.
import { useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { api, newKey } from '../../api.ts'
import { keys } from '../../queries.ts'
import { Button } from '../../ui/button.tsx'
import { TextInput } from '../../ui/field.tsx'
import { useErrorText } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useIsPhone } from '../../ui/use-is-phone.ts'
import { useFieldTools } from '../field-tools.tsx'
import { instantOf } from '../parse-input.ts'
import { readQuickTask } from './day-groups.ts'
import { myDayTexts as texts } from './my-day-texts.ts'

export function QuickAdd() {
  const { t, format, me } = useFieldTools()
  const client = useQueryClient()
  const toast = useToast()
  const say = useErrorText()
  const isPhone = useIsPhone()
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const add = async (event: FormEvent) => {
    event.preventDefault()
    const { subject, date, time } = readQuickTask(text, format.today())
    if (!subject) return
    setBusy(true)
    try {
      const dueAt = date && instantOf(date, time, format.region.timeZone)
      await api.post('/records/{object}', { path: { object: 'task' }, body: { subject, owner: me, ...(dueAt && { dueAt }) }, idempotencyKey: newKey() })
      setText('')
      toast({ text: date ? t(texts.added, { name: subject, date: format.date(date) }) : t(texts.addedUndated, { name: subject }) })
      await client.invalidateQueries({ queryKey: keys.records('task') })
    } catch (error) {
      toast({ text: say(error), tone: 'bad' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      onSubmit={(event) => void add(event)}
      style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', gap: 8, marginBottom: 20 }}
    >
      <TextInput
        value={text} onChange={setText} icon={<Plus size={18} />} placeholder={t(isPhone ? texts.addShort : texts.add)}
        aria-label={t(texts.add)} large autoComplete="off" maxLength={200}
      />
      <Button
        type="submit" size="large" variant={text.trim() ? 'primary' : 'secondary'} loading={busy}
        disabled={!text.trim()}
      >
        {t(texts.addButton)}
      </Button>
    </form>
  )
}
