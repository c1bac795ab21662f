// Contacts: which fields tell duplicates, for any object: every phone and email, and the name, for contacts together with
// the company, for companies alone.
import type { Context } from '../../../kernel/context.ts'
import { identifier, raw, sql, type Sql } from '../../../kernel/database/sql.ts'
import type { FieldDefinition, ObjectDefinition } from '../../../kernel/object/definition.ts'
import { canRead } from '../../../kernel/permission/rules.ts'

export interface NameRule {
  /** The field that agrees, and the one that must be equal besides. */
  name: FieldDefinition
  with?: FieldDefinition
}

const named: Record<string, { name: string, with?: string }> = { contact: { name: 'fullName', with: 'company' }, company: { name: 'name' }, lead: { name: 'fullName', with: 'companyName' } }

/** Phones and emails of the object. */
export function reachFields(object: ObjectDefinition): FieldDefinition[] {
  return object.fields.filter(field => (field.type === 'phone' || field.type === 'email') && !field.computed)
}

export function nameRule(object: ObjectDefinition): NameRule | undefined {
  const rule = named[object.name]
  const find = (name: string | undefined) => object.fields.find(field => field.name === name)
  const name = find(rule?.name)
  if (!name || (rule.with && !find(rule.with))) return undefined
  return { name, ...rule.with ? { with: find(rule.with)! } : {} }
}

/** Names of the fields whose agreement the caller may know. */
export function knownReasons(context: Context, object: ObjectDefinition): string[] {
  const rule = nameRule(object)
  const names = reachFields(object).map(field => field.name).filter(name => canRead(context, object.name, name))
  return rule && [rule.name, rule.with].every(field => !field || canRead(context, object.name, field.name)) ? [...names, rule.name.name] : names
}

/** The expression by which a phone or an email is the same, as its index holds it. */
export function reachKey(field: FieldDefinition, alias: string): Sql {
  const column = identifier(alias, field.name)
  return field.type === 'email' ? sql`lower(${column} collate "und-x-icu")` : column
}

/** The same for a name: its words in order, without legal forms, and what must be equal besides. */
export function nameKey({ name, with: besides }: NameRule, alias: string): Sql {
  const words = sql`(select string_agg(distinct w, ' ' order by w) from unnest(string_to_array(lower(regexp_replace(${identifier(alias, name.name)}, '[^[:alnum:]]+', ' ', 'g')), ' ')) w
    where w <> '' and w not in ('pt', 'cv', 'ud', 'tbk', 'persero', 'fa', 'co', 'ltd', 'inc', 'corp', 'company'))`
  if (!besides) return words
  const other = besides.type === 'relation' ? sql`${identifier(alias, besides.name)}::text` : sql`lower(${identifier(alias, besides.name)})`
  return sql`${words} || ${raw(`chr(1)`)} || ${other}`
}

