// What a lead has beyond its fields: its score with the reasons, and its conversion, or what it was converted to.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowRightLeft } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { api, type Answer } from '../../../../web/api.ts'
import { keys, type ObjectInfo } from '../../../../web/queries.ts'
import { useFieldTools } from '../../../../web/records/field-tools.tsx'
import type { RecordRow } from '../../../../web/records/field-web.ts'
import { v } from '../../../../web/theme.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { leadPanelTexts as texts } from './texts.ts'
import { UndoConversion } from './undo-conversion.tsx'

const ConvertDialog = lazy(() => import('./convert-dialog.tsx'))

export type Conversion = Answer<'GET /records/lead/{id}/conversion'>

export default function LeadPanel({ object, record }: { object: ObjectInfo; record: RecordRow }) {
  const { t, format, objectOf } = useFieldTools()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const { data } = useQuery({ queryKey: [...keys.record('lead', record.id), 'conversion', record.version], queryFn: () => api.get('/records/lead/{id}/conversion', { path: { id: record.id } }) })
  const able = object.access.update !== 'none' && ['contact', 'company', 'deal'].every((name) => objectOf(name)?.access.create)
  const done = () => {
    setOpen(false)
    for (const name of ['lead', 'contact', 'company', 'deal', 'task', 'note']) void client.invalidateQueries({ queryKey: keys.records(name) })
    void client.invalidateQueries({ queryKey: keys.record('lead', record.id) })
  }
  return (
    <div style={{ display: 'grid', gap: 10, padding: '4px 0 12px' }}>
      {'score' in record && <Score lead={record} />}
      {data?.converted && (
        <div>
          <div style={{ color: v.secondary, fontSize: 13 }}>{t(texts.converted, { when: format.date(data.converted.convertedAt) })}</div>
          <div style={{ display: 'flex', gap: 14, flexWrap: 'wrap' }}>
            {(['contact', 'company', 'deal'] as const).map((name) => data.converted![name] && <Link key={name} to="/o/$object/$id" params={{ object: name, id: data.converted![name]! }}>{t(texts[name])}</Link>)}
          </div>
          {data.converted.undoableUntil && object.access.update !== 'none' && <UndoConversion lead={record} until={data.converted.undoableUntil} onDone={done} />}
        </div>
      )}
      {data && !data.converted && able && <div><Button size="small" variant="primary" icon={<ArrowRightLeft size={16} />} onClick={() => setOpen(true)}>{t(texts.convert)}</Button></div>}
      {open && data && <Suspense><ConvertDialog lead={record} conversion={data} onClose={() => setOpen(false)} onDone={done} /></Suspense>}
    </div>
  )
}

function Score({ lead }: { lead: RecordRow }) {
  const { t } = useFieldTools()
  const { data } = useQuery({ queryKey: [...keys.record('lead', lead.id), 'score', lead.version], queryFn: () => api.get('/records/lead/{id}/score', { path: { id: lead.id } }) })
  if (data?.score === null || data?.score === undefined) return null
  return (
    <section aria-label={t(texts.score)}>
      <h2 style={{ margin: 0, fontSize: 13, fontWeight: 600, display: 'flex', gap: 8 }}>{t(texts.score)}<span className="tabular">{data.score}</span></h2>
      {data.reasons.length === 0 && <div style={{ color: v.secondary, fontSize: 13 }}>{t(texts.noReasons)}</div>}
      <ul style={{ listStyle: 'none', margin: 0, padding: 0, fontSize: 13, color: v.secondary }}>
        {data.reasons.map((reason, at) => (
          <li key={at} style={{ display: 'flex', gap: 8 }}><span className="tabular" style={{ minWidth: 34, textAlign: 'right', color: reason.points < 0 ? v.bad : v.text }}>{reason.points > 0 ? `+${reason.points}` : `−${-reason.points}`}</span>{t(reason.label)}</li>
        ))}
      </ul>
    </section>
  )
}
