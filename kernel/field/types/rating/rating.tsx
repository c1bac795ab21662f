// Field type rating, web part: stars, five unless the field says otherwise; radio buttons for the keyboard.
import { Star } from 'lucide-react'
import { useId } from 'react'
import { operatorSets, type CellProps, type FieldWeb, type InputProps } from '../../../../web/records/field-web.ts'
import { useFieldTools } from '../../../../web/records/field-tools.tsx'
import { texts } from '../../../../web/records/texts.ts'
import { v } from '../../../../web/theme.ts'
import { Field } from '../../../../web/ui/field.tsx'
import type { FieldInfo } from '../../../../web/queries.ts'
import { NumberFilterInput } from '../number/number.tsx'

const maxOf = (field: FieldInfo) => (typeof field.max === 'number' ? field.max : 5)
const stars = (field: FieldInfo) => Array.from({ length: maxOf(field) }, (_, index) => index + 1)
const starStyle = (on: boolean) =>
  ({ color: on ? 'var(--h-label-amber-solid)' : v.lineStrong, fill: on ? 'currentColor' : 'none', display: 'block' })

function RatingCell({ value, field }: CellProps) {
  const { t } = useFieldTools()
  return (
    <span
      role="img" aria-label={t(texts.stars, { n: Number(value), max: maxOf(field) })}
      style={{ display: 'inline-flex', gap: 1, verticalAlign: 'middle' }}
    >
      {stars(field).map((star) => <Star key={star} size={15} style={starStyle(star <= Number(value))} />)}
    </span>
  )
}

function RatingInput({ value, onChange, field, label, help, error, required, optional, name }: InputProps) {
  const { t } = useFieldTools()
  const group = useId()
  return (
    <Field {...{ label, help, error, required, optional }}>
      <span
        role="radiogroup" aria-label={typeof label === 'string' ? label : name}
        style={{ display: 'inline-flex', minHeight: 34, alignItems: 'center' }}
      >
        {stars(field).map((star) => (
          <label key={star} style={{ position: 'relative', padding: 4, cursor: 'pointer' }}>
            <input
              type="radio" name={group} checked={value === star} onChange={() => onChange(star)}
              aria-label={t(texts.stars, { n: star, max: maxOf(field) })}
              onClick={() => value === star && !required && onChange(null)}
              style={{ position: 'absolute', inset: 0, opacity: 0, margin: 0, cursor: 'inherit' }}
            />
            <Star size={20} style={starStyle(star <= Number(value ?? 0))} aria-hidden />
          </label>
        ))}
      </span>
    </Field>
  )
}

export const rating: FieldWeb = {
  Cell: RatingCell, Input: RatingInput, FilterInput: NumberFilterInput, operators: operatorSets.number, width: 120,
  editor: 'panel',
  text: (value, field, tools) => tools.t(texts.stars, { n: Number(value), max: maxOf(field) }),
}
