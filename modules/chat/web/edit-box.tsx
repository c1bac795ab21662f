// The chat's screens: a message of one's own, being edited where it stands.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../web/api.ts'
import { useMembers } from '../../../web/queries.ts'
import { FormError } from '../../../web/ui/states.tsx'
import { useText } from '../../../web/i18n.tsx'
import { changeMessage, type Channel, type Message } from './chat-data.ts'
import { Composer } from './composer.tsx'
import { toTyped } from './message-words.ts'
import { chatWords as w } from './texts.ts'

export function EditBox({ message, channel, onClose }: { message: Message; channel: Channel; onClose: () => void }) {
  const t = useText()
  const client = useQueryClient()
  const members = useMembers()
  const save = useMutation({
    mutationFn: (text: string) => api.patch('/chat/messages/{id}', { path: { id: message.id }, body: { text } }),
    onSuccess: (fresh) => {
      changeMessage(client, message.channel, message.id, () => fresh)
      onClose()
    },
  })
  return (
    <>
      <Composer channel={channel} name={`edit ${message.id}`} placeholder={t(w.edit)} initial={toTyped(message.text, members)} onSend={({ text }) => save.mutate(text)} onCancel={onClose} />
      <FormError error={save.error} />
    </>
  )
}
