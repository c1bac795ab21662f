// Settings: the members: who works here, with which role, in which team; inviting and changing them.
import { useQuery } from '@tanstack/react-query'
import { UserPlus, Users } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../../i18n.tsx'
import { membersQuery, useSession, type Member } from '../../queries.ts'
import { Button } from '../../ui/button.tsx'
import { TextInput } from '../../ui/field.tsx'
import { Avatar, Label } from '../../ui/label.tsx'
import { Card, Section } from '../../ui/page.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { commonTexts as c } from '../common-texts.ts'
import { ListRow } from '../list.tsx'
import { SettingsPage } from '../settings-page.tsx'
import { settingsTexts as s } from '../texts.ts'
import { InviteDialog } from './invite-dialog.tsx'
import { MemberSheet } from './member-sheet.tsx'
import { useRoleOptions, useTeamOptions } from './queries.ts'
import { memberTexts as m } from './texts.ts'

export default function MembersScreen() {
  const t = useText()
  const query = useQuery(membersQuery)
  const [inviting, setInviting] = useState(false)
  const [chosen, setChosen] = useState<string | null>(null)
  const [asked, setAsked] = useState('')
  const people = (query.data ?? []).filter((member) => member.kind === 'person')
  const found = people.filter((member) => `${member.name} ${member.email}`.toLowerCase().includes(asked.trim().toLowerCase()))
  const invite = <Button variant="primary" icon={<UserPlus size={17} />} onClick={() => setInviting(true)}>{t(m.invite)}</Button>
  return (
    <SettingsPage title={t(s.members)} help={t(s.membersHelp)} actions={invite}>
      {query.isPending && <SkeletonRows rows={5} height={54} columns={3} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {people.length > 8 && <TextInput aria-label={t(c.filter)} placeholder={t(c.filter)} type="search" value={asked} onChange={setAsked} style={{ maxWidth: 320, marginBottom: 14 }} />}
      {people.length > 0 && <People members={found.filter((member) => member.active)} onOpen={setChosen} />}
      {people.length === 1 && <EmptyState icon={<Users size={20} />} title={t(m.aloneTitle)} body={t(m.aloneBody)} action={invite} />}
      {found.some((member) => !member.active) && (
        <Section title={t(m.inactiveOnes)}><People members={found.filter((member) => !member.active)} onOpen={setChosen} /></Section>
      )}
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
      <MemberSheet member={people.find((member) => member.id === chosen) ?? null} onClose={() => setChosen(null)} />
    </SettingsPage>
  )
}

function People({ members, onOpen }: { members: Member[]; onOpen: (id: string) => void }) {
  if (!members.length) return null
  return <Card style={{ overflow: 'hidden', marginBottom: 28 }}>{members.map((member) => <Person key={member.id} member={member} onOpen={() => onOpen(member.id)} />)}</Card>
}

function Person({ member, onOpen }: { member: Member; onOpen: () => void }) {
  const t = useText()
  const own = useSession()?.member.id === member.id
  const role = useRoleOptions().find((one) => one.value === member.role)?.label ?? member.role
  const team = useTeamOptions().find((one) => one.value === member.team)?.label
  const title = (
    <>
      {member.name}
      {own && <Label colour="teal">{t(m.you)}</Label>}
      {member.invited && <Label colour="amber">{t(m.invited)}</Label>}
      {!member.active && <Label>{t(m.inactive)}</Label>}
    </>
  )
  return <ListRow icon={<Avatar name={member.name} size={32} />} title={title} detail={[member.email, role, team].filter(Boolean).join(' · ')} onClick={onOpen} />
}
