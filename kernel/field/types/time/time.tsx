// Field type time, web part: a time of day, `HH:MM` in API form, 14.30 in Indonesian.
import { operatorSets, type CellProps, type FieldWeb, type FilterInputProps, type InputProps } from '../../../../web/records/field-web.ts'
import { useFieldTools } from '../../../../web/records/field-tools.tsx'
import { useDraft } from '../../../../web/records/use-draft.ts'
import { parseTime } from '../../../../web/records/parse-input.ts'
import { texts } from '../../../../web/records/texts.ts'
import { TextInput } from '../../../../web/ui/field.tsx'

type Props = Omit<InputProps, 'field' | 'record' | 'onChange' | 'value'> & { value: string | null; onChange: (value: string | null) => void; style?: React.CSSProperties }

export function TimeInput({ value, onChange, name, label, ...rest }: Props) {
  const { t, format } = useFieldTools()
  const draft = useDraft(value, (given) => (given && /^\d{2}:\d{2}/.test(given) ? format.time(given) : (given ?? '')))
  const change = (text: string) => {
    const next = text.trim() ? (parseTime(text) ?? text) : null
    draft.type(text, next)
    onChange(next)
  }
  return (
    <TextInput
      {...rest} label={label} value={draft.typed} onChange={change} onBlur={draft.rest} placeholder={t(texts.timeHint)}
      inputMode="decimal"
      autoComplete="off" aria-label={label ? undefined : name}
    />
  )
}

function TimeCell({ value }: CellProps) {
  const { format } = useFieldTools()
  return <span>{format.time(value)}</span>
}

const TimeFieldInput = ({ field: _field, record: _record, ...props }: InputProps) => <TimeInput {...props} />
const TimeFilterInput = ({ value, onChange, name }: FilterInputProps) =>
  <TimeInput value={typeof value === 'string' ? value : null} onChange={onChange} name={name} />

export const time: FieldWeb = {
  Cell: TimeCell, Input: TimeFieldInput, FilterInput: TimeFilterInput, operators: operatorSets.number, width: 100,
  editor: 'line',
  isWords: true, text: (value, _field, tools) => tools.format.time(value),
}
