// Search across objects. The index (`_search`, kept by the subscriber `search.index`) gives a few candidates that the caller
// may read; a hit counts only if it also matches in a field that she may read.
import { z } from 'zod'
import type { App } from '../app.ts'
import type { Context } from '../context.ts'
import { identifier, join, or, raw, sql } from '../database/sql.ts'
import { searchableFields } from '../event/search-index.ts'
import { environmentOf } from '../field/environment.ts'
import { typeOf } from '../field/types/index.ts'
import { paged } from '../http/answer-part.ts'
import { Problem } from '../http/errors.ts'
import { names } from '../http/query-part.ts'
import { route } from '../http/route.ts'
import type { FieldDefinition, ObjectDefinition } from '../object/definition.ts'
import { rightsOf } from '../permission/role.ts'
import { ROW, readableFields, selection, tableOf } from './fields.ts'
import { newestRows, visibleRows } from './find.ts'
import { findMatches, readQuery, toTsquery, type Reading } from './search-words.ts'
import { inheritsBy } from '../permission/inherited.ts'
import { mayRead, ownersShown, rowFilter } from '../permission/rules.ts'
import { sharedRows } from '../permission/sharing.ts'
import { filterToSql } from '../filter/to-sql.ts'

/** Candidates of a look-up: they are ranked among themselves, never all that match. */
const CANDIDATES = 100
/** Newest records of each object that are looked at, few at first, before the index is asked for words that more rows than `COMMON` are expected to hold. */
const NEWEST = [250, 2000]
const COMMON = 100_000

const hitAnswer = z.object({
  object: z.string(), id: z.string(), title: z.string().nullable(), subtitle: z.string().nullable(),
  highlights: z.array(z.object({ field: z.string(), text: z.string(), ranges: z.array(z.tuple([z.number(), z.number()])).meta({ description: 'Start and end of each match in `text`, in UTF-16 units' }) })),
})

export type Hit = z.output<typeof hitAnswer>

const input = z.strictObject({
  q: z.string().max(500),
  objects: names.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})

export const searchRoutes = [
  route({ method: 'GET', path: '/search', tag: 'search', summary: 'Search across objects, by the beginnings of words and by phone in any spelling', query: input, answer: paged(hitAnswer),
    handler: async (context, { query, app }) => ({ data: await searchRecords(context, app, query), page: { next: null } }) }),
]

/** The best hits for the words of `q`. Whole words first; their beginnings when these are too few. */
async function searchRecords(context: Context, app: Pick<App, 'database'>, { q, objects, limit }: { q: string, objects?: string[], limit: number }): Promise<Hit[]> {
  const chosen = chooseObjects(context, objects)
  const readings = readQuery(q, context.workspace.phoneCountry)
  if (readings.length === 0) return []
  const hits = new Map<string, Ranked>()
  for (const exact of [true, false]) {
    if (hits.size >= limit) break
    const words = `(${toTsquery(readings, exact)})`
    const found = await findCandidates(context, app, chosen, words, limit)
    for (const object of chosen) found.push(...await findShared(context, object, words))
    for (const object of chosen) {
      const ids = found.filter(each => each.object === object.name && !hits.has(each.record)).map(each => each.record)
      if (ids.length) for (const hit of await readHits(context, object, ids, readings)) hits.set(hit.id, hit)
    }
  }
  const ranked = [...hits.values()].sort((one, other) => other.rank - one.rank || (one.updatedAt < other.updatedAt ? 1 : -1))
  return ranked.slice(0, limit).map(({ rank: _, updatedAt: __, ...hit }) => hit)
}

function chooseObjects(context: Context, names: string[] | undefined): ObjectDefinition[] {
  const readable = [...context.workspace.objects.values()].filter(object => mayRead(context, object.name))
  if (!names) return readable
  const unknown = names.filter(name => !readable.some(object => object.name === name))
  if (unknown.length) throw new Problem('invalid', { faults: unknown.map(() => ({ path: 'objects', code: 'object.unknown' })) })
  return readable.filter(object => names.includes(object.name))
}

interface Candidate { object: string, record: string }

/** Whose rows of an object the index is asked for; undefined: of all. A team is its members as they are now. */
interface Shown { object: ObjectDefinition, owners?: string[] }

function shownOf(context: Context, objects: ObjectDefinition[]): Shown[] {
  return objects.flatMap(object => {
    const scope = rightsOf(context.actor.role, object.name).read
    if (scope === 'none' || inheritsBy(context, object.name)) return []
    return scope === 'all' ? { object } : { object, owners: ownersShown(context, scope) }
  })
}

/**
 * For common words among each object's newest records that she may see first. The index must gather all that match before it gives
 * the first, which takes long for a word that stands in very many; but such a word is found among the newest at once.
 */
async function findCandidates(context: Context, app: Pick<App, 'database'>, objects: ObjectDefinition[], words: string, enough: number): Promise<Candidate[]> {
  const shown = shownOf(context, objects)
  if (shown.length === 0) return []
  if (await countExpected(context, app, words) > COMMON) {
    for (const newest of NEWEST) {
      const found = await findNewest(context, app, shown, words, newest)
      if (found.length >= enough) return found
    }
  }
  return findByIndex(context, app, shown, words)
}

/** How many rows the planner expects to match. */
async function countExpected(context: Context, app: Pick<App, 'database'>, words: string): Promise<number> {
  const [row] = await app.database.query<{ 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }>(sql`explain (format json) select 1 from ${identifier(context.workspace.schema, '_search')} where words @@ ${words}::tsquery`)
  return row['QUERY PLAN'][0].Plan['Plan Rows']
}

function findNewest(context: Context, app: Pick<App, 'database'>, shown: Shown[], words: string, most: number): Promise<Candidate[]> {
  const search = identifier(context.workspace.schema, '_search')
  // numbers in the text: of a parameter the planner expects a tenth of the table, and reads all of it for a team's rows
  const limit = raw(String(most))
  const newest = shown.map(({ object, owners }) => owners === undefined
    ? sql`(select object, record, words from ${search} where object = ${object.name} order by record desc limit ${limit})`
    : sql`(select s.object, s.record, s.words from (${newestRows(context, object, most)}) t join ${search} s on s.object = ${object.name} and s.record = t."id" limit ${limit})`)
  return app.database.query<Candidate>(sql`select object, record from (${join(newest, ' union all ')}) s where words @@ ${words}::tsquery limit ${raw(String(CANDIDATES))}`, { prepare: context.workspace.version })
}

/**
 * By the index alone: a look at all rows, which a planner might take for cheap when it thinks that many match, is ruled out.
 * Owners are looked for in the rows found: in the index they would be a list of all that she sees, walked for each search.
 */
function findByIndex(context: Context, app: Pick<App, 'database'>, shown: Shown[], words: string): Promise<Candidate[]> {
  const whole = shown.filter(({ owners }) => owners === undefined).map(({ object }) => object.name)
  const own = shown.filter(({ owners }) => owners !== undefined)
  const rows = shown.length === context.workspace.objects.size && own.length === 0 ? sql`true`
    : or([sql`object = any(${whole}::text[])`, ...own.map(({ object, owners }) => sql`(object = ${object.name} and owner = any(${owners}::uuid[]))`)])
  return app.database.transaction(async transaction => {
    await transaction.query(sql`set local enable_seqscan = off`)
    return transaction.query<Candidate>(sql`select object, record from ${identifier(context.workspace.schema, '_search')}
      where words @@ ${words}::tsquery and ${rows} limit ${CANDIDATES}`)
  })
}

/** Rows that sharing rules or another record's rights open: the index knows nothing of these, so the table is asked too. */
async function findShared(context: Context, { name }: ObjectDefinition, words: string): Promise<Candidate[]> {
  const shared = inheritsBy(context, name) ? rowFilter(context, name) : rightsOf(context.actor.role, name).read === 'all' ? undefined : sharedRows(context, name, 'read')
  if (!shared || shared.kind === 'none') return []
  const { schema } = context.workspace
  return context.sql.query<Candidate>(sql`select s.object, s.record from ${identifier(schema, '_search')} s
    where s.object = ${name} and s.words @@ ${`${words} & '#${name}'`}::tsquery
    and exists (select from ${tableOf(context, name)} t where t."id" = s.record and t."_deletedAt" is null and ${filterToSql(shared, 't', schema)}) limit ${CANDIDATES}`)
}

interface Ranked extends Hit { rank: number, updatedAt: string }

async function readHits(context: Context, object: ObjectDefinition, ids: string[], readings: Reading[]): Promise<Ranked[]> {
  const readable = readableFields(context, object)
  const searched = searchableFields(object).filter(field => readable.includes(field))
  const below = belowTitle(object, readable)
  const title = readable.find(field => field.name === object.title)
  const fields = [...new Set([...readable.filter(field => field.name === 'id' || field.name === 'updatedAt'), ...title ? [title] : [], ...searched, ...below])]
  const rows = await context.sql.query<{ record: Record<string, any> }>(sql`select row_to_json(d.*) as record from (select ${selection(context, object, fields)}
    from ${tableOf(context, object.name)} ${identifier(ROW)} where ${identifier(ROW, 'id')} = any(${ids}::uuid[]) and ${visibleRows(context, object, undefined)}) d`)
  const environment = environmentOf(context)
  const format = (field: FieldDefinition, record: Record<string, any>) => record[field.name] === null ? '' : typeOf(field).format(record[field.name], field, environment)
  return rows.flatMap(({ record }) => {
    const highlights = findMatches(readings, searched, record)
    if (!highlights) return []
    const subtitle = below.map(field => format(field, record)).filter(Boolean).slice(0, 2).join(' · ') || null
    return [{ object: object.name, id: record.id, title: title ? format(title, record) || null : null, subtitle, highlights, rank: rankOf(readings, object, record), updatedAt: record.updatedAt ?? '' }]
  })
}

/** What tells two records of one name apart: addresses, the stage, the amount. */
function belowTitle(object: ObjectDefinition, readable: FieldDefinition[]): FieldDefinition[] {
  const order = [(field: FieldDefinition) => field.type === 'email', (field: FieldDefinition) => field.type === 'phone',
    (field: FieldDefinition) => field.pipelineField !== undefined, (field: FieldDefinition) => field.type === 'currency']
  return order.flatMap(is => readable.filter(is)).filter(field => field.name !== object.title)
}

/** A title that is, or begins with, the words asked for comes before one that holds them, and that before other fields. */
function rankOf(readings: Reading[], object: ObjectDefinition, record: Record<string, any>): number {
  const title = String(record[object.title] ?? '').toLowerCase()
  const words = readings[0].map(term => term.word ?? '')
  if (title === words.join(' ')) return 3
  if (title.startsWith(words[0])) return 2
  return words.every(word => title.includes(word)) ? 1 : 0
}
