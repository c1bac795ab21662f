// Imports as the API tells them, and what the wizard asks of them.
import { queryOptions } from '@tanstack/react-query'
import { api, newKey, request } from '../../api.ts'
import { ApiError } from '../../api.ts'

export type ColumnTarget = { field: string; matchOn?: string; create?: boolean; optional?: boolean; values?: Record<string, unknown>; part?: string }
export type FileColumn = { name: string; target: ColumnTarget | null; samples: string[] }
/** Putting back what an import wrote; `left` counts the records that stay as they are. */
export type ImportUndo = { status: 'running' | 'completed' | 'failed'; undone: number; left: number; error: { message: string } | null }
export type LeftRecord = { object: string; record: string; code: string; message: string }
export type ImportStatus = {
  id: string; object: string; status: 'running' | 'completed' | 'failed' | 'cancelled'; mode: 'create' | 'upsert'; dryRun: boolean
  /** Null until the file has been counted. */
  rows: number | null
  done: number; created: number; updated: number; unchanged: number; failed: number; marked: number
  columns: FileColumn[]; fileName: string; errorsUrl: string | null; reportUrl: string; undo: ImportUndo | null; error: { code: string; message: string } | null; createdAt: string; finishedAt: string | null
}
export type ImportOptions = {
  object: string; mapping?: Record<string, ColumnTarget | null>; mode: 'create' | 'upsert'; matchOn?: string[]; dryRun: boolean
  createOptions?: boolean; runWorkflows?: boolean; enforceStageRules?: boolean; dateFormat?: string
}

export const isBusy = (it: ImportStatus) => it.status === 'running' || it.undo?.status === 'running'

export const importKey = (id: string) => ['imports', id] as const

export const importQuery = (id: string) => queryOptions({
  queryKey: importKey(id),
  queryFn: ({ signal }) => api.get<ImportStatus>(`/imports/${id}`, undefined, signal),
  staleTime: 0,
  // The progress bar moves while it runs, and rests afterwards.
  refetchInterval: (query) => (query.state.data && isBusy(query.state.data) ? 800 : false),
})

export const recentQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: async ({ signal }) => (await api.get<{ data: ImportStatus[] }>('/imports', { limit: 20 }, signal)).data,
  staleTime: 0,
  refetchInterval: (query) => (query.state.data?.some((one) => isBusy(one) && !one.dryRun) ? 2_000 : false),
})

async function send(options: ImportOptions, file: File): Promise<string> {
  const form = new FormData()
  form.set('options', JSON.stringify(options))
  form.set('file', file)
  return (await request<{ id: string }>('POST', '/imports', { body: form, idempotencyKey: newKey() })).id
}

/** Sends the file for a trial. Rows that exist are updated where the file has something to know them by. */
export async function sendFile(object: string, file: File): Promise<string> {
  try {
    return await send({ object, mode: 'upsert', dryRun: true }, file)
  } catch (error) {
    const nothingToMatch = error instanceof ApiError && error.status === 422 && error.errors.length > 0 && error.errors.every(({ path }) => path.startsWith('options.matchOn'))
    if (!nothingToMatch) throw error
    return send({ object, mode: 'create', dryRun: true }, file)
  }
}

/** The same file again with other options; the answer is another import. */
export const runAgain = async (id: string, options: ImportOptions): Promise<string> =>
  (await api.post<{ id: string }>(`/imports/${id}/run`, options)).id

export const undoImport = (id: string) => api.post<ImportStatus>(`/imports/${id}/undo`)

/** The first records that undoing left, with the reasons. */
export const leftQuery = (id: string) => queryOptions({
  queryKey: ['imports', id, 'left'],
  queryFn: async ({ signal }) => (await api.get<{ data: LeftRecord[] }>(`/imports/${id}/left`, { limit: 50 }, signal)).data,
})

export const cancelImport = (id: string) => api.post<ImportStatus>(`/imports/${id}/cancel`)
