// The functions room's screens: the runs of a function, newest first; one opens beside the list.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ListChecks } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../../../web/i18n.tsx'
import { ListRow } from '../../../web/settings/list.tsx'
import { texts } from '../../../web/texts.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Sheet } from '../../../web/ui/dialog.tsx'
import { Card } from '../../../web/ui/page.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../../web/ui/states.tsx'
import { useFormat } from '../../../web/use-format.ts'
import { runsQuery, storyQuery, type FunctionRun } from './queries.ts'
import { RunStory, StatusLabel } from './run-story.tsx'
import { functionTexts as f } from './texts.ts'

export function RunList({ id }: { id: string }) {
  const t = useText()
  const format = useFormat()
  const [opened, setOpened] = useState<FunctionRun | null>(null)
  const query = useInfiniteQuery(runsQuery(id))
  const runs = query.data?.pages.flatMap((page) => page.data) ?? []
  return (
    <>
      {query.isPending && <SkeletonRows rows={6} height={54} columns={2} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && runs.length === 0 && <EmptyState icon={<ListChecks size={20} />} title={t(f.noRuns)} body={t(f.noRunsBody)} />}
      {runs.length > 0 && (
        <Card style={{ overflow: 'hidden' }}>
          {runs.map((run) => (
            <ListRow
              key={run.id} title={format.dateTime(run.startedAt)} detail={[t(run.kind === 'test' ? f.testKind : f.workflowKind), run.error?.message].filter(Boolean).join(' · ')} end={<StatusLabel status={run.status} />}
              onClick={() => setOpened(run)}
            />
          ))}
        </Card>
      )}
      {query.hasNextPage && <div style={{ marginTop: 12 }}><Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t(texts.showMore)}</Button></div>}
      {opened && <RunSheet run={opened} onClose={() => setOpened(null)} />}
    </>
  )
}

function RunSheet({ run, onClose }: { run: FunctionRun; onClose: () => void }) {
  const t = useText()
  const format = useFormat()
  const query = useQuery(storyQuery(run.id))
  return (
    <Sheet open onClose={onClose} width={560} title={t(f.runOf, { time: format.dateTime(run.startedAt) })}>
      {query.isPending && <SkeletonRows rows={4} columns={2} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && <RunStory whole run={query.data} />}
    </Sheet>
  )
}
