// The functions room: what a function may ask for. Each call says how its arguments look, whether it changes something, and does
// it with the rights of the function; in a test it answers as if.
import { z } from 'zod'
import type { App } from '../../kernel/app.ts'
import type { Context } from '../../kernel/context.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { targetsOf } from '../../kernel/object/normalise.ts'
import { knownObject } from '../../kernel/permission/rules.ts'
import { findRecords, readableObject, readRecordOrNull } from '../../kernel/record/find.ts'
import type { RecordValues } from '../../kernel/record/hook.ts'
import type { Operation } from '../../kernel/record/operation.ts'
import { shownValues } from '../../kernel/record/present.ts'
import { writeRecords } from '../../kernel/record/write.ts'
import { callHttp, isListed, methods, readHosts, sendMailOnce, sound, writeMail } from '../workflow/index.ts'
import { postMessages } from '../chat/index.ts'

export interface Asking {
  app: App
  /** Acts with the function's rights; `sql` is the open transaction of a write, else the pool. */
  context: Context
  /** The same on every try. */
  key: string
  /** In a test: records that were made or changed as if, by id. */
  pretended?: Map<string, RecordValues>
}

interface CallKind<Args extends unknown[] = any> {
  args: z.ZodType<Args>
  /** `write`: in one transaction with its journal. `outside`: noted before, for it may be cut off. */
  way: 'read' | 'write' | 'outside'
  /** The peer knows the key, so that what was cut off is asked again. */
  keyed?: boolean
  run(asking: Asking, args: Args): Promise<unknown>
}

const object = z.string().max(100)
const id = z.uuid()
const data = z.record(z.string(), z.unknown())
const options = z.strictObject({ limit: z.number().int().min(1).max(500), sort: z.string().max(200) }).partial().default({})
const mail = z.strictObject({ to: z.union([z.string(), z.array(z.string()).max(50)]), subject: z.string().min(1).max(500), body: z.string().min(1).max(20_000), cc: z.union([z.string(), z.array(z.string()).max(50)]).optional(), replyTo: z.string().optional() })
const fetching = z.strictObject({ method: z.enum(methods), headers: z.record(z.string(), z.string()), body: z.unknown() }).partial().default({})

/** Seconds. */
const HTTP_TIMEOUT = 10
const MOST_RELATED = 200

function defineCall<Args extends unknown[]>(kind: CallKind<Args>): CallKind {
  return kind
}

export const calls: Record<string, CallKind> = {
  'crm.get': defineCall({ args: z.tuple([object, id]), way: 'read', run: (asking, [name, id]) => read(asking, name, id) }),
  'crm.search': defineCall({ args: z.tuple([object, data.default({}), options]), way: 'read', run: ({ context }, [name, filter, { limit = 50, sort }]) => list(context, name, filter, limit, sort) }),
  'crm.related': defineCall({ args: z.tuple([object, id, z.string().max(200)]), way: 'read', run: related }),
  'crm.create': defineCall({ args: z.tuple([object, data]), way: 'write', run: (asking, [name, data]) => write(asking, name, { op: 'create', data }) }),
  'crm.update': defineCall({ args: z.tuple([object, id, data]), way: 'write', run: (asking, [name, id, data]) => write(asking, name, { op: 'update', id, data }) }),
  'crm.delete': defineCall({ args: z.tuple([object, id]), way: 'write', run: (asking, [name, id]) => write(asking, name, { op: 'delete', id }) }),
  'http.fetch': defineCall({ args: z.tuple([z.string().max(4000), fetching]), way: 'outside', keyed: true, run: fetchOutside }),
  'mail.send': defineCall({ args: z.tuple([mail]), way: 'outside', async run({ app, context, key, pretended }, [given]) {
    const written = writeMail(context, given)
    if (!pretended) await sendMailOnce(app, context, written, key)
    return { to: written.to }
  } }),
  'chat.post': defineCall({ args: z.tuple([z.string().min(1).max(200), z.string().min(1).max(4000)]), way: 'write', async run({ context, key }, [channel, text]) {
    await postMessages(context, [{ channel, text, key }])
    return null
  } }),
}

/** Null for what is not there or may not be seen. */
async function read({ context, pretended }: Asking, name: string, id: string): Promise<RecordValues | null> {
  return pretended?.get(id) ?? readRecordOrNull(context, name, id)
}

async function list(context: Context, name: string, filter: object, limit: number, sort?: string): Promise<RecordValues[]> {
  return (await findRecords(context, name, { filter, limit, sort })).data
}

/** The record that a relation of its own leads to; or the records of an object (`task`, `task.about`) that lead to it. */
async function related(asking: Asking, [name, id, relation]: [string, string, string]): Promise<unknown> {
  const { context } = asking
  const own = readableObject(context, name).fields.find(field => field.name === relation && field.type === 'relation')
  if (own) {
    const value = (await read(asking, name, id))?.[relation]
    if (!value) return null
    return Array.isArray(own.to) ? read(asking, value.object, value.id) : read(asking, own.to!, value)
  }
  const [other, named] = relation.split('.')
  const field = context.workspace.objects.get(other)?.fields.find(each => each.type === 'relation' && (named === undefined || each.name === named) && targetsOf(each).includes(name))
  if (!field) throw new Problem('function.relation', { parameters: { relation: relation.slice(0, 100) } })
  return list(context, other, { [field.name]: { eq: Array.isArray(field.to) ? { object: name, id } : id } }, MOST_RELATED)
}

async function write({ context, pretended }: Asking, name: string, operation: Operation): Promise<RecordValues> {
  const known = operation.op === 'update' ? pretended?.get(operation.id) : undefined
  // nothing of it is in the database: its fields are taken as they are given
  if (known && operation.op === 'update') return keep(pretended!, { ...known, ...operation.data })
  const [{ after }] = await writeRecords(context, name, [operation], { dryRun: pretended !== undefined })
  const shown = shownValues(context, knownObject(context, name), after)
  return pretended ? keep(pretended, shown) : shown
}

function keep(pretended: Map<string, RecordValues>, record: RecordValues): RecordValues {
  pretended.set(record.id, record)
  return record
}

async function fetchOutside({ context, key, pretended }: Asking, [url, { method = 'GET', headers = {}, body }]: [string, z.output<typeof fetching>]): Promise<object> {
  const hosts = await readHosts(context)
  const judge = (to: URL): void => {
    if (!isListed(hosts.functions, to)) throw new Problem('function.host', { parameters: { host: to.host.slice(0, 200) } })
  }
  if (!URL.canParse(url)) throw new Problem('outside.address')
  judge(new URL(url))
  const answer = pretended ? { status: 200, headers: {}, body: null } : await callHttp({ method, url, headers, body, timeout: HTTP_TIMEOUT, key }, hosts, judge)
  return { ...sound(answer) as typeof answer, ok: answer.status >= 200 && answer.status < 300 }
}
