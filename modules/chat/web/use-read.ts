// The chat's screens: what stands on the screen at its end, while someone looks, is read.
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../../../web/api.ts'
import { chatKeys, type Channel, type Message } from './chat-data.ts'

/** Milliseconds that one looks before it counts. */
const glance = 400

export function useRead(channel: Channel, thread: string | null, messages: Message[], atEnd: boolean): void {
  const client = useQueryClient()
  const last = messages.findLast((one) => !one.sending && !one.failed)?.seq ?? 0
  const { id, joined } = channel
  useEffect(() => {
    if (thread !== null || !joined || !atEnd || !last) return
    let done = false
    const tell = () => {
      if (done || document.visibilityState !== 'visible' || (client.getQueryData<Channel>(chatKeys.channel(id))?.readSeq ?? 0) >= last) return
      done = true
      client.setQueryData<Channel>(chatKeys.channel(id), (now) => now && { ...now, readSeq: last })
      void api.post('/chat/channels/{id}/read', { path: { id }, body: { seq: last } }).then((unread) => {
        client.setQueryData(chatKeys.unread, unread)
        void client.invalidateQueries({ queryKey: chatKeys.channels })
      }, () => { done = false })
    }
    const timer = setTimeout(tell, glance)
    document.addEventListener('visibilitychange', tell)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', tell)
    }
  }, [client, id, joined, thread, atEnd, last])
}
