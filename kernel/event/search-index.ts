// Event room: keeps `_search`, what global search looks in: one row a record, with its words as one tsvector. Besides
// words it holds `#<object>`, `#o:<owner>` and `#p<national digits of a phone>`, so that one index answers
// the words, the permission and the phone in any spelling at once.
import type { Context } from '../context.ts'
import { empty, identifier, join, literal, quote, raw, sql, type Sql } from '../database/sql.ts'
import { typeOf } from '../field/types/index.ts'
import type { FieldDefinition, ObjectDefinition } from '../object/definition.ts'
import { defineSubscriber } from './subscriber.ts'

/** Characters of a record that are searched: a tsvector holds a megabyte at most. */
const LONGEST = 100_000
/** Where a word has so many characters it is none that anybody types; the index takes 2 KB at most. */
const LONGEST_WORD = 200
/**
 * Words end at all but letters and digits: ASCII, Latin-1, general and CJK punctuation, by code point, so that PostgreSQL
 * (whatever its locale) and JavaScript cut alike. A regular expression is three times as fast as the parser of to_tsvector.
 */
const separators = '\\u0001-\\u002f\\u003a-\\u0040\\u005b-\\u0060\\u007b-\\u007f\\u00a0-\\u00bf\\u2000-\\u206f\\u3000-\\u303f'
/** A word, in JavaScript. */
export const wordPattern = new RegExp(`[^\\0${separators}]+`, 'gu')

/**
 * Country calling codes (ITU E.164) of one, two and three digits; what follows is the national significant number. No
 * two alternatives fit one number, since PostgreSQL takes the longest and JavaScript the first.
 */
const callingCode = '^\\+(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|(2[1-689]|3[578]|42|5[09]|6[7-9]|8[035789]|9[679])\\d)'

/** So few at once come of people's work; more, of an import or of a change of many records. */
const FEW = 500

export const searchIndex = defineSubscriber({
  name: 'search.index',
  events: ['*:*'],
  from: 'beginning',
  values: false,
  batch: 5000,
  async run(context, events) {
    const records = new Map<string, Set<string>>()
    for (const { object, record } of events) {
      if (!context.workspace.objects.has(object)) continue
      const ids = records.get(object)
      if (ids) ids.add(record)
      else records.set(object, new Set([record]))
    }
    for (const [object, ids] of records) await indexRecords(context, object, [...ids])
    if (events.length < FEW) await settleIndex(context)
  },
})

/**
 * The index keeps what is new in a list (`fastupdate`), which is fast to write and is looked through at each search. As long as
 * little comes it is put in its place at once; in the middle of an import that would only take time.
 */
async function settleIndex({ workspace, sql: query }: Context): Promise<void> {
  await query.query(sql`select gin_clean_pending_list(${quote(workspace.schema, '_search_words')}::regclass)`)
}

/** Brings the search up to the records as they are now, in the context's transaction; those in the bin or gone are taken out. */
async function indexRecords(context: Context, name: string, ids: string[]): Promise<void> {
  const object = context.workspace.objects.get(name)!
  const table = identifier(context.workspace.schema, name)
  const search = identifier(context.workspace.schema, '_search')
  await context.sql.query(sql`insert into ${search} as s (record, object, owner, team, words)
    select t."id", ${name}, t."owner", t."_team", ${wordsOf(object)} from ${table} t where t."id" = any(${ids}::uuid[]) and t."_deletedAt" is null
    on conflict (object, record) do update set owner = excluded.owner, team = excluded.team, words = excluded.words
    where (s.owner, s.team, s.words) is distinct from (excluded.owner, excluded.team, excluded.words)`)
  await context.sql.query(sql`delete from ${search} s where s.object = ${name} and s.record = any(${ids}::uuid[])
    and not exists (select from ${table} t where t."id" = s.record and t."_deletedAt" is null)`)
}

/** The fields whose values are searched. */
export function searchableFields(object: ObjectDefinition): FieldDefinition[] {
  return object.fields.filter(field => typeOf(field).search !== undefined)
}

function wordsOf(object: ObjectDefinition): Sql {
  const fields = searchableFields(object)
  const texts = fields.filter(field => typeOf(field).search === 'text').map(textOf)
  const phones = fields.filter(field => typeOf(field).search === 'phone').map(phoneToken)
  const marks = sql`array[${join([literal(`#${object.name}`), sql`'#o:' || t."owner"`, ...phones], ', ')}]`
  const words = texts.length ? sql`${splitWords(join(texts, ', '))} || ` : empty
  return sql`array_to_tsvector(array_remove(array_remove(${words}${marks}, null), ''))`
}

function splitWords(texts: Sql): Sql {
  const text = sql`left(concat_ws(' ', ${texts}), ${raw(String(LONGEST))})`
  const words = (of: Sql) => sql`lower(regexp_replace(${of}, ${literal(`[${separators}]+`)}, ' ', 'g'))`
  return sql`string_to_array(case when length(${text}) <= 500 then ${words(text)} else regexp_replace(${words(text)}, ${literal(`[^ ]{${LONGEST_WORD},}`)}, '', 'g') end, ' ')`
}

function textOf(field: FieldDefinition): Sql {
  const { words } = typeOf(field)
  if (words) return words((suffix = '') => identifier('t', field.name + suffix))
  const column = identifier('t', field.name)
  return typeOf(field).columns(field)[0].type === 'text[]' ? sql`array_to_string(${column}, ' ')` : column
}

/** A number kept as it came (no leading plus) counts by its digits, without a trunk zero. */
function phoneToken(field: FieldDefinition): Sql {
  const column = identifier('t', field.name)
  return sql`'#p' || nullif(case when ${column} like '+%' then regexp_replace(${column}, ${literal(callingCode)}, '')
    else ltrim(regexp_replace(${column}, '\\D', '', 'g'), '0') end, '')`
}

/** A text cut into words as the index cuts it, in lower case. */
export function toWords(text: string): string[] {
  return text.toWellFormed().normalize().toLowerCase().match(wordPattern) ?? []
}

/** The beginnings under which a phone in this spelling may be found: its national digits, with and without a calling code. */
export function phoneBeginnings(text: string, homeCode: string): string[] {
  if (!/^\s*\+?[\d\s().\-/]+$/.test(text)) return []
  const digits = text.replace(/\D/g, '')
  if (digits.length < 3) return []
  if (text.trim().startsWith('+')) return [`+${digits}`.replace(new RegExp(callingCode), '')].filter(Boolean)
  if (digits.startsWith('0')) return [digits.replace(/^0+/, '')].filter(Boolean)
  const bare = digits.startsWith(homeCode) ? digits.slice(homeCode.length) : ''
  return [digits, ...bare.length >= 3 ? [bare] : []]
}
