// The chat's left side: messages that have the words asked for; each opens where it was said.
import styled from '@emotion/styled'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { useMembers } from '../../../web/queries.ts'
import { v } from '../../../web/theme.ts'
import { ErrorState, SkeletonRows } from '../../../web/ui/states.tsx'
import { useFormat } from '../../../web/use-format.ts'
import { channelsQuery, type Message } from './chat-data.ts'
import { useChannelName } from './channel-name.ts'
import { plainText } from './message-words.ts'
import { chatWords as w } from './texts.ts'

const Hit = styled(Link)({
  display: 'block', padding: '9px 10px', borderRadius: 6, color: v.text, textDecoration: 'none !important', overflowWrap: 'anywhere',
  '&:hover': { backgroundColor: v.hover }, '&:focus-visible': { outlineOffset: -2 },
})

export function SearchResults({ query: asked }: { query: string }) {
  const t = useText()
  const channels = useQuery(channelsQuery(true)).data ?? []
  const query = useQuery({ queryKey: ['chat', 'search', asked], queryFn: async ({ signal }) => (await api.get('/chat/search', { query: { q: asked }, signal })).data, placeholderData: (before) => before })
  if (query.isPending) return <SkeletonRows rows={5} height={64} columns={1} />
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data.length) return <p role="status" style={{ margin: 0, padding: '16px', color: v.secondary }}>{t(w.searchNothing)}</p>
  return (
    <nav aria-label={t(w.results)} style={{ flex: 1, minHeight: 0, overflowY: 'auto', padding: '6px 8px 16px' }}>
      {query.data.map((one) => <Found key={one.id} message={one} channel={channels.find((channel) => channel.id === one.channel)} />)}
    </nav>
  )
}

function Found({ message, channel }: { message: Message; channel?: Parameters<ReturnType<typeof useChannelName>>[0] }) {
  const format = useFormat()
  const nameOf = useChannelName()
  const members = useMembers()
  const author = message.bot ?? members.find((member) => member.id === message.author)?.name ?? '–'
  const head = message.thread ?? message.id
  return (
    <Hit to="/chat/$channel" params={{ channel: message.channel } as never} search={{ message: head, ...(message.thread && { thread: message.thread }) } as never}>
      <span style={{ display: 'flex', gap: 6, fontSize: 12.5, lineHeight: '17px', color: v.muted }}>
        <span style={{ flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{channel ? `${channel.kind === 'direct' ? '' : '#'}${nameOf(channel)}` : '–'}</span>
        <time dateTime={message.createdAt} style={{ flexShrink: 0 }}>{format.ago(message.createdAt)}</time>
      </span>
      <span style={{ display: '-webkit-box', WebkitLineClamp: 3, WebkitBoxOrient: 'vertical', overflow: 'hidden', lineHeight: '19px', fontSize: 13.5 }}><strong>{author}</strong> {plainText(message.text, members)}</span>
    </Hit>
  )
}
