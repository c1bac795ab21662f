// Field type text, web part: one line. Other types of plain text build on its cell and its inputs.
import { operatorSets, type CellProps, type FieldWeb, type FilterInputProps, type InputProps } from '../../../../web/records/field-web.ts'
import { useFieldTools } from '../../../../web/records/field-tools.tsx'
import { texts } from '../../../../web/records/texts.ts'
import { Combobox } from '../../../../web/ui/combobox.tsx'
import { TextInput } from '../../../../web/ui/field.tsx'

export function TextCell({ value }: CellProps) {
  return <span>{String(value)}</span>
}

/** The attributes that make a phone's keyboard fit the field. */
type Keyboard = { type?: string; inputMode?: 'text' | 'email' | 'tel' | 'url' | 'decimal' | 'numeric'; autoCapitalize?: string; placeholder?: string; multiline?: boolean }

export function PlainInput({ value, onChange, field, record: _record, name, keyboard, ...rest }: InputProps & { keyboard?: Keyboard }) {
  const max = typeof field.max === 'number' ? field.max : undefined
  return (
    <TextInput
      {...rest} {...keyboard} value={value === null || value === undefined ? '' : String(value)} maxLength={max}
      aria-label={rest.label ? undefined : name}
      autoComplete="off" onChange={(text) => onChange(text === '' ? null : text)}
    />
  )
}

export const TextFieldInput = (props: InputProps) => <PlainInput {...props} />

export function TextFilterInput({ argument, value, onChange, name }: FilterInputProps) {
  if (argument === 'values') return <TextsInput value={value} onChange={onChange} name={name} />
  return (
    <TextInput value={typeof value === 'string' ? value : ''} onChange={onChange} aria-label={name} autoComplete="off" />
  )
}

/** Several texts, each as it was typed. */
function TextsInput({ value, onChange, name }: Pick<FilterInputProps, 'value' | 'onChange' | 'name'>) {
  const { t } = useFieldTools()
  const list = Array.isArray(value) ? (value as string[]) : []
  return (
    <Combobox
      multiple options={[]} value={list.map((one) => ({ value: one, label: one }))} placeholder={t(texts.addText)} name={name}
      onChange={(next) => onChange(next.map((option) => option.value))}
      onCreate={(one) => onChange([...new Set([...list, one])])} createLabel={(typed) => t(texts.createText, { text: typed })}
    />
  )
}

export const text: FieldWeb = {
  Cell: TextCell, Input: TextFieldInput, FilterInput: TextFilterInput, operators: operatorSets.text, width: 200,
  editor: 'line', isWords: true, text: String,
}
