// Event room: what of a record's event its readers are told, the same for the event log and for timelines: a change of fields
// that the caller may not know is not there, so that neither a page's length nor its cursor tells of it.
import type { Cause, Context } from '../context.ts'
import { identifier, sql, type Sql } from '../database/sql.ts'
import type { FieldDefinition, ObjectDefinition } from '../object/definition.ts'
import { canRead } from '../permission/rules.ts'
import { REVEALED } from '../record/reveal.ts'

/** Whether the event `alias` is anything to the caller, who is told of these fields of its object. */
export function tellsAnything({ actor }: Context, fields: FieldDefinition[], alias: string): Sql {
  // who saw masked values is for administrators to know
  const kind = actor.role.administrator ? sql`true` : sql`${identifier(alias, 'kind')} <> ${REVEALED}`
  const changed = sql`coalesce(${identifier(alias, 'before')}, '{}') || coalesce(${identifier(alias, 'after')}, '{}')`
  return sql`${kind} and (${identifier(alias, 'kind')} <> 'updated' or ${changed} = '{}' or jsonb_exists_any(${changed}, ${fields.map(field => field.name)}::text[]))`
}

/** Why an administrator changed what is written once is for those who may know that field: a reason speaks of its value. */
export function shownCause<Told extends Pick<Cause, 'reason'>>(context: Context, { name, fields }: ObjectDefinition, { cause, before, after }: { cause: Told | null, before: object | null, after: object | null }): Omit<Told, 'reason'> | Told | null {
  if (!cause?.reason) return cause
  const changed = Object.keys({ ...before, ...after })
  const once = changed.filter(each => fields.some(field => field.name === each && field.writeOnce))
  if ((once.length ? once : changed).every(field => canRead(context, name, field))) return cause
  const { reason: _, ...rest } = cause
  return rest
}
