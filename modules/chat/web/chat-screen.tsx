// The chat: channels and people on the left, what is said in the middle, a thread at the side; on a phone one at a time.
import styled from '@emotion/styled'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { MessagesSquare } from 'lucide-react'
import { useText } from '../../../web/i18n.tsx'
import { phone, v } from '../../../web/theme.ts'
import { useTitle } from '../../../web/ui/page.tsx'
import { EmptyState } from '../../../web/ui/states.tsx'
import { useIsPhone } from '../../../web/ui/use-is-phone.ts'
import { ChannelList } from './channel-list.tsx'
import { channelsQuery } from './chat-data.ts'
import { Conversation } from './conversation.tsx'
import { chatWords as w } from './texts.ts'
import { ThreadPane } from './thread-pane.tsx'

const Frame = styled('div')({ display: 'flex', minHeight: 0, minWidth: 0, height: '100%' })
const List = styled('div')({ width: 272, flexShrink: 0, borderRight: `1px solid ${v.line}`, display: 'flex', flexDirection: 'column', minHeight: 0, [phone]: { width: '100%', borderRight: 0 } })
const Middle = styled('div')({ flex: 1, minWidth: 0, minHeight: 0, display: 'flex', flexDirection: 'column', '@container (max-width: 900px)': {} })

export type ChatSearch = { message?: string; thread?: string }

export default function ChatScreen() {
  const t = useText()
  useTitle(t(w.chat))
  const isPhone = useIsPhone()
  const navigate = useNavigate()
  const { channel } = useParams({ strict: false }) as { channel?: string }
  const { message, thread } = useSearch({ strict: false }) as ChatSearch
  const openThread = (id: string | undefined) => void navigate({ to: '/chat/$channel', params: { channel: channel! }, search: (id ? { thread: id } : {}) as never })
  // whoever is in no channel is told on the left what to do
  const none = useQuery(channelsQuery()).data?.length === 0
  const list = <List><ChannelList current={channel} /></List>
  if (isPhone && !channel) return <Frame>{list}</Frame>
  const talk = channel && <Middle><Conversation key={channel} id={channel} target={message} thread={thread} onThread={openThread} /></Middle>
  const side = channel && thread && <ThreadPane key={thread} channel={channel} thread={thread} onClose={() => openThread(undefined)} />
  if (isPhone) return <Frame>{side || talk}</Frame>
  return (
    <Frame>
      {list}
      {talk || <Middle style={{ justifyContent: 'center' }}>{!none && <EmptyState icon={<MessagesSquare size={20} />} title={t(w.chooseTitle)} body={t(w.chooseBody)} />}</Middle>}
      {side}
    </Frame>
  )
}
