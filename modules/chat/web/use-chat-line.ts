// The chat's live part, in the shell: what is unread, and whatever of the chat is on the screen, follows what others do.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useSession } from '../../../web/queries.ts'
import { useRealtime } from '../../../web/realtime.ts'
import { chatKeys, fetchNewer, renewMessage, unreadQuery } from './chat-data.ts'

interface ChatEvent { id: string; kind: 'posted' | 'changed' | 'read' | 'channel' | 'members'; message?: string; thread?: string | null }

/** Lists are read anew at most this often (milliseconds); a message itself is there at once. */
const gather = 300

export function useChatLine(): void {
  const client = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const refreshLists = () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      void client.invalidateQueries({ queryKey: chatKeys.unread })
      void client.invalidateQueries({ queryKey: chatKeys.channels })
    }, gather)
  }
  useRealtime('records:_chat', (message) => {
    if (message.type !== 'event') return
    const event = message.event as unknown as ChatEvent
    const ignore = () => undefined
    if (event.kind === 'posted') void fetchNewer(client, event.id, event.thread ?? null).catch(ignore)
    const touched = event.kind === 'changed' ? event.message : event.thread
    if (touched) {
      void renewMessage(client, event.id, touched).catch(ignore)
      void client.invalidateQueries({ queryKey: ['chat', 'head', touched] })
    }
    if (event.kind === 'channel' || event.kind === 'members') {
      void client.invalidateQueries({ queryKey: chatKeys.channel(event.id) })
      void client.invalidateQueries({ queryKey: chatKeys.members(event.id) })
    }
    if (event.kind !== 'changed') refreshLists()
  })
}

/** Unread messages, without those of muted channels. */
export function useUnread(): number {
  const session = useSession()
  return useQuery({ ...unreadQuery, enabled: session !== null }).data?.total ?? 0
}
