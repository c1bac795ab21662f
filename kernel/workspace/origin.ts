// Workspace room: a browser's write is taken only from our own pages (cross-site request forgery).
import { Problem } from '../http/errors.ts'
import type { Settings } from '../settings.ts'

interface Asked {
  method: string
  headers: { origin?: string, host?: string, 'sec-fetch-site'?: string | string[] }
}

const READS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Throws `origin.foreign` (403) for a write that a page of another origin sent. */
export function checkOrigin(settings: Pick<Settings, 'url'>, request: Asked): void {
  if (!READS.has(request.method) && isForeign(settings, request)) throw new Problem('origin.foreign')
}

/**
 * Whether a page of another origin is asking; also for opening a WebSocket. A browser names the origin with every
 * write; programs that are no browser name none and carry no cookie that they were not given.
 */
export function isForeign({ url }: Pick<Settings, 'url'>, { headers }: Asked): boolean {
  if (headers.origin === undefined) return headers['sec-fetch-site'] === 'cross-site'
  if (headers.origin === url) return false
  return !URL.canParse(headers.origin) || new URL(headers.origin).host !== headers.host?.toLowerCase()
}

/** Whether the address that was typed is this very machine: a name that only resolves to it may be somebody else's. */
export function isLocalHost(host: string | undefined): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i.test(host ?? '')
}
