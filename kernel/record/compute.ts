// Computed fields of records that are being written: formulas from the values at hand and from related records,
// roll-ups from the records that point here. All set by set, whatever the number of records.
import type { Context } from '../context.ts'
import { and, identifier, join, raw, sql, type Sql } from '../database/sql.ts'
import { environmentOf } from '../field/environment.ts'
import { InvalidValue } from '../field/field-type.ts'
import { compileFormula, type Formula } from '../field/formula/formula.ts'
import { exactJson } from '../field/types/decimal/decimal.ts'
import { typeOf } from '../field/types/index.ts'
import { withoutNoise } from '../field/types/number/number.ts'
import { parseFilter } from '../filter/filter.ts'
import { filterToSql } from '../filter/to-sql.ts'
import type { FieldDefinition, ObjectDefinition } from '../object/definition.ts'
import { columnTargets } from '../field/types/relation/relation.ts'
import { columnOf, fieldOf, onceFor, selection, tableOf } from './fields.ts'
import type { Change, RecordValues } from './hook.ts'

interface Computed { field: FieldDefinition, formula: Formula }

/** The object's formulas, each after those that it reads. */
function formulasOf(context: Context, object: ObjectDefinition): Computed[] {
  return onceFor(context, `formulas ${object.name}`, () => {
    const open = object.fields.filter(field => field.type === 'formula').map(field => ({ field, formula: compileFormula(field, object, context.workspace.objects) }))
    const sorted: Computed[] = []
    while (open.length) {
      const next = open.findIndex(({ formula }) => !open.some(other => formula.fields.includes(other.field.name)))
      sorted.push(...open.splice(Math.max(next, 0), 1))
    }
    return sorted
  })
}

/** For each record that a relation leads to, its values; by the relation's name and the record's id. */
type Related = Map<string, Map<string, RecordValues>>

/** Computes the formulas of new and changed records into `after`. */
export async function computeFormulas(context: Context, object: ObjectDefinition, changes: (Change | undefined)[]): Promise<void> {
  const formulas = formulasOf(context, object)
  const written = changes.filter(change => change?.kind === 'created' || change?.kind === 'updated') as Change[]
  if (formulas.length === 0 || written.length === 0) return
  const related = await readRelated(context, object, formulas, written)
  const environment = environmentOf(context)
  for (const { after } of written) {
    for (const { field, formula } of formulas) {
      const records = Object.fromEntries([...formula.related.keys()].map(name => [name, related.get(name)?.get(after[name]) ?? null]))
      const value = formula.value(after, records)
      try {
        after[field.name] = value === null ? null : typeOf(field).parse(value, field, environment)
      } catch (error) {
        if (!(error instanceof InvalidValue)) throw error
        // beyond what the column holds
        after[field.name] = null
      }
    }
  }
}

async function readRelated(context: Context, object: ObjectDefinition, formulas: Computed[], changes: Change[]): Promise<Related> {
  const wanted = new Map<string, Set<string>>()
  for (const { formula } of formulas) for (const [relation, names] of formula.related) wanted.set(relation, new Set([...wanted.get(relation) ?? [], ...names]))
  const related: Related = new Map()
  for (const [relation, names] of wanted) {
    const target = context.workspace.objects.get(fieldOf(object, relation)!.to as string)!
    const ids = [...new Set(changes.map(change => change.after[relation]).filter(Boolean))]
    if (ids.length === 0) continue
    const fields = target.fields.filter(field => field.name === 'id' || names.has(field.name))
    const rows = await context.sql.query<{ record: RecordValues }>(sql`select row_to_json(d.*) as record from (select ${selection(context, target, fields, [], 'r')}
      from ${tableOf(context, target.name)} r where r."id" = any(${ids}::uuid[]) and r."_deletedAt" is null) d`, { read: true })
    related.set(relation, new Map(rows.map(({ record }) => [record.id, record])))
  }
  return related
}

export function rollupsOf(context: Context, object: ObjectDefinition): FieldDefinition[] {
  return onceFor(context, `rollups ${object.name}`, () => object.fields.filter(field => field.type === 'rollup'))
}

/** What a record without any that point to it has: nothing, counted and added up. */
export function emptyRollup({ workspace }: Context, { rollup, result }: FieldDefinition): unknown {
  if (rollup!.measure === 'count') return 0
  if (rollup!.measure !== 'sum') return null
  return result === 'currency' ? { amount: 0, currency: workspace.currency } : 0
}

/**
 * The roll-ups of these records as they are now, by record. Their rows must be locked: whoever changes what they gather
 * waits for them, so that the last one sees all. `as`: all records taken together, under this id.
 */
export async function readRollups(context: Context, object: ObjectDefinition, ids: string[], as?: string): Promise<Map<string, RecordValues>> {
  const fields = rollupsOf(context, object)
  const values = new Map<string, RecordValues>((as === undefined ? ids : [as]).map(id => [id, Object.fromEntries(fields.map(field => [field.name, emptyRollup(context, field)]))]))
  for (const gathered of gatheredTogether(context, object)) {
    for (const { id, ...measured } of await readGathered(context, object, gathered, ids, as)) {
      for (const [at, { name }] of gathered.entries()) values.get(id)![name] = measured[columnAt(at)] ?? values.get(id)![name]
    }
  }
  return values
}

/** The roll-ups of a record as they would be with all that points to the others of a merge. */
export async function readMergedRollups(context: Context, object: ObjectDefinition, into: string, from: string[]): Promise<RecordValues> {
  return (await readRollups(context, object, [into, ...from], into)).get(into)!
}

/** The roll-ups by the records that they gather: those with the same relation and filter are measured by one query. */
function gatheredTogether(context: Context, object: ObjectDefinition): FieldDefinition[][] {
  return onceFor(context, `gathered ${object.name}`, () => [...Map.groupBy(rollupsOf(context, object), ({ rollup }) => JSON.stringify([rollup!.object, rollup!.by, rollup!.filter ?? null])).values()])
}

const columnAt = (at: number): string => `value${at}`

async function readGathered(context: Context, object: ObjectDefinition, fields: FieldDefinition[], ids: string[], as?: string): Promise<{ id: string, [column: string]: unknown }[]> {
  const { object: from, by, filter } = fields[0].rollup!
  const source = context.workspace.objects.get(from)!
  const column = identifier('s', by + (columnTargets(fieldOf(source, by)!).find(each => each.object === object.name)?.suffix ?? ''))
  const parsed = filter === undefined ? undefined : parseFilter(filter, source, { objects: () => undefined, environment: environmentOf(context), canRead: () => true, rows: () => ({ kind: 'all' }) })
  const conditions = and([sql`${column} = any(${ids}::uuid[])`, sql`s."_deletedAt" is null`, ...parsed ? [filterToSql(parsed, 's', context.workspace.schema)] : []])
  const measures = join(fields.map((field, at) => sql`${measureOf(context, source, field)} as ${identifier(columnAt(at))}`), ', ')
  return context.sql.query(sql`select ${as === undefined ? column : sql`${as}::uuid`} as id, ${measures} from ${tableOf(context, from)} s where ${conditions} group by 1`)
}

/** The measure as JSON in API form. Money of several currencies does not add up: that of the workspace counts, or the only one there is. */
function measureOf(context: Context, source: ObjectDefinition, { rollup, result }: FieldDefinition): Sql {
  const { measure, of } = rollup!
  if (measure === 'count') return sql`to_json(count(*))`
  const measured = fieldOf(source, of!)!
  const column = columnOf(measured, 's')
  if (measure === 'first' || measure === 'last') {
    const order = raw(measure === 'first' ? 'asc' : 'desc')
    return sql`(array_agg(to_json(${typeOf(measured).read(column, measured)}) order by s."createdAt" ${order}, s."id" ${order}) filter (where ${column()} is not null))[1]`
  }
  const own = sql`${raw(measure)}(${column()})`
  // an average of doubles is rounded as a numeric; seconds and stars are whole
  const settled = measure === 'avg' ? sql`round(${own}::numeric, ${raw(result === 'duration' || result === 'rating' ? '0' : '4')})` : own
  if (result === 'decimal' || result === 'percent') return exactJson(settled)
  if (result !== 'currency') return sql`to_json(${measure === 'sum' && result === 'number' ? withoutNoise(settled) : settled})`
  const currency = sql`coalesce(max(${column('Currency')}) filter (where ${column('Currency')} = ${context.workspace.currency}), max(${column('Currency')}))`
  const several = sql`count(distinct ${column('Currency')}) > 1`
  const home = sql`${own} filter (where ${column('Currency')} = ${context.workspace.currency})`
  const amount = sql`round(case when ${several} then ${home} else ${own} end, 4)`
  return sql`case when count(${column()}) > 0 then json_build_object(${join([raw(`'amount'`), exactJson(amount), raw(`'currency'`), currency], ', ')}) end`
}
