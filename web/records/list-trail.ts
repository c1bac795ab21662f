// The order of the list that was looked at last, so that a record's page knows the previous and the next one.
import type { RecordRow } from './field-web.ts'

let trail: { object: string; rows: RecordRow[] } = { object: '', rows: [] }

/** Called after each render of a list with the rows around the screen. */
export function rememberTrail(object: string, rows: RecordRow[]): void {
  if (rows.length) trail = { object, rows }
}

export function neighboursOf(object: string, id: string): { previous?: string; next?: string } {
  const at = trail.object === object ? trail.rows.findIndex((row) => row.id === id) : -1
  return at < 0 ? {} : { previous: trail.rows[at - 1]?.id, next: trail.rows[at + 1]?.id }
}
