// The chat's middle: a channel's head, what was said, and where to write.
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, BellOff, Info } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import styled from '@emotion/styled'
import { api, queryClient } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { phone, v } from '../../../web/theme.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { ErrorState, SkeletonRows } from '../../../web/ui/states.tsx'
import { useIsPhone } from '../../../web/ui/use-is-phone.ts'
import { useTitle } from '../../../web/ui/page.tsx'
import { channelQuery, chatKeys, type Channel } from './chat-data.ts'
import { ChannelMark } from './channel-list.tsx'
import { useChannelName } from './channel-name.ts'
import { ChannelSheet } from './channel-sheet.tsx'
import { Composer } from './composer.tsx'
import { MessageList } from './message-list.tsx'
import { chatWords as w } from './texts.ts'
import { useSend } from './use-send.ts'

const Head = styled('header')({ display: 'flex', alignItems: 'center', gap: 10, minHeight: 52, padding: '6px 12px 6px 20px', borderBottom: `1px solid ${v.line}`, flexShrink: 0, [phone]: { padding: '4px 8px 4px 4px' } })
const Ellipsis = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const
const Note = styled('div')({ display: 'flex', alignItems: 'center', gap: 12, justifyContent: 'space-between', margin: '0 20px 16px', padding: '10px 14px', borderRadius: 8, backgroundColor: v.sunken, color: v.secondary, [phone]: { margin: '0 12px 12px' } })

type Props = { id: string; target?: string; thread?: string; onThread: (id: string | undefined) => void }

export function Conversation({ id, target, thread, onThread }: Props) {
  const t = useText()
  const query = useQuery(channelQuery(id))
  const name = useChannelName()
  useTitle(query.data ? name(query.data) : t(w.chat))
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <SkeletonRows rows={6} height={64} columns={2} />
  return <Talk channel={query.data} {...{ target, thread, onThread }} />
}

function Talk({ channel, target, thread, onThread }: { channel: Channel } & Omit<Props, 'id'>) {
  const t = useText()
  const name = useChannelName()(channel)
  const [details, setDetails] = useState(false)
  const [editing, setEditing] = useState<string | null>(null)
  const { send, editLast } = useSend(channel.id, null, setEditing)
  return (
    <>
      <TalkHead channel={channel} name={name} onDetails={() => setDetails(true)} />
      <MessageList channel={channel} name={name} thread={null} target={target} openThread={thread} onThread={onThread} editing={editing} onEditing={setEditing} />
      {channel.archivedAt ? <Note>{t(w.archived)}</Note>
        : channel.joined ? <Composer channel={channel} name={`channel ${channel.id}`} placeholder={t(w.write, { name: channel.kind === 'direct' ? name : `#${name}` })} onSend={send} onEditLast={editLast} />
          : <JoinNote channel={channel} />}
      {details && <ChannelSheet channel={channel} onClose={() => setDetails(false)} />}
    </>
  )
}

function TalkHead({ channel, name, onDetails }: { channel: Channel; name: string; onDetails: () => void }) {
  const t = useText()
  const isPhone = useIsPhone()
  const back = isPhone && <IconButton label={t(w.back)} component={Link} to="/chat"><ArrowLeft size={20} /></IconButton>
  return (
    <Head>
      {back}
      <span style={{ display: 'flex', color: v.secondary }}><ChannelMark channel={channel} name={name} size={24} /></span>
      <div style={{ flex: 1, minWidth: 0 }}>
        <h1 style={{ margin: 0, fontSize: 16, lineHeight: '22px', fontWeight: 600, ...Ellipsis }}>{name}</h1>
        {channel.topic && <div style={{ color: v.secondary, fontSize: 13, lineHeight: '17px', ...Ellipsis }}>{channel.topic}</div>}
      </div>
      {channel.muted && <BellOff size={16} color={v.muted} role="img" aria-label={t(w.mute)} />}
      <IconButton label={t(channel.kind === 'direct' ? w.detailsDirect : w.details)} onClick={onDetails}><Info size={18} strokeWidth={1.75} /></IconButton>
    </Head>
  )
}

function JoinNote({ channel }: { channel: Channel }): ReactNode {
  const t = useText()
  const join = useMutation({
    mutationFn: () => api.post('/chat/channels/{id}/members', { path: { id: channel.id }, body: {} }),
    onSuccess: (fresh) => {
      queryClient.setQueryData(chatKeys.channel(channel.id), fresh)
      void queryClient.invalidateQueries({ queryKey: chatKeys.channels })
    },
  })
  return <Note>{t(w.notJoined)}<Button variant="primary" loading={join.isPending} onClick={() => join.mutate()}>{t(w.join)}</Button></Note>
}
