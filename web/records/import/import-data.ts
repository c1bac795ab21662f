// Imports as the API tells them, and what the wizard asks of them.
import { queryOptions } from '@tanstack/react-query'
import { ApiError, api, newKey, type Answer, type Body } from '../../api.ts'

export type ImportStatus = Answer<'GET /imports/{id}'>
export type FileColumn = ImportStatus['columns'][number]
export type ColumnTarget = NonNullable<FileColumn['target']>
/** Putting back what an import wrote; `left` counts the records that stay as they are. */
export type ImportUndo = NonNullable<ImportStatus['undo']>
export type ImportOptions = Body<'POST /imports/{id}/run'>

export const isBusy = (it: ImportStatus) => it.status === 'running' || it.undo?.status === 'running'

export const importKey = (id: string) => ['imports', id] as const

export const importQuery = (id: string) => queryOptions({
  queryKey: importKey(id),
  queryFn: ({ signal }) => api.get('/imports/{id}', { path: { id }, signal }),
  staleTime: 0,
  // The progress bar moves while it runs, and rests afterwards.
  refetchInterval: (query) => (query.state.data && isBusy(query.state.data) ? 800 : false),
})

export const recentQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: async ({ signal }) => (await api.get('/imports', { query: { limit: 20 }, signal })).data,
  staleTime: 0,
  refetchInterval: (query) => (query.state.data?.some((one) => isBusy(one) && !one.dryRun) ? 2_000 : false),
})

async function send(options: ImportOptions, file: File): Promise<string> {
  const form = new FormData()
  form.set('options', JSON.stringify(options))
  form.set('file', file)
  return (await api.post('/imports', { body: form, idempotencyKey: newKey() })).id
}

/** A trial in which rows that exist are updated, where the file has something to know them by. */
export async function tryFile(send: (mode: ImportStatus['mode']) => Promise<string>): Promise<string> {
  try {
    return await send('upsert')
  } catch (error) {
    const nothingToMatch = error instanceof ApiError && error.status === 422 && error.errors.length > 0 && error.errors.every(({ path }) => path.startsWith('options.matchOn') || path.startsWith('matchOn'))
    if (!nothingToMatch) throw error
    return send('create')
  }
}

export const sendFile = (object: string, file: File, sheet?: string) => tryFile((mode) => send({ object, mode, dryRun: true, ...(sheet !== undefined && { sheet }) }, file))

export const readImport = (id: string) => api.get('/imports/{id}', { path: { id } })

/** The same file again with other options; the answer is another import. */
export const runAgain = async (id: string, options: ImportOptions): Promise<string> =>
  (await api.post('/imports/{id}/run', { path: { id }, body: options })).id

export const undoImport = (id: string) => api.post('/imports/{id}/undo', { path: { id } })

/** The first records that undoing left, with the reasons. */
export const leftQuery = (id: string) => queryOptions({
  queryKey: ['imports', id, 'left'],
  queryFn: async ({ signal }) => (await api.get('/imports/{id}/left', { path: { id }, query: { limit: 50 }, signal })).data,
})

export const cancelImport = (id: string) => api.post('/imports/{id}/cancel', { path: { id } })
