// Contacts: what becomes of identities when contacts are merged. They move to the survivor, and so do the phones and
// emails that it did not take: who writes from the old number is still known.
import { v7 as uuid } from 'uuid'
import type { Context } from '../../../kernel/context.ts'
import { identifier, sql } from '../../../kernel/database/sql.ts'
import type { RecordValues } from '../../../kernel/record/hook.ts'
import type { MergeParty } from '../../../kernel/record/merge/party.ts'

interface Moved { rows: { id: string, contact: string }[], made: string[] }

export const mergeIdentities: MergeParty = {
  name: 'contacts.identity',
  async move(context, { object, survivor, before, others }): Promise<Moved | undefined> {
    if (object !== 'contact') return undefined
    const table = identifier(context.workspace.schema, '_identity')
    const rows = await context.sql.query<{ id: string, contact: string }>(sql`with old as (select id, contact from ${table} where contact = any(${others.map(each => each.id)}::uuid[]))
      update ${table} i set contact = ${survivor.id}::uuid, living = true from old where i.id = old.id returning old.id, old.contact`)
    return { rows, made: await keepFormer(context, survivor, [before, ...others]) }
  },
  async giveBack(context, { into }, { rows, made }: Moved) {
    const table = identifier(context.workspace.schema, '_identity')
    await context.sql.query(sql`delete from ${table} where id = any(${made}::uuid[]) and contact = ${into}::uuid and not verified`)
    await context.sql.query(sql`update ${table} i set contact = old.contact from json_to_recordset(${JSON.stringify(rows)}::json) as old(id uuid, contact uuid) where i.id = old.id and i.contact = ${into}::uuid`)
  },
}

async function keepFormer(context: Context, survivor: RecordValues, others: RecordValues[]): Promise<string[]> {
  const own = new Set([survivor.phone, survivor.email?.toLowerCase()])
  const former = new Map<string, { id: string, kind: string, value: string }>()
  for (const { phone, email } of others) {
    for (const [kind, value] of [['phone', phone], ['email', email?.toLowerCase()]]) {
      if (value && !own.has(value)) former.set(value, { id: uuid(), kind, value })
    }
  }
  const table = identifier(context.workspace.schema, '_identity')
  const rows = await context.sql.query<{ id: string }>(sql`insert into ${table} (id, contact, kind, value, created_at, created_by)
    select f.id, ${survivor.id}::uuid, f.kind, f.value, ${context.now}::timestamptz, ${context.actor.member}::uuid
    from json_to_recordset(${JSON.stringify([...former.values()])}::json) as f(id uuid, kind text, value text)
    where not exists (select from ${table} i where i.contact = ${survivor.id}::uuid and i.kind = f.kind and i.value = f.value) returning id`)
  return rows.map(row => row.id)
}
