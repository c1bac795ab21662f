// Team load: what the members have to do, by when; figures open their lists, and tasks go to somebody else. Route /load.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { UsersRound } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { api } from '../../../web/api.ts'
import { keys } from '../../../web/queries.ts'
import { useBulk } from '../../../web/records/bulk/use-bulk.ts'
import { useFieldTools } from '../../../web/records/field-tools.tsx'
import { RecordsFrame } from '../../../web/records/records-frame.tsx'
import { AbsenceForm } from '../../../web/settings/members/absence-form.tsx'
import { teamsQuery } from '../../../web/settings/members/queries.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Sheet } from '../../../web/ui/dialog.tsx'
import { Page, PageHeader, useTitle } from '../../../web/ui/page.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../../web/ui/states.tsx'
import { useLiveTasks } from './live-tasks.ts'
import { LoadTable, type LoadRow, type Reassigning } from './load-table.tsx'
import { loadTexts as texts } from './texts.ts'

const BulkDialog = lazy(() => import('../../../web/records/bulk/bulk-dialog.tsx'))

export default function LoadScreen() {
  return <RecordsFrame><TeamLoad /></RecordsFrame>
}

function TeamLoad() {
  const { t, objectOf } = useFieldTools()
  const search = useSearch({ strict: false }) as Record<string, unknown>
  const team = typeof search.team === 'string' ? search.team : ''
  const navigate = useNavigate()
  const teams = useQuery(teamsQuery).data ?? []
  const [reassigning, setReassigning] = useState<Reassigning | null>(null)
  const [away, setAway] = useState<LoadRow | null>(null)
  const query = useInfiniteQuery({
    queryKey: [...keys.records('task'), 'load', team], initialPageParam: undefined as string | undefined, placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => api.get('/tasks/load', { query: { after: pageParam, ...(team && { team }) }, signal }),
    getNextPageParam: (last) => last.page.next ?? undefined,
  })
  useTitle(t(texts.title))
  useLiveTasks()
  const pages = query.data?.pages ?? []
  const rows = pages.flatMap((page) => page.data)
  const unattended = pages[0]?.unattended ?? null
  const object = objectOf('task')
  const choose = (value: string) => void navigate({ to: '.', search: value ? { team: value } : {}, replace: true } as never)
  return (
    <Page width={1200} header={<PageHeader icon={<UsersRound size={18} />} title={t(texts.title)} subtitle={t(texts.subtitle)} />}>
      {teams.length > 0 && (
        <div style={{ maxWidth: 260, paddingBottom: 16 }}>
          <Select label={t(texts.team)} value={team} onChange={choose} options={[{ value: '', label: t(texts.allTeams) }, ...teams.map((one) => ({ value: one.id, label: t(one.label) || one.name }))]} />
        </div>
      )}
      {query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : query.isPending ? <SkeletonRows rows={6} columns={5} /> : rows.length === 0 && !unattended
        ? <EmptyState icon={<UsersRound size={20} />} title={t(texts.emptyTitle)} body={t(texts.emptyBody)} />
        : <LoadTable rows={rows} unattended={unattended} onReassign={object && object.access.update !== 'none' ? setReassigning : undefined} onAbsence={setAway} />}
      {query.hasNextPage && <Button style={{ marginTop: 12 }} loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t(texts.more)}</Button>}
      {away && <AwaySheet person={away} onClose={() => setAway(null)} />}
      {reassigning && <Reassign {...reassigning} onClose={() => setReassigning(null)} />}
    </Page>
  )
}

/** When somebody of hers is away: nothing is then assigned to her by itself. */
function AwaySheet({ person, onClose }: { person: LoadRow; onClose: () => void }) {
  const { t, members } = useFieldTools()
  const member = members.get(person.member)
  if (!member) return null
  return <Sheet open onClose={onClose} title={t(texts.absence, { name: person.name })} subtitle={t(texts.absenceHelp)} width={420}><AbsenceForm member={member} titled={false} onDone={onClose} /></Sheet>
}

/** All that the figure lists, as it is counted anew by the dialog. */
function Reassign({ filter, onClose }: Reassigning & { onClose: () => void }) {
  const { objectOf } = useFieldTools()
  const object = objectOf('task')!
  const selection = { ids: new Set<string>(), everything: true, count: 0, capped: false, anchor: null, has: () => true, toggle: () => {}, extend: () => {}, selectEverything: () => {}, clear: () => {} }
  const bulk = useBulk(object, filter, selection)
  return <Suspense fallback={null}><BulkDialog kind="assign" object={object} filter={filter} selection={selection} bulk={bulk} onClose={onClose} /></Suspense>
}
