// The chat's left side: the member's channels and conversations, the liveliest first, with what is unread; and search.
import styled from '@emotion/styled'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { BellOff, Bot, Compass, Hash, Lock, MessagesSquare, PenLine, Plus, Search, Users, X } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useText } from '../../../web/i18n.tsx'
import { useMembers, useSession } from '../../../web/queries.ts'
import { texts } from '../../../web/texts.ts'
import { phone, touch, v } from '../../../web/theme.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { TextInput } from '../../../web/ui/field.tsx'
import { Avatar, Badge } from '../../../web/ui/label.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../../web/ui/states.tsx'
import { Menu } from '../../../web/ui/menu.tsx'
import { channelsQuery, type Channel } from './chat-data.ts'
import { useChannelName } from './channel-name.ts'
import { BrowseSheet } from './browse-sheet.tsx'
import { NewChannel } from './new-channel.tsx'
import { NewDirect } from './new-direct.tsx'
import { SearchResults } from './search-results.tsx'
import { chatWords as w } from './texts.ts'

const Head = styled('div')({ display: 'flex', alignItems: 'center', gap: 4, minHeight: 52, padding: '0 10px 0 16px', flexShrink: 0 })
const Scroll = styled('nav')({ flex: 1, minHeight: 0, overflowY: 'auto', padding: '0 8px 16px' })
const Heading = styled('h2')({ margin: 0, padding: '14px 8px 5px', fontSize: 12, lineHeight: '16px', fontWeight: 500, color: v.muted })
const Item = styled(Link)({
  display: 'flex', alignItems: 'center', gap: 9, height: 32, padding: '0 8px', borderRadius: 6, color: v.secondary, textDecoration: 'none !important', minWidth: 0,
  '& > svg': { flexShrink: 0 },
  '&:hover': { backgroundColor: v.hover, color: v.text }, '&:focus-visible': { outlineOffset: -2 },
  '&[data-status=active]': { backgroundColor: v.selected, color: v.accent },
  '&[data-unread=true]': { color: v.text, fontWeight: 600 },
  [touch]: { height: 44 }, [phone]: { fontSize: 16, height: 48 },
})
const Name = styled('span')({ flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' })

export type Opened = 'channel' | 'direct' | 'browse' | null

export function ChannelList({ current }: { current?: string }) {
  const t = useText()
  const query = useQuery(channelsQuery())
  const [asked, setAsked] = useState('')
  const [open, setOpen] = useState<Opened>(null)
  const close = () => setOpen(null)
  return (
    <>
      <Head>
        <h1 style={{ flex: 1, margin: 0, fontSize: 18, lineHeight: '26px', fontWeight: 600, letterSpacing: '-0.012em' }}>{t(w.chat)}</h1>
        <IconButton label={t(w.browse)} onClick={() => setOpen('browse')}><Compass size={18} strokeWidth={1.75} /></IconButton>
        <Menu
          align="end" trigger={<IconButton label={t(texts.create)}><Plus size={18} strokeWidth={1.75} /></IconButton>}
          items={[{ label: t(w.newDirect), icon: <PenLine size={17} />, onSelect: () => setOpen('direct') }, { label: t(w.newChannel), icon: <Hash size={17} />, onSelect: () => setOpen('channel') }]}
        />
      </Head>
      <div style={{ padding: '0 12px 4px' }}>
        <TextInput
          type="search" aria-label={t(w.search)} placeholder={t(w.search)} value={asked} onChange={setAsked} icon={<Search size={16} />}
          end={asked && <IconButton size="small" label={t(texts.clear)} onClick={() => setAsked('')}><X size={15} /></IconButton>}
        />
      </div>
      {asked.trim()
        ? <SearchResults query={asked.trim()} />
        : query.isPending ? <SkeletonRows rows={8} height={32} columns={1} />
          : query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} />
            : <Lists channels={query.data} current={current} onOpen={setOpen} />}
      {open === 'channel' && <NewChannel onClose={close} />}
      {open === 'direct' && <NewDirect onClose={close} />}
      {open === 'browse' && <BrowseSheet onClose={close} onNew={() => setOpen('channel')} />}
    </>
  )
}

function Lists({ channels, current, onOpen }: { channels: Channel[]; current?: string; onOpen: (open: Opened) => void }) {
  const t = useText()
  const rooms = channels.filter((channel) => channel.kind !== 'direct').toSorted((one, other) => (one.name ?? '').localeCompare(other.name ?? ''))
  const people = channels.filter((channel) => channel.kind === 'direct')
  if (!channels.length) {
    return (
      <EmptyState
        icon={<MessagesSquare size={20} />} title={t(w.emptyTitle)} body={t(w.emptyBody)}
        action={<><Button variant="primary" onClick={() => onOpen('channel')}>{t(w.newChannel)}</Button><Button onClick={() => onOpen('direct')}>{t(w.newDirect)}</Button></>}
      />
    )
  }
  return (
    <Scroll aria-label={t(w.chat)}>
      {rooms.length > 0 && <Heading>{t(w.channels)}</Heading>}
      {rooms.map((channel) => <Row key={channel.id} channel={channel} current={current} />)}
      {people.length > 0 && <Heading>{t(w.people)}</Heading>}
      {people.map((channel) => <Row key={channel.id} channel={channel} current={current} />)}
    </Scroll>
  )
}

function Row({ channel, current }: { channel: Channel; current?: string }) {
  const t = useText()
  const name = useChannelName()(channel)
  const unread = channel.id === current ? 0 : channel.unread
  return (
    <Item to="/chat/$channel" params={{ channel: channel.id } as never} data-unread={unread > 0 && !channel.muted} activeOptions={{ includeSearch: false }} aria-label={unread ? `${name}, ${t(w.unread, { count: unread })}` : name}>
      <ChannelMark channel={channel} name={name} />
      <Name>{name}</Name>
      {channel.muted && <BellOff size={14} color={v.muted} aria-hidden />}
      <Badge count={unread} tone={channel.muted ? 'quiet' : 'accent'} />
    </Item>
  )
}

/** A hash, a lock, a face, or how many there are. */
export function ChannelMark({ channel: { kind, name: bot, people }, name, size = 20 }: { channel: Pick<Channel, 'kind' | 'name' | 'people'>; name: string; size?: number }): ReactNode {
  const me = useSession()?.member.id
  const members = useMembers()
  const icon = { size: size - 3, strokeWidth: 1.75, 'aria-hidden': true, style: { margin: '0 1.5px' } } as const
  if (kind === 'public') return <Hash {...icon} />
  if (kind === 'private') return <Lock {...icon} />
  if (bot) return <Bot {...icon} />
  const others = people.filter((id) => id !== me)
  if (others.length > 1) return <Users {...icon} />
  return <Avatar name={members.find((member) => member.id === others[0])?.name ?? name} size={size} />
}
