// Shell: the bottom navigation of a phone: my day, what is used most, and everything else in a sheet.
import styled from '@emotion/styled'
import { Link, useRouterState } from '@tanstack/react-router'
import { BadgeCheck, ChartNoAxesColumn, Ellipsis, FileUp, MessagesSquare, Settings, Sun, UsersRound } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useUnread } from '../../modules/chat/web/use-chat-line.ts'
import { useText } from '../i18n.tsx'
import { useObjects, type ObjectInfo } from '../queries.ts'
import { texts } from '../texts.ts'
import { v } from '../theme.ts'
import { Sheet } from '../ui/dialog.tsx'
import { Badge } from '../ui/label.tsx'
import { ObjectIcon } from '../ui/object-icon.tsx'
import { navigationObjects, showsLoad } from './objects.ts'
import { shellTexts } from './texts.ts'

const Bar = styled('nav')({
  gridArea: 'bottom', display: 'grid', gridAutoFlow: 'column', gridAutoColumns: 'minmax(0, 1fr)', backgroundColor: v.paper, borderTop: `1px solid ${v.line}`,
  paddingBottom: 'env(safe-area-inset-bottom)',
})
const place = {
  display: 'flex', flexDirection: 'column', alignItems: 'center', justifyContent: 'center', gap: 3, height: 56, border: 0, background: 'none', font: 'inherit',
  fontSize: 11.5, lineHeight: '14px', fontWeight: 500, color: v.secondary, textDecoration: 'none !important', cursor: 'pointer', padding: '0 2px', minWidth: 0,
  '& span': { maxWidth: '100%', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '&:focus-visible': { outlineOffset: -3 },
  '&[data-status=active], &[data-active=true]': { color: v.accent },
} as const
const Place = styled(Link)(place)
const PlaceButton = styled('button')(place)
const Row = styled(Link)({
  display: 'flex', alignItems: 'center', gap: 14, height: 48, padding: '0 4px', color: v.text, fontSize: 16, textDecoration: 'none !important',
  '& svg': { color: v.secondary }, '&[data-status=active]': { color: v.accent },
})

const daily = ['contact', 'deal', 'task']

export function BottomBar() {
  const t = useText()
  const [open, setOpen] = useState(false)
  const objects = navigationObjects(useObjects())
  const shown = objects.filter((object) => daily.includes(object.name)).slice(0, 3)
  const rest = objects.filter((object) => !shown.includes(object))
  const path = useRouterState({ select: (state) => state.location.pathname })
  const elsewhere = /^\/(settings|import|sales|load|approvals)/.test(path) || rest.some((object) => path.startsWith(`/o/${object.name}`))
  return (
    <Bar aria-label={t(texts.navigation)}>
      <Place to="/" activeOptions={{ exact: true, includeSearch: false }}><Sun size={20} strokeWidth={1.75} /><span>{t(texts.myDay)}</span></Place>
      <ChatPlace />
      {shown.map((object) => <ObjectPlace key={object.name} object={object} />)}
      <PlaceButton type="button" data-active={elsewhere} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Ellipsis size={20} strokeWidth={1.75} /><span>{t(texts.more)}</span>
      </PlaceButton>
      <Sheet open={open} onClose={() => setOpen(false)} title={t(shellTexts.everything)}>
        <nav aria-label={t(shellTexts.everything)} onClick={() => setOpen(false)}>
          {rest.map((object) => (
            <Row key={object.name} to="/o/$object" params={{ object: object.name } as never}>
              <ObjectIcon object={object.name} icon={object.icon} size={20} />{t(object.pluralLabel ?? object.label)}
            </Row>
          ))}
          {objects.some((object) => object.name === 'deal') && <MoreRow to="/sales" icon={<ChartNoAxesColumn size={20} strokeWidth={1.75} />}>{t(shellTexts.salesInsight)}</MoreRow>}
          {showsLoad(objects) && <MoreRow to="/load" icon={<UsersRound size={20} strokeWidth={1.75} />}>{t(shellTexts.teamLoad)}</MoreRow>}
          <MoreRow to="/approvals" icon={<BadgeCheck size={20} strokeWidth={1.75} />}>{t(shellTexts.approvals)}</MoreRow>
          <MoreRow to="/import" icon={<FileUp size={20} strokeWidth={1.75} />}>{t(texts.import)}</MoreRow>
          <MoreRow to="/settings" icon={<Settings size={20} strokeWidth={1.75} />}>{t(texts.settings)}</MoreRow>
        </nav>
      </Sheet>
    </Bar>
  )
}

const MoreRow = ({ to, icon, children }: { to: string; icon: ReactNode; children: ReactNode }) => <Row to={to}>{icon}{children}</Row>

function ChatPlace() {
  const t = useText()
  const count = useUnread()
  return (
    <Place to="/chat" aria-label={count ? `${t(shellTexts.chat)}, ${t(shellTexts.unread, { count })}` : undefined}>
      <span style={{ position: 'relative', display: 'flex', overflow: 'visible' }}>
        <MessagesSquare size={20} strokeWidth={1.75} />
        {count > 0 && <i style={{ position: 'absolute', top: -5, left: 13, display: 'flex', fontStyle: 'normal' }}><Badge count={count} /></i>}
      </span>
      <span>{t(shellTexts.chat)}</span>
    </Place>
  )
}

function ObjectPlace({ object }: { object: ObjectInfo }) {
  const t = useText()
  return (
    <Place to="/o/$object" params={{ object: object.name } as never} activeOptions={{ includeSearch: false }}>
      <ObjectIcon object={object.name} icon={object.icon} size={20} />
      <span>{t(object.pluralLabel ?? object.label)}</span>
    </Place>
  )
}
