// Contacts: identities. What a contact is known as: its own phone and email, and rows for what was proven to be theirs,
// came with a merge, or only a channel knows. No two living contacts have one verified identity: a unique index says so.
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { identifier, sql } from '../../../kernel/database/sql.ts'
import { environmentOf } from '../../../kernel/field/environment.ts'
import { InvalidValue } from '../../../kernel/field/field-type.ts'
import { typeOf } from '../../../kernel/field/types/index.ts'
import { normalisePhone } from '../../../kernel/field/types/phone/normalise.ts'
import { Problem } from '../../../kernel/http/errors.ts'
import type { FieldDefinition } from '../../../kernel/object/definition.ts'
import { changeWorkspace } from '../../../kernel/workspace/workspaces.ts'
import { noteVerified } from './guard.ts'

export const identityAnswer = z.object({ id: z.string(), contact: z.string(), kind: z.string(), value: z.string(), verified: z.boolean() })
export type Identity = z.output<typeof identityAnswer>

/**
 * A number is a `phone` whatever channel says it: the same number by WhatsApp, form and import is one identity. An email is
 * kept in small letters. Throws a Problem (422) with the path `value`.
 */
function normaliseIdentity(context: Context, kind: string, value: string): { kind: string, value: string } {
  const refused = (code: string) => new Problem('invalid', { faults: [{ path: 'value', code }] })
  if (kind === 'phone' || kind === 'whatsapp') {
    const number = normalisePhone(value, context.workspace.phoneCountry)
    if (number) return { kind: 'phone', value: number }
    if (kind === 'phone') throw refused('phone.invalid')
  }
  const text = value.trim()
  if (kind !== 'email') return { kind, value: text }
  const field: FieldDefinition = { name: 'value', label: {}, type: 'email' }
  try {
    return { kind, value: String(typeOf(field).parse(text, field, environmentOf(context))).toLowerCase() }
  } catch (error) {
    throw error instanceof InvalidValue ? refused(error.code) : error
  }
}

/** The living contact that is known by this: verified first, then by its own phone or email, then by a further row; the oldest of several. */
export async function findContactByIdentity(context: Context, kind: string, value: string): Promise<string | undefined> {
  const known = normaliseIdentity(context, kind, value)
  const { schema } = context.workspace
  const own = known.kind === 'phone' ? sql`select id as contact, 1 as rank from ${identifier(schema, 'contact')} where phone = ${known.value} and "_deletedAt" is null`
    : known.kind === 'email' ? sql`select id, 1 from ${identifier(schema, 'contact')} where lower(email collate "und-x-icu") = lower(${known.value} collate "und-x-icu") and "_deletedAt" is null`
      : sql`select null::uuid, 1 where false`
  const [row] = await context.sql.query<{ contact: string }>(sql`select contact from (
      select contact, case when verified then 0 else 2 end as rank from ${identifier(schema, '_identity')} where kind = ${known.kind} and value = ${known.value} and living
      union all ${own}) k order by rank, contact limit 1`)
  return row?.contact
}

/**
 * Gives a contact an identity, or marks one that it has as verified. Throws `conflict.unique` (409) with the path `value`
 * when another living contact has it verified, whichever of two writers comes first.
 */
export async function addIdentity(context: Context, contact: string, given: { kind: string, value: string, verified: boolean }): Promise<Identity> {
  const { kind, value } = normaliseIdentity(context, given.kind, given.value)
  const table = identifier(context.workspace.schema, '_identity')
  const taken = new Problem('conflict.unique', { faults: [{ path: 'value', code: 'conflict.unique' }] })
  const [other] = await context.sql.query<{ contact: string }>(sql`select contact from ${table} where kind = ${kind} and value = ${value} and verified and living and contact <> ${contact}::uuid`)
  if (other) throw taken
  const [present] = await context.sql.query<Identity>(sql`select id, contact, kind, value, verified from ${table} where contact = ${contact}::uuid and kind = ${kind} and value = ${value} order by verified desc limit 1 for update`)
  if (present?.verified || (present && !given.verified)) return present
  // made anew rather than changed: an insertion waits for one that is under way and then gives way to it
  if (present) await context.sql.query(sql`delete from ${table} where id = ${present.id}::uuid`)
  const [row] = await context.sql.query<Identity>(sql`insert into ${table} (id, contact, kind, value, verified, created_at, created_by)
    values (${present?.id ?? uuid()}::uuid, ${contact}::uuid, ${kind}, ${value}, ${given.verified}, ${context.now}::timestamptz, ${context.actor.member}::uuid)
    on conflict (kind, value) where verified and living do nothing returning id, contact, kind, value, verified`)
  if (!row) throw taken
  if (given.verified && noteVerified(context)) await changeWorkspace(context)
  return row
}

export async function removeIdentity(context: Context, id: string): Promise<void> {
  await context.sql.query(sql`delete from ${identifier(context.workspace.schema, '_identity')} where id = ${id}::uuid`)
}

/** A contact's rows, the verified ones first. */
export async function identitiesOf(context: Context, contact: string): Promise<Identity[]> {
  return context.sql.query<Identity>(sql`select id, contact, kind, value, verified from ${identifier(context.workspace.schema, '_identity')}
    where contact = ${contact}::uuid order by verified desc, kind, value limit 500`)
}
