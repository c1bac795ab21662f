// The order of the list that was looked at last, so that a record's page knows the previous and the next one; where the
// list goes on beyond what it held, the trail goes on too, page by page with the list's own filter and sort.
import { useEffect, useReducer } from 'react'
import type { Page } from '../queries.ts'
import type { RecordRow } from './field-web.ts'

/** Which pages of the list the rows are, and how to get the others: `cursors[i]` asks for page i. */
export type TrailSource = { key: string; first: number; last: number; cursors: (string | null)[]; load: (page: number, cursor: string | null) => Promise<Page<RecordRow>> }
type Trail = { object: string; ids: string[]; source?: TrailSource }

let trail: Trail = { object: '', ids: [] }

/** Called after each render of a list with the rows around the screen. What was walked to beyond them (`peek`) is kept. */
export function rememberTrail(object: string, rows: RecordRow[], source?: TrailSource, peek?: string): void {
  if (!rows.length) return
  const walked = peek !== undefined && source !== undefined && trail.source?.key === source.key && !rows.some((row) => row.id === peek) && trail.ids.includes(peek)
  if (!walked) trail = { object, ids: rows.map((row) => row.id), source: source && { ...source, cursors: [...source.cursors] } }
}

/** The page before the first or after the last; false where there is none. */
async function extend(at: Trail, step: 'previous' | 'next'): Promise<boolean> {
  const { source } = at
  if (!source) return false
  const page = step === 'next' ? source.last + 1 : source.first - 1
  const cursor = source.cursors[page]
  if (cursor === undefined) return false
  const found = await source.load(page, cursor)
  if (page !== (step === 'next' ? source.last + 1 : source.first - 1)) return false
  const ids = found.data.map((row) => row.id).filter((id) => !at.ids.includes(id))
  if (step === 'next') {
    at.ids.push(...ids)
    source.last = page
    if (found.page?.next) source.cursors[page + 1] = found.page.next
  } else {
    at.ids.unshift(...ids)
    source.first = page
  }
  return ids.length > 0
}

export const trailIds = () => trail.ids

/** The records beside one in the list it was opened from. */
export function useNeighbours(object: string, id: string): { previous?: string; next?: string } {
  const [, draw] = useReducer((count: number) => count + 1, 0)
  const at = trail.object === object ? trail.ids.indexOf(id) : -1
  const edge = at < 0 ? undefined : at === trail.ids.length - 1 ? 'next' : at === 0 ? 'previous' : undefined
  useEffect(() => {
    // An answer that does not come leaves the arrow where the list ends.
    if (edge) extend(trail, edge).then((more) => more && draw(), () => {})
  }, [edge, id])
  return at < 0 ? {} : { previous: trail.ids[at - 1], next: trail.ids[at + 1] }
}
