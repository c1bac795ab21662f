// Field type json, web part: shown and edited as text; half-written JSON is told so and kept back.
import { useState } from 'react'
import { operatorSets, type CellProps, type FieldWeb, type InputProps } from '../../../../web/records/field-web.ts'
import { useFieldTools } from '../../../../web/records/field-tools.tsx'
import { texts } from '../../../../web/records/texts.ts'
import { TextInput } from '../../../../web/ui/field.tsx'

const JsonCell = ({ value }: CellProps) => <code style={{ fontSize: 12.5 }}>{JSON.stringify(value)}</code>

function JsonInput({ value, onChange, field: _field, record: _record, error, name, label, ...rest }: InputProps) {
  const { t } = useFieldTools()
  const [typed, setTyped] = useState(() => (value === null || value === undefined ? '' : JSON.stringify(value, null, 2)))
  const [wrong, setWrong] = useState(false)
  const change = (text: string) => {
    setTyped(text)
    try {
      onChange(text.trim() ? JSON.parse(text) : null)
      setWrong(false)
    } catch {
      setWrong(true)
    }
  }
  return (
    <TextInput
      {...rest} label={label} multiline value={typed} onChange={change} error={wrong ? t(texts.jsonInvalid) : error}
      aria-label={label ? undefined : name} spellCheck={false}
    />
  )
}

export const json: FieldWeb = {
  Cell: JsonCell, Input: JsonInput, FilterInput: () => null,
  operators: operatorSets.text.filter((operator) => operator.name === 'empty'), width: 200, editor: 'panel',
  text: (value) => JSON.stringify(value),
}
