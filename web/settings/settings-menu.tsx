// Settings: the menu of its pages, by group; administrators see all, others their own.
import styled from '@emotion/styled'
import { Link } from '@tanstack/react-router'
import { AppWindow, ArrowRightLeft, Boxes, Building2, CalendarOff, ChevronRight, CircleUserRound, Clock, Coins, Gauge, GitFork, KeyRound, LayoutTemplate, ListChecks, MapPin, MonitorSmartphone, Network, ScrollText, Share2, ShieldCheck, SquareFunction, Users, Waypoints, Webhook, Workflow, type LucideIcon } from 'lucide-react'
import { useText } from '../i18n.tsx'
import { useSession } from '../queries.ts'
import { v } from '../theme.ts'
import { settingsPages, type SettingsPage } from './pages.ts'
import { settingsTexts as s } from './texts.ts'

const icons: Record<string, LucideIcon> = {
  account: CircleUserRound, sessions: MonitorSmartphone, workspace: Building2, members: Users, teams: Network, branches: MapPin, 'exchange-rates': Coins, holidays: CalendarOff, 'sending-hours': Clock, organisation: GitFork, objects: Boxes, layouts: LayoutTemplate, pipelines: Waypoints, 'lead-scoring': Gauge, 'lead-conversion': ArrowRightLeft,
  'task-templates': ListChecks, workflows: Workflow, functions: SquareFunction, roles: ShieldCheck, 'sharing-rules': Share2, 'event-log': ScrollText, 'api-keys': KeyRound, apps: AppWindow, 'granted-apps': AppWindow, webhooks: Webhook,
}
const groups = ['you', 'company', 'data', 'access'] as const

const Heading = styled('h2')({ margin: 0, padding: '14px 10px 5px', fontSize: 12, lineHeight: '16px', fontWeight: 500, color: v.muted })
const Item = styled(Link)({
  display: 'flex', alignItems: 'center', gap: 10, minHeight: 32, padding: '0 10px', borderRadius: 6, color: v.secondary, fontSize: 14, fontWeight: 500,
  textDecoration: 'none !important',
  '&:hover': { backgroundColor: v.hover, color: v.text },
  '&[data-status=active]': { backgroundColor: v.selected, color: v.accent },
})
const BigItem = styled(Link)({
  display: 'flex', alignItems: 'center', gap: 14, minHeight: 60, padding: '10px 14px', color: v.text, textDecoration: 'none !important', borderBottom: `1px solid ${v.line}`,
  '&:last-of-type': { borderBottom: 0 }, '& svg': { color: v.secondary, flexShrink: 0 }, '&:hover': { backgroundColor: v.hover },
})

function useSettingsPages(): SettingsPage[] {
  const administrator = useSession()?.administrator ?? false
  return settingsPages.filter((page) => page.menu && (administrator || !page.administrator))
}

/** `large`: cards with explanations (the start page, and the phone's menu). */
export function SettingsMenu({ large }: { large?: boolean }) {
  const t = useText()
  const pages = useSettingsPages()
  return (
    <nav aria-label={t(s.menu)}>
      {groups.map((group) => {
        const members = pages.filter((page) => page.group === group)
        if (!members.length) return null
        const rows = members.map((page) => (large ? <LargeRow key={page.path} page={page} /> : <SmallRow key={page.path} page={page} />))
        return (
          <section key={group}>
            <Heading>{t(s[group])}</Heading>
            {large ? <div style={{ border: `1px solid ${v.line}`, borderRadius: 8, backgroundColor: v.paper, overflow: 'hidden' }}>{rows}</div> : rows}
          </section>
        )
      })}
    </nav>
  )
}

const iconOf = (page: SettingsPage) => icons[page.path] ?? Boxes

function SmallRow({ page }: { page: SettingsPage }) {
  const t = useText()
  const Icon = iconOf(page)
  return <Item to={`/settings/${page.path}`}><Icon size={17} strokeWidth={1.75} />{t(page.label)}</Item>
}

function LargeRow({ page }: { page: SettingsPage }) {
  const t = useText()
  const Icon = iconOf(page)
  return (
    <BigItem to={`/settings/${page.path}`}>
      <Icon size={20} strokeWidth={1.75} />
      <span style={{ flex: 1, minWidth: 0 }}>
        <span style={{ display: 'block', fontWeight: 500, fontSize: 15, lineHeight: '21px' }}>{t(page.label)}</span>
        <span style={{ display: 'block', color: v.secondary, fontSize: 13, lineHeight: '18px' }}>{t(page.help)}</span>
      </span>
      <ChevronRight size={18} />
    </BigItem>
  )
}
