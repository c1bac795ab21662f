// Settings: the teams, as the tree that they form.
import { useQuery } from '@tanstack/react-query'
import { Network, Plus, Users } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../../i18n.tsx'
import { useMembers } from '../../queries.ts'
import { Button } from '../../ui/button.tsx'
import { ListRow } from '../list.tsx'
import { QueryRows } from '../query-rows.tsx'
import { SettingsPage } from '../settings-page.tsx'
import { settingsTexts as s } from '../texts.ts'
import { teamsQuery, type Team } from './queries.ts'
import { TeamSheet } from './team-sheet.tsx'
import { memberTexts as m } from './texts.ts'

/** Parents before children, with their depth. */
export function treeOf(teams: Team[], parent: string | null = null, depth = 0): { team: Team; depth: number }[] {
  const known = new Set(teams.map((team) => team.id))
  return teams
    .filter((team) => (team.parent !== null && known.has(team.parent) ? team.parent : null) === parent)
    .flatMap((team) => [{ team, depth }, ...treeOf(teams, team.id, depth + 1)])
}

export default function TeamsScreen() {
  const t = useText()
  const query = useQuery(teamsQuery)
  const [open, setOpen] = useState<Team | 'new' | null>(null)
  const add = <Button variant="primary" icon={<Plus size={17} />} onClick={() => setOpen('new')}>{t(m.newTeam)}</Button>
  const teams = query.data ?? []
  return (
    <SettingsPage title={t(s.teams)} help={t(s.teamsHelp)} actions={teams.length > 0 && add}>
      <QueryRows
        query={query} items={treeOf(teams)} skeletons={4} empty={{ icon: <Network size={20} />, title: t(m.teamsEmptyTitle), body: t(m.teamsEmptyBody), action: add }}
        renderRow={({ team, depth }) => <TeamRow key={team.id} team={team} depth={depth} onOpen={() => setOpen(team)} />}
      />
      {open && <TeamSheet key={open === 'new' ? 'new' : open.id} team={open === 'new' ? null : open} teams={teams} onClose={() => setOpen(null)} />}
    </SettingsPage>
  )
}

function TeamRow({ team, depth, onOpen }: { team: Team; depth: number; onOpen: () => void }) {
  const t = useText()
  const manager = useMembers().find((member) => member.id === team.manager)
  const detail = [t(m.people, { count: team.members.length }), manager && t(m.managedBy, { name: manager.name })].filter(Boolean).join(' · ')
  return <ListRow icon={<span style={{ paddingLeft: depth * 24, display: 'flex' }}><Users size={18} strokeWidth={1.75} /></span>} title={t(team.label) || team.name} detail={detail} onClick={onOpen} />
}
