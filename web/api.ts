// The one door to the server: JSON over /api/v1, problem+json as ApiError, and the query cache that all screens share.
import { QueryCache, QueryClient } from '@tanstack/react-query'
import type { Contract } from './contract.ts'

export type Problem = { path: string; code: string; message: string }

/** A refusal as the server words it (RFC 9457). `status` 0 with code `network` means that no answer came. */
export class ApiError extends Error {
  status: number
  code: string
  detail: string
  errors: Problem[]
  requestId?: string
  constructor(status: number, body: Record<string, unknown>) {
    super(String(body.detail ?? body.title ?? `HTTP ${status}`))
    this.status = status
    this.code = String(body.code ?? 'unknown')
    this.detail = this.message
    this.errors = Array.isArray(body.errors) ? (body.errors as Problem[]) : []
    this.requestId = body.requestId as string | undefined
  }
}

export type RequestOptions = {
  query?: Record<string, unknown>
  body?: unknown
  ifMatch?: number | string
  /** Repeats with one key are one write; `newKey()` makes one. */
  idempotencyKey?: string
  signal?: AbortSignal
  /** Hears how much of the body is on its way, 0 to 1 (uploads). */
  onShare?: (share: number) => void
}

let workspace: string | null | undefined

/** The workspace that the next requests speak to; null lets the server choose (a session in one workspace). */
export function chooseWorkspace(slug: string | null): void {
  workspace = slug
  if (slug) localStorage.setItem('hubung.workspace', slug)
  else localStorage.removeItem('hubung.workspace')
}

export const currentWorkspace = (): string | null => (workspace ??= localStorage.getItem('hubung.workspace'))
export const newKey = () => crypto.randomUUID()

/** Where something is fetched by the browser itself (a file, a picture). */
export function addressOf<Path extends PathOf<'GET'>>(path: Path, given: Given<Operation<'GET', Path>>): string {
  const { path: values, query } = given as { path?: Record<string, string>, query?: Record<string, unknown> }
  return withQuery(fillPath(path, values), query)
}

/** `/api/v1` + path with a query string; objects become JSON, undefined and null are left out. */
function withQuery(path: string, query?: Record<string, unknown>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined || value === null || value === '') continue
    search.set(name, typeof value === 'object' && !Array.isArray(value) ? JSON.stringify(value) : String(value))
  }
  return `/api/v1${path}${search.size ? `?${search}` : ''}`
}

function headersOf(options: RequestOptions): Headers {
  const headers = new Headers({ accept: 'application/json', 'accept-language': document.documentElement.lang })
  const workspace = currentWorkspace()
  if (workspace) headers.set('x-workspace', workspace)
  if (options.body !== undefined && !(options.body instanceof FormData)) headers.set('content-type', 'application/json')
  if (options.ifMatch !== undefined) headers.set('if-match', `"${options.ifMatch}"`)
  if (options.idempotencyKey) headers.set('idempotency-key', options.idempotencyKey)
  return headers
}

/** Throws ApiError. An answer without a body (204) is undefined. */
export async function request<Answer>(method: string, path: string, options: RequestOptions = {}): Promise<Answer> {
  const body = options.body instanceof FormData ? options.body : options.body === undefined ? undefined : JSON.stringify(options.body)
  const send = options.onShare ? sendTold : sendPlainly
  const { status, text } = await send(method, withQuery(path, options.query), body, options).catch((error: unknown) => {
    if (options.signal?.aborted) throw error
    throw new ApiError(0, { code: 'network', detail: String(error) })
  })
  const answer = parseAnswer(text)
  if (status >= 400) throw new ApiError(status, (answer ?? {}) as Record<string, unknown>)
  return answer as Answer
}

type Sent = { status: number; text: string }

async function sendPlainly(method: string, address: string, body: FormData | string | undefined, options: RequestOptions): Promise<Sent> {
  const response = await fetch(address, { method, body, headers: headersOf(options), credentials: 'same-origin', signal: options.signal })
  return { status: response.status, text: await response.text() }
}

/** fetch tells nothing of what is on its way out. */
function sendTold(method: string, address: string, body: FormData | string | undefined, options: RequestOptions): Promise<Sent> {
  const { signal, onShare } = options
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest()
    sending.open(method, address)
    headersOf(options).forEach((value, name) => sending.setRequestHeader(name, value))
    sending.upload.onprogress = ({ loaded, total }) => onShare?.(total ? loaded / total : 0)
    sending.onload = () => resolve({ status: sending.status, text: sending.responseText })
    sending.onerror = () => reject(new Error('The connection broke'))
    sending.onabort = () => reject(signal?.reason)
    signal?.addEventListener('abort', () => sending.abort(), { once: true })
    if (signal?.aborted) reject(signal.reason)
    else sending.send(body)
  })
}

function parseAnswer(text: string): unknown {
  if (!text) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
type PathOf<M extends Method> = keyof Contract extends infer Key ? Key extends `${M} ${infer Path}` ? Path : never : never
type Operation<M extends Method, Path extends string> = `${M} ${Path}` extends keyof Contract ? Contract[`${M} ${Path}`] : never
type Part<Op, Name extends 'path' | 'query' | 'body'> = Op extends { [Key in Name]: infer Given } ? ({} extends Given ? { [Key in Name]?: Given } : { [Key in Name]: Given }) : { [Key in Name]?: undefined }
type Given<Op> = Part<Op, 'path'> & Part<Op, 'query'> & Part<Op, 'body'> & Omit<RequestOptions, 'query' | 'body'>
type AnswerOf<Op> = Op extends { answer: infer Answer } ? Answer : void
/** What a request of the contract answers: `Answer<'GET /session'>`; `Row` of a list's rows. */
export type Answer<Name extends keyof Contract> = AnswerOf<Contract[Name]>
export type Row<Name extends keyof Contract> = Answer<Name> extends { data: (infer Each)[] } ? Each : never
export type Body<Name extends keyof Contract> = Contract[Name] extends { body: infer Given } ? Given : never
type Ask<M extends Method> = <Path extends PathOf<M>>(path: Path, ...given: {} extends Given<Operation<M, Path>> ? [Given<Operation<M, Path>>?] : [Given<Operation<M, Path>>]) => Promise<AnswerOf<Operation<M, Path>>>

/** Fills `{name}` of a path of the contract; what is missing would be a fault of the caller's types. */
function fillPath(path: string, values: Record<string, string> = {}): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name]))
}

function asking<M extends Method>(method: M): Ask<M> {
  const ask = (path: string, { path: values, ...options }: RequestOptions & { path?: Record<string, string> } = {}) =>
    request(method, fillPath(path, values), method === 'POST' && options.body === undefined ? { ...options, body: {} } : options)
  return ask as unknown as Ask<M>
}

/**
 * The server's routes as the OpenAPI document tells them (web/contract.ts): `api.get('/records/{object}', { path: { object: 'deal' }, query: { limit: 50 } })`.
 * Throws ApiError.
 */
export const api = { get: asking('GET'), post: asking('POST'), patch: asking('PATCH'), put: asking('PUT'), delete: asking('DELETE') }

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error) => noteRefusal(error) }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => error instanceof ApiError && (error.status === 0 || error.status === 503) && count < 3,
    },
    mutations: { onError: (error) => noteRefusal(error) },
  },
})

/**
 * A 401 anywhere means that the session has ended: the shell, which watches the session, asks to sign in again. A field that
 * is not there means that objects were changed while this page was open: they are read anew.
 */
export function noteRefusal(error: unknown): void {
  if (!(error instanceof ApiError)) return
  if (error.status === 401) queryClient.setQueryData(['session'], null)
  if (error.errors.some(({ code }) => code === 'field.unknown')) void queryClient.invalidateQueries({ queryKey: ['objects'] })
}
