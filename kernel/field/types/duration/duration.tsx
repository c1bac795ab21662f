// Field type duration, web part: seconds in API form, "1j 30m" on the screen.
import { operatorSets, type CellProps, type FieldWeb, type FilterInputProps, type InputProps } from '../../../../web/records/field-web.ts'
import { useFieldTools, type FieldTools } from '../../../../web/records/field-tools.tsx'
import { useDraft } from '../../../../web/records/use-draft.ts'
import { parseDuration } from '../../../../web/records/parse-input.ts'
import { texts } from '../../../../web/records/texts.ts'
import { TextInput } from '../../../../web/ui/field.tsx'

function say(value: unknown, { t }: Pick<FieldTools, 't'>): string {
  const seconds = Number(value)
  if (!Number.isFinite(seconds)) return String(value)
  const parts = [
    [Math.floor(seconds / 86_400), texts.days], [Math.floor((seconds % 86_400) / 3600), texts.hours],
    [Math.round((seconds % 3600) / 60), texts.minutes],
  ] as const
  const said = parts.filter(([n]) => n > 0).map(([n, text]) => t(text, { n }))
  return said.join(' ') || t(texts.minutes, { n: 0 })
}

function DurationInput({ value, onChange, name, label, field: _field, record: _record, ...rest }: InputProps) {
  const tools = useFieldTools()
  const draft = useDraft<unknown>(
    value, (given) => (given === null || given === undefined || given === '' ? '' : say(given, tools)),
  )
  const change = (text: string) => {
    const next = text.trim() ? (parseDuration(text) ?? text) : null
    draft.type(text, next)
    onChange(next)
  }
  return (
    <TextInput
      {...rest} label={label} value={draft.typed} onChange={change} onBlur={draft.rest}
      placeholder={tools.t(texts.durationHint)}
      autoComplete="off" aria-label={label ? undefined : name}
    />
  )
}

function DurationCell({ value }: CellProps) {
  return <span>{say(value, useFieldTools())}</span>
}

const DurationFilterInput = ({ value, onChange, name, field }: FilterInputProps) =>
  <DurationInput value={value} onChange={onChange} name={name} field={field} />

export const duration: FieldWeb = {
  Cell: DurationCell, Input: DurationInput, FilterInput: DurationFilterInput, operators: operatorSets.number,
  width: 110, align: 'end', editor: 'line',
  isWords: true, text: (value, _field, tools) => say(value, tools),
}
