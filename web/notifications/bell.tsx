// Notifications: the bell in the top bar and the panel under it (a sheet on a phone).
import styled from '@emotion/styled'
import { Bell as BellIcon, BellOff, CheckCheck } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../i18n.tsx'
import type { Notification } from '../realtime.ts'
import { texts } from '../texts.ts'
import { phone, v } from '../theme.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Sheet } from '../ui/dialog.tsx'
import { ObjectIcon } from '../ui/object-icon.tsx'
import { Popover } from '../ui/popover.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx'
import { useIsPhone } from '../ui/use-is-phone.ts'
import { useFormat } from '../use-format.ts'
import { useMarkRead, useNotifications, useOpenNotification } from './notifications.ts'

const Count = styled('span')({
  position: 'absolute', top: 1, right: 0, minWidth: 16, height: 16, padding: '0 4px', borderRadius: 8, backgroundColor: v.accent, color: v.accentText, fontSize: 10.5,
  lineHeight: '16px', fontWeight: 600, textAlign: 'center', boxShadow: `0 0 0 2px ${v.canvas}`, fontVariantNumeric: 'tabular-nums',
  [phone]: { top: 6, right: 4 },
})
const Row = styled('button')({
  display: 'flex', gap: 12, width: '100%', padding: '11px 14px', border: 0, background: 'none', font: 'inherit', color: v.text, textAlign: 'left', cursor: 'pointer',
  borderBottom: `1px solid ${v.line}`,
  '&:hover': { backgroundColor: v.hover }, '&:focus-visible': { outlineOffset: -2 },
  [phone]: { padding: '13px 4px' },
})
const Unread = styled('span')({ width: 8, height: 8, borderRadius: 4, backgroundColor: v.accent, flexShrink: 0, marginTop: 6 })

export function Bell() {
  const t = useText()
  const isPhone = useIsPhone()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const { unread } = useNotifications()
  const mark = useMarkRead()
  const close = () => setAnchor(null)
  const open = Boolean(anchor)
  const label = unread ? t(texts.notificationsUnread, { count: unread }) : t(texts.notifications)
  const markAll = unread > 0 && (
    <IconButton size="small" label={t(texts.markAllRead)} onClick={() => mark.mutate({ all: true })}><CheckCheck size={17} /></IconButton>
  )
  return (
    <>
      <span style={{ position: 'relative', display: 'inline-flex' }}>
        <IconButton label={label} aria-haspopup="dialog" aria-expanded={open} onClick={(event) => setAnchor(event.currentTarget)}>
          <BellIcon size={isPhone ? 20 : 18} strokeWidth={1.75} />
        </IconButton>
        {unread > 0 && <Count aria-hidden style={{ pointerEvents: 'none' }}>{unread > 99 ? '99+' : unread}</Count>}
      </span>
      {isPhone
        ? <Sheet open={open} onClose={close} title={t(texts.notifications)} tools={markAll}><List close={close} /></Sheet>
        : (
          <Popover
            open={open} anchorEl={anchor} onClose={close} anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }} transformOrigin={{ vertical: 'top', horizontal: 'right' }}
            slotProps={{ paper: { role: 'dialog', 'aria-label': t(texts.notifications), sx: { width: 400, maxHeight: 'min(600px, 80vh)', display: 'flex', flexDirection: 'column', boxShadow: v.shadow, mt: 1, bgcolor: v.paper } } }}
          >
            <div style={{ display: 'flex', alignItems: 'center', height: 46, padding: '0 8px 0 14px', borderBottom: `1px solid ${v.line}`, flexShrink: 0 }}>
              <h2 style={{ flex: 1, margin: 0, fontSize: 15, fontWeight: 600 }}>{t(texts.notifications)}</h2>
              {markAll}
            </div>
            <div style={{ overflowY: 'auto', minHeight: 0 }}><List close={close} /></div>
          </Popover>
        )}
    </>
  )
}

function List({ close }: { close: () => void }) {
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
