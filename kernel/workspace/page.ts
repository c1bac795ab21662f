// Workspace room: short lists that are held in memory, page by page like every list.
import { z } from 'zod'
import { Problem } from '../http/errors.ts'
import { limit } from '../http/query-part.ts'
import { isKept } from './input.ts'

export const pageQuery = z.strictObject({
  limit: limit.default(500),
  after: z.string().max(1000).refine(isKept).optional(),
})

export interface Page<Row> { data: Row[], page: { next: string | null } }

/** One page of rows in the order of their keys, which are unique. Throws `cursor.invalid` (400). */
export function pageOf<Row>(rows: Iterable<Row>, keyOf: (row: Row) => string,
  { limit, after }: z.output<typeof pageQuery>): Page<Row> {
  const from = after === undefined ? undefined : readCursor(after)
  const keyed = [...rows].map(row => ({ row, key: keyOf(row) })).filter(({ key }) => from === undefined || key > from)
  keyed.sort((one, other) => one.key < other.key ? -1 : one.key > other.key ? 1 : 0)
  const page = keyed.slice(0, limit)
  const next = keyed.length > limit ? Buffer.from(JSON.stringify(page[page.length - 1].key)).toString('base64url')
    : null
  return { data: page.map(({ row }) => row), page: { next } }
}

/** The same for rows that are in their order already; the cursor is a place in it. */
export function pageInOrder<Row>(rows: Row[], query: z.output<typeof pageQuery>): Page<Row> {
  const placed = rows.map((row, place) => ({ row, key: String(place).padStart(6, '0') }))
  const { data, page } = pageOf(placed, ({ key }) => key, query)
  return { data: data.map(({ row }) => row), page }
}

/** A key that orders by name for people, and is unique by id. */
export function byName({ id, name }: { id: string, name: string }): string {
  return `${name.toLowerCase()}\u0001${id}`
}

function readCursor(cursor: string): string {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (typeof key === 'string') return key
  } catch {
    // Answered below.
  }
  throw new Problem('cursor.invalid')
}
