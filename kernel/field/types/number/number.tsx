// Field type number, web part. NumberInput keeps what is typed as text and hands on what it means; other numeric types use it.
import type { ReactNode } from 'react'
import { operatorSets, type CellProps, type FieldWeb, type FilterInputProps, type InputProps } from '../../../../web/records/field-web.ts'
import { useFieldTools } from '../../../../web/records/field-tools.tsx'
import { useDraft } from '../../../../web/records/use-draft.ts'
import { parseNumber } from '../../../../web/records/parse-input.ts'
import { TextInput } from '../../../../web/ui/field.tsx'

type Props = Pick<InputProps, 'label' | 'help' | 'error' | 'required' | 'optional' | 'name' | 'autoFocus' | 'large'> & {
  value: number | string | null
  onChange: (value: number | string | null) => void
  icon?: ReactNode
  end?: ReactNode
  placeholder?: string
}

/** Shows the number grouped while it rests and as typed while it is edited. */
export function NumberInput({ value, onChange, name, label, ...rest }: Props) {
  const { format } = useFieldTools()
  const draft = useDraft(value, (given) => (typeof given === 'number' ? format.number(given) : (given ?? '')))
  const change = (text: string) => {
    const next = text.trim() === '' ? null : (parseNumber(text, format.region) ?? text)
    draft.type(text, next)
    onChange(next)
  }
  return (
    <TextInput
      {...rest} label={label} value={draft.typed} onChange={change} inputMode="decimal" autoComplete="off"
      aria-label={label ? undefined : name}
      onBlur={draft.rest} className="tabular"
    />
  )
}

function NumberCell({ value }: CellProps) {
  const { format } = useFieldTools()
  return <span>{typeof value === 'number' ? format.number(value) : String(value)}</span>
}

const NumberFieldInput = ({ field: _field, record: _record, ...props }: InputProps) => <NumberInput {...props} />

export const NumberFilterInput = ({ value, onChange, name }: FilterInputProps) =>
  <NumberInput value={value ?? null} onChange={onChange} name={name} />

export const number: FieldWeb = {
  Cell: NumberCell, Input: NumberFieldInput, FilterInput: NumberFilterInput, operators: operatorSets.number, width: 120,
  align: 'end', editor: 'line',
  isWords: true, text: (value, _field, tools) => (typeof value === 'number' ? tools.format.number(value) : String(value)),
}
