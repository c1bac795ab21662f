// Field type date, web part: typed in words ("21 Nov 2026", "besok") or picked from the device's own calendar.
import { CalendarDays } from 'lucide-react'
import { useRef } from 'react'
import { operatorSets, type CellProps, type FieldWeb, type FilterInputProps, type InputProps } from '../../../../web/records/field-web.ts'
import { useFieldTools } from '../../../../web/records/field-tools.tsx'
import { useDraft } from '../../../../web/records/use-draft.ts'
import { parseDate } from '../../../../web/records/parse-input.ts'
import { texts } from '../../../../web/records/texts.ts'
import { IconButton } from '../../../../web/ui/button.tsx'
import { TextInput } from '../../../../web/ui/field.tsx'

type Props = Omit<InputProps, 'field' | 'record' | 'onChange' | 'value'> & { value: string | null; onChange: (value: string | null) => void; style?: React.CSSProperties }

/** `value` is `YYYY-MM-DD`; what cannot be understood is passed on as typed. */
export function DateInput({ value, onChange, name, label, ...rest }: Props) {
  const { t, format } = useFieldTools()
  const show = (given: string | null) => (given ? format.date(given) : '')
  const draft = useDraft(value, show)
  const picker = useRef<HTMLInputElement>(null)
  const change = (text: string, next: string | null) => {
    draft.type(text, next)
    onChange(next)
  }
  return (
    <TextInput
      {...rest} label={label} value={draft.typed} aria-label={label ? undefined : name} placeholder={t(texts.dateHint)}
      autoComplete="off"
      onChange={(text) => change(text, text.trim() ? (parseDate(text, format.today()) ?? text) : null)} onBlur={draft.rest}
      end={(
        <span style={{ position: 'relative', display: 'inline-flex', marginRight: -6 }}>
          <input
            ref={picker} type="date" tabIndex={-1} aria-hidden
            value={value && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : ''}
            onChange={(event) => change(show(event.target.value || null), event.target.value || null)}
            style={{ position: 'absolute', inset: 0, width: '100%', opacity: 0, pointerEvents: 'none', padding: 0 }}
          />
          <IconButton
            size="small" label={t(texts.pickDate)} tooltip={false} onClick={() => picker.current?.showPicker()}
            onMouseDown={(event) => event.preventDefault()}
          >
            <CalendarDays size={16} />
          </IconButton>
        </span>
      )}
    />
  )
}

function DateCell({ value }: CellProps) {
  const { format } = useFieldTools()
  return <span>{format.date(value)}</span>
}

const DateFieldInput = ({ field: _field, record: _record, ...props }: InputProps) => <DateInput {...props} />

export const DateFilterInput = ({ value, onChange, name }: FilterInputProps) =>
  <DateInput value={typeof value === 'string' ? value : null} onChange={onChange} name={name} />

export const date: FieldWeb = {
  Cell: DateCell, Input: DateFieldInput, FilterInput: DateFilterInput, operators: operatorSets.date, width: 130,
  editor: 'line',
  isWords: true, text: (value, _field, tools) => tools.format.date(value),
}
