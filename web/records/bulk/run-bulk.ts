// One change to many records: in chunks through /batch, each record for itself, with progress, and to be stopped between chunks.
import { api } from '../../api.ts'
import type { Page } from '../../queries.ts'
import type { Filter } from '../filter/filter-model.ts'
import type { RecordRow } from '../field-web.ts'

export type Operation = { op: 'update'; id: string; data: Record<string, unknown> } | { op: 'delete'; id: string }
type BatchResult = { status: number; errors?: { message: string }[] }
export type Outcome = { done: string[]; refused: { id: string; why: string }[]; stopped: boolean }
export type Progress = { done: number; total: number }

const chunk = 200

/** The records to change, with the fields needed to change them and to undo it. */
export async function gatherRecords(object: string, ids: ReadonlySet<string> | null, filter: Filter | undefined, except: ReadonlySet<string>, fields: string[], signal: AbortSignal): Promise<RecordRow[]> {
  const found: RecordRow[] = []
  const wanted = ['id', ...fields].join(',')
  if (ids) {
    const list = [...ids]
    for (let at = 0; at < list.length; at += chunk) {
      const page = await api.post<Page<RecordRow>>(
        `/records/${object}/query`,
        { filter: { id: { in: list.slice(at, at + chunk) } }, limit: chunk, fields: wanted.split(',') }, { signal },
      )
      found.push(...page.data)
    }
    return found
  }
  let after: string | null | undefined
  do {
    // Sorted by creation, so that the change itself moves no record between pages.
    const page: Page<RecordRow> = await api.get(
      `/records/${object}`, { filter, sort: 'createdAt', limit: 500, after: after ?? undefined, fields: wanted },
      signal,
    )
    found.push(...page.data.filter((row) => !except.has(row.id)))
    after = page.page?.next
  } while (after)
  return found
}

export async function runBulk(object: string, operations: Operation[], onProgress: (progress: Progress) => void, signal: AbortSignal): Promise<Outcome> {
  const outcome: Outcome = { done: [], refused: [], stopped: false }
  for (let at = 0; at < operations.length; at += chunk) {
    if (signal.aborted) return { ...outcome, stopped: true }
    const part = operations.slice(at, at + chunk)
    const { results } = await api.post<{ results: BatchResult[] }>(
      `/records/${object}/batch`, { atomic: false, operations: part },
    )
    results.forEach((result, index) => {
      if (result.status < 300) outcome.done.push(part[index].id)
      else outcome.refused.push({ id: part[index].id, why: result.errors?.[0]?.message ?? String(result.status) })
    })
    onProgress({ done: Math.min(at + chunk, operations.length), total: operations.length })
  }
  return outcome
}

/** Takes records out of the bin, a few at a time. */
export async function restoreAll(object: string, ids: string[]): Promise<void> {
  for (let at = 0; at < ids.length; at += 6) await Promise.all(ids.slice(at, at + 6).map((id) => api.post(`/records/${object}/${id}/restore`)))
}
