// Shell: the side navigation: workspace, my day, objects, import, settings. Folds to icons.
import styled from '@emotion/styled'
import { Link } from '@tanstack/react-router'
import { BadgeCheck, ChartNoAxesColumn, ChevronsUpDown, FileUp, MessagesSquare, PanelLeftClose, PanelLeftOpen, Settings, Sun, UsersRound } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useUnread } from '../../modules/chat/web/use-chat-line.ts'
import { useText } from '../i18n.tsx'
import { favouritesQuery } from '../own-lists.ts'
import { useObjects, useSession } from '../queries.ts'
import { texts } from '../texts.ts'
import { v } from '../theme.ts'
import { IconButton } from '../ui/button.tsx'
import { Avatar, Badge } from '../ui/label.tsx'
import { Menu } from '../ui/menu.tsx'
import { ObjectIcon } from '../ui/object-icon.tsx'
import { Skeleton } from '../ui/states.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { navigationObjects, showsLoad } from './objects.ts'
import { switchWorkspace } from './session-region.ts'
import { shellTexts } from './texts.ts'

const Side = styled('nav')({
  gridArea: 'side', display: 'flex', flexDirection: 'column', backgroundColor: v.side, borderRight: `1px solid ${v.line}`, minHeight: 0,
  transition: 'width 160ms ease', padding: '0 8px 8px',
})
const Scroll = styled('div')({ flex: 1, minHeight: 0, overflowY: 'auto', overflowX: 'hidden', display: 'flex', flexDirection: 'column', gap: 1, margin: '0 -8px', padding: '2px 8px' })
const Item = styled(Link)({
  display: 'flex', alignItems: 'center', gap: 10, height: 32, padding: '0 9px', borderRadius: 6, color: v.secondary, fontWeight: 500, fontSize: 14,
  whiteSpace: 'nowrap', flexShrink: 0, textDecoration: 'none !important',
  '& svg': { flexShrink: 0 },
  '&:hover': { backgroundColor: v.hover, color: v.text },
  '&:focus-visible': { outlineOffset: -2 },
  '&[data-status=active]': { backgroundColor: v.selected, color: v.accent },
})
const Words = styled('span')({ overflow: 'hidden', textOverflow: 'ellipsis' })
const Heading = styled('div')({ padding: '16px 9px 5px', fontSize: 12, fontWeight: 500, color: v.muted, whiteSpace: 'nowrap' })
const Where = styled('button')({
  display: 'flex', alignItems: 'center', gap: 10, height: 36, padding: '0 7px', border: 0, borderRadius: 6, background: 'none', color: v.text, font: 'inherit',
  fontWeight: 600, minWidth: 0, flex: 1, textAlign: 'left', cursor: 'default',
  '&[aria-haspopup]': { cursor: 'pointer' },
  '&[aria-haspopup]:hover': { backgroundColor: v.hover },
})

/** A dot where there is no room for a count. */
const Marked = styled('span')({ display: 'flex', position: 'relative', '&::after': { content: '""', position: 'absolute', top: -2, right: -3, width: 8, height: 8, borderRadius: 4, backgroundColor: v.accent } })

type LinkProps = { to: string; params?: Record<string, string>; exact?: boolean; icon: ReactNode; label: string; folded: boolean; count?: number }

function SideLink({ to, params, exact, icon, label, folded, count = 0 }: LinkProps) {
  const t = useText()
  const name = count ? `${label}, ${t(shellTexts.unread, { count })}` : folded ? label : undefined
  const link = (
    <Item to={to} params={params as never} activeOptions={{ exact: exact ?? false, includeSearch: false }} aria-label={name}>
      {count && folded ? <Marked>{icon}</Marked> : icon}
      {!folded && <Words>{label}</Words>}
      {!folded && count > 0 && <span style={{ marginLeft: 'auto', display: 'flex' }}><Badge count={count} /></span>}
    </Item>
  )
  return folded ? <Tooltip label={label} placement="right">{link}</Tooltip> : link
}

/** As many as stay in sight below the objects; the palette knows them all. */
const mostFavourites = 12

function Favourites({ folded }: { folded: boolean }) {
  const t = useText()
  const objects = useObjects()
  const favourites = useQuery(favouritesQuery).data ?? []
  if (!favourites.length || folded) return null
  return (
    <>
      <Heading>{t(shellTexts.favourites)}</Heading>
      {favourites.slice(0, mostFavourites).map(({ object, id, title }) => (
        <SideLink
          key={id} to="/o/$object/$id" params={{ object, id }} folded={folded} label={title ?? '–'}
          icon={<ObjectIcon object={object} icon={objects.find((one) => one.name === object)?.icon} />}
        />
      ))}
    </>
  )
}

function Workspace({ folded }: { folded: boolean }) {
  const t = useText()
  const session = useSession()
  if (!session) return <Skeleton width={24} height={24} />
  const several = session.workspaces.length > 1
  const button = (
    <Where type="button" tabIndex={several ? 0 : -1} aria-label={folded || several ? session.workspace.name : undefined} {...(!several && { 'aria-hidden': folded })}>
      <Avatar name={session.workspace.name} size={22} square />
      {!folded && <Words style={{ flex: 1 }}>{session.workspace.name}</Words>}
      {!folded && several && <ChevronsUpDown size={14} color={v.muted} />}
    </Where>
  )
  if (!several) return button
  const items = session.workspaces.map((workspace, index) => ({
    label: workspace.name, checked: workspace.slug === session.workspace.slug, section: index ? undefined : t(shellTexts.switchWorkspace),
    icon: <Avatar name={workspace.name} size={20} square />, onSelect: () => switchWorkspace(workspace.slug),
  }))
  return <Menu trigger={button} items={items} />
}

const foldKey = 'hubung.navigation'

export function SideBar() {
  const t = useText()
  const objects = navigationObjects(useObjects())
  const [chosen, setChosen] = useState(() => localStorage.getItem(foldKey) ?? (innerWidth < 1100 ? 'folded' : 'open'))
  const folded = chosen === 'folded'
  const fold = () => {
    const next = folded ? 'open' : 'folded'
    localStorage.setItem(foldKey, next)
    setChosen(next)
  }
  const width = folded ? 53 : 232
  useEffect(() => {
    document.documentElement.style.setProperty('--side', `${width}px`)
    return () => { document.documentElement.style.removeProperty('--side') }
  }, [width])
  const FoldIcon = folded ? PanelLeftOpen : PanelLeftClose
  const foldButton = <IconButton size="small" label={t(folded ? texts.expandNavigation : texts.collapseNavigation)} onClick={fold}><FoldIcon size={17} /></IconButton>
  return (
    <Side aria-label={t(texts.navigation)} style={{ width }}>
      <div style={{ display: 'flex', alignItems: 'center', height: 52, gap: 2, flexShrink: 0 }}>
        <Workspace folded={folded} />
        {!folded && foldButton}
      </div>
      <Scroll>
        <SideLink to="/" exact icon={<Sun size={18} strokeWidth={1.75} />} label={t(texts.myDay)} folded={folded} />
        <SideLink to="/chat" icon={<MessagesSquare size={18} strokeWidth={1.75} />} label={t(shellTexts.chat)} folded={folded} count={useUnread()} />
        <SideLink to="/approvals" icon={<BadgeCheck size={18} strokeWidth={1.75} />} label={t(shellTexts.approvals)} folded={folded} />
        {folded ? <div style={{ height: 12 }} /> : <Heading>{t(texts.records)}</Heading>}
        {objects.map((object) => (
          <SideLink
            key={object.name} to="/o/$object" params={{ object: object.name }} folded={folded} label={t(object.pluralLabel ?? object.label)}
            icon={<ObjectIcon object={object.name} icon={object.icon} />}
          />
        ))}
        {objects.some((object) => object.name === 'deal') && <SideLink to="/sales" icon={<ChartNoAxesColumn size={18} strokeWidth={1.75} />} label={t(shellTexts.salesInsight)} folded={folded} />}
        {showsLoad(objects) && <SideLink to="/load" icon={<UsersRound size={18} strokeWidth={1.75} />} label={t(shellTexts.teamLoad)} folded={folded} />}
        <Favourites folded={folded} />
      </Scroll>
      <div style={{ display: 'flex', flexDirection: 'column', gap: 1, paddingTop: 8 }}>
        {folded && <div style={{ padding: '0 3px 4px' }}>{foldButton}</div>}
        <SideLink to="/import" icon={<FileUp size={18} strokeWidth={1.75} />} label={t(texts.import)} folded={folded} />
        <SideLink to="/settings" icon={<Settings size={18} strokeWidth={1.75} />} label={t(texts.settings)} folded={folded} />
      </div>
    </Side>
  )
}
