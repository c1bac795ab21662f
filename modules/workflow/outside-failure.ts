// The workflow room: how a call to the outside may fail, and which failures may pass by themselves.
import { PrivateAddress } from '../../kernel/http/outside.ts'
import { TooLong, TooManyRedirects } from '../../kernel/http/ask-outside.ts'
import { Problem } from '../../kernel/http/errors.ts'
import type { Parameters } from '../../kernel/http/errors.ts'

/** `passing`: worth another try. `later`: not tried at all, its time has not come. `final`: no use. `unsure`: nobody knows whether it took effect. */
export type FailureKind = 'passing' | 'later' | 'final' | 'unsure'

export class OutsideFailure extends Error {
  readonly kind: FailureKind
  readonly code: string
  readonly parameters: Parameters
  /** Milliseconds that the peer asked us to wait. */
  readonly pause?: number
  /** What came back all the same, for the log. */
  readonly output?: object

  constructor(kind: FailureKind, code: string, parameters: Parameters = {}, more: { pause?: number, output?: object } = {}) {
    super(code)
    this.kind = kind
    this.code = code
    this.parameters = parameters
    this.pause = more.pause
    this.output = more.output
  }
}

/** Too many requests, too early, a time-out, and whatever is the server's own fault. */
export function isPassingStatus(status: number): boolean {
  return [408, 425, 429].includes(status) || status >= 500
}

/** `Retry-After`: seconds, or a date. */
export function pauseOf(retryAfter: string | undefined, now: Date): number | undefined {
  if (!retryAfter) return undefined
  const seconds = /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - now.getTime()) / 1000
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined
}

/** A certificate that is not believed, an address that cannot be: another try changes nothing. */
const final = /^(ERR_INVALID|ERR_TLS|ERR_UNESCAPED|HPE_|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_SSL)/

/** What kept a call over HTTP from being answered. */
export function httpFailure(error: unknown, seconds: number): OutsideFailure {
  if (error instanceof OutsideFailure) return error
  if (error instanceof Problem) return new OutsideFailure('final', error.code, error.parameters)
  if (error instanceof PrivateAddress) return new OutsideFailure('final', 'outside.private')
  if (error instanceof TooLong) return new OutsideFailure('final', 'outside.tooLarge', { max: Number(error.message) })
  if (error instanceof TooManyRedirects) return new OutsideFailure('final', 'outside.redirects')
  const { name, code = '' } = error as { name?: string, code?: string }
  if (name === 'AbortError' || name === 'TimeoutError' || code === 'ABORT_ERR') return new OutsideFailure('passing', 'outside.timeout', { seconds })
  return new OutsideFailure(final.test(code) ? 'final' : 'passing', 'outside.unreachable', { reason: code || String(name) })
}

/**
 * What a mail server or the way to it said. Only a clear word counts: whatever breaks off after the connection stood may have
 * been sent.
 */
export function mailFailure(error: unknown): OutsideFailure {
  const { code = '', responseCode, syscall, message = '' } = error as { code?: string, responseCode?: number, syscall?: string, message?: string }
  const reason = message.slice(0, 200)
  if (responseCode !== undefined) return new OutsideFailure(responseCode < 500 ? 'passing' : 'final', 'outside.mailRefused', { reason })
  if (code === 'EDNS' || syscall === 'connect' || syscall === 'getaddrinfo') return new OutsideFailure('passing', 'outside.unreachable', { reason: code })
  if (code === 'EENVELOPE' || code === 'EAUTH') return new OutsideFailure('final', 'outside.mailRefused', { reason })
  return new OutsideFailure('unsure', 'outside.unknown')
}
