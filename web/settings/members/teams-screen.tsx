// Settings: the teams, as the tree that they form.
import { useQuery } from '@tanstack/react-query'
import { Network, Plus, Users } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../../i18n.tsx'
import { useMembers } from '../../queries.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/page.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { ListRow } from '../list.tsx'
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
      {query.isPending && <SkeletonRows rows={4} height={54} columns={2} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && !teams.length && <EmptyState icon={<Network size={20} />} title={t(m.teamsEmptyTitle)} body={t(m.teamsEmptyBody)} action={add} />}
      {teams.length > 0 && (
        <Card style={{ overflow: 'hidden' }}>
          {treeOf(teams).map(({ team, depth }) => <TeamRow key={team.id} team={team} depth={depth} onOpen={() => setOpen(team)} />)}
        </Card>
      )}
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
