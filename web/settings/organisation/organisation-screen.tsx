// Settings: the organisation chart: who reports to whom, drawn from each member's manager, anew when one changes.
import styled from '@emotion/styled'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronDown, ChevronRight, GitFork } from 'lucide-react'
import { useState } from 'react'
import { queryClient } from '../../api.ts'
import { useText } from '../../i18n.tsx'
import { keys, membersQuery, useSession, type Member } from '../../queries.ts'
import { useRealtime } from '../../realtime.ts'
import { v } from '../../theme.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Avatar, Label } from '../../ui/label.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { useBranchOptions, useRoleOptions, useTeamOptions } from '../members/queries.ts'
import { memberTexts as m } from '../members/texts.ts'
import { SettingsPage } from '../settings-page.tsx'
import { settingsTexts as s } from '../texts.ts'
import { reportingTree, type Node } from './reporting.ts'
import { organisationTexts as o } from './texts.ts'

/** A line down from each manager, and one across to each who reports to them. */
const Branch = styled('ul')({
  listStyle: 'none', margin: 0, padding: 0,
  '& &': { marginLeft: 19, paddingLeft: 18, borderLeft: `1px solid ${v.lineStrong}` },
  '& & > li': { position: 'relative' },
  '& & > li::before': { content: '""', position: 'absolute', left: -18, top: 27, width: 14, borderTop: `1px solid ${v.lineStrong}` },
  '& & > li:last-of-type::after': { content: '""', position: 'absolute', left: -19, top: 28, bottom: 0, width: 1, backgroundColor: v.canvas },
})
const Row = styled('div')({ display: 'flex', alignItems: 'center', gap: 10, minHeight: 54, minWidth: 0 })

export default function OrganisationScreen() {
  const t = useText()
  const query = useQuery(membersQuery)
  useRealtime('records:_member', () => void queryClient.invalidateQueries({ queryKey: keys.members }))
  const people = (query.data ?? []).filter((member) => member.kind === 'person' && member.active)
  const drawn = people.some((member) => people.some((other) => other.id === member.manager))
  const toMembers = useSession()?.administrator && <Button component={Link} to="/settings/members">{t(o.toMembers)}</Button>
  return (
    <SettingsPage title={t(s.organisation)} help={t(s.organisationHelp)} actions={drawn && toMembers}>
      {query.isPending && <SkeletonRows rows={6} height={54} columns={2} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && !drawn && <EmptyState icon={<GitFork size={20} />} title={t(o.emptyTitle)} body={t(o.emptyBody)} action={toMembers} />}
      {drawn && <Branch aria-label={t(o.chart)}>{reportingTree(people).map((node) => <PersonNode key={node.person.id} node={node} />)}</Branch>}
    </SettingsPage>
  )
}

function PersonNode({ node: { person, reports } }: { node: Node<Member> }) {
  const t = useText()
  const [open, setOpen] = useState(true)
  const role = useRoleOptions().find((one) => one.value === person.role)?.label ?? person.role
  const team = useTeamOptions().find((one) => one.value === person.team)?.label
  const branch = useBranchOptions().find((one) => one.value === person.branch)?.label
  const own = useSession()?.member.id === person.id
  return (
    <li aria-label={person.name}>
      <Row>
        <Avatar name={person.name} size={38} />
        <span style={{ minWidth: 0, lineHeight: '20px', overflowWrap: 'anywhere' }}>
          <span style={{ display: 'flex', gap: 8, alignItems: 'center', flexWrap: 'wrap', fontWeight: 500 }}>{person.name}{own && <Label colour="teal">{t(m.you)}</Label>}</span>
          <span style={{ display: 'block', color: v.secondary, fontSize: 13, lineHeight: '18px' }}>{[role, team, branch, reports.length > 0 && t(o.direct, { count: reports.length })].filter(Boolean).join(' · ')}</span>
        </span>
        {reports.length > 0 && (
          <IconButton size="small" aria-expanded={open} label={t(open ? o.close : o.open, { name: person.name })} onClick={() => setOpen(!open)}>{open ? <ChevronDown size={17} /> : <ChevronRight size={17} />}</IconButton>
        )}
      </Row>
      {open && reports.length > 0 && <Branch>{reports.map((node) => <PersonNode key={node.person.id} node={node} />)}</Branch>}
    </li>
  )
}
