// The list as a table: the grid, its rows, what can be done with the selected ones, and news from others.
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useText } from '../../i18n.tsx'
import { RecordGrid, type GridProps } from '../grid/record-grid.tsx'
import { rememberTrail } from '../list-trail.ts'
import { ListEmpty } from './list-empty.tsx'
import { moveSpan, openSpan, type Seen, type Span } from './keyset-pages.ts'
import { listQuery, type ListQuery } from './list-query.ts'
import { writeSort } from './columns.ts'
import { NewsPill } from './news-pill.tsx'
import { columnActionsOf, type ListModel } from './use-list-model.ts'
import { useLiveList } from './use-live-list.ts'
import { useRecordPages, type RecordPages } from './use-record-pages.ts'
import { useSelection } from './use-selection.ts'
import { deferred } from '../../ui/deferred.tsx'
import { ErrorState, SkeletonRows } from '../../ui/states.tsx'

export type TableProps = Pick<GridProps, 'GroupHead' | 'foot'> & {
  model: ListModel; openFilter: (field: string) => void; query: ListQuery; pages: RecordPages
  span: Span; setSpan: (change: (now: Span) => Span) => void
}

const BulkBar = deferred(() => import('../bulk/bulk-bar.tsx').then((module) => module.BulkBar))
const GroupedTable = lazy(() => import('./grouped-table.tsx'))

export default function TableBody({ model, openFilter }: { model: ListModel; openFilter: (field: string) => void }) {
  const { object, columns, address } = model
  const [span, setSpan] = useState(openSpan)
  const query = useMemo(
    () => listQuery(
      object, columns.map((column) => column.field),
      { filter: model.filter, sort: writeSort(model.sort), search: address.q },
    ),
    [object, columns, model.filter, model.sort, address.q],
  )
  const Body = model.tableGroup || model.totals.length ? GroupedTable : PlainTable
  return (
    <Suspense fallback={<div style={{ flex: 1 }}><SkeletonRows rows={14} /></div>}>
      <Body {...{ model, openFilter, query, span, setSpan }} />
    </Suspense>
  )
}

function PlainTable(props: Omit<TableProps, 'pages'>) {
  const pages = useRecordPages(props.model.object.name, props.query, props.span)
  return <Table {...props} pages={pages} />
}

export function Table({ model, openFilter, query, pages, span, setSpan, GroupHead, foot }: TableProps) {
  const t = useText()
  const navigate = useNavigate()
  const { object, columns, change, address } = model
  const asked = JSON.stringify([query.filter, query.sort])
  const selection = useSelection(pages, asked)
  const news = useLiveList(object.name, query, pages, span.first === 0)
  const onSpan = useCallback((seen: Seen) => setSpan((now) => moveSpan(now, seen, performance.now())), [setSpan])
  useEffect(() => rememberTrail(object.name, pages.held, pages.trail, address.peek))
  const onPeek = useCallback((id: string | undefined) => change({ peek: id }), [change])
  const onOpen = useCallback(
    (id: string) => void navigate({ to: '/o/$object/$id', params: { object: object.name, id } }),
    [navigate, object.name],
  )
  const latest = useRef({ model, openFilter })
  latest.current = { model, openFilter }
  const actions = useMemo(() => columnActionsOf(() => latest.current), [])

  if (pages.error && (pages.loaded === 0 || pages.stale)) return <ErrorState error={pages.error} onRetry={pages.retry} />
  if (pages.loaded === 0 && pages.ended && !pages.stale) return <ListEmpty model={model} />
  return (
    <div style={{ position: 'relative', display: 'flex', flexDirection: 'column', flex: 1, minWidth: 0, minHeight: 0 }}>
      <NewsPill count={news.count} onShow={news.show} />
      <RecordGrid
        key={asked} GroupHead={GroupHead} foot={foot} object={object} columns={columns} pages={pages} sort={model.sort} label={t(object.pluralLabel)}
        selection={selection} actions={actions}
        peek={address.peek} onPeek={onPeek} onOpen={onOpen} onSpan={onSpan}
      />
      {selection.count > 0 && <BulkBar object={object} filter={query.filter} selection={selection} />}
    </div>
  )
}
