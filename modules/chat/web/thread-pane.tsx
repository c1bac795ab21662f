// The chat's right side: a message and what was answered to it.
import styled from '@emotion/styled'
import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, X } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { texts } from '../../../web/texts.ts'
import { phone, v } from '../../../web/theme.ts'
import { IconButton } from '../../../web/ui/button.tsx'
import { ErrorState, SkeletonRows } from '../../../web/ui/states.tsx'
import { useIsPhone } from '../../../web/ui/use-is-phone.ts'
import { channelQuery, messagesQuery, type Channel, type Message, type MessagePages } from './chat-data.ts'
import { useChannelName } from './channel-name.ts'
import { Composer } from './composer.tsx'
import { MessageList } from './message-list.tsx'
import { MessageRow } from './message-row.tsx'
import { chatWords as w } from './texts.ts'
import { useSend } from './use-send.ts'

const Pane = styled('aside')({ width: 'min(400px, 42%)', flexShrink: 0, borderLeft: `1px solid ${v.line}`, display: 'flex', flexDirection: 'column', minHeight: 0, [phone]: { width: '100%', borderLeft: 0 } })
const Head = styled('header')({ display: 'flex', alignItems: 'center', gap: 10, minHeight: 52, padding: '6px 10px 6px 20px', borderBottom: `1px solid ${v.line}`, flexShrink: 0, [phone]: { padding: '4px 8px 4px 4px' } })

export function ThreadPane({ channel: id, thread, onClose }: { channel: string; thread: string; onClose: () => void }) {
  const t = useText()
  const isPhone = useIsPhone()
  const channel = useQuery(channelQuery(id))
  const name = useChannelName()
  return (
    <Pane aria-label={t(w.thread)}>
      <Head>
        {isPhone && <IconButton label={t(w.back)} onClick={onClose}><ArrowLeft size={20} /></IconButton>}
        <div style={{ flex: 1, minWidth: 0 }}>
          <h2 style={{ margin: 0, fontSize: 15, lineHeight: '20px', fontWeight: 600 }}>{t(w.thread)}</h2>
          {channel.data && <div style={{ color: v.secondary, fontSize: 13, lineHeight: '17px', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{channel.data.kind === 'direct' ? '' : '#'}{name(channel.data)}</div>}
        </div>
        {!isPhone && <IconButton label={t(texts.close)} onClick={onClose}><X size={18} /></IconButton>}
      </Head>
      {channel.data ? <Thread channel={channel.data} thread={thread} /> : channel.isError ? <ErrorState error={channel.error} /> : <SkeletonRows rows={4} height={64} columns={2} />}
    </Pane>
  )
}

function Thread({ channel, thread }: { channel: Channel; thread: string }) {
  const t = useText()
  const [editing, setEditing] = useState<string | null>(null)
  const { send, editLast } = useSend(channel.id, thread, setEditing)
  const head = useHead(channel.id, thread)
  if (head.isError) return <ErrorState error={head.error} />
  return (
    <>
      {head.message && (
        <div style={{ borderBottom: `1px solid ${v.line}`, padding: '12px 0 10px', maxHeight: '45%', overflowY: 'auto', flexShrink: 0 }}>
          <MessageRow message={head.message} joined={false} channel={channel} marked={false} open={false} editing={editing === thread} onEditing={setEditing} />
        </div>
      )}
      <MessageList channel={channel} name={t(w.thread)} thread={thread} editing={editing} onEditing={setEditing} />
      {channel.joined && !channel.archivedAt && <Composer channel={channel} name={`thread ${thread}`} placeholder={t(w.writeReply)} autoFocus onSend={send} onEditLast={editLast} />}
    </>
  )
}

/** As the middle shows it, where it does; else asked for. */
function useHead(channel: string, thread: string): { message?: Message; isError: boolean; error: unknown } {
  const shown = useQuery<MessagePages>({ queryKey: messagesQuery(channel, null, null).queryKey, enabled: false })
  const known = shown.data?.pages.flatMap((page) => page.data).find((one) => one.id === thread)
  const asked = useQuery({ queryKey: ['chat', 'head', thread], enabled: !known, queryFn: () => api.get('/chat/messages/{id}', { path: { id: thread } }) })
  return { message: known ?? asked.data, isError: !known && asked.isError, error: asked.error }
}
