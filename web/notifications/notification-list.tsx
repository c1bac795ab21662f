// Notifications: what the bell's panel lists, the newest first; loaded at the first sign of life, since the bell is all that is seen before.
import styled from '@emotion/styled'
import { BellOff } from 'lucide-react'
import { useText } from '../i18n.tsx'
import type { Notification } from '../realtime.ts'
import { texts } from '../texts.ts'
import { phone, v } from '../theme.ts'
import { Button } from '../ui/button.tsx'
import { ObjectIcon } from '../ui/object-icon.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx'
import { useFormat } from '../use-format.ts'
import { useNotifications, useOpenNotification } from './notifications.ts'

const Row = styled('button')({
  display: 'flex', gap: 12, width: '100%', padding: '11px 14px', border: 0, background: 'none', font: 'inherit', color: v.text, textAlign: 'left', cursor: 'pointer',
  borderBottom: `1px solid ${v.line}`,
  '&:hover': { backgroundColor: v.hover }, '&:focus-visible': { outlineOffset: -2 },
  [phone]: { padding: '13px 4px' },
})
const Unread = styled('span')({ width: 8, height: 8, borderRadius: 4, backgroundColor: v.accent, flexShrink: 0, marginTop: 6 })

export function NotificationList({ close }: { close: () => void }) {
  const t = useText()
  const { query, list } = useNotifications()
  const open = useOpenNotification()
  if (query.isPending) return <SkeletonRows rows={4} height={64} columns={2} />
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (!list.length) return <EmptyState icon={<BellOff size={20} />} title={t(texts.notificationsEmptyTitle)} body={t(texts.notificationsEmptyBody)} />
  const choose = (one: Notification) => {
    close()
    open(one)
  }
  return (
    <>
      {list.map((one) => <Item key={one.id} one={one} onOpen={() => choose(one)} />)}
      {query.hasNextPage && (
        <div style={{ padding: 8 }}>
          <Button wide variant="ghost" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t(texts.showMore)}</Button>
        </div>
      )}
    </>
  )
}

function Item({ one, onOpen }: { one: Notification; onOpen: () => void }) {
  const t = useText()
  const format = useFormat()
  return (
    <Row type="button" onClick={onOpen}>
      <span style={{ color: v.muted, display: 'flex', paddingTop: 1 }}><ObjectIcon object={one.object ?? ''} icon={one.object ? undefined : 'inbox'} /></span>
      <span style={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
        <span style={{ display: 'block', fontWeight: one.readAt ? 400 : 600, lineHeight: '20px' }}>{one.title}</span>
        {one.body && <span style={{ display: 'block', color: v.secondary, fontSize: 13, lineHeight: '18px' }}>{one.body}</span>}
        <time dateTime={one.createdAt} style={{ display: 'block', color: v.muted, fontSize: 12.5, lineHeight: '18px' }} title={format.dateTime(one.createdAt)}>{format.ago(one.createdAt)}</time>
      </span>
      {!one.readAt && <Unread role="img" aria-label={t(texts.unread)} />}
    </Row>
  )
}
