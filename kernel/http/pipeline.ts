// The way of one request, in order: who calls, may she, is the input sound, then the handler in its transaction.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { App } from '../app.ts'
import type { Context, Locale } from '../context.ts'
import type { Queryable } from '../database/database.ts'
import { covers, neededFor, type AppScope } from '../workspace/apps/scope.ts'
import { authenticate } from '../workspace/authenticate.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { Problem, type Fault } from './errors.ts'
import { once } from './idempotency.ts'
import { Answer, type Route } from './route.ts'

/** Answers a request to a route. Throws Problem; the server turns it into problem+json. */
export async function answerRequest(app: App, route: Route, request: FastifyRequest, reply: FastifyReply): Promise<Answer> {
  const context = await contextOf(app, route, request)
  try {
    return await answerOnce(app, route, request, reply, context)
  } catch (error) {
    if (!isStale(error) || !context.workspace || route.multipart || route.ownTransaction) throw error
    // another process changed a definition, and its notice is still on the way: nothing was written, look again
    app.workspaces.drop(context.workspace.slug)
    return answerOnce(app, route, request, reply, await contextOf(app, route, request))
  }
}

/** 42703 no such column, 42P01 no such table: these definitions are no more. */
function isStale(error: unknown): boolean {
  return ['42703', '42P01'].includes((error as { code?: string } | null)?.code ?? '')
}

async function answerOnce(app: App, route: Route, request: FastifyRequest, reply: FastifyReply, context: Context): Promise<Answer> {
  const params = parsePart(route.params, request.params, '', 'notFound')
  const query = parsePart(route.query, request.query, '')
  if (!route.multipart && request.isMultipart()) throw new Problem('media.unsupported')
  const body = route.multipart ? undefined : parsePart(route.body, request.body, '')
  const run = async (sql: Queryable) => toAnswer(route, await route.handler({ ...context, sql }, { params, query, body, app, request, reply }))
  if (route.method === 'GET' || route.reads || route.ownTransaction) return run(context.sql)
  const key = request.headers['idempotency-key']
  const answer = await app.database.transaction(transaction => typeof key === 'string' && context.workspace
    ? once({ ...context, sql: transaction }, { key, method: request.method, path: request.url, body: request.body }, () => run(transaction))
    : run(transaction))
  if (context.workspace) app.wake(context.workspace.schema)
  return answer
}

/** What a refusal is said in, once it is known who calls: the language of whatever else she is answered. */
export const languages = new WeakMap<FastifyRequest, Locale>()

/** A public route has neither workspace nor actor; its handler uses only `sql`, `now`, `log` and `locale`. */
async function contextOf(app: App, route: Route, request: FastifyRequest): Promise<Context> {
  const base = { sql: app.database as Queryable, now: app.clock.now(), log: app.log, locale: 'en' as Locale }
  if (route.access === 'public') return { ...base, locale: localeOf(request) ?? 'en' } as Context
  const caller = await authenticate(app, request)
  if (!caller) throw new Problem('session.missing')
  const locale = localeOf(request) ?? caller.workspace.members.get(caller.actor.member)?.locale ?? caller.workspace.locale
  languages.set(request, locale)
  if (caller.grant) checkScope(route, caller.grant.scope)
  if (route.access === 'administrator' && !caller.actor.role.administrator) throw new Problem('permission.denied')
  const cause = caller.grant && { app: caller.grant.app, depth: 0 }
  return { ...base, ...caller, ...cause && { cause }, locale }
}

/** What a member let an app do bounds it before her own rights do. Throws `scope.missing`, `scope.people` (403). */
function checkScope(route: Route, scope: AppScope): void {
  const needed = neededFor(route)
  if (needed === undefined) throw new Problem('scope.people')
  if (!covers(scope, needed)) throw new Problem('scope.missing', { parameters: { scope: needed } })
}

/** The caller's language: of ours the one that `Accept-Language` prefers (RFC 9110, 12.5.4), the first of several alike. */
export function localeOf(request: FastifyRequest, workspace?: Workspace): Locale | undefined {
  let best: { locale: Locale, weight: number } | undefined
  for (const each of String(request.headers['accept-language'] ?? '').toLowerCase().split(',')) {
    const [, locale, quality = '1'] = /^\s*(id|en)\b[^;]*(?:;\s*q\s*=\s*([\d.]+))?/.exec(each) ?? []
    const weight = Number(quality)
    if (locale && weight > (best?.weight ?? 0)) best = { locale: locale as Locale, weight }
  }
  return best?.locale ?? workspace?.locale
}

function parsePart(schema: z.ZodType | undefined, input: unknown, prefix: string, code?: string): any {
  if (!schema) return undefined
  const result = schema.safeParse(input ?? {}, { reportInput: true })
  if (result.success) return result.data
  if (code) throw new Problem(code)
  throw new Problem('invalid', { faults: result.error.issues.flatMap(issue => faultsOf(issue, prefix)) })
}

/** What a schema calls its kinds, in words. */
const kindTexts: Record<string, { en: string, id: string }> = {
  string: { en: 'text', id: 'teks' }, number: { en: 'a number', id: 'angka' }, int: { en: 'a whole number', id: 'bilangan bulat' }, boolean: { en: 'true or false', id: 'true atau false' },
  array: { en: 'a list', id: 'daftar' }, object: { en: 'an object', id: 'objek' }, record: { en: 'an object', id: 'objek' }, null: { en: 'nothing (null)', id: 'kosong (null)' },
}

export function faultsOf(issue: z.core.$ZodIssue, prefix: string): Fault[] {
  const path = prefix + issue.path.map((part, at) => typeof part === 'number' ? `[${part}]` : `${at ? '.' : ''}${String(part)}`).join('')
  if (issue.code === 'unrecognized_keys') return issue.keys.map(key => ({ path: path ? `${path}.${key}` : key, code: 'field.unknown' }))
  if (issue.code === 'invalid_type') {
    const missing = issue.input === undefined
    return [missing ? { path, code: 'value.required' } : { path, code: 'value.type', parameters: { expected: kindTexts[issue.expected] ?? issue.expected } }]
  }
  // A refinement may name its own code: `.refine(check, { params: { code: 'slug.invalid' } })`.
  if (issue.code === 'custom' && typeof issue.params?.code === 'string') return [{ path, code: issue.params.code, parameters: issue.params.parameters }]
  if (issue.code === 'too_big' || issue.code === 'too_small') return [{ path, code: 'value.range' }]
  return [{ path, code: 'value.invalid' }]
}

function toAnswer(route: Route, value: unknown): Answer {
  if (value instanceof Answer) return value
  if (value === undefined) return new Answer({ status: 204 })
  return new Answer({ status: route.status ?? 200, json: value })
}
