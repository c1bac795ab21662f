// Contacts: what was about a lead goes over with its conversion: notes, tasks and records of other objects to the contact,
// open tasks to the deal, by the write path. And what becomes of a conversion when its contact, or the lead, is merged.
import type { Context } from '../../../kernel/context.ts'
import { identifier, sql } from '../../../kernel/database/sql.ts'
import { columnTargets } from '../../../kernel/field/types/relation/relation.ts'
import type { ObjectDefinition } from '../../../kernel/object/definition.ts'
import { tableOf } from '../../../kernel/record/fields.ts'
import type { RecordValues } from '../../../kernel/record/hook.ts'
import type { MergeParty } from '../../../kernel/record/merge/party.ts'
import { writeRecords } from '../../../kernel/record/write.ts'
import { writtenBy, type Written } from './trace.ts'

const CHUNK = 500

/** Answers what it wrote, for the way back. */
export async function moveToContact(context: Context, lead: string, contact: string, deal: string | null): Promise<Written[]> {
  const written: Written[] = []
  for (const object of context.workspace.objects.values()) {
    for (const field of object.fields.filter(each => each.type === 'relation' && Array.isArray(each.to))) {
      const targets = columnTargets(field)
      const column = targets.find(each => each.object === 'lead')
      if (!column || !targets.some(each => each.object === 'contact')) continue
      written.push(...await moveField(context, object, field.name, identifier(field.name + column.suffix), { lead, contact, deal: targets.some(each => each.object === 'deal') ? deal : null }))
    }
  }
  return written
}

async function moveField(context: Context, object: ObjectDefinition, field: string, column: ReturnType<typeof identifier>, to: { lead: string, contact: string, deal: string | null }): Promise<Written[]> {
  const isTask = object.name === 'task'
  const written: Written[] = []
  for (;;) {
    const done = isTask ? sql`"completedAt" is not null` : sql`true`
    const rows = await context.sql.query<{ id: string, done: boolean }>(sql`select "id", ${done} as done from ${tableOf(context, object.name)} where ${column} = ${to.lead}::uuid and "_deletedAt" is null order by "id" limit ${CHUNK}`)
    const operations = rows.map(({ id, done: past }) => {
      const about = to.deal && !past ? { object: 'deal', id: to.deal } : { object: 'contact', id: to.contact }
      const data: RecordValues = isTask && field === 'about' ? { about, contact: to.contact } : { [field]: about }
      return { op: 'update' as const, id, data }
    })
    const changes = operations.length ? await writeRecords(context, object.name, operations, { unbounded: true, parsed: true }) : []
    written.push(...changes.map(change => writtenBy(change, [field, 'contact'])))
    if (rows.length < CHUNK) return written
  }
}

interface Moved { contacts: { lead: string, contact: string }[], lead: string | null }

/** The ids that a second click answers follow the merges. */
export const mergeConversions: MergeParty = {
  name: 'contacts.conversion',
  async move(context, { object, survivor, others }): Promise<Moved | undefined> {
    const table = identifier(context.workspace.schema, '_lead_conversion')
    const ids = others.map(each => each.id as string)
    if (object === 'contact') {
      const contacts = await context.sql.query<{ lead: string, contact: string }>(sql`with old as (select lead, contact from ${table} where contact = any(${ids}::uuid[]) and undone_at is null)
        update ${table} c set contact = ${survivor.id}::uuid from old where c.lead = old.lead and c.undone_at is null returning old.lead, old.contact`)
      return { contacts, lead: null }
    }
    if (object !== 'lead') return undefined
    const [row] = await context.sql.query<{ lead: string }>(sql`with old as (select lead from ${table} where lead = any(${ids}::uuid[]) and undone_at is null order by converted_at limit 1)
      update ${table} c set lead = ${survivor.id}::uuid from old where c.lead = old.lead and c.undone_at is null and not exists (select from ${table} where lead = ${survivor.id}::uuid and undone_at is null) returning old.lead`)
    return { contacts: [], lead: row?.lead ?? null }
  },
  async giveBack(context, { into }, { contacts, lead }: Moved) {
    const table = identifier(context.workspace.schema, '_lead_conversion')
    await context.sql.query(sql`update ${table} c set contact = old.contact from json_to_recordset(${JSON.stringify(contacts)}::json) as old(lead uuid, contact uuid) where c.lead = old.lead and c.undone_at is null and c.contact = ${into}::uuid`)
    if (lead) await context.sql.query(sql`update ${table} set lead = ${lead}::uuid where lead = ${into}::uuid and undone_at is null`)
  },
}
