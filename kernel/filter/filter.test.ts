// The filter language: what it accepts, what it refuses and how it says so, in SQL and in words.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { environment } from '../../test/field-environment.ts'
import { createSampleTable, ids, insertSamples, sample, scope } from '../../test/field-samples.ts'
import { scratchDatabase } from '../../test/scratch-database.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../http/errors.ts'
import { describeFilter } from './describe.ts'
import { crossesRelations, fieldsOf, parseFilter, type FilterScope } from './filter.ts'
import { testFilter } from './predicate.ts'
import { filterToSql } from './to-sql.ts'

let database: Database
let drop: () => Promise<void>
beforeAll(async () => {
  ({ database, drop } = await scratchDatabase())
  await createSampleTable(database)
})
afterAll(() => drop())

const parse = (input: unknown, within: FilterScope = scope) => parseFilter(input, sample, within)

function faultsOf(input: unknown, within: FilterScope = scope): string[] {
  try {
    parse(input, within)
    return []
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    expect(error.status).toBe(422)
    return error.faults.map(fault => `${fault.path} ${fault.code}`)
  }
}

function nest(levels: number, key: 'not' | 'and'): unknown {
  let filter: unknown = { text: { eq: 'x' } }
  for (let level = 1; level < levels; level++) filter = key === 'not' ? { not: filter } : { and: [filter] }
  return filter
}

describe('what is refused', () => {
  test('every fault is listed with its path', () => {
    expect(faultsOf({
      and: [{ text: { eq: 'ok' } }, { city: { eq: 1 }, number: { gte: 'x', lt: 5 } }], date: { eq: '2026-02-31' }, text: { gt: 'a' }, boolean: true,
      relation: { number: { eq: 1, unknown: 1 }, nothing: {} }, address: { town: { eq: 'x' }, city: 'Jakarta' }, about: { deal: {} }, phone: {}, select: { in: ['new', 'old'] },
    })).toEqual([
      'filter.and[1].city field.unknown', 'filter.and[1].number.gte number.invalid', 'filter.date.eq date.invalid', 'filter.text.gt operator.unknown', 'filter.boolean filter.invalid',
      'filter.relation.number.unknown operator.unknown', 'filter.relation.nothing field.unknown', 'filter.address.town operator.unknown', 'filter.address.city filter.invalid',
      'filter.about.deal field.unknown', 'filter.phone filter.invalid', 'filter.select.in option.unknown',
    ])
  })

  test('a hidden field answers like an unknown one, also across a relation', () => {
    const blind: FilterScope = { ...scope, canRead: (_object, field) => field !== 'text' }
    expect(faultsOf({ text: { eq: 'x' } }, blind)).toEqual(faultsOf({ text: { nonsense: {} } }, blind))
    expect(faultsOf({ text: { eq: 'x' }, relation: { text: { eq: 'x' } } }, blind)).toEqual(['filter.text field.unknown', 'filter.relation.text field.unknown'])
    expect(faultsOf({ relation: { number: { eq: 1 } } }, { ...scope, objects: () => undefined })).toEqual(['filter.relation field.unknown'])
  })

  test.each([11, 100, 100_000])('%i levels deep', levels => {
    expect(faultsOf(nest(levels, 'not'))).toEqual([`filter${'.not'.repeat(10)} filter.tooDeep`])
    expect(faultsOf(nest(levels, 'and'))).toEqual([`filter${'.and[0]'.repeat(10)} filter.tooDeep`])
  })

  test('10 levels and 200 conditions are allowed, one more is not', () => {
    expect(faultsOf(nest(10, 'not'))).toEqual([])
    const many = (count: number) => ({ or: [{ and: Array.from({ length: 100 }, () => ({ number: { eq: 1 } })) }, { and: Array.from({ length: count - 100 }, () => ({ number: { eq: 2 } })) }] })
    expect(faultsOf(many(200))).toEqual([])
    expect(faultsOf(many(201))).toEqual(['filter filter.tooLarge'])
  })

  test.each([['text'], [1], [true], [[]], [[{}]]])('%j is no filter', input => {
    expect(faultsOf(input)).toEqual(['filter filter.invalid'])
  })

  test('anything at all is accepted and runs, or is refused with 422', async () => {
    const keys = ['and', 'or', 'not', 'eq', 'in', 'between', 'empty', 'last', 'hasAny', 'city', '__proto__', 'constructor', ...sample.fields.map(field => field.name)]
    const { tree } = fc.letrec<{ tree: unknown }>(tie => ({
      tree: fc.oneof({ depthSize: 'medium' }, fc.jsonValue({ maxDepth: 1 }), fc.array(tie('tree'), { maxLength: 3 }), fc.uniqueArray(fc.tuple(fc.constantFrom(...keys), tie('tree')), { maxLength: 3, selector: ([key]) => key }).map(entries => Object.fromEntries(entries))),
    }))
    await fc.assert(fc.asyncProperty(tree, async input => {
      if (input === null || faultsOf(input).length > 0) return
      await database.query(sql`select t.id from s."sample" t where ${filterToSql(parse(input), 't', 's')}`)
    }), { numRuns: 1500 })
  })
})

describe('what it means', () => {
  async function find(input: unknown, within: FilterScope = scope): Promise<string[]> {
    const rows = await database.query<{ text: string }>(sql`select t."text" from s."sample" t where ${filterToSql(parse(input, within), 't', 's')} and t."_deletedAt" is null order by t."text"`)
    return rows.map(row => row.text)
  }

  beforeAll(async () => {
    await insertSamples(database, [
      { id: ids[1], text: 'parent', number: 1, owner: ids[2] }, { id: ids[2], text: 'gone parent', number: 1 }, { text: 'child', relation: ids[1], about: { object: 'sample', id: ids[1] } },
      { text: 'orphan', relation: ids[2] }, { text: 'user', user: ids[0], phone: '+6281234567890' }, { text: 'marked', phone: 'ask Budi' },
    ])
    await database.query(sql`update s."sample" set "_deletedAt" = now() where "id" = ${ids[2]}::uuid`)
  })

  test('related records count when they live and the caller may read them', async () => {
    expect(await find({ relation: { number: { eq: 1 } } })).toEqual(['child'])
    expect(await find({ about: { sample: { text: { eq: 'parent' } } } })).toEqual(['child'])
    expect(await find({ relation: { empty: false } })).toEqual(['child', 'orphan'])
    expect(await find({ relation: {} })).toEqual(['child'])
    const own = (member: string): FilterScope => ({ ...scope, rows: () => ({ kind: 'scope', scope: 'own', owners: [member], teams: [] }) })
    expect(await find({ relation: { number: { eq: 1 } } }, own(ids[2]))).toEqual(['child'])
    expect(await find({ relation: { number: { eq: 1 } } }, own(ids[3]))).toEqual([])
  })

  test('nothing restricts nothing, and "or" of nothing is nothing', () => {
    expect([parse(undefined), parse(null), parse({}), parse({ and: [] })]).toEqual(Array.from({ length: 4 }, () => ({ kind: 'all' })))
    expect(parse({ or: [] })).toEqual({ kind: 'none' })
    expect(parse({ not: {} })).toEqual({ kind: 'none' })
  })

  test('"@me" is whoever acts, and nobody when nobody does', async () => {
    expect(await find({ user: { eq: '@me' } })).toEqual(['user'])
    expect(await find({ user: { in: ['@me'] } }, { ...scope, environment: { ...environment, me: null } })).toEqual([])
  })

  test('a phone is found in any spelling, and what could not be normalised by its mark', async () => {
    for (const spelling of ['081234567890', '6281234567890', '+62 812-3456-7890', '81234567890']) expect(await find({ phone: { eq: spelling } })).toEqual(['user'])
    expect(await find({ phone: { contains: '0812' } })).toEqual(['user'])
    expect(await find({ phone: { marked: true } })).toEqual(['marked'])
  })

  test('"not", "ne" and "notIn" include empties', async () => {
    const without = ['child', 'marked', 'orphan', 'user']
    expect(await find({ number: { ne: 1 } })).toEqual(without)
    expect(await find({ number: { notIn: [1] } })).toEqual(without)
    expect(await find({ not: { number: { gte: 0 } } })).toEqual(without)
  })

  test('it says which fields it reads and whether it needs other records', () => {
    const filter = parse({ or: [{ text: { eq: 'x' } }, { not: { relation: { number: { eq: 1 } } } }], address: { city: { eq: 'x' } } })
    expect([...fieldsOf(filter)].sort()).toEqual(['address', 'relation', 'text'])
    expect(crossesRelations(filter)).toBe(true)
    expect(crossesRelations(parse({ relation: { empty: true } }))).toBe(false)
    expect(() => testFilter(filter, {})).toThrow('needs the database')
  })
})

describe('in words', () => {
  const filters: [unknown, string, string][] = [
    [{}, 'everything', 'semua'],
    [{ text: { eq: 'Budi' }, currency: { gte: 3_500_000 } }, 'text is "Budi" and currency is at least IDR 3,500,000', 'text adalah "Budi" dan currency paling sedikit Rp 3.500.000'],
    [{ or: [{ select: { in: ['new', 'unworn'] } }, { text: { contains: 'a' }, number: { ne: 2 } }] }, 'select is one of New, Unworn or (text contains "a" and number is not 2)', 'select salah satu dari Baru, Unworn atau (text memuat "a" dan number bukan 2)'],
    [{ dateTime: { last: { days: 30 } }, date: { next: { weeks: 1 } } }, 'dateTime is in the last 30 days and date is in the next 1 week', 'dateTime dalam 30 hari terakhir dan date dalam 1 minggu ke depan'],
    [{ not: { relation: { address: { city: { startsWith: 'Ban' } } } } }, 'not (relation with (address: City starts with "Ban"))', 'bukan (relation dengan (address: Kota diawali "Ban"))'],
    [{ email: { empty: false }, user: { eq: '@me' }, date: { between: ['2026-01-01', '2026-05-31'] } }, 'email is not empty and user is me and date is between 1 Jan 2026 and 31 May 2026', 'email tidak kosong dan user adalah saya dan date antara 1 Jan 2026 dan 31 Mei 2026'],
    [{ boolean: { eq: true }, tags: { hasAny: ['vip'] } }, 'boolean is yes and tags has any of vip', 'boolean adalah ya dan tags punya salah satu dari vip'],
  ]
  test.each(filters)('%j', (input, english, indonesian) => {
    const plain = (words: string) => words.replaceAll('\u00a0', ' ')
    expect(plain(describeFilter(parse(input), 'en'))).toBe(english)
    expect(plain(describeFilter(parse(input), 'id'))).toBe(indonesian)
  })
})
