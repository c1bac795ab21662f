// A record's timeline, page by page, newest first.
import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { keys } from '../../queries.ts'
import type { RecordRow } from '../field-web.ts'

export type Way = 'person' | 'api' | 'import' | 'bulk' | 'workflow' | 'system'
export type TimelineChange = { field: string; from: unknown; to: unknown; fromText?: string | null; toText?: string | null }
export type TimelineEntry = {
  id: string
  at: string
  /** `change`, a workflow's run as `workflow`, or the name of the object that is about this record: `note`, `task`. */
  type: string
  kind?: 'created' | 'updated' | 'deleted' | 'restored' | 'unmerged' | 'revealed'
  actor: { id: string; name: string; kind: string } | null
  /** Of a merge there is none to tell. */
  way?: Way | null
  /** Of a workflow's run, or a message. */
  status?: string
  /** Of a message; null where a gap kept it from being written. */
  text?: string | null
  cause?: { workflow?: { id?: string; name?: string } | string | null; reason?: string; app?: string } | null
  /** Which masked values were looked at, and why. */
  revealed?: { fields: string[]; reason: string | null }
  changes?: TimelineChange[]
  /** Of a merge: what was merged, and whether it can still be undone. */
  merge?: { id: string; from: { id: string; title: string | null }[]; undoable: boolean }
  /** Of a lead's conversion: whether it was taken back, and the lead. */
  undone?: boolean
  lead?: string
  /** Of an approval: what was asked, and what happened with it. */
  title?: string
  event?: string
  comment?: string | null
  record?: RecordRow
}

export type TimelineFilter = 'all' | 'change' | 'note' | 'task'

export function useTimeline(object: string, id: string, filter: TimelineFilter) {
  return useInfiniteQuery({
    queryKey: [...keys.timeline(object, id), filter],
    queryFn: ({ pageParam, signal }) =>
      api.get('/records/{object}/{id}/timeline', { path: { object, id }, query: { after: pageParam, limit: 30, types: filter === 'all' ? undefined : filter }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.page.next ?? undefined,
  })
}
