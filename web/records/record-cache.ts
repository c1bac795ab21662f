// The records that the web app holds, wherever they are held: pages of lists, columns of boards, single records.
// One change reaches them all at once.
import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query'
import { keys, type Page } from '../queries.ts'
import type { RecordRow } from './field-web.ts'

type Change = (row: RecordRow) => RecordRow | null
export type Snapshot = [QueryKey, unknown][]

const isPage = (data: unknown): data is Page<RecordRow> => Array.isArray((data as Page<RecordRow> | undefined)?.data)
const isInfinite = (data: unknown): data is InfiniteData<Page<RecordRow>> =>
  Array.isArray((data as InfiniteData<unknown> | undefined)?.pages)
const isRecord = (data: unknown): data is RecordRow =>
  typeof (data as RecordRow | undefined)?.version === 'number' && typeof (data as RecordRow).id === 'string'

function changePage(page: Page<RecordRow>, ids: Set<string>, change: Change): Page<RecordRow> {
  if (!page.data.some((row) => ids.has(row.id))) return page
  return { ...page, data: page.data.map((row) => (ids.has(row.id) ? change(row) : row)).filter((row) => row !== null) }
}

function changeData(data: unknown, ids: Set<string>, change: Change): unknown {
  if (isInfinite(data)) {
    const pages = data.pages.map((page) => (isPage(page) ? changePage(page, ids, change) : page))
    return pages.some((page, index) => page !== data.pages[index]) ? { ...data, pages } : data
  }
  if (isPage(data)) return changePage(data, ids, change)
  if (isRecord(data) && ids.has(data.id)) return change(data) ?? data
  return data
}

/** Applies a change to the records with these ids; null takes a record out of its lists. The answer undoes it with `putBack`. */
export function changeRecords(client: QueryClient, object: string, ids: Iterable<string>, change: Change): Snapshot {
  const wanted = new Set(ids)
  const before: Snapshot = []
  for (const [key, data] of client.getQueriesData({ queryKey: keys.records(object) })) {
    // A timeline's entries have ids too, but are no records.
    if (key[2] === 'timeline') continue
    const next = changeData(data, wanted, change)
    if (next === data) continue
    before.push([key, data])
    client.setQueryData(key, next)
  }
  return before
}

/** Columns of boards are asked for anew: records that are merged in keep the column that they were held in. */
export const refreshColumns = (client: QueryClient, object: string): Promise<void> =>
  client.invalidateQueries({ queryKey: [...keys.records(object), 'column'] })

export const putBack = (client: QueryClient, snapshot: Snapshot): void =>
  snapshot.forEach(([key, data]) => client.setQueryData(key, data))

/** The server's answer over what is shown. A relation that came expanded keeps its title while it points to the same record. */
export function mergeRecord(shown: RecordRow, fresh: RecordRow): RecordRow {
  const merged: RecordRow = { ...shown }
  for (const [name, value] of Object.entries(fresh)) {
    const now = shown[name] as { id?: string } | null
    const id = typeof value === 'string' ? value : (value as { id?: string } | null)?.id
    const bare = typeof value === 'string' || Object.keys((value ?? {}) as object).length <= 2
    merged[name] = now && typeof now === 'object' && now.id !== undefined && now.id === id && bare ? now : value
  }
  return merged
}
