// Rows written as JSON while they arrive: the same, to the letter, as PostgreSQL's own to_json.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { Database } from './database.ts'
import { jsonKeys } from './json-query.ts'
import { raw, sql, type Sql } from './sql.ts'

let database: Database

beforeAll(() => { database = new Database(inject('adminUrl'), 4) })
afterAll(() => database.end())

async function bothWays(values: Sql, names: string[], prepare?: number): Promise<{ ours: string, theirs: string }> {
  const { json } = await database.queryJson(values, { keys: jsonKeys(names), most: 1000 }, { prepare })
  const rows = await database.query<{ json: string }>(sql`select row_to_json(whole)::text as json from (${values}) whole (${raw(names.map(name => `"${name}"`).join(', '))})`)
  return { ours: json, theirs: `[${rows.map(row => row.json).join(',')}]` }
}

test('every kind of value that a column holds', async () => {
  const values = sql`select * from (values (true, 1::int, '-9223372036854775808'::bigint, 1.50::numeric, 'NaN'::numeric, 'Infinity'::float8, '0001-01-01T00:00:00Z'::timestamptz,
      '9999-12-31T23:59:59.999999Z'::timestamptz, '2026-11-21'::date, '09:30:00.5'::time, gen_random_uuid(), '{"a": [1, "\\u00e9"]}'::jsonb, '{"a":  1}'::json, array['a', 'b "c"', null, '{}'], array[1, 2]::int[], '{}'::text[], '{not a list}'::text, interval '3 days'),
    (null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null)) v`
  const { ours, theirs } = await bothWays(values, 'abcdefghijklmnopqr'.split(''))
  const uuid = /[0-9a-f]{8}-[0-9a-f-]{27}/g
  expect(ours.replaceAll(uuid, 'id')).toBe(theirs.replaceAll(uuid, 'id'))
})

test('any text, prepared or not, however it is cut on its way', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 40 }).map(each => each.replaceAll('\0', '').toWellFormed())
  await fc.assert(fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 30 }), fc.nat(3), fc.constantFrom(undefined, 1), async (texts, long, prepare) => {
    const rows = texts.map(each => each.repeat(1 + long * 1000))
    const { ours, theirs } = await bothWays(sql`select t, t from unnest(${rows}::text[]) t`, ['one', 'with "quotes"'].map(name => name.replaceAll('"', '')), prepare)
    expect(JSON.parse(ours)).toEqual(JSON.parse(theirs))
    expect(JSON.parse(ours).map((row: { one: string }) => row.one)).toEqual(rows)
  }), { numRuns: 60 })
})

test('rows beyond those wanted are counted, and the last wanted one tells what stands behind its fields', async () => {
  const rows = await database.queryJson(sql`select i, i * 2, null from generate_series(1, 7) i`, { keys: jsonKeys(['number']), most: 3 })
  expect(rows).toEqual({ json: '[{"number":1},{"number":2},{"number":3}]', count: 7, rest: ['6', null] })
  expect(await database.queryJson(sql`select 1 where false`, { keys: jsonKeys(['number']), most: 3 })).toEqual({ json: '[]', count: 0, rest: [] })
})

test('a statement that is refused in the middle of its rows takes no other along', async () => {
  const ask = (divisor: number) => database.queryJson(sql`select 10 / (i - ${divisor}::int) from generate_series(1, 1000) i`, { keys: jsonKeys(['a']), most: 2000 }, { prepare: 1 })
  const results = await Promise.allSettled([ask(-1), ask(500), ask(-2), ask(999), ask(-3)])
  expect(results.map(result => result.status === 'fulfilled' ? result.value.count : result.reason.code)).toEqual([1000, '22012', 1000, '22012', 1000])
})
