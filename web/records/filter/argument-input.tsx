// The value of a condition, by the shape of the operator's argument; single values are drawn by the field's type.
import { useText } from '../../i18n.tsx'
import { Select } from '../../ui/select.tsx'
import { TextInput } from '../../ui/field.tsx'
import { texts as shared } from '../../texts.ts'
import { fieldWebOf } from '../../../kernel/field/types/web.ts'
import type { ArgumentKind } from '../field-web.ts'
import type { FilterField } from './filter-fields.ts'
import { filterTexts as texts } from './filter-texts.ts'

type Props = { field: FilterField; kind: ArgumentKind; value: unknown; onChange: (value: unknown) => void; empties: boolean }

const units = ['days', 'weeks', 'months'] as const

export function ArgumentInput({ field, kind, value, onChange, empties }: Props) {
  const t = useText()
  const { FilterInput } = fieldWebOf(field.field.type)
  const name = `${field.label}: ${t(texts.value)}`
  if (kind === 'none') return null
  if (kind === 'boolean') {
    const said = empties ? [texts.isEmpty, texts.isFilled] : [shared.yes, shared.no]
    return (
      <Select
        name={name} value={value === false ? 'false' : 'true'} onChange={(next) => onChange(next === 'true')}
        options={[{ value: 'true', label: t(said[0]) }, { value: 'false', label: t(said[1]) }]}
      />
    )
  }
  if (kind === 'range') {
    const [from, to] = Array.isArray(value) ? value : [null, null]
    return (
      <div style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)', gap: 6 }}>
        <FilterInput
          argument="value" field={field.field} value={from} onChange={(next) => onChange([next, to])}
          name={`${field.label}: ${t(texts.from)}`}
        />
        <FilterInput
          argument="value" field={field.field} value={to} onChange={(next) => onChange([from, next])}
          name={`${field.label}: ${t(texts.to)}`}
        />
      </div>
    )
  }
  if (kind === 'period') return <PeriodInput name={name} value={value} onChange={onChange} />
  return <FilterInput argument={kind} field={field.field} value={value} onChange={onChange} name={name} />
}

/** `{ days: 30 }` */
function PeriodInput({ name, value, onChange }: { name: string; value: unknown; onChange: (value: unknown) => void }) {
  const t = useText()
  const [unit, count] = Object.entries((value ?? {}) as Record<string, number>)[0] ?? ['days', '']
  return (
    <div style={{ display: 'grid', gridTemplateColumns: '72px minmax(0, 1fr)', gap: 6 }}>
      <TextInput
        value={String(count)} inputMode="numeric" aria-label={name}
        onChange={(text) => onChange({ [unit]: Number(text.replace(/\D/g, '').slice(0, 4)) || '' })}
      />
      <Select
        name={t(texts.unit)} value={unit as (typeof units)[number]} onChange={(next) => onChange({ [next]: count })}
        options={units.map((one) => ({ value: one, label: t(texts[one]) }))}
      />
    </div>
  )
}
