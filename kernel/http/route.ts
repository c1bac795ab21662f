// A route says it all: method, path, input, who may, limit, handler. The OpenAPI document comes from the same value.
import type { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { App } from '../app.ts'
import type { Context } from '../context.ts'

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined

export interface RouteInput<P, Q, B> {
  params: Parsed<P>
  query: Parsed<Q>
  body: Parsed<B>
  app: App
  request: FastifyRequest
  reply: FastifyReply
}

export interface Route<P = any, Q = any, B = any> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below /api/v1, with `:name` parameters. */
  path: string
  /** One line for the OpenAPI document. */
  summary: string
  /** The room, as the OpenAPI tag. */
  tag: string
  /** Who may call: everyone, a member of the workspace (default), an administrator, or any signed-in user of no workspace yet. */
  access?: 'public' | 'member' | 'administrator'
  params?: P
  query?: Q
  /** A zod schema; `multipart` leaves the body's stream to the handler, and the schema is that of its part `options`. */
  body?: B
  multipart?: boolean
  /** The body as it came, whatever its type, as a Buffer (what is signed is its bytes), up to so many. */
  rawBytes?: number
  /** What an app that acts for a member needs: `read` where a POST only reads, `never` for what is hers alone. By itself GET reads, what is for administrators is `admin`, the rest writes. */
  apps?: 'read' | 'never'
  /** Requests per minute and address (public routes) or member. */
  limit?: number
  /** A POST that only reads (queries, dry runs): no transaction, no idempotency key. */
  reads?: boolean
  /** The handler opens transactions of its own (long work); no idempotency key unless it handles it. */
  ownTransaction?: boolean
  /** The status of a plain answer; default 200. With 204 there is no answer. */
  status?: number
  /** What it answers, in full, for the OpenAPI document and the web app's types (the tests hold each answer against it); or the media type of a file. */
  answer?: z.ZodType | `${string}/${string}`
  handler(context: Context, input: RouteInput<P, Q, B>): Promise<unknown>
}

/** Declares a route; its types come from the schemas. */
export function route<P extends z.ZodType | undefined = undefined, Q extends z.ZodType | undefined = undefined, B extends z.ZodType | undefined = undefined>(
  declared: Omit<Route<P, Q, B>, 'handler'> & { handler(context: Context, input: RouteInput<P, Q, B>): Promise<unknown> },
): Route {
  return declared as Route
}

/** An answer that is more than a value: status, headers, or JSON text made by the database. */
export class Answer {
  readonly status: number
  readonly headers: Record<string, string>
  /** JSON text, sent as it is. */
  readonly text: string | undefined
  /** A long text that is made while it is sent; `headers` say what it is. */
  readonly stream: Readable | undefined

  constructor(options: { status?: number, headers?: Record<string, string>, text?: string, json?: unknown, stream?: Readable } = {}) {
    this.stream = options.stream
    this.status = options.status ?? 200
    this.headers = options.headers ?? {}
    this.text = options.text ?? (options.json === undefined ? undefined : JSON.stringify(options.json))
  }
}

export const noContent = new Answer({ status: 204 })
