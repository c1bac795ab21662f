// Kernel, objects: records that hold options which go, counted and moved set by set. A million of them are one statement:
// rows are locked in the order of their ids, as every write locks them, and each gets its event.
import { z } from 'zod'
import type { Context } from '../context.ts'
import { identifier, join, raw, sql, type Sql } from '../database/sql.ts'
import { fieldsOf, parseFilter, type Filter } from '../filter/filter.ts'
import { filterToSql } from '../filter/to-sql.ts'
import { Problem } from '../http/errors.ts'
import { addJob, defineJob } from '../job/job.ts'
import { wallClock } from '../job/clock.ts'
import { filterScope } from '../record/find.ts'
import { recomputeAll } from '../record/recompute.ts'
import { codeOf } from '../refusal.ts'
import { derivedTypes, type FieldDefinition, type ObjectDefinition } from './definition.ts'
import { columnsOfField } from './table.ts'

/** Where the records of a value that goes are moved: the first rule that a record meets decides. */
export interface MoveRule { when?: unknown, to: string | null }
export type Moves = Record<string, MoveRule[]>

interface Rule { filter: Filter, to: string | null }
interface Place { object: ObjectDefinition, field: FieldDefinition }

/** The filters of the rules, checked; throws Problem with paths such as `moveTo.newOldStock[0].when.price`. */
export function readRules(context: Context, { object, field }: Place, moves: Moves): Map<string, Rule[]> {
  return new Map(Object.entries(moves).map(([value, rules]) => [value, rules.map(({ when, to }, at) => {
    const filter = parseFilter(when, object, filterScope(context), `moveTo.${value}[${at}].when`)
    if (fieldsOf(filter).has(field.name)) throw new Problem('invalid', { faults: [{ path: `moveTo.${value}[${at}].when.${field.name}`, code: 'option.ownField' }] })
    return { filter, to }
  })]))
}

const isList = (field: FieldDefinition): boolean => columnsOfField(field)[0].type === 'text[]'

function holds(field: FieldDefinition, values: string[]): Sql {
  const column = identifier('t', field.name)
  return isList(field) ? sql`${column} && ${values}::text[]` : sql`${column} = any(${values}::text[])`
}

/** `case v.value when 'newOldStock' then case when … end else … end`, over what `pick` makes of a rule. */
function byRule({ schema }: Context['workspace'], rules: Map<string, Rule[]>, pick: (rule: Rule, at: number) => Sql, others: Sql): Sql {
  if (rules.size === 0) return others
  const values = [...rules].map(([value, list]) => {
    const cases = list.map((rule, at) => rule.filter.kind === 'all' ? sql`when true then ${pick(rule, at)}` : sql`when ${filterToSql(rule.filter, 't', schema)} then ${pick(rule, at)}`)
    return sql`when ${value}::text then case ${join(cases, ' ')} else ${others} end`
  })
  return sql`case v.value ${join(values, ' ')} else ${others} end`
}

export interface Held { value: string, rule: number | null, bin: boolean, records: number }

/** How many records hold each of the values, by the rule that moves them (null: none does), the bin apart. */
export async function countHeld(context: Context, place: Place, gone: string[], moves: Moves): Promise<Held[]> {
  if (gone.length === 0) return []
  const { object, field } = place
  const rule = byRule(context.workspace, readRules(context, place, moves), (_, at) => sql`${raw(String(at))}`, sql`null::int`)
  const value = isList(field) ? sql`unnest(${identifier('t', field.name)}) as v(value)` : sql`(select ${identifier('t', field.name)} as value) v`
  return context.sql.query<Held>(sql`select v.value, ${rule} as rule, t."_deletedAt" is not null as bin, count(*)::int as records
    from ${identifier(context.workspace.schema, object.name)} t, lateral ${value} where ${holds(field, gone)} and v.value = any(${gone}::text[]) group by 1, 2, 3 order by 1, 2, 3`)
}

/**
 * Moves what the records hold, those in the bin too (without an event: they have no changes of their own). Workflows are
 * not woken. Answers how many records were changed.
 */
export async function moveHeld(context: Context, place: Place, moves: Moves): Promise<number> {
  const { object, field } = place
  const { workspace: { schema }, actor, now } = context
  const rules = readRules(context, place, moves)
  if (rules.size === 0) return 0
  const column = identifier(field.name)
  const to = byRule(context.workspace, rules, rule => sql`${rule.to}::text`, sql`v.value`)
  const next = isList(field)
    ? sql`(select array_agg(m.value order by m.at) from (select e.value, min(e.at) as at from (select ${to} as value, v.at from unnest(${identifier('t', field.name)}) with ordinality v(value, at)) e where e.value is not null group by e.value) m)`
    : sql`(select ${to} from (select ${identifier('t', field.name)} as value) v)`
  const values = (name: string) => field.track === false ? sql`null::jsonb` : sql`jsonb_build_object(${field.name}::text, h.${identifier(name)})`
  try {
    const [{ count }] = await context.sql.query<{ count: number }>(sql`with h as materialized (select t.id, t.version, t."_deletedAt" is not null as bin, t.${column} as old, ${next} as new
        from ${identifier(schema, object.name)} t where ${holds(field, [...rules.keys()])} order by t.id for update of t),
      made as (update ${identifier(schema, object.name)} t set ${column} = h.new, version = h.version + (not h.bin)::int,
        "updatedAt" = case when h.bin then t."updatedAt" else ${now}::timestamptz end, "updatedBy" = case when h.bin then t."updatedBy" else ${actor.member}::uuid end from h where t.id = h.id),
      logged as (insert into ${identifier(schema, '_event')} (at, object, record, kind, version, actor, way, before, after)
        select ${now}::timestamptz, ${object.name}, h.id, 'updated', h.version + 1, ${actor.member}::uuid, ${actor.way}, ${values('old')}, ${values('new')} from h where not h.bin)
      select count(*)::int as count from h`)
    if (count) await recomputeReaders(context, place)
    return count
  } catch (error) {
    if (codeOf(error) === '23505') throw new Problem('conflict.unique', { faults: [{ path: 'moveTo', code: 'conflict.unique' }] })
    throw error
  }
}

/** Formulas and roll-ups that read the field, of this object and others. */
async function recomputeReaders(context: Context, { object, field }: Place): Promise<void> {
  const reads = ({ name, fields }: ObjectDefinition) => fields.some(each => derivedTypes.has(each.type) && each.derivedFrom?.includes(name === object.name ? field.name : `${object.name}.${field.name}`))
  for (const reader of context.workspace.objects.values()) if (reads(reader)) await addJob(context, recomputeAll, { object: reader.name })
}

/** Milliseconds after which no write is left that was checked against the options before: writes stay under a second. */
const LAST_WRITES = 10_000

/** Moves what writes that were under way when the options changed have still brought. */
export const moveLate = defineJob<{ object: string, field: string, moves: Moves }>({
  name: 'object.moveLateOptions',
  payload: z.object({ object: z.string(), field: z.string(), moves: z.record(z.string(), z.array(z.object({ when: z.unknown().optional(), to: z.string().nullable() }))) }),
  async run(context, payload, { app }) {
    const workspace = await app.workspaces.fresh(context.workspace.slug)
    const object = workspace?.objects.get(payload.object)
    const field = object?.fields.find(each => each.name === payload.field)
    if (!workspace || !object || !field?.options) return
    const known = new Set(field.options.map(option => option.value))
    // what became an option again meanwhile stays; whoever is sent to one that is gone by now goes on with the move that took it away
    const moves = Object.fromEntries(Object.entries(payload.moves).filter(([value]) => !known.has(value)))
    await app.database.transaction(transaction => moveHeld({ ...context, workspace, sql: transaction }, { object, field }, moves))
  },
})

export async function queueLate(context: Context, { object, field }: Place, moves: Moves): Promise<void> {
  // one after another, as the options were changed; a queue's name has at most 128 characters
  const queue = `options ${context.workspace.schema} ${object.name}`
  await addJob(context, moveLate, { object: object.name, field: field.name, moves }, { queue, runAt: new Date(wallClock().getTime() + LAST_WRITES) })
}
