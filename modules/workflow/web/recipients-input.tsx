// The workflow room's screens: whom a step notifies: the record's owner, members, roles, teams, a role of a team.
import { useQuery } from '@tanstack/react-query'
import { Plus, UserRound, Users, X } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../../../web/i18n.tsx'
import { useMembers } from '../../../web/queries.ts'
import { rolesQuery, teamsQuery } from '../../../web/settings/members/queries.ts'
import { texts } from '../../../web/texts.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { Combobox, type ComboOption } from '../../../web/ui/combobox.tsx'
import { Avatar } from '../../../web/ui/label.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { workflowTexts as w } from './texts.ts'

const owner = '{{ record.owner.id }}'

export function RecipientsInput({ value, onChange, error, withOwner = true }: { value: unknown; onChange: (to: string | string[]) => void; error?: string; withOwner?: boolean }) {
  const t = useText()
  const roles = useQuery(rolesQuery).data ?? []
  const teams = useQuery(teamsQuery).data ?? []
  const people = useMembers().filter((member) => member.kind === 'person' && member.active)
  const options: ComboOption[] = [
    ...(withOwner ? [{ value: owner, label: t(w.recordOwner), icon: <UserRound size={16} /> }] : []),
    ...people.map((member) => ({ value: member.id, label: member.name, icon: <Avatar name={member.name} size={18} /> })),
    ...roles.map((role) => ({ value: `role:${role.name}`, label: t(w.roleIs, { name: t(role.label) || role.name }), icon: <Users size={16} /> })),
    ...teams.map((team) => ({ value: `team:${team.name}`, label: t(w.teamIs, { name: t(team.label) || team.name }), icon: <Users size={16} /> })),
  ]
  const names = new Map(options.map((option) => [option.value, option.label]))
  const bothOf = (one: string): ComboOption => {
    const [team, role] = one.split('/')
    return { value: one, label: [team, role].map((part) => names.get(part) ?? part).join(' · '), icon: <Users size={16} /> }
  }
  const given = [value ?? []].flat().map(String).map((one) => (/^\{\{\s*record\.owner(\.id)?\s*\}\}$/.test(one) ? owner : one))
  const tell = (list: string[]) => onChange(list.length === 1 ? list[0] : list)
  return (
    <div style={{ display: 'grid', gap: 6, justifyItems: 'start' }}>
      <Combobox
        multiple required label={t(w.to)} options={options} error={error} style={{ width: '100%' }}
        value={given.map((one) => options.find((option) => option.value === one) ?? (/^team:.+\/role:./.test(one) ? bothOf(one) : { value: one, label: one }))}
        onChange={(list) => tell(list.map((option) => option.value))}
      />
      {teams.length > 0 && <RoleOfTeam options={options} onAdd={(one) => tell([...given.filter((other) => other !== one), one])} />}
    </div>
  )
}

/** Who has a role among a team's members, such as the administrator of the inventory team. */
function RoleOfTeam({ options, onAdd }: { options: ComboOption[]; onAdd: (name: string) => void }) {
  const t = useText()
  const [chosen, setChosen] = useState<{ team: string; role: string } | null>(null)
  if (!chosen) return <Button size="small" variant="ghost" icon={<Plus size={15} />} onClick={() => setChosen({ team: '', role: '' })}>{t(w.roleOfTeam)}</Button>
  const of = (kind: 'team' | 'role') => options.filter((option) => option.value.startsWith(`${kind}:`)).map(({ value, label }) => ({ value, label }))
  const choose = (part: Partial<typeof chosen>) => {
    const next = { ...chosen, ...part }
    if (next.team && next.role) onAdd(`${next.team}/${next.role}`)
    setChosen(next.team && next.role ? null : next)
  }
  return (
    <div style={{ display: 'grid', gap: 8, width: '100%', gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr) auto' }}>
      <Select name={t(w.whichTeam)} placeholder={t(w.whichTeam)} value={chosen.team} onChange={(team) => choose({ team })} options={of('team')} />
      <Select name={t(w.whichRole)} placeholder={t(w.whichRole)} value={chosen.role} onChange={(role) => choose({ role })} options={of('role')} />
      <IconButton size="small" label={t(texts.cancel)} onClick={() => setChosen(null)}><X size={16} /></IconButton>
    </div>
  )
}
