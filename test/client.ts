// A caller of the public API in tests: by API key, by session cookie, or nobody. Each answer is held against the OpenAPI document.
import { checkAnswer } from './answers.ts'

export interface Reply { status: number, headers: Headers, body: any }

/** A refused request: the whole reply is at hand. */
export class Refused extends Error {
  readonly reply: Reply
  constructor(reply: Reply, what: string) {
    super(`${what} → ${reply.status} ${JSON.stringify(reply.body)}`)
    this.reply = reply
  }
}

export class Client {
  readonly url: string
  /** The member that acts, for people. */
  member = ''
  private headers: Record<string, string>

  constructor(url: string, headers: Record<string, string> = {}) {
    this.url = url
    this.headers = headers
  }

  /** Sends a request as it is; never throws for a refusal. Keeps cookies. */
  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    const isForm = body instanceof FormData
    const type: Record<string, string> = body === undefined || isForm ? {} : { 'content-type': 'application/json' }
    const response = await fetch(`${this.url}/api/v1${path}`, { method, headers: { ...type, ...this.headers, ...headers }, body: body === undefined ? undefined : isForm || typeof body === 'string' ? body : JSON.stringify(body) })
    const cookies = response.headers.getSetCookie().map(cookie => cookie.split(';')[0])
    if (cookies.length) this.headers.cookie = cookies.join('; ')
    const text = await response.text()
    const json = /json/.test(response.headers.get('content-type') ?? '') && text !== ''
    const reply = { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text }
    checkAnswer(method, path, reply.status, reply.body)
    return reply
  }

  private async done(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<any> {
    const reply = await this.send(method, path, body, headers)
    if (reply.status >= 400) throw new Refused(reply, `${method} ${path}`)
    return reply.body
  }

  /** A file as it is, byte order mark and all. */
  async bytes(path: string): Promise<Buffer> {
    const response = await fetch(`${this.url}/api/v1${path}`, { headers: this.headers })
    if (!response.ok) throw new Error(`GET ${path} → ${response.status}`)
    return Buffer.from(await response.arrayBuffer())
  }

  get(path: string): Promise<any> {
    return this.done('GET', path)
  }

  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<any> {
    return this.done('POST', path, body ?? {}, headers)
  }

  put(path: string, body: unknown): Promise<any> {
    return this.done('PUT', path, body)
  }

  patch(path: string, body: unknown, headers?: Record<string, string>): Promise<any> {
    return this.done('PATCH', path, body, headers)
  }

  delete(path: string): Promise<any> {
    return this.done('DELETE', path)
  }

  create(object: string, data: object): Promise<any> {
    return this.post(`/records/${object}`, data)
  }

  read(object: string, id: string): Promise<any> {
    return this.get(`/records/${object}/${id}`)
  }

  update(object: string, id: string, data: object): Promise<any> {
    return this.patch(`/records/${object}/${id}`, data)
  }

  remove(object: string, id: string): Promise<any> {
    return this.delete(`/records/${object}/${id}`)
  }

  /** A page by `POST /records/{object}/query`. */
  list(object: string, query: object = {}): Promise<{ data: any[], page: { next: string | null }, total?: number, capped?: boolean }> {
    return this.post(`/records/${object}/query`, query)
  }
}
