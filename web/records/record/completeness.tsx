// How complete a record is, and which of the fields that count are still missing.
import { useText } from '../../i18n.tsx'
import type { ObjectInfo } from '../../queries.ts'
import { v } from '../../theme.ts'
import { useFormat } from '../../use-format.ts'
import type { RecordRow } from '../field-web.ts'
import { isEmpty } from '../value-view.tsx'
import { recordTexts as texts } from './record-texts.ts'

export function Completeness({ object, record }: { object: ObjectInfo; record: RecordRow }) {
  const t = useText()
  const format = useFormat()
  const counted = object.fields.filter((field) => (field.weight ?? 0) > 0)
  const value = record.completeness
  if (!counted.length || typeof value !== 'number') return null
  const missing = counted.filter((field) => isEmpty(record[field.name])).map((field) => t(field.label))
  return (
    <div style={{ padding: '4px 0 12px' }}>
      <div style={{ display: 'flex', justifyContent: 'space-between', fontSize: 13, color: v.secondary, marginBottom: 5 }}>
        <span>{t(texts.completeness)}</span>
        <span style={{ fontWeight: 500, color: v.text }} className="tabular">{format.percent(value, 0)}</span>
      </div>
      <div
        role="meter" aria-label={t(texts.completeness)} aria-valuenow={value} aria-valuemin={0} aria-valuemax={100}
        style={{ height: 5, borderRadius: 3, backgroundColor: v.pressed, overflow: 'hidden' }}
      >
        <div
          style={{
            width: `${value}%`, height: '100%', backgroundColor: value >= 80 ? 'var(--h-label-green-solid)' : v.accent,
            transition: 'width 160ms',
          }}
        />
      </div>
      {missing.length > 0 && (
        <div style={{ marginTop: 5, fontSize: 12.5, lineHeight: '17px', color: v.muted }}>
          {t(texts.missing, { fields: missing.join(', ') })}
        </div>
      )}
    </div>
  )
}
