// The chat's screens: what is sent stands there at once; the server's answer takes its place, a refusal says so beside it.
import { useQueryClient } from '@tanstack/react-query'
import { api, newKey } from '../../../web/api.ts'
import { useSession } from '../../../web/queries.ts'
import { addMessages, changeMessage, chatKeys, type Message, type MessagePages } from './chat-data.ts'

export interface Draft { text: string; files: { id: string; name: string; size?: number; type?: string }[] }

export function useSend(channel: string, thread: string | null, onEdit: (id: string) => void) {
  const client = useQueryClient()
  const me = useSession()?.member.id
  const list = () => client.getQueryData<MessagePages>([...chatKeys.messages(channel), thread, null])?.pages[0]?.data ?? []
  const send = async ({ text, files }: Draft) => {
    const key = newKey()
    addMessages(client, channel, thread, [sketch(channel, thread, me ?? null, key, { text, files }, (list().find((one) => !one.sending)?.seq ?? 0) + 1)])
    try {
      const sent = await api.post('/chat/channels/{id}/messages', { path: { id: channel }, body: { text, thread: thread ?? undefined, files: files.map((file) => file.id) }, idempotencyKey: key })
      changeMessage(client, channel, key, () => null)
      addMessages(client, channel, thread, [sent])
    } catch {
      changeMessage(client, channel, key, (one) => ({ ...one, sending: false, failed: true }))
    }
  }
  /** ↑ in an empty box. */
  const editLast = () => {
    const last = list().find((one) => one.author === me && !one.deletedAt && !one.sending && !one.failed)
    if (last) onEdit(last.id)
  }
  return { send, editLast }
}

function sketch(channel: string, thread: string | null, author: string | null, id: string, { text, files }: Draft, seq: number): Message {
  return {
    id, channel, thread, seq, author, text, files, bot: null, mentions: [], object: null, record: null, link: null, stamp: null, reactions: {}, replies: 0, lastReplyAt: null, task: null, ask: null,
    createdAt: new Date().toISOString(), editedAt: null, deletedAt: null, sending: true,
  }
}
