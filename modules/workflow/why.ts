// The workflow room: why a record is as it is: behind each value the change that brought it, and behind a workflow's change what
// set that workflow off, with the computed values that its condition asked about, back to the person or the date at the beginning. Of records that the caller may not see she learns
// the workflow and the time alone.
import { z } from 'zod'
import type { Cause, Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { moment, wayAnswer } from '../../kernel/http/answer-part.ts'
import { derivedTypes, type ObjectDefinition } from '../../kernel/object/definition.ts'
import { canRead, mayRead } from '../../kernel/permission/rules.ts'
import { shownFields } from '../../kernel/record/fields.ts'
import { findRecords, readableObject, readRecord } from '../../kernel/record/find.ts'
import { isEmpty } from '../../kernel/record/prepare.ts'
import type { RecordValues } from '../../kernel/record/hook.ts'

/** Changes of a record that are looked through for its values' origins. */
const MOST_CHANGES = 1_000
/** A chain is five workflows long, and dates may lead from one to the next. */
const LONGEST = 20

const link = z.object({
  workflow: z.object({ id: z.string(), name: z.string() }).nullable().meta({ description: 'Null for the beginning: a person, an import, another program' }),
  version: z.number().nullable().meta({ description: 'Of the workflow, as it was then' }), run: z.string().nullable(), at: moment,
  by: z.string().nullable(), way: wayAnswer.nullable(),
  object: z.string().nullable(), record: z.string().nullable(), title: z.string().nullable(), kind: z.string().nullable().meta({ description: 'Of the change; `condition`: a computed value of this record, which many changes bring about, let the workflow go on; of a beginning that is no change: button, manual, webhook or schedule' }), changed: z.array(z.string()), dueAt: moment.nullable(),
})

type Link = z.input<typeof link>

const CONDITION = 'condition'

export const whyAnswer = z.object({
  data: z.array(z.object({ field: z.string(), at: moment, version: z.number().nullable(), causes: z.array(link).meta({ description: 'From the change itself back to its beginning' }) })),
})

interface EventRow { object: string, record: string, kind: string, at: Date, version: number | null, actor: string | null, way: string, cause: Cause | null, after: RecordValues | null }

interface RunRow { id: string, workflow: string, name: string, version: number, object: string | null, record: string | null, trigger: RecordValues, condition: unknown, created_at: Date }

/** For each filled field that the caller may see, or for one of them. */
export async function explain(context: Context, name: string, id: string, field?: string): Promise<z.input<typeof whyAnswer>> {
  const object = readableObject(context, name)
  const values = await readRecord(context, name, id)
  const names = shownFields(context, object).map(each => each.name).filter(each => (field === undefined ? !isEmpty(values[each]) : each === field))
  const events = await context.sql.query<EventRow>(sql`select object, record, kind, at, version, actor, way, cause, after from ${identifier(context.workspace.schema, '_event')}
    where record = ${id}::uuid and object = ${name} and after is not null order by seq desc limit ${MOST_CHANGES}`)
  const origins = names.flatMap(each => {
    const event = events.find(({ after }) => Object.hasOwn(after!, each))
    return event ? [{ field: each, event }] : []
  })
  const chains = new Map<EventRow, Link[]>()
  const known: KnownCauses = new Map()
  for (const { event } of origins) if (!chains.has(event)) chains.set(event, await chainOf(context, event, known))
  await hideUnseen(context, [...chains.values()].flat())
  return { data: origins.map(({ field: each, event }) => ({ field: each, at: event.at.toISOString(), version: event.version, causes: chains.get(event)!.filter(({ kind, changed }) => kind !== CONDITION || changed.length > 0) })) }
}

/** What stands behind each run, read once for all the values that it brought. */
interface KnownCause { run: RunRow | undefined, conditions: Link[], behind: EventRow | undefined }
type KnownCauses = Map<string, KnownCause>

async function chainOf(context: Context, first: EventRow, known: KnownCauses): Promise<Link[]> {
  const links: Link[] = []
  for (let event: EventRow | undefined = first; event && links.length < LONGEST;) {
    const cause: KnownCause | undefined = event.cause?.run ? known.get(event.cause.run) ?? await causeOf(context, event.cause.run, known) : undefined
    links.push(linkOf(event, cause?.run))
    links.push(...cause?.conditions ?? [])
    if (cause?.run && begunBy.has(cause.run.trigger.type)) links.push(beginningOf(cause.run))
    event = cause?.behind
  }
  return links
}

/** What no change of a record set off: somebody who pressed, another program that called, the clock. */
const begunBy = new Set<string>(['button', 'manual', 'webhook', 'schedule'])

function beginningOf({ trigger, object, record, created_at: time }: RunRow): Link {
  return {
    workflow: null, version: null, run: null, at: time.toISOString(), by: trigger.by ?? null, way: null, object, record, title: null, kind: trigger.type, changed: [], dueAt: trigger.type === 'schedule' ? trigger.dueAt ?? null : null,
  }
}

function linkOf(event: EventRow, run: RunRow | undefined): Link {
  return {
    workflow: run ? { id: run.workflow, name: run.name } : null, version: run?.version ?? null, run: run?.id ?? null, at: event.at.toISOString(), by: event.actor, way: event.way as Link['way'],
    object: event.object, record: event.record, title: null, kind: event.kind, changed: Object.keys(event.after ?? {}), dueAt: run?.trigger.dueAt ?? null,
  }
}

async function causeOf(context: Context, id: string, known: KnownCauses): Promise<KnownCause> {
  const run = await findCause(context, id)
  const conditions = run?.object && run.record ? await conditionsOf(context, run, run.condition, run.object, run.record) : []
  const found = { run, conditions, behind: run && await eventBehind(context, run) }
  known.set(id, found)
  return found
}

async function findCause({ workspace: { schema }, sql: query }: Context, run: string): Promise<RunRow | undefined> {
  const [row] = await query.query<RunRow>(sql`select r.id, r.workflow, w.name, r.version, r.object, r.record, r.trigger, v.definition -> 'condition' as condition, r.created_at
    from ${identifier(schema, '_workflow_run')} r join ${identifier(schema, '_workflow')} w on w.id = r.workflow
    join ${identifier(schema, '_workflow_version')} v on v.workflow = r.workflow and v.version = r.version where r.id = ${run}::uuid`)
  return row
}

/** The computed values that a condition asked about, record by record, as far as the caller sees the relations between them. */
async function conditionsOf(context: Context, run: RunRow, condition: unknown, name: string, record: string): Promise<Link[]> {
  const object = mayRead(context, name) ? context.workspace.objects.get(name) : undefined
  const computed = new Set<string>()
  const related: Link[] = []
  for (const [key, value] of object ? partsOf(condition) : []) {
    const field = object!.fields.find(each => each.name === key)
    if (field && derivedTypes.has(field.type)) computed.add(key)
    if (field?.type !== 'relation' || typeof value !== 'object' || value === null || !canRead(context, name, key)) continue
    const { data: [found] } = await findRecords(context, name, { filter: { id: { eq: record } }, fields: [key], limit: 1 })
    const to = found?.[key]
    if (typeof to === 'string') related.push(...await conditionsOf(context, run, value, String(field.to), to))
    else if (to) related.push(...await conditionsOf(context, run, value[to.object as keyof typeof value], to.object, to.id))
  }
  const { id, workflow, name: called, version, created_at: time } = run
  const own: Link = { workflow: { id: workflow, name: called }, version, run: id, at: time.toISOString(), by: null, way: null, object: name, record, title: null, kind: CONDITION, changed: [...computed], dueAt: null }
  return computed.size ? [own, ...related] : related
}

/** The fields that a filter names at its own record, with what it asks of them. */
function partsOf(filter: unknown): [string, unknown][] {
  if (Array.isArray(filter)) return filter.flatMap(partsOf)
  if (typeof filter !== 'object' || filter === null) return []
  return Object.entries(filter).flatMap(([key, value]) => key === 'and' || key === 'or' || key === 'not' ? partsOf(value) : [[key, value] as [string, unknown]])
}

/** The change that set a run off: by its version; of a date, the one that wrote it. */
async function eventBehind({ workspace: { schema, objects }, sql: query }: Context, { workflow, object, record, trigger, created_at: time, version }: RunRow): Promise<EventRow | undefined> {
  if (object === null || record === null || !objects.has(object)) return undefined
  const table = identifier(schema, '_event')
  const columns = sql`select object, record, kind, at, version, actor, way, cause, after from ${table} where record = ${record}::uuid and object = ${object}`
  if (trigger.type === 'record' && typeof trigger.version === 'number') {
    const [event] = await query.query<EventRow>(sql`${columns} and version = ${trigger.version} order by seq limit 1`)
    return event
  }
  if (trigger.type !== 'date') return undefined
  const [event] = await query.query<EventRow>(sql`${columns} and at <= ${time}::timestamptz and jsonb_exists(after, (select definition #>> '{trigger,field}' from ${identifier(schema, '_workflow_version')} v where v.workflow = ${workflow}::uuid and v.version = ${version}))
    order by seq desc limit 1`)
  return event
}

/** Titles of what she may see; of the rest only that something happened. Fields that are hidden from her are not named. */
async function hideUnseen(context: Context, links: Link[]): Promise<void> {
  for (const [name, group] of Map.groupBy(links.filter(each => each.object !== null), each => each.object!)) {
    const object = mayRead(context, name) ? context.workspace.objects.get(name) : undefined
    const titles = object ? await titlesOf(context, object, group.map(each => each.record!)) : new Map<string, string | null>()
    const shown = new Set(object ? shownFields(context, object).map(field => field.name) : [])
    for (const each of group) {
      if (titles.has(each.record!)) Object.assign(each, { title: titles.get(each.record!), changed: each.changed.filter(field => shown.has(field)) })
      else Object.assign(each, { object: null, record: null, kind: each.kind === CONDITION ? CONDITION : null, changed: [], by: null })
    }
  }
}

async function titlesOf(context: Context, object: ObjectDefinition, ids: string[]): Promise<Map<string, string | null>> {
  const unique = [...new Set(ids)]
  const found = (bin: boolean) => findRecords(context, object.name, { filter: { id: { in: unique } }, limit: Math.min(500, unique.length), bin })
  // what was deleted, or merged into another one, is still what set a workflow off
  const data = [...(await found(false)).data, ...(await found(true)).data]
  return new Map(data.map(record => [record.id, record[object.title] ?? null]))
}
