// Cells that name related records: looked up for many rows at once, made where the mapping says so.
import type { Context } from '../../context.ts'
import type { Transaction } from '../../database/database.ts'
import { identifier, sql } from '../../database/sql.ts'
import type { FieldEnvironment } from '../../field/field-type.ts'
import { typeOf } from '../../field/types/index.ts'
import { normalisePhone } from '../../field/types/phone/normalise.ts'
import { filterToSql } from '../../filter/to-sql.ts'
import { Problem } from '../../http/errors.ts'
import type { FieldDefinition } from '../../object/definition.ts'
import { mayCreate, rowFilter } from '../../permission/rules.ts'
import { columnOf, fieldOf, readableFields, tableOf } from '../fields.ts'
import type { Change } from '../hook.ts'
import type { OperationFault, WriteOptions } from '../operation.ts'
import type { Pretence } from '../pretence.ts'
import { writeRecords } from '../write.ts'
import type { Column, ConvertedRow } from './convert.ts'
import { targetsOf } from './mapping.ts'

/** What this import has found so far, each text with one id. Bounded, since a file may name a million. */
export type FoundLinks = Map<string, string>
const MOST_REMEMBERED = 200_000

/** One related object, the field of it that cells hold, and the texts that are still to be found; `make`: those of columns that make what there is not. */
interface Search { object: string, matchOn: string, open: Set<string>, several: Set<string>, make: Set<string> }

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * Fills the relations of these rows; a name that leads nowhere, or to several records, fails its row. Answers what was
 * found anew, for the caller to remember once its transaction has committed.
 */
export async function resolveLinks(context: Context, rows: ConvertedRow[], known: FoundLinks, { own, write, environment }: { own: string, write: WriteOptions, environment: FieldEnvironment }): Promise<FoundLinks> {
  const fresh: FoundLinks = new Map()
  const searches = gather(context, rows, known)
  for (const search of searches.values()) {
    await lookUp(context, search, fresh, environment)
    if (search.object === own && write.pretence) meetPretended(search, fresh, write.pretence)
    if (search.make.size) await makeMissing(context, search, fresh, write, environment)
  }
  for (const row of rows) for (const { column, text } of row.links) settle(context, row, column, text, key => fresh.get(key) ?? known.get(key), searches)
  return fresh
}

/** Where a cell may lead: for relations to several objects in their order. A text that is an id is one. */
function aims(context: Context, { field, target }: Column, text: string): { object: string, matchOn: string }[] {
  return targetsOf(field).flatMap(object => {
    const definition = context.workspace.objects.get(object)
    if (!definition) return []
    const matchOn = target.matchOn ?? (uuid.test(text) ? 'id' : definition.title)
    return readableFields(context, definition).some(each => each.name === matchOn) ? [{ object, matchOn }] : []
  })
}

function keyOf(object: string, matchOn: string, text: string): string {
  return `${object}@${matchOn} ${text}`
}

function gather(context: Context, rows: ConvertedRow[], known: FoundLinks): Map<string, Search> {
  const searches = new Map<string, Search>()
  for (const { links } of rows) {
    for (const { column, text } of links) {
      aims(context, column, text).forEach(({ object, matchOn }, at) => {
        if (known.has(keyOf(object, matchOn, text))) return
        const name = `${object}@${matchOn}`
        let search = searches.get(name)
        if (!search) searches.set(name, search = { object, matchOn, open: new Set(), several: new Set(), make: new Set() })
        if (at === 0 && column.target.create && matchOn !== 'id') search.make.add(text)
        search.open.add(text)
      })
    }
  }
  return searches
}

/** Exactly as written first, a phone in its normal form; the case is ignored only for what is still missing. */
async function lookUp(context: Context, search: Search, fresh: FoundLinks, environment: FieldEnvironment): Promise<void> {
  const { object: name, matchOn, open, several } = search
  const field = fieldOf(context.workspace.objects.get(name)!, matchOn)!
  for (const folded of matchOn === 'externalId' || matchOn === 'id' ? [false] : [false, true]) {
    if (open.size === 0) return
    const fold = (text: string) => folded ? text.toLowerCase() : spelled(field, text, environment)
    const found = await findByText(context, name, field, [...open].map(fold), folded)
    for (const text of open) {
      const ids = found.get(fold(text))
      if (!ids) continue
      open.delete(text)
      if (ids.length === 1) fresh.set(keyOf(name, matchOn, text), ids[0])
      else several.add(text)
    }
  }
}

/** What a trial has pretended to write is in no table. */
function meetPretended({ object, matchOn, open }: Search, fresh: FoundLinks, pretence: Pretence): void {
  for (const text of open) {
    const id = pretence.named(matchOn, text)
    if (id === undefined) continue
    open.delete(text)
    fresh.set(keyOf(object, matchOn, text), id)
  }
}

/** As the field keeps it: a phone in its normal form. */
function spelled({ type }: FieldDefinition, text: string, { phoneCountry }: FieldEnvironment): string {
  return type === 'phone' ? normalisePhone(text, phoneCountry) ?? text : text
}

/** Ids of living records that the caller may read, by text. */
async function findByText(context: Context, name: string, field: FieldDefinition, texts: string[], folded: boolean): Promise<Map<string, string[]>> {
  const column = columnOf(field, 'r')()
  const type = typeOf(field)
  const isText = type.columns(field)[0].type === 'text'
  // the sort expression of a text is what its index holds: folded, and cut
  const condition = field.name === 'id' ? sql`${column} = any(${texts.filter(text => uuid.test(text))}::uuid[])`
    : folded && isText && type.sort ? sql`${type.sort.expression(columnOf(field, 'r'))} = any(${texts.map(text => [...text].slice(0, 200).join(''))}::text[])`
      : sql`${folded ? sql`lower(${column}::text)` : isText ? column : sql`${column}::text`} = any(${texts}::text[])`
  const rows = await context.sql.query<{ id: string, text: string }>(sql`select r."id", ${column}::text as text from ${tableOf(context, name)} ${identifier('r')}
    where ${condition} and r."_deletedAt" is null and ${filterToSql(rowFilter(context, name), 'r', context.workspace.schema)} order by r."id"`)
  const found = new Map<string, string[]>()
  for (const { id, text } of rows) {
    const key = folded ? text.toLowerCase() : text
    found.set(key, [...found.get(key) ?? [], id])
  }
  return found
}

async function makeMissing(context: Context, { object: name, matchOn, open, make }: Search, fresh: FoundLinks, write: WriteOptions, environment: FieldEnvironment): Promise<void> {
  const field = fieldOf(context.workspace.objects.get(name)!, matchOn === 'fullName' ? 'firstName' : matchOn)
  if (!field || !mayCreate(context, name)) return
  const keyOfText = (text: string) => spelled(field, text, environment).toLowerCase()
  // of one name in several spellings the first counts
  const wanted = [...open].filter(text => make.has(text))
  const missing = [...new Map(wanted.reverse().map(text => [keyOfText(text), spelled(field, text, environment)])).values()].reverse()
  const made = new Map<string, string>()
  for (const { id, after } of await create(context, name, field.name, missing, write)) {
    made.set(String(after[field.name]).toLowerCase(), id)
    write.pretence?.linked.add(id)
  }
  for (const text of open) if (made.has(keyOfText(text))) fresh.set(keyOf(name, matchOn, text), made.get(keyOfText(text))!)
}

/** Records of which no more is known than a name; those that need more, or a shorter one, are left out. */
async function create(context: Context, name: string, field: string, texts: string[], write: WriteOptions): Promise<Change[]> {
  if (texts.length === 0) return []
  try {
    const operations = texts.map(text => ({ op: 'create' as const, data: { [field]: text } }))
    return await (context.sql as Transaction).savepoint(() => writeRecords(context, name, operations, { workflows: false, dryRun: write.dryRun }))
  } catch (error) {
    if (!(error instanceof Problem) || error.faults.length === 0) throw error
    const wrong = new Set((error.faults as OperationFault[]).map(fault => fault.at))
    return create(context, name, field, texts.filter((_, at) => !wrong.has(at)), write)
  }
}

function settle(context: Context, row: ConvertedRow, { field, target, heading }: Column, text: string, find: (key: string) => string | undefined, searches: Map<string, Search>): void {
  let code = 'relation.unknown'
  for (const { object, matchOn } of aims(context, { field, target } as Column, text)) {
    if (searches.get(`${object}@${matchOn}`)?.several.has(text)) {
      code = 'conflict.several'
      break
    }
    const id = find(keyOf(object, matchOn, text))
    if (id === undefined) continue
    row.data[field.name] = Array.isArray(field.to) ? { object, id } : id
    return
  }
  if (!target.optional) row.faults.push({ path: heading, code })
}

/** Adds what a committed batch found. Keys are made anew, so that they do not hold on to the text of the whole file. */
export function remember(known: FoundLinks, fresh: FoundLinks): void {
  if (known.size + fresh.size > MOST_REMEMBERED) known.clear()
  for (const [key, id] of fresh) known.set(Buffer.from(key).toString(), id)
}
