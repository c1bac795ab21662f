// The list as a table: the grid, its rows, what can be done with the selected ones, and news from others.
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useText } from '../../i18n.tsx'
import { BulkBar } from '../bulk/bulk-bar.tsx'
import { RecordGrid } from '../grid/record-grid.tsx'
import { rememberTrail } from '../list-trail.ts'
import { ListEmpty } from './list-empty.tsx'
import { listQuery } from './list-query.ts'
import { writeSort } from './columns.ts'
import { NewsPill } from './news-pill.tsx'
import { columnActionsOf, type ListModel } from './use-list-model.ts'
import { useLiveList } from './use-live-list.ts'
import { useRecordPages } from './use-record-pages.ts'
import { useSelection } from './use-selection.ts'
import { ErrorState } from '../../ui/states.tsx'

export default function TableBody({ model, openFilter }: { model: ListModel; openFilter: (field: string) => void }) {
  const t = useText()
  const navigate = useNavigate()
  const { object, columns, change, address } = model
  const [span, setSpan] = useState({ first: 0, last: 0 })
  const query = useMemo(
    () => listQuery(
      object, columns.map((column) => column.field),
      { filter: model.filter, sort: writeSort(model.sort), search: address.q },
    ),
    [object, columns, model.filter, model.sort, address.q],
  )
  const pages = useRecordPages(object.name, query, span)
  const asked = JSON.stringify([query.filter, query.sort])
  const selection = useSelection(pages, asked)
  const news = useLiveList(object.name, query, pages, span.first === 0)
  // Steps of twenty rows: the pages need not hear of each row that comes into sight.
  const onSpan = useCallback((first: number, last: number) => {
    const next = { first: Math.floor(first / 20) * 20, last: Math.ceil(last / 20) * 20 }
    setSpan((now) => (now.first === next.first && now.last === next.last ? now : next))
  }, [])
  useEffect(() => rememberTrail(object.name, pages.held))
  const onPeek = useCallback((id: string | undefined) => change({ peek: id }), [change])
  const onOpen = useCallback(
    (id: string) => void navigate({ to: '/o/$object/$id', params: { object: object.name, id } }),
    [navigate, object.name],
  )
  const actions = useMemo(() => columnActionsOf(model, openFilter), [model, openFilter])

  if (pages.error && (pages.loaded === 0 || pages.stale)) return <ErrorState error={pages.error} onRetry={pages.retry} />
  if (pages.loaded === 0 && pages.ended && !pages.stale) return <ListEmpty model={model} />
  return (
    <div style={{ position: 'relative', display: 'flex', flexDirection: 'column', flex: 1, minWidth: 0, minHeight: 0 }}>
      <NewsPill count={news.count} onShow={news.show} />
      <RecordGrid
        key={asked} object={object} columns={columns} pages={pages} sort={model.sort} label={t(object.pluralLabel)}
        selection={selection} actions={actions}
        peek={address.peek} onPeek={onPeek} onOpen={onOpen} onSpan={onSpan}
      />
      {selection.count > 0 && <BulkBar object={object} filter={query.filter} selection={selection} />}
    </div>
  )
}
