// The workflow room's screens: what a workflow has done, version by version: what each changed in plain words, and the way back.
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useState } from 'react'
import { api, queryClient } from '../../../web/api.ts'
import { useRegion, useText } from '../../../web/i18n.tsx'
import { useMembers } from '../../../web/queries.ts'
import { texts } from '../../../web/texts.ts'
import { v } from '../../../web/theme.ts'
import { useFormat } from '../../../web/use-format.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Confirm } from '../../../web/ui/confirm.tsx'
import { Label } from '../../../web/ui/label.tsx'
import { Card } from '../../../web/ui/page.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { ErrorState, FormError, SkeletonRows } from '../../../web/ui/states.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { summarise, type SpokenWorkflow } from '../summary/summary.ts'
import { editorTexts as e } from './editor-texts.ts'
import { useLexicon } from './lexicon.ts'
import { versionsQuery, waitingQuery, workflowKeys, type Version, type Workflow } from './queries.ts'
import { SummaryLines } from './summary-panel.tsx'
import { workflowTexts as w } from './texts.ts'

export function VersionList({ workflow }: { workflow: Workflow }) {
  const t = useText()
  const query = useInfiniteQuery(versionsQuery(workflow.id))
  const versions = query.data?.pages.flatMap((page) => page.data) ?? []
  if (query.isPending) return <SkeletonRows rows={5} height={54} columns={2} />
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return (
    <div style={{ display: 'grid', gap: 12 }}>
      <OlderRuns workflow={workflow} />
      {versions.map((version, at) => <VersionCard key={version.version} {...{ workflow, version }} before={versions[at + 1]} />)}
      {query.hasNextPage && <div><Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t(texts.showMore)}</Button></div>}
    </div>
  )
}

function VersionCard({ workflow, version, before }: { workflow: Workflow; version: Version; before?: Version }) {
  const t = useText()
  const format = useFormat()
  const { language } = useRegion()
  const lexicon = useLexicon()
  const author = useMembers().find((member) => member.id === version.author)?.name ?? t(w.fromTemplate)
  const [open, setOpen] = useState(version.version === workflow.version)
  const isCurrent = version.version === workflow.version
  const lines = (of: Version) => summarise(lexicon, of.definition as unknown as SpokenWorkflow)
  return (
    <Card>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} style={{ display: 'flex', gap: 10, alignItems: 'center', width: '100%', padding: '12px 16px', border: 0, background: 'none', font: 'inherit', color: 'inherit', textAlign: 'left', cursor: 'pointer', flexWrap: 'wrap' }}>
        <History size={17} color={v.secondary} aria-hidden />
        <span style={{ fontWeight: 500 }}>{t(w.version, { count: version.version })}</span>
        {isCurrent && <Label colour="green">{t(e.current)}</Label>}
        <span style={{ color: v.secondary, fontSize: 13 }}>{t(e.versionBy, { name: author, time: format.dateTime(version.createdAt) })}</span>
      </button>
      {open && (
        <div style={{ padding: '0 16px 16px', display: 'grid', gap: 12 }}>
          <div style={{ fontSize: 13, color: v.secondary }}>{before ? t(e.against, { count: before.version }) : t(e.firstVersion)}</div>
          <SummaryLines language={language} lines={lines(version)} before={before && lines(before)} />
          {!isCurrent && <Restore {...{ workflow, version }} />}
        </div>
      )}
    </Card>
  )
}

export type Fate = 'stay' | 'move' | 'cancel'

/** What becomes of the runs under way when a new version is made. */
export function FateSelect({ count, value, onChange }: { count: number; value: Fate; onChange: (fate: Fate) => void }) {
  const t = useText()
  return <Select label={t(e.waiting, { count })} help={t(e.waitingHelp)} value={value} onChange={onChange} options={[{ value: 'stay', label: t(e.stay) }, { value: 'move', label: t(e.move) }, { value: 'cancel', label: t(e.cancel) }]} />
}

/** Runs that were left on older versions are brought on or ended at any later time too. */
function OlderRuns({ workflow }: { workflow: Workflow }) {
  const t = useText()
  const toast = useToast()
  const { data } = useQuery(waitingQuery(workflow.id))
  const [asking, setAsking] = useState(false)
  const settle = useMutation({
    mutationFn: (waiting: 'move' | 'cancel') => api.patch('/workflows/{id}', { path: { id: workflow.id }, body: { waiting } }),
    onSuccess: async (_, waiting) => {
      setAsking(false)
      toast({ text: t(waiting === 'move' ? e.olderMoved : e.olderCancelled) })
      await queryClient.invalidateQueries({ queryKey: workflowKeys.all })
    },
  })
  const count = data?.waitingBehind
  if (!count) return null
  return (
    <Card>
      <div style={{ display: 'flex', gap: 8, alignItems: 'center', flexWrap: 'wrap', padding: '12px 16px' }}>
        <span style={{ flex: '1 1 240px' }}>{t(e.older, { count })}</span>
        <Button loading={settle.isPending && !asking} onClick={() => settle.mutate('move')}>{t(e.olderMove, { count: workflow.version })}</Button>
        <Button onClick={() => setAsking(true)}>{t(e.olderCancel)}</Button>
        {!asking && <FormError error={settle.error} />}
      </div>
      <Confirm open={asking} title={t(e.olderCancelTitle, { count })} body={t(e.olderCancelBody)} action={t(e.olderCancel)} busy={settle.isPending} error={settle.error} onConfirm={() => settle.mutate('cancel')} onClose={() => setAsking(false)} />
    </Card>
  )
}

function Restore({ workflow, version }: { workflow: Workflow; version: Version }) {
  const t = useText()
  const toast = useToast()
  const { data } = useQuery(waitingQuery(workflow.id))
  const [fate, setFate] = useState<Fate>('stay')
  const restore = useMutation({
    mutationFn: () => {
      const { object, inTransaction, trigger, condition, exit, steps } = version.definition
      return api.patch('/workflows/{id}', { path: { id: workflow.id }, body: { object: object ?? null, inTransaction: inTransaction ?? null, trigger, condition: condition ?? null, exit: exit ?? null, steps, waiting: fate } })
    },
    onSuccess: async () => {
      toast({ text: t(e.restored, { count: version.version }) })
      await queryClient.invalidateQueries({ queryKey: workflowKeys.all })
    },
  })
  return <>{data !== undefined && data.waiting > 0 && <FateSelect count={data.waiting} value={fate} onChange={setFate} />}<FormError error={restore.error} /><div><Button loading={restore.isPending} onClick={() => restore.mutate()}>{t(e.restore)}</Button></div></>
}
