// Field type boolean, web part: a switch; in a table a tick or a dash.
import { Check, Minus } from 'lucide-react'
import { operatorSets, type CellProps, type FieldWeb, type InputProps } from '../../../../web/records/field-web.ts'
import { texts } from '../../../../web/texts.ts'
import { v } from '../../../../web/theme.ts'
import { useFieldTools } from '../../../../web/records/field-tools.tsx'
import { Field } from '../../../../web/ui/field.tsx'
import { Switch } from '../../../../web/ui/toggle.tsx'

function BooleanCell({ value }: CellProps) {
  const { t } = useFieldTools()
  const label = t(value ? texts.yes : texts.no)
  const Icon = value ? Check : Minus
  return <Icon size={16} aria-label={label} role="img" color={value ? v.good : v.muted} style={{ verticalAlign: -3 }} />
}

function BooleanInput({ value, onChange, label, error, help, name, field }: InputProps) {
  return (
    <Field error={error}>
      <Switch checked={Boolean(value)} onChange={onChange} label={label} help={help} name={name ?? field.name} />
    </Field>
  )
}

export const boolean: FieldWeb = {
  Cell: BooleanCell, Input: BooleanInput, FilterInput: () => null, operators: operatorSets.boolean, width: 90,
  editor: 'switch',
  text: (value, _field, tools) => tools.t(value ? texts.yes : texts.no),
}
