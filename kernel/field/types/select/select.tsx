// Field type select, web part: one option with its colour. A stage is a select whose options come from its pipeline.
import { operatorSets, type CellProps, type FieldWeb, type FilterInputProps, type InputProps } from '../../../../web/records/field-web.ts'
import { useFieldTools, type FieldTools } from '../../../../web/records/field-tools.tsx'
import type { FieldInfo, FieldOption } from '../../../../web/queries.ts'
import { Combobox, type ComboOption } from '../../../../web/ui/combobox.tsx'
import { Dot, Label } from '../../../../web/ui/label.tsx'

export const optionLabel = (value: string, field: FieldInfo, tools: FieldTools) =>
  tools.t(tools.optionsOf(field).find((option) => option.value === value)?.label) || value

/** An option as the combobox shows it. */
export const comboOption = (option: FieldOption, t: FieldTools['t']): ComboOption =>
  ({ value: option.value, label: t(option.label) || option.value, colour: option.color, icon: option.color ? <Dot colour={option.color} /> : undefined })

export function OptionLabel({ value, field }: { value: string; field: FieldInfo }) {
  const tools = useFieldTools()
  const option = tools.optionsOf(field).find((one) => one.value === value)
  return <Label colour={option?.color}>{tools.t(option?.label) || value}</Label>
}

const SelectCell = ({ value, field }: CellProps) => <OptionLabel value={String(value)} field={field} />

function SelectInput({ value, onChange, field, record, ...rest }: InputProps) {
  const { t, optionsOf } = useFieldTools()
  const options = optionsOf(field, record).map((option) => comboOption(option, t))
  const held = options.find((option) => option.value === value) ?? optionsOf(field).filter((option) => option.value === value).map((option) => comboOption(option, t))[0]
  const chosen = held ?? (value ? { value: String(value), label: String(value) } : null)
  return <Combobox {...rest} options={options} value={chosen} onChange={(option) => onChange(option?.value ?? null)} />
}

/** Several options, for `in` and `hasAny`. */
export function OptionsFilterInput({ value, onChange, field, name }: FilterInputProps) {
  const { t, optionsOf } = useFieldTools()
  const options = optionsOf(field).map((option) => comboOption(option, t))
  const given = Array.isArray(value) ? value.map(String) : []
  const chosen = given.map((one) => options.find((option) => option.value === one) ?? { value: one, label: one })
  return (
    <Combobox
      multiple options={options} value={chosen} onChange={(list) => onChange(list.map((option) => option.value))}
      name={name}
    />
  )
}

export const select: FieldWeb = {
  Cell: SelectCell, Input: SelectInput, FilterInput: OptionsFilterInput, operators: operatorSets.choice, width: 150,
  editor: 'panel',
  text: (value, field, tools) => optionLabel(String(value), field, tools),
}
