// Bulk changes as the API tells them, and what the screens ask of them.
import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { api } from '../../api.ts'
import type { Filter } from '../filter/filter-model.ts'
import type { Selection } from '../list/use-selection.ts'

export type BulkChange = { set?: Record<string, unknown>; addTags?: string[]; removeTags?: string[]; delete?: true }
export type BulkStatus = {
  id: string; object: string; member: string; change: BulkChange; status: 'running' | 'completed' | 'failed' | 'cancelled'
  total: number; done: number; changed: number; unchanged: number; skipped: number; failed: number
  error: { message: string } | null; createdAt: string; finishedAt: string | null; undoUntil: string
  undo: { status: 'running' | 'completed' | 'failed'; undone: number; kept: number; error: { message: string } | null } | null
}
export type BulkError = { record: string; errors: { path: string; message: string }[] }

const key = ['bulk'] as const

export const isBusy = (it: BulkStatus) => it.status === 'running' || it.undo?.status === 'running'
export const canUndo = (it: BulkStatus) => !isBusy(it) && it.changed > 0 && (!it.undo || it.undo.status === 'failed')

/** The last of them, asked for again and again while one is at work. */
export const bulkQuery = queryOptions({
  queryKey: key,
  queryFn: async ({ signal }) => (await api.get<{ data: BulkStatus[] }>('/bulk', { limit: 50 }, signal)).data,
  staleTime: 30_000,
  refetchInterval: (query) => (query.state.data?.some(isBusy) ? 700 : false),
})

export const errorsQuery = (id: string, list: 'errors' | 'kept') => queryOptions({
  queryKey: [...key, id, list],
  queryFn: async ({ signal }) => (await api.get<{ data: BulkError[] }>(list === 'kept' ? `/bulk/${id}/kept` : `/bulk/${id}/errors`, { limit: 50 }, signal)).data,
})

const refresh = (client: QueryClient) => client.invalidateQueries({ queryKey: key })

/** The server settles which records it is about; the answer comes before the first of them is changed. */
export async function startBulk(client: QueryClient, object: string, selection: Selection, filter: Filter | undefined, change: BulkChange): Promise<void> {
  const except = [...selection.ids]
  const all = !except.length ? filter ?? {} : { and: [...filter ? [filter] : [], { id: { notIn: except } }] }
  await api.post(`/records/${object}/bulk`, selection.everything ? { filter: all, change } : { ids: except, change })
  await refresh(client)
}

export async function cancelBulk(client: QueryClient, id: string): Promise<void> {
  await api.post(`/bulk/${id}/cancel`)
  await refresh(client)
}

export async function undoBulk(client: QueryClient, id: string): Promise<void> {
  await api.post(`/bulk/${id}/undo`)
  await refresh(client)
}
