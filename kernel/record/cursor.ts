// Cursors of lists: where a page ended, signed together with the filter and sort that it belongs to.
import { hash, timingSafeEqual } from 'node:crypto'
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

/** A hash that cannot be carried on from its value, unlike SHA-256, needs no HMAC, which costs three times as much. */
function sign(body: string, list: string): string {
  return hash('sha512-256', `${secret}\n${body}\n${list}`, 'base64url').slice(0, 16)
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
