// The chat's screens: a message that needs an answer: whose, and within how long.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { useMembers, useSession } from '../../../web/queries.ts'
import { texts } from '../../../web/texts.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Combobox } from '../../../web/ui/combobox.tsx'
import { Dialog } from '../../../web/ui/dialog.tsx'
import { Avatar } from '../../../web/ui/label.tsx'
import { FormGrid } from '../../../web/ui/page.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { faultOf, FormError } from '../../../web/ui/states.tsx'
import { channelMembersQuery } from './channel-members.ts'
import { changeMessage, type Channel, type Message } from './chat-data.ts'
import { chatWords as w } from './texts.ts'

const spans = [1, 2, 4, 8, 24, 48, 72]

export function AskDialog({ message, channel, onClose }: { message: Message; channel: Channel; onClose: () => void }) {
  const t = useText()
  const client = useQueryClient()
  const me = useSession()?.member.id
  const inside = new Set((useQuery(channelMembersQuery(channel.id)).data ?? []).map((row) => row.member))
  const people = useMembers().filter((member) => member.kind === 'person' && member.active && member.id !== me && (channel.kind === 'public' || inside.has(member.id)))
  const options = people.map((member) => ({ value: member.id, label: member.name, icon: <Avatar name={member.name} size={20} /> }))
  const [chosen, setMember] = useState<string | null>(message.mentions[0] ?? (message.author !== me ? message.author : null))
  const [hours, setHours] = useState('4')
  const member = chosen ?? (channel.kind === 'direct' && options.length === 1 ? options[0].value : null)
  const ask = useMutation({
    mutationFn: () => api.post('/chat/messages/{id}/ask', { path: { id: message.id }, body: { member: member!, hours: Number(hours) } }),
    onSuccess: (fresh) => {
      changeMessage(client, message.channel, message.id, () => fresh)
      onClose()
    },
  })
  return (
    <Dialog
      open onClose={onClose} title={t(w.askTitle)} width={440} onSubmit={() => member && ask.mutate()}
      actions={<><Button onClick={onClose}>{t(texts.cancel)}</Button><Button type="submit" variant="primary" disabled={!member} loading={ask.isPending}>{t(w.askTitle)}</Button></>}
    >
      <FormGrid>
        <Combobox required autoFocus label={t(w.askWho)} options={options} value={options.find((option) => option.value === member) ?? null} onChange={(option) => setMember(option?.value ?? null)} error={faultOf(ask.error, 'member')} />
        <Select label={t(w.askWithin)} help={t(w.askHelp)} value={hours} onChange={setHours} options={spans.map((span) => ({ value: String(span), label: t(w.hours, { count: span }) }))} />
        {ask.error && !faultOf(ask.error, 'member') && <FormError error={ask.error} />}
      </FormGrid>
    </Dialog>
  )
}
