// Field type user, web part: a member with her avatar.
import { operatorSets, type CellProps, type FieldWeb, type FilterInputProps, type InputProps } from '../../../../web/records/field-web.ts'
import { useFieldTools, type FieldTools } from '../../../../web/records/field-tools.tsx'
import { branchWords } from '../../../../web/records/branch-words.ts'
import { texts } from '../../../../web/records/texts.ts'
import { Combobox, type ComboOption } from '../../../../web/ui/combobox.tsx'
import { Avatar } from '../../../../web/ui/label.tsx'

/** A member's id and name; the value is an id, or the member where the request asked to expand it. */
export function memberOf(value: unknown, tools: FieldTools): { id: string; name: string } {
  const id = typeof value === 'string' ? value : String((value as { id?: string } | null)?.id ?? '')
  const known = tools.members.get(id)?.name ?? (value as { name?: string } | null)?.name
  return { id, name: known ?? tools.t(texts.unknownMember) }
}

function UserCell({ value }: CellProps) {
  const { name } = memberOf(value, useFieldTools())
  return <span className="person"><Avatar name={name} size={20} /><span className="clip">{name}</span></span>
}

function memberOptions(tools: FieldTools): ComboOption[] {
  return [...tools.members.values()]
    .filter((member) => member.active && member.kind === 'person')
    .sort((one, other) => Number(other.id === tools.me) - Number(one.id === tools.me) || one.name.localeCompare(other.name))
    .map(({ id, name }) => ({ value: id, label: name, hint: id === tools.me ? tools.t(texts.me) : undefined, icon: <Avatar name={name} size={20} /> }))
}

export function UserInput({ value, onChange, field: _field, record: _record, ...rest }: InputProps) {
  const tools = useFieldTools()
  const options = memberOptions(tools)
  const id = value ? memberOf(value, tools).id : null
  const chosen = id
    ? (options.find((option) => option.value === id) ?? { value: id, label: memberOf(value, tools).name })
    : null
  return <Combobox {...rest} options={options} value={chosen} onChange={(option) => onChange(option?.value ?? null)} />
}

/** All who work from a branch, as far as there are branches. */
function branchOptions(tools: FieldTools): ComboOption[] {
  if (tools.branches.length === 0) return []
  return [{ value: '@branch', label: tools.t(texts.myBranch), hint: tools.t(texts.myBranchAlways) }, ...tools.branches.map(({ id }) => ({ value: `branch:${id}`, label: branchWords(id, tools) }))]
}

function UserFilterInput({ value, onChange, name }: FilterInputProps) {
  const tools = useFieldTools()
  const options = [
    { value: '@me', label: tools.t(texts.me), hint: tools.t(texts.meAlways) },
    ...branchOptions(tools),
    ...memberOptions(tools).map((option) => ({ ...option, hint: undefined })),
  ]
  const given = Array.isArray(value) ? value.map(String) : []
  const chosen = given.map((id) => options.find((option) => option.value === id) ?? { value: id, label: id.startsWith('branch:') ? branchWords(id.slice(7), tools) : memberOf(id, tools).name })
  return (
    <Combobox
      multiple options={options} value={chosen} onChange={(list) => onChange(list.map((option) => option.value))}
      name={name}
    />
  )
}

export const user: FieldWeb = {
  Cell: UserCell, Input: UserInput, FilterInput: UserFilterInput, operators: operatorSets.choice, width: 170,
  editor: 'panel',
  text: (value, _field, tools) => memberOf(value, tools).name,
}
