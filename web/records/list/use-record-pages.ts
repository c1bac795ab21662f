// The rows of a list, fetched page after page as they come into sight and forgotten when they have been out of it for long,
// so that a million rows cost no more than the few pages on the screen.
import { useQueries, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { api } from '../../api.ts'
import { keys, type Page } from '../../queries.ts'
import type { RecordRow } from '../field-web.ts'
import type { TrailSource } from '../list-trail.ts'
import { noteLoaded, openPages, pageSize, pagesFor, pageStarts, placeOf, rowCount, type Span } from './keyset-pages.ts'
import type { GroupRow } from './group-model.ts'
import type { ListQuery } from './list-query.ts'
import { useCount } from './use-count.ts'

const unopened = openPages()

export type RecordPages = {
  /** Undefined while it is being fetched. */
  rowAt: (index: number) => RecordRow | undefined
  /** The rows of the pages that are held, in order: those around the screen. */
  held: RecordRow[]
  loaded: number
  ended: boolean
  /** Nothing has come yet. */
  first: boolean
  /** An earlier answer stands while another is on its way. */
  stale: boolean
  total?: number
  capped?: boolean
  error: unknown
  retry: () => void
  /** How the rows that are held go on, for the previous and next of a record. */
  trail?: TrailSource
  /** A table in groups: the head that stands in a row, where one does. */
  groupAt?: (index: number) => GroupHead | undefined
}

export type GroupHead = { label: string; row: GroupRow; open: boolean; toggle: () => void }

/** `page` is its number, `after` the cursor that asks for it. */
export const pageQuery = (object: string, query: ListQuery, page: number, after: string | null) => ({
  queryKey: [...keys.records(object), 'page', query, after] as const,
  // a page further down is not called off once it is out of reach: at an uneven speed it would be asked for again and again, and never come
  queryFn: (asked: { signal: AbortSignal }) => api.get('/records/{object}', { path: { object }, query: { ...query, limit: pageSize(page), after: after ?? undefined }, signal: page ? undefined : asked.signal }),
  // where a list begins one comes back to; what was scrolled past is soon forgotten, for it may be a hundred thousand rows
  gcTime: page < 2 ? 3 * 60_000 : 20_000,
  staleTime: 60_000,
})

export function useRecordPages(object: string, query: ListQuery, span: Span): RecordPages {
  const client = useQueryClient()
  const id = JSON.stringify([object, query])
  const [held, setHeld] = useState({ id, pages: unopened })
  const pages = held.id === id ? held.pages : unopened
  const starts = useMemo(() => pageStarts(pages), [pages])
  const wanted = held.id === id ? pagesFor(pages, starts, span) : [0]
  const results = useQueries({ queries: wanted.map((page) => pageQuery(object, query, page, pages.cursors[page])) }) as UseQueryResult<Page<RecordRow>>[]
  const shown = useShownRows(id, wanted, results)

  const next = wanted.reduce((known, page, index) => {
    const data = results[index]?.data
    return data ? noteLoaded(known, page, data.data.length, data.page?.next ?? null) : known
  }, pages)
  // What an answer taught is known before it is painted.
  if (next !== held.pages) setHeld({ id, pages: next })

  const count = useCount(object, query.filter)
  const failed = results.find((result) => result.error)
  const loaded = shown.stale ? shown.rows.size : rowCount(pages)
  return {
    rowAt: (index) => {
      if (shown.stale) return shown.rows.get(index)
      const { page, offset } = placeOf(starts, index)
      return shown.byPage.get(page)?.[offset]
    },
    held: shown.stale ? [...shown.rows.values()] : [...shown.byPage.values()].flat(),
    loaded, ended: shown.stale || pages.ended, first: loaded === 0 && !pages.ended && !failed, stale: shown.stale,
    trail: shown.stale ? undefined : { key: id, first: wanted[0], last: wanted.at(-1)!, cursors: pages.cursors, load: (page, cursor) => client.fetchQuery(pageQuery(object, query, page, cursor)) },
    total: count?.total, capped: count?.capped, error: failed?.error, retry: () => void failed?.refetch(),
  }
}

/** The rows by page; those of a page that is asked for anew stay until the answer is there. */
function useShownRows(id: string, wanted: number[], results: UseQueryResult<Page<RecordRow>>[]) {
  const last = useRef<{ id: string; byPage: Map<number, RecordRow[]> }>({ id, byPage: new Map() })
  const byPage = new Map<number, RecordRow[]>()
  wanted.forEach((page, index) => {
    const rows = results[index]?.data?.data ?? (last.current.id === id ? last.current.byPage.get(page) : undefined)
    if (rows) byPage.set(page, rows)
  })
  // Another filter or sort: the old rows stay, faded, until the first page of the new ones has come.
  const stale = byPage.size === 0 && last.current.byPage.size > 0
  const rows = new Map<number, RecordRow>()
  if (stale) [...last.current.byPage.values()].flat().forEach((row, index) => rows.set(index, row))
  useEffect(() => {
    if (byPage.size) last.current = { id, byPage }
  })
  return { byPage, rows, stale }
}
