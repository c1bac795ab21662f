// The workflow room's screens: the runs of a workflow, newest first; one opens beside the list with its story.
import { useInfiniteQuery } from '@tanstack/react-query'
import { CircleCheck, CircleDashed, CircleSlash, CircleX, ListChecks, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../../../web/i18n.tsx'
import { ListRow } from '../../../web/settings/list.tsx'
import { texts } from '../../../web/texts.ts'
import { v } from '../../../web/theme.ts'
import { useFormat } from '../../../web/use-format.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { Card } from '../../../web/ui/page.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../../web/ui/states.tsx'
import { isOpen, runsQuery, type Run, type RunStatus, type Workflow } from './queries.ts'
import { RecordTitle, RunSheet } from './run-sheet.tsx'
import { eventTexts, workflowTexts as w } from './texts.ts'

const statuses: RunStatus[] = ['queued', 'running', 'waiting', 'completed', 'failed', 'cancelled', 'missed']
/** Milliseconds between looks while a run is under way. */
const LOOK_MS = 2000

export function RunList({ workflow }: { workflow: Workflow }) {
  const t = useText()
  const [status, setStatus] = useState<RunStatus | 'all'>('all')
  const [opened, setOpened] = useState<string | null>(null)
  const query = useInfiniteQuery({
    ...runsQuery(workflow.id, status === 'all' ? '' : status),
    refetchInterval: ({ state }) => (state.data?.pages[0]?.data.some((run) => isOpen(run.status)) ? LOOK_MS : false),
  })
  const runs = query.data?.pages.flatMap((page) => page.data) ?? []
  return (
    <>
      <div style={{ display: 'flex', gap: 8, marginBottom: 12, alignItems: 'center' }}>
        <div style={{ width: 200 }}>
          <Select name={t(w.statusFilter)} value={status} onChange={setStatus} options={[{ value: 'all', label: t(w.all) }, ...statuses.map((value) => ({ value, label: t(w[value]) }))]} />
        </div>
        <IconButton label={t(w.refresh)} onClick={() => void query.refetch()}><RotateCw size={17} /></IconButton>
      </div>
      {query.isPending && <SkeletonRows rows={6} height={54} columns={3} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && runs.length === 0 && <EmptyState icon={<ListChecks size={20} />} title={t(w.noRuns)} body={t(w.noRunsBody)} />}
      {runs.length > 0 && <Card style={{ overflow: 'hidden' }}>{runs.map((run) => <RunRow key={run.id} run={run} onOpen={() => setOpened(run.id)} />)}</Card>}
      {query.hasNextPage && <div style={{ marginTop: 12 }}><Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t(texts.showMore)}</Button></div>}
      {opened && <RunSheet id={opened} onClose={() => setOpened(null)} />}
    </>
  )
}

function RunRow({ run, onOpen }: { run: Run; onOpen: () => void }) {
  const t = useText()
  const format = useFormat()
  const detail = [format.dateTime(run.createdAt), run.entry && run.entry > 1 ? t(w.entry, { count: run.entry }) : null, reasonOf(run, t)].filter(Boolean).join(' · ')
  return <ListRow icon={<StatusIcon status={run.status} />} title={<RecordTitle object={run.object} id={run.record} />} detail={detail} end={<span style={{ color: v.secondary, fontSize: 13 }}>{t(w[run.status])}</span>} onClick={onOpen} />
}

const reasons = { condition: w.conditionReason, deleted: w.deletedReason, loop: w.loop, stopped: w.stopped, person: w.person, workflow: w.workflow, exit: eventTexts.exitReason }

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
