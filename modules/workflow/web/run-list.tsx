// The workflow room's screens: runs, newest first, of one workflow or of all, with filters; one opens beside the list with its story.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleCheck, CircleDashed, CircleSlash, CircleX, ListChecks, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { useObject, useObjects } from '../../../web/queries.ts'
import { findRelated } from '../../../web/records/find-related.ts'
import { ListRow } from '../../../web/settings/list.tsx'
import { QueryRows } from '../../../web/settings/query-rows.tsx'
import { v } from '../../../web/theme.ts'
import { useFormat } from '../../../web/use-format.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { Combobox, type ComboOption } from '../../../web/ui/combobox.tsx'
import { Confirm } from '../../../web/ui/confirm.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { overviewTexts as o } from './overview-texts.ts'
import { isOpen, runsQuery, workflowKeys, workflowsQuery, type Run, type RunFilter, type RunStatus, type Workflow } from './queries.ts'
import { RecordTitle, RunSheet } from './run-sheet.tsx'
import { eventTexts, workflowTexts as w } from './texts.ts'

const statuses: RunStatus[] = ['queued', 'running', 'waiting', 'completed', 'failed', 'cancelled', 'missed']
/** Milliseconds between looks while a run is under way. */
const LOOK_MS = 2000
const DAY_MS = 86_400_000
const spans = { any: 0, day: 1, week: 7, month: 30 }

export function RunList({ workflow }: { workflow?: Workflow }) {
  const t = useText()
  const [filter, setFilter] = useState<RunFilter>(workflow ? { workflow: workflow.id, object: workflow.object } : {})
  const [opened, setOpened] = useState<string | null>(null)
  const query = useInfiniteQuery({
    ...runsQuery(filter),
    refetchInterval: ({ state }) => (state.data?.pages[0]?.data.some((run) => isOpen(run.status)) ? LOOK_MS : false),
  })
  const runs = query.data?.pages.flatMap((page) => page.data) ?? []
  return (
    <>
      <Filters {...{ filter, workflow }} onChange={setFilter} onRefresh={() => void query.refetch()} />
      <QueryRows
        query={query} items={runs} skeletons={6}
        empty={{ icon: <ListChecks size={20} />, title: t(w.noRuns), body: t(w.noRunsBody) }}
        renderRow={(run) => <RunRow key={run.id} run={run} named={!workflow} onOpen={() => setOpened(run.id)} />}
      />
      {opened && <RunSheet id={opened} onClose={() => setOpened(null)} />}
    </>
  )
}

type FilterProps = { filter: RunFilter; onChange: (filter: RunFilter) => void; workflow?: Workflow; onRefresh: () => void }

function Filters({ filter, onChange, workflow, onRefresh }: FilterProps) {
  const t = useText()
  const objects = useObjects()
  const object = useObject(filter.object ?? '')
  const { data: all = [] } = useQuery({ ...workflowsQuery, enabled: !workflow })
  const [record, setRecord] = useState<ComboOption | null>(null)
  const [span, setSpan] = useState<keyof typeof spans>('any')
  const chooseSpan = (next: keyof typeof spans) => {
    setSpan(next)
    onChange({ ...filter, since: spans[next] ? new Date(Date.now() - spans[next] * DAY_MS).toISOString() : undefined })
  }
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(min(170px, calc(50% - 4px)), 1fr))', gap: 8, marginBottom: 12, alignItems: 'end' }}>
      <Select name={t(w.statusFilter)} value={filter.status ?? 'all'} onChange={(status) => onChange({ ...filter, status: status === 'all' ? undefined : status as RunStatus })} options={[{ value: 'all', label: t(w.anyStatus) }, ...statuses.map((value) => ({ value, label: t(w[value]) }))]} />
      <Select name={t(o.when)} value={span} onChange={chooseSpan} options={[{ value: 'any', label: t(o.anyTime) }, { value: 'day', label: t(o.lastDay) }, { value: 'week', label: t(o.lastWeek) }, { value: 'month', label: t(o.lastMonth) }]} />
      {!workflow && <Combobox name={t(o.workflow)} placeholder={t(o.everyWorkflow)} options={all.map((one) => ({ value: one.id, label: one.name }))} value={all.filter((one) => one.id === filter.workflow).map((one) => ({ value: one.id, label: one.name }))[0] ?? null} onChange={(option) => onChange({ ...filter, workflow: option?.value })} />}
      {!workflow && <Select name={t(o.ofObject)} value={filter.object ?? 'any'} options={[{ value: 'any', label: t(o.anyObject) }, ...objects.map((one) => ({ value: one.name, label: t(one.label) || one.name }))]} onChange={(name) => { setRecord(null); onChange({ ...filter, object: name === 'any' ? undefined : name, record: undefined }) }} />}
      {object && <Combobox key={object.name} name={t(o.record)} placeholder={t(o.record)} value={record} load={(asked, signal) => findRelated(object, asked, signal)} onChange={(option) => { setRecord(option); onChange({ ...filter, record: option?.value }) }} />}
      <div style={{ display: 'flex', gap: 6 }}>
        <IconButton label={t(w.refresh)} onClick={onRefresh}><RotateCw size={17} /></IconButton>
        {filter.status === 'failed' && <RetryAll filter={filter} />}
      </div>
    </div>
  )
}

/** All that failed and fit the filters, 500 at a time. */
function RetryAll({ filter: { status: _status, ...which } }: { filter: RunFilter }) {
  const t = useText()
  const toast = useToast()
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const retry = useMutation({
    mutationFn: async () => {
      let count = 0
      for (let after: string | undefined; ;) {
        const { retried, next } = await api.post('/workflow-runs/retry', { body: { ...which, after } })
        count += retried
        if (next === null) return count
        after = next
      }
    },
    onSuccess: (count) => {
      setAsking(false)
      toast({ text: t(o.retried, { count }) })
    },
    onSettled: () => client.invalidateQueries({ queryKey: workflowKeys.all }),
  })
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t(o.retryAll)}</Button>
      <Confirm open={asking} title={t(o.retryAllTitle)} body={t(o.retryAllBody)} action={t(w.retry)} busy={retry.isPending} error={retry.error} onConfirm={() => retry.mutate()} onClose={() => setAsking(false)} />
    </>
  )
}

function RunRow({ run, named, onOpen }: { run: Run; named: boolean; onOpen: () => void }) {
  const t = useText()
  const format = useFormat()
  const detail = [named ? run.name : null, format.dateTime(run.createdAt), run.entry && run.entry > 1 ? t(w.entry, { count: run.entry }) : null, reasonOf(run, t)].filter(Boolean).join(' · ')
  return <ListRow icon={<StatusIcon status={run.status} />} title={<RecordTitle object={run.object} id={run.record} />} detail={detail} end={<span style={{ color: v.secondary, fontSize: 13 }}>{t(w[run.status])}</span>} onClick={onOpen} />
}

const reasons = { condition: w.conditionReason, deleted: w.deletedReason, loop: w.loop, stopped: w.stopped, person: w.person, workflow: w.workflow, version: o.versionReason, paused: o.pausedReason, late: o.lateReason, off: o.offReason, exit: eventTexts.exitReason }

/** Why a run ended as it did, in a few words. */
export function reasonOf({ reason, error }: Run, t: ReturnType<typeof useText>): string | null {
  if (reason) return t(reasons[reason as keyof typeof reasons]) || reason
  return error?.message ?? null
}

export function StatusIcon({ status }: { status: string }) {
  if (status === 'completed') return <CircleCheck size={18} color={v.good} />
  if (status === 'failed' || status === 'missed' || status === 'unknown') return <CircleX size={18} color={v.bad} />
  return status === 'cancelled' || status === 'skipped' ? <CircleSlash size={18} color={v.muted} /> : <CircleDashed size={18} color={v.secondary} />
}
