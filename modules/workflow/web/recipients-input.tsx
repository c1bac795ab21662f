// The workflow room's screens: whom a step notifies: the record's owner, members, roles, teams.
import { useQuery } from '@tanstack/react-query'
import { UserRound, Users } from 'lucide-react'
import { useText } from '../../../web/i18n.tsx'
import { useMembers } from '../../../web/queries.ts'
import { rolesQuery, teamsQuery } from '../../../web/settings/members/queries.ts'
import { Combobox, type ComboOption } from '../../../web/ui/combobox.tsx'
import { Avatar } from '../../../web/ui/label.tsx'
import { workflowTexts as w } from './texts.ts'

const owner = '{{ record.owner.id }}'

export function RecipientsInput({ value, onChange, error }: { value: unknown; onChange: (to: string | string[]) => void; error?: string }) {
  const t = useText()
  const roles = useQuery(rolesQuery).data ?? []
  const teams = useQuery(teamsQuery).data ?? []
  const people = useMembers().filter((member) => member.kind === 'person' && member.active)
  const options: ComboOption[] = [
    { value: owner, label: t(w.recordOwner), icon: <UserRound size={16} /> },
    ...people.map((member) => ({ value: member.id, label: member.name, icon: <Avatar name={member.name} size={18} /> })),
    ...roles.map((role) => ({ value: `role:${role.name}`, label: t(w.roleIs, { name: t(role.label) || role.name }), icon: <Users size={16} /> })),
    ...teams.map((team) => ({ value: `team:${team.name}`, label: t(w.teamIs, { name: t(team.label) || team.name }), icon: <Users size={16} /> })),
  ]
  const given = [value ?? []].flat().map(String).map((one) => (/^\{\{\s*record\.owner(\.id)?\s*\}\}$/.test(one) ? owner : one))
  return (
    <Combobox
      multiple required label={t(w.to)} options={options} error={error} value={given.map((one) => options.find((option) => option.value === one) ?? { value: one, label: one })}
      onChange={(list) => onChange(list.length === 1 ? list[0].value : list.map((option) => option.value))}
    />
  )
}
