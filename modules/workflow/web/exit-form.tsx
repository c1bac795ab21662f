// The workflow room's screens: what ends the runs of a workflow at once, wherever they are.
import { Plus, Trash2 } from 'lucide-react'
import { useText } from '../../../web/i18n.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { FormGrid } from '../../../web/ui/page.tsx'
import { blankEvent, EventForm } from './event-form.tsx'
import { eventTexts as e } from './texts.ts'
import type { PartProps } from './trigger-form.tsx'

export function ExitForm({ draft, onChange, error }: PartProps) {
  const t = useText()
  const { exit } = draft
  if (!exit) return <div><Button size="small" icon={<Plus size={15} />} onClick={() => onChange({ ...draft, exit: { forEvent: blankEvent } })}>{t(e.addExit)}</Button></div>
  return (
    <FormGrid>
      <EventForm draft={draft} earlier={[]} loops={[]} event={exit.forEvent} onChange={(forEvent) => onChange({ ...draft, exit: { forEvent } })} path="exit.forEvent" error={error} />
      <div><Button size="small" icon={<Trash2 size={15} />} onClick={() => onChange({ ...draft, exit: undefined })}>{t(e.removeExit)}</Button></div>
    </FormGrid>
  )
}
