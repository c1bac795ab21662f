// How complete a record is, and which of the fields that count are still missing, each a way to it. Where fields that count are
// hidden from the viewer, the record's own share, which would tell of them, is not sent: what is shown is that of the fields she sees.
import styled from '@emotion/styled'
import { useState } from 'react'
import { useText } from '../../i18n.tsx'
import type { FieldInfo, ObjectInfo } from '../../queries.ts'
import { touch, v } from '../../theme.ts'
import { useFormat } from '../../use-format.ts'
import type { RecordRow } from '../field-web.ts'
import { isEmpty } from '../value-view.tsx'
import { recordTexts as texts } from './record-texts.ts'

const Jump = styled('button')({
  border: 0, padding: 0, margin: 0, background: 'none', font: 'inherit', color: v.accent, cursor: 'pointer', textAlign: 'left', '&:hover': { textDecoration: 'underline' },
  [touch]: { minHeight: 44, padding: '0 4px' },
})

/** This many are named at once. */
const few = 4

/** To the field's row on this page, opened for writing where she may write it. */
function goTo(name: string) {
  const row = document.querySelector(`[data-field="${name}"]`)
  row?.scrollIntoView({ block: 'center' })
  row?.querySelector<HTMLElement>('[role=button]')?.click()
}

function shareOf(counted: FieldInfo[], missing: FieldInfo[]): number {
  const weigh = (fields: FieldInfo[]) => fields.reduce((sum, field) => sum + (field.weight ?? 0), 0)
  return Math.round((100 * (weigh(counted) - weigh(missing))) / weigh(counted))
}

export function Completeness({ object, record }: { object: ObjectInfo; record: RecordRow }) {
  const t = useText()
  const format = useFormat()
  const [all, setAll] = useState(false)
  const counted = object.fields.filter((field) => (field.weight ?? 0) > 0)
  const missing = counted.filter((field) => isEmpty(record[field.name]))
  const whole = object.fields.some((field) => field.name === 'completeness')
  const value = whole ? record.completeness : shareOf(counted, missing)
  if (!counted.length || typeof value !== 'number') return null
  const label = t(whole ? texts.completeness : texts.completenessSeen)
  return (
    <div style={{ padding: '4px 0 12px' }}>
      <div style={{ display: 'flex', justifyContent: 'space-between', fontSize: 13, color: v.secondary, marginBottom: 5 }}>
        <span>{label}</span>
        <span style={{ fontWeight: 500, color: v.text }} className="tabular">{format.percent(value, 0)}</span>
      </div>
      <div
        role="meter" aria-label={label} aria-valuenow={value} aria-valuemin={0} aria-valuemax={100}
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
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: '0 10px', alignItems: 'center', marginTop: 5, fontSize: 12.5, lineHeight: '18px', color: v.muted }}>
          {t(texts.missing)}
          {missing.slice(0, all ? undefined : few).map((field) => <Jump key={field.name} type="button" aria-label={t(texts.goToField, { field: t(field.label) })} onClick={() => goTo(field.name)}>{t(field.label)}</Jump>)}
          {!all && missing.length > few && <Jump type="button" aria-label={t(texts.missingAll, { count: missing.length })} onClick={() => setAll(true)}>+{missing.length - few}</Jump>}
        </div>
      )}
    </div>
  )
}
