// The chat's screens: colleagues, chosen by name.
import { useMembers, useSession } from '../../../web/queries.ts'
import { Combobox } from '../../../web/ui/combobox.tsx'
import { Avatar } from '../../../web/ui/label.tsx'

type Props = { label: string; help?: string; value: string[]; onChange: (ids: string[]) => void; optional?: boolean; autoFocus?: boolean; without?: Set<string> }

export function PeopleInput({ value, onChange, without, ...rest }: Props) {
  const me = useSession()?.member.id
  const people = useMembers().filter((member) => member.kind === 'person' && member.active && member.id !== me && !without?.has(member.id))
  const options = people.map((member) => ({ value: member.id, label: member.name, hint: member.email ?? undefined, icon: <Avatar name={member.name} size={20} /> }))
  return <Combobox multiple {...rest} options={options} value={options.filter((option) => value.includes(option.value))} onChange={(chosen) => onChange(chosen.map((option) => option.value))} />
}
