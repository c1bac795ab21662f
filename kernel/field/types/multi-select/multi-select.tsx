// Field type multiSelect, web part: several options.
import { operatorSets, type CellProps, type FieldWeb, type InputProps } from '../../../../web/records/field-web.ts'
import { useFieldTools } from '../../../../web/records/field-tools.tsx'
import { Combobox } from '../../../../web/ui/combobox.tsx'
import { comboOption, optionLabel, OptionLabel, OptionsFilterInput } from '../select/select.tsx'

function MultiSelectCell({ value, field }: CellProps) {
  return (
    <span className="labels">{(value as string[]).map((one) => <OptionLabel key={one} value={one} field={field} />)}</span>
  )
}

function MultiSelectInput({ value, onChange, field, record, ...rest }: InputProps) {
  const { t, optionsOf } = useFieldTools()
  const options = optionsOf(field, record).map((option) => comboOption(option, t))
  const given = Array.isArray(value) ? (value as string[]) : []
  const known = optionsOf(field).map((option) => comboOption(option, t))
  const chosen = given.map((one) => known.find((option) => option.value === one) ?? { value: one, label: one })
  return (
    <Combobox
      {...rest} multiple options={options} value={chosen}
      onChange={(list) => onChange(list.length ? list.map((option) => option.value) : null)}
    />
  )
}

export const multiSelect: FieldWeb = {
  Cell: MultiSelectCell, Input: MultiSelectInput, FilterInput: OptionsFilterInput, operators: operatorSets.several,
  width: 200, editor: 'panel',
  text: (value, field, tools) => (value as string[]).map((one) => optionLabel(one, field, tools)).join(', '),
}
