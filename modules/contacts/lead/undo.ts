// Contacts: a conversion is taken back within 30 days, whole or not at all: what it made goes to the bin, what it moved goes
// back to the lead, which is open again. Refused, with every reason, once somebody has worked on what it made.
import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { identifier, sql } from '../../../kernel/database/sql.ts'
import { columnTargets } from '../../../kernel/field/types/relation/relation.ts'
import { Problem, type Fault } from '../../../kernel/http/errors.ts'
import { filterToSql } from '../../../kernel/filter/to-sql.ts'
import type { ObjectDefinition } from '../../../kernel/object/definition.ts'
import { covers, mayRead, rowFilter } from '../../../kernel/permission/rules.ts'
import { readRecord } from '../../../kernel/record/find.ts'
import { tableOf } from '../../../kernel/record/fields.ts'
import { lockRows } from '../../../kernel/record/lock.ts'
import type { TimelineSource } from '../../../kernel/record/timeline.ts'
import { actorOf } from '../../../kernel/record/timeline.ts'
import { writeRecords } from '../../../kernel/record/write.ts'
import { leadTexts } from './texts.ts'
import { asAdministrator, takeBack, type Trace } from './trace.ts'

const DAYS = 30
/** Links that a refusal counts, each kind at most so often. */
const COUNTED = 1000

export const undoneAnswer = z.object({ lead: z.string(), removed: z.array(z.object({ object: z.string(), id: z.string() })).describe('What the conversion had made: it lies in the bin') })

interface Row { id: string, contact: string, company: string | null, deal: string | null, at: Date, trace: Trace | null }

const table = ({ workspace }: Context) => identifier(workspace.schema, '_lead_conversion')

export function undoableUntil(at: Date): Date {
  return new Date(at.getTime() + DAYS * 86_400_000)
}

/**
 * The caller must be able to update the lead and to delete what was made. Throws `lead.notConverted`, `lead.undoExpired`,
 * `lead.undoUnknown` and `lead.workedOn` with the reasons (409).
 */
export async function undoConversion(context: Context, lead: string): Promise<z.output<typeof undoneAnswer>> {
  await readRecord(context, 'lead', lead, { fields: ['id'] })
  const row = (await lockRows(context, context.workspace.objects.get('lead')!, [lead])).get(lead)
  if (!row || row.deleted) throw new Problem('notFound')
  if (!covers(context, 'lead', 'update', { owner: row.values.owner, team: row.team, shared: row.shared })) throw new Problem('permission.denied')
  const conversion = await lockConversion(context, lead)
  const { trace } = conversion
  const made = await lockMade(context, trace)
  const reasons = await reasonsAgainst(context, conversion, trace, made)
  if (reasons.length) throw new Problem('lead.workedOn', { faults: reasons })
  await takeBack(context, trace.written)
  // the deal before the contact and the company that it names
  for (const { object, id } of made.toReversed()) await writeRecords(context, object, [{ op: 'delete', id }], { path: () => object })
  await writeRecords(asAdministrator(context), 'lead', [{ op: 'update', id: lead, data: { status: trace.status, convertedAt: null } }], { unbounded: true })
  await context.sql.query(sql`update ${table(context)} set undone_at = ${context.now}::timestamptz, undone_by = ${context.actor.member}::uuid where id = ${conversion.id}::uuid`)
  return { lead, removed: made.map(({ object, id }) => ({ object, id })) }
}

/** Locked, so that of two undoings one finds it done. */
async function lockConversion(context: Context, lead: string): Promise<Row & { trace: Trace }> {
  const [row] = await context.sql.query<Row>(sql`select id, contact, company, deal, converted_at as at, trace from ${table(context)} where lead = ${lead}::uuid and undone_at is null for update`)
  if (!row) throw new Problem('lead.notConverted')
  if (context.now.getTime() > undoableUntil(row.at).getTime()) throw new Problem('lead.undoExpired')
  if (!row.trace) throw new Problem('lead.undoUnknown')
  return row as Row & { trace: Trace }
}

type Made = Trace['made'][number]

/** What still lives of what was made, in the order in which it was. Throws where the caller may not delete it. */
async function lockMade(context: Context, { made }: Trace): Promise<Made[]> {
  const living: Made[] = []
  for (const each of made) {
    const row = (await lockRows(context, context.workspace.objects.get(each.object)!, [each.id])).get(each.id)
    if (!row || row.deleted) continue
    if (!covers(context, each.object, 'delete', { owner: row.values.owner, team: row.team, shared: row.shared })) throw new Problem('permission.denied')
    living.push(each)
  }
  return living
}

/** What workflows did counts for nothing: they would have done it to a record that nobody wanted. */
async function reasonsAgainst(context: Context, conversion: Row, trace: Trace, made: Made[]): Promise<Fault[]> {
  const faults: Fault[] = []
  const merged = (['contact', 'company', 'deal'] as const).filter(object => trace.made.some(each => each.object === object && each.id !== conversion[object]))
  for (const object of merged) faults.push({ path: object, code: 'lead.mergedSince' })
  const own = new Set([...made, ...trace.written].map(each => each.id))
  for (const { object, id, version } of made) {
    const [change] = await context.sql.query<{ actor: string | null, at: Date }>(sql`select actor, at from ${identifier(context.workspace.schema, '_event')}
      where record = ${id}::uuid and object = ${object} and kind in ('updated', 'restored') and version > ${version} and way not in ('workflow', 'system') order by seq desc limit 1`)
    if (change) faults.push({ path: object, code: 'lead.changedSince', parameters: { who: actorOf(context, change.actor)?.name ?? '–' } })
    for (const link of await linksTo(context, object, id, own)) faults.push({ path: object, code: 'lead.linkedSince', parameters: link })
  }
  return faults
}

/** By object: how many records that people made lead to this one, beyond what the conversion itself made and moved. */
async function linksTo(context: Context, object: string, id: string, own: Set<string>): Promise<{ count: number, what: string }[]> {
  const found: { count: number, what: string }[] = []
  const workflows = [...context.workspace.members.values()].filter(member => member.kind === 'workflow').map(member => member.id)
  for (const other of context.workspace.objects.values()) {
    const columns = other.fields.filter(field => field.type === 'relation').flatMap(field => columnTargets(field).filter(target => target.object === object).map(target => identifier(field.name + target.suffix)))
    if (columns.length === 0) continue
    const points = columns.reduce((all, column) => sql`${all} or ${column} = ${id}::uuid`, sql`false`)
    const rows = await context.sql.query(sql`select 1 from ${tableOf(context, other.name)} where (${points}) and "_deletedAt" is null and "id" <> all(${[...own]}::uuid[]) and "createdBy" <> all(${workflows}::uuid[]) limit ${COUNTED}`)
    if (rows.length) found.push({ count: rows.length, what: nameOf(context, other) })
  }
  return found
}

/** Of an object that the caller may not know only that there are records. */
function nameOf(context: Context, { name, label, pluralLabel }: ObjectDefinition): string {
  if (!mayRead(context, name)) return leadTexts.records[context.locale]
  return (pluralLabel ?? label)[context.locale] ?? label.en ?? name
}

/** Conversions and their undoing, of leads that the caller may read, on the lead and on all that they made or filled in. */
export const conversionsAbout: TimelineSource = async (context, object, record, { limit, until }) => {
  if (!['lead', 'contact', 'company', 'deal'].includes(object)) return []
  const before = until ? sql`where at <= ${until}::timestamptz` : sql``
  const rows = await context.sql.query<{ id: string, at: string, by: string, undone: boolean, lead: string }>(sql`with about as (select c.* from ${table(context)} c join ${tableOf(context, 'lead')} t on t."id" = c.lead where c.${identifier(object)} = ${record}::uuid and ${filterToSql(rowFilter(context, 'lead'), 't', context.workspace.schema)}),
    entry as (select id::text || '-1' as id, converted_at as at, converted_by as by, false as undone, lead from about union all select id::text || '-2', undone_at, undone_by, true, lead from about where undone_at is not null)
    select id, to_json(at)#>>'{}' as at, by, undone, lead from entry ${before} order by at desc, id desc limit ${limit}`)
  return rows.map(({ by, ...row }) => ({ ...row, type: 'conversion', way: 'person', actor: actorOf(context, by) }))
}
