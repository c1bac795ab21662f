// The workflow room's screens: one run's story, step by step: what it was given, what came of it, why it failed.
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api, queryClient } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { useMembers, useObject } from '../../../web/queries.ts'
import { relatedQuery } from '../../../web/records/find-related.ts'
import { v } from '../../../web/theme.ts'
import { useFormat } from '../../../web/use-format.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Sheet } from '../../../web/ui/dialog.tsx'
import { Section } from '../../../web/ui/page.tsx'
import { ErrorState, FormError, SkeletonRows } from '../../../web/ui/states.tsx'
import { useIsPhone } from '../../../web/ui/use-is-phone.ts'
import { stepTexts } from '../texts.ts'
import { isOpen, runQuery, waitingQuery, workflowKeys, type RunStep, type RunStory } from './queries.ts'
import { overviewTexts as o } from './overview-texts.ts'
import { RunCanvas } from './run-canvas.tsx'
import { reasonOf, StatusIcon } from './run-list.tsx'
import { isKnown } from './step-form.tsx'
import { workflowTexts as w } from './texts.ts'

/** The record that a run is about; a run without one is a call from outside, or a time that came. */
export function RecordTitle({ object, id }: { object: string | null; id: string | null }) {
  const t = useText()
  const info = useObject(object ?? '')
  const title = useQuery({ ...relatedQuery(object ?? '', id ?? '', info), enabled: id !== null })
  if (object === null) return <span>{t(w.withoutRecord)}</span>
  return <span>{title.data ?? (title.isPending && id ? '…' : `${t(info?.label) || object} (${t(w.deletedReason)})`)}</span>
}

export function RunSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useText()
  const format = useFormat()
  const isPhone = useIsPhone()
  const query = useQuery({ ...runQuery(id), refetchInterval: ({ state }) => (state.data && isOpen(state.data.status) ? 1000 : false) })
  const run = query.data
  return (
    <Sheet
      open onClose={onClose} width={isPhone ? 560 : 960} title={run ? <RecordTitle object={run.object} id={run.record} /> : t(w.steps)} subtitle={run && t(w.runOf, { time: format.dateTime(run.createdAt) })}
      actions={run && <RunActions run={run} />}
    >
      {query.isPending && <SkeletonRows rows={4} columns={2} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {run && (isPhone ? <Story run={run} /> : <div style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)', gap: 20, alignItems: 'start' }}><RunCanvas run={run} /><div style={{ minWidth: 0 }}><Story run={run} /></div></div>)}
    </Sheet>
  )
}

function RunActions({ run }: { run: RunStory }) {
  const t = useText()
  const act = useMutation({
    mutationFn: (verb: 'retry' | 'newest' | 'cancel' | 'again' | 'done') => (verb === 'cancel'
      ? api.post('/workflow-runs/{id}/cancel', { path: { id: run.id } })
      : api.post('/workflow-runs/{id}/retry', { path: { id: run.id }, body: verb === 'retry' ? {} : verb === 'newest' ? { newest: true } : { unknown: verb } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: workflowKeys.all }),
  })
  const resting = run.status === 'waiting' && run.steps.some((step) => step.nextAt)
  // a person decides about what nobody knows
  const unknown = run.status === 'failed' && run.steps.some((step) => step.status === 'unknown')
  const failed = run.status === 'failed' && !unknown
  // the workflow itself may have been wrong, and corrected
  const newest = useQuery({ ...waitingQuery(run.workflow), enabled: failed, retry: false }).data?.version ?? run.version
  return (
    <>
      <FormError error={act.error} />
      {isOpen(run.status) && <Button loading={act.isPending} onClick={() => act.mutate('cancel')}>{t(w.cancelRun)}</Button>}
      {resting && <Button variant="primary" loading={act.isPending} onClick={() => act.mutate('retry')}>{t(w.tryNow)}</Button>}
      {unknown && <Button loading={act.isPending} onClick={() => act.mutate('again')}>{t(w.sendAgain)}</Button>}
      {unknown && <Button variant="primary" loading={act.isPending} onClick={() => act.mutate('done')}>{t(w.itArrived)}</Button>}
      {failed && <Button variant={newest > run.version ? undefined : 'primary'} loading={act.isPending} onClick={() => act.mutate('retry')}>{t(w.retry)}</Button>}
      {failed && newest > run.version && <Button variant="primary" loading={act.isPending} onClick={() => act.mutate('newest')}>{t(w.retryNewest, { count: newest })}</Button>}
      {run.record && run.object && <Button component={Link} to="/o/$object/$id" params={{ object: run.object, id: run.record }}>{t(w.openRecord)}</Button>}
    </>
  )
}

function Story({ run }: { run: RunStory }) {
  const t = useText()
  const by = useMembers().find((member) => member.id === run.trigger.by)?.name
  const about = [t(w[run.status]), run.error ? null : reasonOf(run, t), t(w.version, { count: run.version }), run.entry ? t(w.entry, { count: run.entry }) : null, by ? t(w.by, { name: by }) : null].filter(Boolean)
  return (
    <>
      <p style={{ display: 'flex', gap: 8, color: v.secondary, marginTop: 0 }}><span style={{ flexShrink: 0, display: 'flex' }}><StatusIcon status={run.status} /></span>{about.join(' · ')}</p>
      {run.error && !run.steps.some((step) => step.error) && <div style={{ marginBottom: 16 }}><Fault error={run.error} object={run.object} /></div>}
      {run.chain.length > 0 && (
        <Section title={t(w.chain)}>
          <ol style={{ margin: 0, paddingLeft: 20 }}>{run.chain.map((link) => <li key={link.run}><RecordTitle object={link.object} id={link.record} /></li>)}</ol>
        </Section>
      )}
      {run.trigger.body !== undefined && <div style={{ marginBottom: 16 }}><Values title={t(w.sent)} value={run.trigger.body} /></div>}
      <Section title={t(w.steps)}>
        {run.steps.length === 0 && <div style={{ color: v.muted }}>{t(w.noSteps)}</div>}
        <ol style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 12 }}>{run.steps.map((step) => <StepStory key={`${step.step} ${step.iteration}`} step={step} object={run.object} />)}</ol>
      </Section>
    </>
  )
}

/** `object` names the fields that are at fault. */
export function Fault({ error, object }: { error: NonNullable<RunStory['error']>; object: unknown }) {
  const t = useText()
  const info = useObject(String(object ?? ''))
  const labelOf = (path: string) => t(info?.fields.find((field) => field.name === path.split('.').at(-1))?.label) || path
  return (
    <div role="alert" style={{ color: v.bad, fontSize: 13, lineHeight: '19px' }}>
      {error.message}
      {error.errors.map((each) => <div key={each.path}>{labelOf(each.path)}: {each.message}</div>)}
    </div>
  )
}

function StepStory({ step, object }: { step: RunStep; object: string | null }) {
  const t = useText()
  const format = useFormat()
  const took = step.finishedAt ? new Date(step.finishedAt).getTime() - new Date(step.startedAt).getTime() : null
  return (
    <li style={{ border: `1px solid ${v.line}`, borderRadius: 8, padding: 12, display: 'grid', gap: 8 }}>
      <div style={{ display: 'flex', gap: 8, alignItems: 'center', fontWeight: 500 }}>
        <StatusIcon status={step.status} />
        <span style={{ flex: 1 }}>{isKnown(step.type) ? t(stepTexts[step.type].label) : step.type} <span style={{ color: v.secondary, fontWeight: 400 }}>{[step.step, step.iteration && t(o.turn, { count: step.iteration }), step.attempt > 1 && t(o.attempt, { count: step.attempt })].filter(Boolean).join(' · ')}</span></span>
        <span style={{ color: v.secondary, fontSize: 13, fontWeight: 400 }}>{t(w[step.status])}{took !== null && step.status !== 'skipped' && ` · ${t(w.tookMs, { count: Math.round(took) })}`}</span>
      </div>
      {step.error && <Fault error={step.error} object={(step.input as { object?: unknown } | null)?.object ?? object} />}
      {step.nextAt && <div style={{ color: v.secondary, fontSize: 13 }}>{t(w.nextTry, { count: step.attempt, time: format.dateTime(step.nextAt) })}</div>}
      {step.warnings.map((warning) => <div key={warning.message} style={{ color: v.secondary, fontSize: 13 }}>{warning.message}</div>)}
      {step.status !== 'skipped' && <Values title={t(w.got)} value={step.input} />}
      <Values title={t(w.gave)} value={step.output} />
    </li>
  )
}

/** Names and values one below the other, nested ones indented. */
export function Values({ title, value }: { title: string; value: unknown }) {
  const lines = linesOf(value)
  if (lines.length === 0) return null
  return (
    <details>
      <summary style={{ cursor: 'pointer', color: v.secondary, fontSize: 13 }}>{title}</summary>
      <dl style={{ margin: '6px 0 0', display: 'grid', gridTemplateColumns: 'minmax(90px, max-content) minmax(0, 1fr)', gap: '3px 14px', fontSize: 13 }}>
        {lines.map(([name, text]) => [<dt key={name} style={{ color: v.secondary }}>{name}</dt>, <dd key={`${name} value`} style={{ margin: 0, overflowWrap: 'anywhere' }}>{text}</dd>])}
      </dl>
    </details>
  )
}

function linesOf(value: unknown, before = ''): [string, string][] {
  if (value === null || value === undefined) return before ? [[before, '–']] : []
  if (typeof value !== 'object') return [[before, String(value)]]
  return Object.entries(value).flatMap(([name, inner]) => linesOf(inner, before ? `${before}.${name}` : name))
}
