// The chat's screens: a message becomes a task: what it is called, who does it, until when.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../web/api.ts'
import { FieldToolsProvider, useFieldTools } from '../../../web/records/field-tools.tsx'
import { keys, useMembers } from '../../../web/queries.ts'
import { instantOf, plusDays } from '../../../web/records/parse-input.ts'
import { texts } from '../../../web/texts.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Dialog } from '../../../web/ui/dialog.tsx'
import { TextInput } from '../../../web/ui/field.tsx'
import { FormGrid } from '../../../web/ui/page.tsx'
import { faultOf, FormError } from '../../../web/ui/states.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { dateTime } from '../../../kernel/field/types/date-time/date-time.tsx'
import { UserInput } from '../../../kernel/field/types/user/user.tsx'
import { changeMessage, type Message } from './chat-data.ts'
import { plainText } from './message-words.ts'
import { chatWords as w } from './texts.ts'

type Props = { message: Message; onClose: () => void }

export const TaskDialog = (props: Props) => <FieldToolsProvider><Form {...props} /></FieldToolsProvider>

function Form({ message, onClose }: Props) {
  const { t, me, format, objectOf } = useFieldTools()
  const client = useQueryClient()
  const navigate = useNavigate()
  const toast = useToast()
  const members = useMembers()
  const [subject, setSubject] = useState(() => plainText(message.text, members).trim().split('\n')[0].slice(0, 300))
  const [owner, setOwner] = useState<unknown>(message.mentions[0] ?? me)
  const [dueAt, setDueAt] = useState<unknown>(() => instantOf(plusDays(format.today(), 1), '09:00', format.region.timeZone))
  const fieldOf = (name: string) => objectOf('task')?.fields.find((field) => field.name === name)
  const [due, who] = [fieldOf('dueAt'), fieldOf('owner')]
  const make = useMutation({
    mutationFn: () => api.post('/chat/messages/{id}/task', { path: { id: message.id }, body: { subject: subject.trim(), ...owner ? { owner: owner as string } : {}, ...dueAt ? { dueAt: dueAt as string } : {} } }),
    onSuccess: ({ task }) => {
      changeMessage(client, message.channel, message.id, (now) => ({ ...now, task }))
      void client.invalidateQueries({ queryKey: keys.records('task') })
      onClose()
      toast({ text: t(w.taskMade), action: { label: t(w.openTask), run: () => void navigate({ to: '/o/$object/$id', params: { object: 'task', id: task } }) } })
    },
  })
  return (
    <Dialog
      open onClose={onClose} title={t(w.makeTask)} width={480} onSubmit={() => subject.trim() && make.mutate()}
      actions={<><Button onClick={onClose}>{t(texts.cancel)}</Button><Button type="submit" variant="primary" disabled={!subject.trim()} loading={make.isPending}>{t(w.makeTask)}</Button></>}
    >
      <FormGrid>
        <TextInput autoFocus required label={t(w.subject)} value={subject} onChange={setSubject} maxLength={300} error={faultOf(make.error, 'subject')} />
        {who && <UserInput field={who} value={owner} onChange={setOwner} label={t(w.owner)} error={faultOf(make.error, 'owner')} />}
        {due && <dateTime.Input field={due} value={dueAt} onChange={setDueAt} label={t(w.due)} error={faultOf(make.error, 'dueAt')} />}
        {make.error && !faultOf(make.error, 'subject', 'owner', 'dueAt') && <FormError error={make.error} />}
      </FormGrid>
    </Dialog>
  )
}
