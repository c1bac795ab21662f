// The workflow room's screens: a dry run of what is on the screen: on one record, on a filter, or on the last days of the event log.
import { useMutation } from '@tanstack/react-query'
import { Play } from 'lucide-react'
import { useState } from 'react'
import { api, type Answer } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { useObject } from '../../../web/queries.ts'
import { findRelated } from '../../../web/records/find-related.ts'
import type { Filter } from '../../../web/records/filter/filter-model.ts'
import { v } from '../../../web/theme.ts'
import { useFormat } from '../../../web/use-format.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Combobox, type ComboOption } from '../../../web/ui/combobox.tsx'
import { TextInput } from '../../../web/ui/field.tsx'
import { Label } from '../../../web/ui/label.tsx'
import { FormError } from '../../../web/ui/states.tsx'
import { Segmented } from '../../../web/ui/toggle.tsx'
import { stepLine } from '../summary/summary.ts'
import { ConditionForm } from './condition-form.tsx'
import { editorTexts as e } from './editor-texts.ts'
import { allSteps } from './flow-model.ts'
import { speechOf, useLexicon } from './lexicon.ts'
import { AskedFields, isMarked } from './press-dialog.tsx'
import { bodyOf, type Draft } from './queries.ts'
import { Fault, Values } from './run-sheet.tsx'
import { StatusIcon } from './run-list.tsx'
import { workflowTexts as w } from './texts.ts'

type Trial = Answer<'POST /workflows/dry-run'>
type Hit = Trial['data'][number]
type How = 'record' | 'filter' | 'since'

const shownFirst = 20
const DAY_MS = 86_400_000

export function TryPanel({ draft }: { draft: Draft }) {
  const t = useText()
  const object = useObject(draft.object ?? '')
  const [how, setHow] = useState<How>('record')
  const [record, setRecord] = useState<ComboOption | null>(null)
  const [filter, setFilter] = useState<Filter | undefined>()
  const [days, setDays] = useState('7')
  const [sent, setSent] = useState('')
  const [input, setInput] = useState<Record<string, unknown>>({})
  const { trigger } = draft
  const looksBack = trigger.type === 'record' || trigger.type === 'date'
  const isAbout = trigger.type !== 'webhook' && trigger.type !== 'schedule'
  const asked = trigger.type === 'button' || trigger.type === 'manual' ? trigger.inputs : []
  const body = trigger.type === 'webhook' ? readSent(sent) : {}
  const records = () => how === 'record' ? { recordId: record!.value } : how === 'filter' ? { filter: filter ?? {} } : { since: new Date(Date.now() - Number(days) * DAY_MS).toISOString() }
  const trial = useMutation({
    mutationFn: () => api.post('/workflows/dry-run', { body: {
      workflow: { ...bodyOf(draft), name: draft.name.trim() || t(w.newWorkflow) }, ...(isAbout ? records() : {}), ...(trigger.type === 'webhook' ? { body } : {}),
      ...(asked.length ? { input: Object.fromEntries(asked.map(({ name }) => [name, input[name] ?? null])) } : {}),
    } }),
  })
  const ready = isAbout ? Boolean(draft.object) && (how !== 'record' || record !== null) : body !== undefined
  const options = [{ value: 'record', label: t(e.oneRecord) }, { value: 'filter', label: t(e.someRecords) }, ...(looksBack ? [{ value: 'since', label: t(e.lastDays) }] : [])] as { value: How; label: string }[]
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 14 }}>
      <p style={{ margin: 0, color: v.secondary, fontSize: 13, lineHeight: '19px' }}>{t(e.trying)}</p>
      {isAbout && draft.object && (
        <>
          <div><Segmented label={t(e.tryOn)} value={how} onChange={setHow} options={options} /></div>
          {how === 'record' && <Combobox label={t(e.chooseRecord)} value={record} onChange={setRecord} load={(query, signal) => findRelated(object, query, signal)} />}
          {how === 'filter' && <ConditionForm key={draft.object} draft={draft} reach="related" filter={filter} onChange={setFilter} />}
          {how === 'since' && <TextInput label={t(e.days)} inputMode="numeric" value={days} onChange={(text) => setDays(text.replace(/\D/g, '').slice(0, 3))} />}
        </>
      )}
      {trigger.type === 'webhook' && (
        <TextInput
          optional multiline rows={6} label={t(e.sentBody)} help={t(e.sentHelp)} placeholder={'{ "number": "INV-1", "total": 150000 }'} value={sent} onChange={setSent} spellCheck={false}
          error={body === undefined ? t(e.notJson) : undefined}
        />
      )}
      <AskedFields inputs={asked} input={input} onChange={setInput} error={trial.error} />
      <div><Button variant="primary" icon={<Play size={16} />} disabled={!ready} loading={trial.isPending} onClick={() => trial.mutate()}>{t(e.run)}</Button></div>
      {!isMarked(asked, trial.error) && <FormError error={trial.error} />}
      {trial.data && !trial.isPending && <Found trial={trial.data as Trial} draft={draft} />}
    </div>
  )
}

/** Undefined while it is no JSON; nothing is sent as an empty object, as a call without a body is read. */
function readSent(text: string): unknown {
  try {
    return JSON.parse(text.trim() || '{}') as unknown
  } catch {
    return undefined
  }
}

function Found({ trial, draft }: { trial: Trial; draft: Draft }) {
  const t = useText()
  const would = trial.data.filter(({ status }) => status === 'run' || status === 'failed')
  if (trial.total === 0) return <p style={{ margin: 0 }}>{t(e.noneFound)}</p>
  return (
    <div style={{ display: 'grid', gap: 10 }}>
      <div role="status" style={{ fontWeight: 500 }}>{t(e.wouldRun, { count: would.length, total: trial.total })}</div>
      {would.length > shownFirst && <div style={{ color: v.secondary, fontSize: 13 }}>{t(e.firstOnly, { count: shownFirst })}</div>}
      {trial.data.slice(0, 200).map((hit, at) => <HitCard key={`${hit.record} ${hit.at} ${at}`} hit={hit} draft={draft} open={trial.total === 1} />)}
    </div>
  )
}

const colours = { run: 'green', failed: 'red', cancelled: 'gray', missed: 'amber' } as const
const says = { run: e.would, failed: e.wouldFail, cancelled: e.wouldNot, missed: e.wouldMiss }
const reasons: Record<string, typeof e.late> = { condition: w.conditionReason, deleted: w.deletedReason, late: e.late, stopped: w.stopped }

function HitCard({ hit, draft, open }: { hit: Hit; draft: Draft; open: boolean }) {
  const t = useText()
  const format = useFormat()
  const lexicon = useLexicon()
  const speech = speechOf(lexicon, draft)
  return (
    <details open={open} style={{ border: `1px solid ${v.line}`, borderRadius: 8, padding: '8px 12px' }}>
      <summary style={{ cursor: 'pointer', lineHeight: '22px' }}>
        <span style={{ fontWeight: 500, marginRight: 8 }}>{hit.title ?? t(w.withoutRecord)}</span>
        <Label colour={colours[hit.status]}>{t(says[hit.status])}</Label>
        <span style={{ display: 'block', color: v.secondary, fontSize: 13, paddingLeft: 16 }}>{[format.dateTime(hit.at), hit.reason && (t(reasons[hit.reason]) || hit.reason)].filter(Boolean).join(' · ')}</span>
      </summary>
      <ol style={{ listStyle: 'none', margin: '8px 0 0', padding: 0, display: 'grid', gap: 8 }}>
        {(hit.steps ?? []).filter(({ status }) => status !== 'skipped').map((step) => (
          <li key={`${step.step} ${step.iteration}`} style={{ display: 'flex', gap: 8, fontSize: 13, lineHeight: '19px' }}>
            <StatusIcon status={step.status} />
            <span style={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
              {/* with the values of this record, as it would be sent */}
              {stepLine(speech, { ...(step.input ?? {}) as object, id: step.step, type: step.type, ...(step.type === 'if' ? { condition: conditionOf(draft, step.step) } : {}) })}
              {step.error && <Fault error={step.error} object={(step.input as { object?: unknown } | null)?.object ?? draft.object} />}
              {step.warnings.map((warning) => <span key={warning.message} style={{ display: 'block', color: v.warn }}>{warning.message}</span>)}
              <Values title={t(w.gave)} value={step.output} />
            </span>
          </li>
        ))}
      </ol>
    </details>
  )
}

const conditionOf = (draft: Draft, id: string): unknown => allSteps(draft.steps).find((step) => step.id === id)?.condition
