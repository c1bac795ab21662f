// Team chat, outside: what the peers' answers and limits have in common. Pure functions.
import type { PeerAnswer, Verdict } from '../../kernel/connector.ts'

/** Nobody makes us wait longer than an hour. */
const MOST_SECONDS = 3600

/** `Retry-After` in seconds (RFC 9110, 10.2.3); a date is left to our own pauses. */
function patienceOf({ 'retry-after': after }: PeerAnswer['headers']): { afterSeconds?: number } {
  const seconds = Number(after)
  return Number.isFinite(seconds) && seconds > 0 ? { afterSeconds: Math.min(Math.ceil(seconds), MOST_SECONDS) } : {}
}

/** By characters as people count them, so that none is cut in half; what was cut shows it. */
export function shorten(text: string, most: number): string {
  const characters = [...text]
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`
}

/** What both peers mean by a status; `error` is what they said. */
export function verdictOf({ status, headers }: PeerAnswer, error: string): Verdict {
  if (status >= 200 && status < 300) return { state: 'taken' }
  if (status === 429) return { state: 'again', error, ...patienceOf(headers) }
  return { state: status >= 500 || status === 408 ? 'down' : 'never', error }
}
