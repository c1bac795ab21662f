// The workflow room: a call of a workflow's address: who may, what was sent, and whether it has been sent before. Pure but
// for the secret that it is given.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { Problem } from '../../kernel/http/errors.ts'
import type { AnyTrigger } from './triggers/index.ts'

type Check = Extract<AnyTrigger, { type: 'webhook' }>['check']

/** A signature is that of a call of now: seconds that clocks may differ, and a call be under way. */
const SIGNATURE_SECONDS = 300
/** Bytes of one call. */
export const MOST_BYTES = 256 * 1024
/** Levels of what was sent. */
const DEEPEST = 20

/** Throws `hook.unauthorised` for who does not know the secret. `now` is the wall's: it is a matter between machines. */
export function checkCaller(check: Check, secret: string, headers: IncomingHttpHeaders, body: Buffer, now: Date): void {
  if (check === 'none' || isSigned(secret, String(headers['x-hubung-signature'] ?? ''), body, now)) return
  const [, bearer] = /^Bearer (.+)$/i.exec(headers.authorization ?? '') ?? []
  if (check === 'secret' && bearer !== undefined && isSame(bearer, secret)) return
  throw new Problem('hook.unauthorised')
}

/** `t=<seconds>,v1=<HMAC-SHA256 of "t.body">`, as our own webhooks are signed (API.md §9). */
function isSigned(secret: string, given: string, body: Buffer, now: Date): boolean {
  const [, time, signature] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(given) ?? []
  if (time === undefined || Math.abs(now.getTime() / 1000 - Number(time)) > SIGNATURE_SECONDS) return false
  return isSame(signature, createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex'))
}

function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(wanted))
}

/** What was sent: JSON, or a form whose names may come several times. Throws for what is neither (415) or cannot be read (400). */
export function readBody(type: string | undefined, body: Buffer): unknown {
  const [media] = (type ?? '').toLowerCase().split(';')
  const text = body.toString('utf8')
  if (text.trim() === '') return {}
  if (media.trim() === 'application/x-www-form-urlencoded') return fromForm(text)
  if (media.trim() !== 'application/json' && !media.trim().endsWith('+json')) throw new Problem('media.unsupported')
  try {
    return sound(JSON.parse(text), 0)
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new Problem('syntax.invalid', { parameters: { reason: (error as Error).message.slice(0, 100) } })
  }
}

function fromForm(text: string): Record<string, unknown> {
  const names = new Map<string, unknown>()
  for (const [name, value] of new URLSearchParams(text)) {
    const known = names.get(name)
    names.set(name, known === undefined ? value : [known, value].flat())
  }
  return sound(Object.fromEntries(names), 0) as Record<string, unknown>
}

/** As PostgreSQL can keep it: without NUL and halves of characters, and not nested beyond reason. */
function sound(value: unknown, depth: number): unknown {
  if (depth > DEEPEST) throw new Problem('syntax.invalid', { parameters: { reason: 'nested too deeply' } })
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed()
  if (Array.isArray(value)) return value.map(each => sound(each, depth + 1))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [String(sound(name, depth)), sound(part, depth + 1)]))
}

/** Headers that say what was sent and by whom; none that lets somebody in. */
const kept = ['content-type', 'user-agent', 'x-event-type', 'x-hubung-event', 'x-github-event', 'x-shopify-topic']

export function keptHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(kept.filter(name => headers[name] !== undefined).map(name => [name, String(sound(String(headers[name]).slice(0, 500), 0))]))
}

/** By which senders name one event on every try. */
const eventHeaders = ['idempotency-key', 'x-event-id', 'x-hubung-event-id', 'webhook-id', 'x-github-delivery', 'x-shopify-event-id']

/** The occurrence that the call is: the same for a repeat. Undefined where the sender names none: each call is one of its own. */
export function occurrenceOf(headers: IncomingHttpHeaders): string | undefined {
  const named = eventHeaders.find(name => headers[name] !== undefined && headers[name] !== '')
  return named && `event:${createHash('sha256').update(`${named}\n${String(headers[named])}`).digest('base64url')}`
}
