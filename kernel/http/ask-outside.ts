// Calls to addresses that somebody else chose, whose answer is read: up to a number of bytes, after redirects, each of which is
// judged anew.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { openOutside, type OutsideCall } from './outside.ts'

export interface Question extends Omit<OutsideCall, 'allowPrivate'> {
  /** Whether this host may lie in a private network. */
  mayBePrivate(url: URL): boolean
  /** Whether this host may be called at all; every redirect is asked about too. Throws to refuse. */
  judge?(url: URL): void
  /** Bytes of the answer that are read; a longer one is an error. */
  most: number
}

export interface OutsideAnswer { status: number, headers: IncomingHttpHeaders, body: Buffer }

/** The answer was longer than allowed: the rest was not read. */
export class TooLong extends Error {}

/** More redirects than anybody needs. */
export class TooManyRedirects extends Error {}

const REDIRECTS = 5

/** Headers that are for one host alone. */
const personal = /^(authorization|cookie|proxy-authorization)$|token|secret|api-?key/i

/** Throws when there was no whole answer in time. */
export async function askOutside({ mayBePrivate, judge, most, ...call }: Question): Promise<OutsideAnswer> {
  const signal = AbortSignal.timeout(call.timeoutMs)
  let next = { ...call }
  for (let redirects = 0; ; redirects++) {
    if (URL.canParse(next.url)) judge?.(new URL(next.url))
    const answer = await openOutside({ ...next, allowPrivate: URL.canParse(next.url) && mayBePrivate(new URL(next.url)) }, signal)
    const target = redirectOf(answer, next.url)
    if (target === undefined) return { status: answer.statusCode!, headers: answer.headers, body: await read(answer, most) }
    answer.destroy()
    if (redirects === REDIRECTS) throw new TooManyRedirects(call.url)
    next = follow(next, answer.statusCode!, target)
  }
}

function redirectOf({ statusCode, headers: { location } }: IncomingMessage, from: string): string | undefined {
  return [301, 302, 303, 307, 308].includes(statusCode!) && location !== undefined && URL.canParse(location, from) ? new URL(location, from).href : undefined
}

/** As browsers do: what was sent is sent again only where the redirect says so; another host is not told what was meant for the first. */
function follow(call: Omit<OutsideCall, 'allowPrivate'>, status: number, url: string): Omit<OutsideCall, 'allowPrivate'> {
  const same = new URL(url).origin === new URL(call.url).origin
  const headers = same ? call.headers : Object.fromEntries(Object.entries(call.headers).filter(([name]) => !personal.test(name)))
  if (status === 307 || status === 308 || call.method === 'GET' || call.method === 'HEAD') return { ...call, url, headers }
  const { body: _body, ...rest } = call
  return { ...rest, method: 'GET', url, headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !/^content-/i.test(name))) }
}

async function read(answer: IncomingMessage, most: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of answer as AsyncIterable<Buffer>) {
    length += part.length
    if (length > most) {
      answer.destroy()
      throw new TooLong(String(most))
    }
    parts.push(part)
  }
  return Buffer.concat(parts)
}
