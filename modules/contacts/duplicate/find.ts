// Contacts: records that may be the one at hand, while it is typed or once it is there. Each rule asks an index; only
// records that the caller may read are found, by fields that she may know.
import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { identifier, sql, type Sql } from '../../../kernel/database/sql.ts'
import { toWords } from '../../../kernel/event/search-index.ts'
import { environmentOf } from '../../../kernel/field/environment.ts'
import { InvalidValue } from '../../../kernel/field/field-type.ts'
import { typeOf } from '../../../kernel/field/types/index.ts'
import { filterToSql } from '../../../kernel/filter/to-sql.ts'
import { paged, recordAnswer } from '../../../kernel/http/answer-part.ts'
import { Problem } from '../../../kernel/http/errors.ts'
import type { FieldDefinition, ObjectDefinition } from '../../../kernel/object/definition.ts'
import { rowFilter } from '../../../kernel/permission/rules.ts'
import { findRecords, readableObject, readRecord } from '../../../kernel/record/find.ts'
import type { RecordValues } from '../../../kernel/record/hook.ts'
import { readableFields, tableOf } from '../../../kernel/record/fields.ts'
import { fullNameOf } from '../contact.ts'
import { forms, LIKE, nameLikeness, scoreOf } from './likeness.ts'
import { knownReasons, nameRule, reachFields, type NameRule } from './rules.ts'

export const likeness = {
  score: z.number().meta({ description: '0 to 100' }),
  reasons: z.array(z.string()).meta({ description: 'Names of the fields that agree' }),
}

export const duplicateAnswer = z.object({ ...likeness, record: recordAnswer.meta({ description: 'What tells people apart: title, phones, emails, company, owner; what the caller may see of it' }) })
export const duplicatesAnswer = paged(duplicateAnswer)
export type Duplicate = z.output<typeof duplicateAnswer>

const MOST = 10
/** Candidates that one rule looks at. */
const LOOKED_AT = 200

/** Duplicates of a record that is there, without those that were said not to be. */
export async function duplicatesOf(context: Context, name: string, id: string): Promise<Duplicate[]> {
  return findDuplicates(context, readableObject(context, name), await readRecord(context, name, id), id)
}

/** Duplicates of values that are being typed; what cannot be understood yet is passed over. Unknown and hidden names are refused alike. */
export async function duplicatesOfValues(context: Context, name: string, values: RecordValues, id?: string): Promise<Duplicate[]> {
  const object = readableObject(context, name)
  const fields = readableFields(context, object)
  const unknown = Object.keys(values).filter(key => !fields.some(field => field.name === key))
  if (unknown.length) throw new Problem('invalid', { faults: unknown.map(key => ({ path: `values.${key}`, code: 'field.unknown' })) })
  const typed: RecordValues = {}
  for (const field of fields) typed[field.name] = understood(context, field, values[field.name])
  if (fields.some(field => field.name === 'fullName')) typed.fullName ??= fullNameOf(typed)
  return findDuplicates(context, object, typed, id)
}

function understood(context: Context, field: FieldDefinition, value: unknown): unknown {
  if (value === undefined || value === null || value === '') return null
  try {
    return typeOf(field).parse(value, field, environmentOf(context, true))
  } catch (error) {
    if (error instanceof InvalidValue) return null
    throw error
  }
}

async function findDuplicates(context: Context, object: ObjectDefinition, values: RecordValues, id: string | undefined): Promise<Duplicate[]> {
  const known = knownReasons(context, object)
  const agreeing = new Map<string, Set<string>>()
  const add = (field: string, ids: string[]) => ids.forEach(each => agreeing.set(each, (agreeing.get(each) ?? new Set()).add(field)))
  for (const field of reachFields(object)) {
    if (known.includes(field.name) && values[field.name]) add(field.name, await sameReach(context, object, field, values[field.name], id))
  }
  const rule = nameRule(object)
  if (rule && known.includes(rule.name.name) && values[rule.name.name]) add(rule.name.name, await likeName(context, object, rule, values, id))
  const dismissed = id === undefined ? new Set<string>() : await dismissedWith(context, object.name, id)
  const ranked = [...agreeing].filter(([each]) => !dismissed.has(each))
    .map(([each, reasons]) => ({ id: each, reasons: [...reasons], score: scoreOf([...reasons].map(reason => object.fields.find(field => field.name === reason)!.type)) }))
    .sort((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1)).slice(0, MOST)
  const records = await readTelling(context, object, ranked.map(each => each.id))
  return ranked.flatMap(({ id: found, score, reasons }) => records.has(found) ? [{ record: records.get(found)!, score, reasons }] : [])
}

/** What people tell records apart by. */
export async function readTelling(context: Context, object: ObjectDefinition, ids: string[]): Promise<Map<string, Duplicate['record']>> {
  if (ids.length === 0) return new Map()
  const rule = nameRule(object)
  const wanted = new Set([object.title, 'owner', 'createdAt', rule?.with?.name, ...reachFields(object).map(field => field.name)])
  const fields = readableFields(context, object).map(field => field.name).filter(field => wanted.has(field))
  const expand = rule?.with?.type === 'relation' && fields.includes(rule.with.name) ? [rule.with.name] : []
  const { data } = await findRecords(context, object.name, { filter: { id: { in: ids } }, fields, expand, limit: 500 })
  return new Map(data.map(record => [record.id, record as Duplicate['record']]))
}

/** Living records that the caller may read and that meet the condition. */
async function idsWhere(context: Context, object: ObjectDefinition, condition: Sql, id: string | undefined): Promise<string[]> {
  const rows = await context.sql.query<{ id: string }>(sql`select t."id" from ${tableOf(context, object.name)} t where ${condition} and t."_deletedAt" is null
    and ${id === undefined ? sql`true` : sql`t."id" <> ${id}::uuid`} and ${filterToSql(rowFilter(context, object.name), 't', context.workspace.schema)} limit ${LOOKED_AT}`)
  return rows.map(row => row.id)
}

/** The same phone in any spelling, the same email in any case; of contacts also by what else they are known as. */
async function sameReach(context: Context, object: ObjectDefinition, field: FieldDefinition, value: string, id: string | undefined): Promise<string[]> {
  const { eq } = typeOf(field).operators
  const environment = environmentOf(context)
  const own = await idsWhere(context, object, eq.toSql((suffix = '') => identifier('t', field.name + suffix), eq.parse(value, field, environment), field, environment), id)
  if (object.name !== 'contact' || field.name !== field.type) return own
  const known = sql`t."id" in (select contact from ${identifier(context.workspace.schema, '_identity')} where kind = ${field.type} and value = ${field.type === 'email' ? value.toLowerCase() : value} and living)`
  return [...own, ...await idsWhere(context, object, known, id)]
}

/** A like name, found among the records of the same company, or where there is none to ask for by the search index's words. */
async function likeName(context: Context, object: ObjectDefinition, { name, with: besides }: NameRule, values: RecordValues, id: string | undefined): Promise<string[]> {
  const text: string = values[name.name]
  if (besides && !values[besides.name]) return []
  const ids = besides?.type === 'relation' ? await idsWhere(context, object, sql`t.${identifier(besides.name)} = ${values[besides.name]}::uuid`, id)
    : await byWords(context, object, [...tellingWords(text), ...besides ? toWords(values[besides.name]) : []], id)
  if (ids.length === 0) return []
  const rows = await context.sql.query<{ id: string, name: string }>(sql`select "id", ${identifier(name.name)} as name from ${tableOf(context, object.name)} where "id" = any(${ids}::uuid[])`)
  return rows.filter(row => row.name && nameLikeness(row.name, text) >= LIKE).map(row => row.id)
}

/** As the index keeps them, accents and all, but for legal forms. */
function tellingWords(name: string): string[] {
  const words = [...new Set(toWords(name))]
  const telling = words.filter(word => !forms.has(word))
  return telling.length ? telling : words
}

function bare(word: string): string {
  return word.normalize('NFD').replace(/\p{M}+/gu, '')
}

async function byWords(context: Context, object: ObjectDefinition, words: string[], id: string | undefined): Promise<string[]> {
  if (words.length === 0) return []
  // who types without accents is met as well by those who do
  const query = [`'#${object.name}'`, ...words.map(word => `('${word}' | '${bare(word) || word}')`)].join(' & ')
  const rows = await context.sql.query<{ record: string }>(sql`select record from ${identifier(context.workspace.schema, '_search')} where words @@ ${query}::tsquery limit ${LOOKED_AT}`)
  return rows.length ? idsWhere(context, object, sql`t."id" = any(${rows.map(row => row.record)}::uuid[])`, id) : []
}

async function dismissedWith(context: Context, object: string, id: string): Promise<Set<string>> {
  const rows = await context.sql.query<{ with: string }>(sql`select case when one = ${id}::uuid then other else one end as with from ${identifier(context.workspace.schema, '_duplicate')}
    where object = ${object} and dismissed_at is not null and (one = ${id}::uuid or other = ${id}::uuid)`)
  return new Set(rows.map(row => row.with))
}
