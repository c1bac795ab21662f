// The workflow room: one call over HTTP for a workflow or a function: JSON by default, with the call's key, guarded.
import type { IncomingHttpHeaders } from 'node:http'
import { askOutside } from '../../kernel/http/ask-outside.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { httpFailure } from './outside-failure.ts'
import { isListed, type OutsideHosts } from './outside-hosts.ts'

export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'] as const

export interface HttpCall {
  method: typeof methods[number]
  url: string
  headers: Record<string, string>
  body?: unknown
  /** Seconds. */
  timeout: number
  /** The same on every try. */
  key: string
}

export interface HttpAnswer { status: number, headers: Record<string, string>, body: unknown }

/** Bytes of an answer that are read. */
export const MOST_BYTES = 1024 ** 2
/** What later steps may ask of an answer's headers. */
const shownHeaders = ['content-type', 'location', 'retry-after', 'etag', 'last-modified', 'x-request-id', 'x-total-count', 'link']

/** Throws OutsideFailure. `judge` refuses further hosts. */
export async function callHttp({ method, url, headers, body, timeout, key }: HttpCall, hosts: OutsideHosts, judge?: (url: URL) => void): Promise<HttpAnswer> {
  const named = new Map(Object.entries(headers).map(([name, text]) => [name.toLowerCase(), text]))
  const sends = method !== 'GET' && method !== 'HEAD' && body !== undefined && body !== null
  const written = sends ? writeBody(body, named.get('content-type')) : undefined
  const all = { accept: 'application/json', 'user-agent': 'Hubung', ...written ? { 'content-type': written.type } : {}, ...Object.fromEntries(named), 'accept-encoding': 'identity', 'idempotency-key': named.get('idempotency-key') ?? key }
  try {
    checkHeaders(all)
    const answer = await askOutside({ method, url, headers: all, body: written?.text, timeoutMs: timeout * 1000, most: MOST_BYTES, mayBePrivate: to => isListed(hosts.private, to), judge })
    return { status: answer.status, headers: chosen(answer.headers), body: readBody(answer.body, answer.headers['content-type']) }
  } catch (error) {
    throw httpFailure(error, timeout)
  }
}

/** What no header may hold would be refused deep inside, without a name. */
function checkHeaders(headers: Record<string, string>): void {
  for (const [name, text] of Object.entries(headers)) if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/i.test(name) || /[^\t\x20-\x7e\x80-\xff]/.test(text)) throw new Problem('outside.header', { parameters: { name: name.slice(0, 60) } })
}

function writeBody(body: unknown, type: string | undefined): { text: string, type: string } {
  if (typeof body === 'string') return { text: body, type: type ?? 'text/plain; charset=utf-8' }
  if (/x-www-form-urlencoded/i.test(type ?? '') && typeof body === 'object' && body !== null) return { text: new URLSearchParams(Object.entries(body).map(([name, value]) => [name, String(value ?? '')])).toString(), type: type! }
  return { text: JSON.stringify(body), type: type ?? 'application/json' }
}

function readBody(bytes: Buffer, type = ''): unknown {
  const text = bytes.toString('utf8').replaceAll('\u0000', '')
  if (!/json/i.test(type)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function chosen(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(shownHeaders.flatMap(name => headers[name] === undefined ? [] : [[name, String(headers[name])]]))
}
