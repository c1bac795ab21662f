// Bulk changes as the API tells them, and what the screens ask of them.
import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { api, type Row } from '../../api.ts'
import type { Filter } from '../filter/filter-model.ts'
import type { Selection } from '../list/use-selection.ts'

export type BulkStatus = Row<'GET /bulk'>
export type BulkChange = BulkStatus['change']

const key = ['bulk'] as const

export const isBusy = (it: BulkStatus) => it.status === 'running' || it.undo?.status === 'running'
/** How far it is: the change, or taking it back. */
export const progressOf = (it: BulkStatus) => (it.undo ? { done: it.undo.undone + it.undo.kept, total: it.changed } : { done: it.done, total: it.total })
export const canUndo = (it: BulkStatus) => !isBusy(it) && it.changed > 0 && (!it.undo || it.undo.status === 'failed')

/** The last of them, asked for again and again while one is at work. */
export const bulkQuery = queryOptions({
  queryKey: key,
  queryFn: async ({ signal }) => (await api.get('/bulk', { query: { limit: 50 }, signal })).data,
  staleTime: 30_000,
  refetchInterval: (query) => (query.state.data?.some(isBusy) ? 700 : false),
})

export const errorsQuery = (id: string, list: 'errors' | 'kept') => queryOptions({
  queryKey: [...key, id, list],
  queryFn: async ({ signal }) => (await api.get(list === 'kept' ? '/bulk/{id}/kept' : '/bulk/{id}/errors', { path: { id }, query: { limit: 50 }, signal })).data,
})

const refresh = (client: QueryClient) => client.invalidateQueries({ queryKey: key })

/** The server settles which records it is about; the answer comes before the first of them is changed. */
export async function startBulk(client: QueryClient, object: string, selection: Selection, filter: Filter | undefined, change: BulkChange): Promise<void> {
  const except = [...selection.ids]
  const all = !except.length ? filter ?? {} : { and: [...filter ? [filter] : [], { id: { notIn: except } }] }
  await api.post('/records/{object}/bulk', { path: { object }, body: selection.everything ? { filter: all, change } : { ids: except, change } })
  await refresh(client)
}

export async function cancelBulk(client: QueryClient, id: string): Promise<void> {
  await api.post('/bulk/{id}/cancel', { path: { id } })
  await refresh(client)
}

export async function undoBulk(client: QueryClient, id: string): Promise<void> {
  await api.post('/bulk/{id}/undo', { path: { id } })
  await refresh(client)
}
