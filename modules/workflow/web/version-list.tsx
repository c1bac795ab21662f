// The workflow room's screens: what a workflow has done, version by version: what each changed in plain words, and the way back.
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useState } from 'react'
import { api, queryClient } from '../../../web/api.ts'
import { useRegion, useText } from '../../../web/i18n.tsx'
import { useMembers } from '../../../web/queries.ts'
import { texts } from '../../../web/texts.ts'
import { v } from '../../../web/theme.ts'
import { useFormat } from '../../../web/use-format.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Label } from '../../../web/ui/label.tsx'
import { Card } from '../../../web/ui/page.tsx'
import { ErrorState, FormError, SkeletonRows } from '../../../web/ui/states.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { summarise, type SpokenWorkflow } from '../summary/summary.ts'
import { editorTexts as e } from './editor-texts.ts'
import { useLexicon } from './lexicon.ts'
import { versionsQuery, workflowKeys, type Version, type Workflow } from './queries.ts'
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

function Restore({ workflow, version }: { workflow: Workflow; version: Version }) {
  const t = useText()
  const toast = useToast()
  const restore = useMutation({
    mutationFn: () => {
      const { object, inTransaction, trigger, condition, exit, steps } = version.definition
      return api.patch('/workflows/{id}', { path: { id: workflow.id }, body: { object: object ?? null, inTransaction: inTransaction ?? null, trigger, condition: condition ?? null, exit: exit ?? null, steps } })
    },
    onSuccess: async () => {
      toast({ text: t(e.restored, { count: version.version }) })
      await queryClient.invalidateQueries({ queryKey: workflowKeys.all })
    },
  })
  return <><FormError error={restore.error} /><div><Button loading={restore.isPending} onClick={() => restore.mutate()}>{t(e.restore)}</Button></div></>
}
