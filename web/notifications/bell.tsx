// Notifications: the bell in the top bar and the panel under it (a sheet on a phone).
import styled from '@emotion/styled'
import { Bell as BellIcon, CheckCheck } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../i18n.tsx'
import { texts } from '../texts.ts'
import { phone, v } from '../theme.ts'
import { IconButton } from '../ui/button.tsx'
import { deferred } from '../ui/deferred.tsx'
import { Sheet } from '../ui/dialog.tsx'
import { Popover } from '../ui/popover.tsx'
import { SkeletonRows } from '../ui/states.tsx'
import { useIsPhone } from '../ui/use-is-phone.ts'
import { useMarkRead, useNotifications } from './notifications.ts'

const Count = styled('span')({
  position: 'absolute', top: 1, right: 0, minWidth: 16, height: 16, padding: '0 4px', borderRadius: 8, backgroundColor: v.accent, color: v.accentText, fontSize: 10.5,
  lineHeight: '16px', fontWeight: 600, textAlign: 'center', boxShadow: `0 0 0 2px ${v.canvas}`, fontVariantNumeric: 'tabular-nums',
  [phone]: { top: 6, right: 4 },
})
const List = deferred<{ close: () => void }>(() => import('./notification-list.tsx').then((module) => module.NotificationList), () => <SkeletonRows rows={4} height={64} columns={2} />)

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
