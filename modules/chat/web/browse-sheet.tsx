// The chat's screens: all channels that one may read, to look into and to join.
import styled from '@emotion/styled'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Hash, Plus } from 'lucide-react'
import { useText } from '../../../web/i18n.tsx'
import { v } from '../../../web/theme.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Sheet } from '../../../web/ui/dialog.tsx'
import { Label } from '../../../web/ui/label.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../../web/ui/states.tsx'
import { channelsQuery } from './chat-data.ts'
import { ChannelMark } from './channel-list.tsx'
import { chatWords as w } from './texts.ts'

const Row = styled(Link)({
  display: 'flex', alignItems: 'center', gap: 12, minHeight: 56, padding: '8px 10px', borderRadius: 8, color: v.text, textDecoration: 'none !important',
  '&:hover': { backgroundColor: v.hover }, '&:focus-visible': { outlineOffset: -2 }, '& > svg': { color: v.muted },
})
const cut = { display: 'block', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const

export function BrowseSheet({ onClose, onNew }: { onClose: () => void; onNew: () => void }) {
  const t = useText()
  const query = useQuery(channelsQuery(true))
  const rooms = (query.data ?? []).filter((channel) => channel.kind !== 'direct').toSorted((one, other) => (one.name ?? '').localeCompare(other.name ?? ''))
  return (
    <Sheet open onClose={onClose} title={t(w.browse)} width={440} actions={<Button variant="primary" icon={<Plus size={16} />} onClick={onNew}>{t(w.newChannel)}</Button>}>
      {query.isPending && <SkeletonRows rows={6} height={56} columns={2} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && !rooms.length && <EmptyState icon={<Hash size={20} />} title={t(w.emptyTitle)} body={t(w.emptyBody)} />}
      <nav aria-label={t(w.browse)} onClick={onClose} style={{ margin: '0 -10px' }}>
        {rooms.map((channel) => (
          <Row key={channel.id} to="/chat/$channel" params={{ channel: channel.id } as never}>
            <ChannelMark channel={channel} name={channel.name ?? ''} size={22} />
            <span style={{ flex: 1, minWidth: 0 }}>
              <span style={{ ...cut, fontWeight: 500, lineHeight: '20px' }}>{channel.name}</span>
              <span style={{ ...cut, color: v.secondary, fontSize: 13, lineHeight: '18px' }}>{[t(w.membersIn, { count: channel.members }), channel.topic].filter(Boolean).join(' · ')}</span>
            </span>
            {!channel.joined && <Label colour="teal">{t(w.join)}</Label>}
          </Row>
        ))}
      </nav>
    </Sheet>
  )
}
