// The list of an object: its views as tabs, as a table or a board, with a record beside it. Route /o/$object.
import { lazy, Suspense } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { CircleHelp } from 'lucide-react'
import { useText } from '../i18n.tsx'
import { objectsQuery } from '../queries.ts'
import { texts as shared } from '../texts.ts'
import { v } from '../theme.ts'
import { Page } from '../ui/page.tsx'
import { EmptyState, ErrorState, Skeleton, SkeletonRows } from '../ui/states.tsx'
import { useIsPhone } from '../ui/use-is-phone.ts'
import { useFieldTools } from './field-tools.tsx'
import { useFilterDraft } from './filter/filter-bar.tsx'
import { ListHeader } from './list/list-header.tsx'
import { ListBar } from './list/list-bar.tsx'
import { listTexts as texts } from './list/list-texts.ts'
import { useListModel } from './list/use-list-model.ts'
import { useListKeys } from './list/use-list-keys.ts'
import { viewsQuery } from './list/views.ts'
import { PeekFrame } from './record/peek.tsx'
import { RecordsFrame } from './records-frame.tsx'
import type { ObjectInfo } from '../queries.ts'

const TableBody = lazy(() => import('./list/table-body.tsx'))
const CardBody = lazy(() => import('./list/card-body.tsx'))
const Board = lazy(() => import('./board/board.tsx'))
const CalendarBody = lazy(() => import('./calendar/calendar.tsx'))

export default function ListScreen() {
  return (
    <RecordsFrame>
      <Found />
    </RecordsFrame>
  )
}

function Found() {
  const t = useText()
  const { object: name = '' } = useParams({ strict: false }) as { object?: string }
  const { objectOf } = useFieldTools()
  const objects = useQuery(objectsQuery)
  const views = useQuery(viewsQuery(name))
  const object = objectOf(name)
  if (objects.error) return <Page><ErrorState error={objects.error} onRetry={() => void objects.refetch()} /></Page>
  // The views decide what is shown first: without them the list would be drawn twice.
  if (objects.isPending || (object && views.isPending)) return <Page><SkeletonRows rows={14} /></Page>
  if (!object || object.access.read === 'none') {
    return (
      <Page>
        <EmptyState icon={<CircleHelp size={20} />} title={t(texts.unknownObject)} body={t(shared.notFoundBody)} />
      </Page>
    )
  }
  return <List key={name} object={object} />
}

function List({ object }: { object: ObjectInfo }) {
  const isPhone = useIsPhone()
  const model = useListModel(object)
  const draft = useFilterDraft(object, model.filter, model.setFilter)
  useListKeys(model, draft)
  const Body = model.kind === 'calendar' && model.dateField ? CalendarBody : model.kind === 'board' && model.groupBy ? Board : isPhone ? CardBody : TableBody
  return (
    <Page fixed header={<ListHeader model={model} />} bar={<ListBar model={model} draft={draft} />}>
      <PeekFrame model={model}>
        <Suspense fallback={Body === Board ? <BoardBones /> : <div style={{ flex: 1 }}><SkeletonRows rows={14} /></div>}>
          <Body model={model} openFilter={draft.openWith} />
        </Suspense>
      </PeekFrame>
    </Page>
  )
}

/** A board that is on its way, in its shape. */
const BoardBones = () => (
  <div
    aria-hidden
    style={{ flex: 1, display: 'flex', gap: 10, padding: '10px 16px', overflow: 'hidden', borderTop: `1px solid ${v.line}` }}
  >
    {[3, 2, 3, 1, 2].map((cards, index) => (
      <div
        key={index}
        style={{
          width: 248, flexShrink: 0, borderRadius: 10, backgroundColor: v.sunken, padding: 12, display: 'grid', gap: 12,
          alignContent: 'start',
        }}
      >
        <Skeleton width="55%" />
        {Array.from({ length: cards }, (_, card) => <Skeleton key={card} height={92} />)}
      </div>
    ))}
  </div>
)
