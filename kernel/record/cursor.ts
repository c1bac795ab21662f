// Cursors of lists: where a page ended, signed together with the filter and sort that it belongs to.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { Problem } from '../http/errors.ts'

export interface Position {
  /** The sort keys of the last row, as text; null where empty. */
  keys: (string | null)[]
  id: string
}

let secret = 'unset'

/** Called once at start with the process's secret, the same in all processes of an installation. */
export function setCursorSecret(value: string): void {
  secret = value
}

function sign(body: string, list: string): string {
  return createHmac('sha256', secret).update(`${body}\n${list}`).digest().subarray(0, 12).toString('base64url')
}

/** `list` describes the list that the position belongs to: object, filter, sort. */
export function toCursor(position: Position, list: string): string {
  const body = Buffer.from(JSON.stringify([position.id, ...position.keys])).toString('base64url')
  return `${body}.${sign(body, list)}`
}

export function fromCursor(cursor: string, list: string): Position {
  const [body, signature = ''] = cursor.split('.')
  const expected = Buffer.from(sign(body, list))
  const given = Buffer.from(signature)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new Problem('cursor.invalid')
  const [id, ...keys] = JSON.parse(Buffer.from(body, 'base64url').toString())
  return { id, keys }
}
