// The promise of the filter language: SQL and predicate mean the same, for every type, on random records and filters.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { environment } from '../../test/field-environment.ts'
import { argumentOf, createSampleTable, ids, inputOf, insertSamples, sample, sampleFields, scope, tryParse, type SampleRecord } from '../../test/field-samples.ts'
import { scratchDatabase } from '../../test/scratch-database.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { typeOf } from '../field/types/index.ts'
import { Problem } from '../http/errors.ts'
import { operatorsOf, parseFilter, type Filter, type FilterScope } from './filter.ts'
import { testFilter } from './predicate.ts'
import { filterToSql } from './to-sql.ts'

let database: Database
let drop: () => Promise<void>
let records: SampleRecord[]
const gone = new Set([ids[4], ids[5]])
const teams = [ids[0], ids[1]]

beforeAll(async () => {
  ({ database, drop } = await scratchDatabase())
  await createSampleTable(database)
  const fields = Object.fromEntries(sampleFields.map(field => [field.name, inputOf(field).map(input => tryParse(() => typeOf(field).parse(input, field, environment)) ?? null)]))
  const person = fc.option(fc.constantFrom(...teams, ids[3]))
  const rows = fc.sample(fc.record({ ...fields, owner: person, _team: person }), { numRuns: 60, seed: 5 })
  records = await insertSamples(database, rows.map((row, at) => ({ ...row, id: ids[at] })))
  await database.query(sql`update s."sample" set "_deletedAt" = now() where "id" = any(${[...gone]}::uuid[])`)
})
afterAll(() => drop())

/** A condition on any field with any of its operators; some arguments are refused, as anyone's may be. */
const condition = fc.constantFrom(...sampleFields).chain(field => {
  const { parts } = typeOf(field)
  const own = fc.constantFrom(...Object.keys(operatorsOf(field))).chain(name => argumentOf(field, operatorsOf(field)[name]).map(argument => ({ [field.name]: { [name]: argument } })))
  if (!parts) return own
  const text = sampleFields.find(other => other.type === 'text')!
  return fc.oneof(own, fc.tuple(fc.constantFrom(...Object.keys(parts)), fc.constantFrom(...Object.keys(operatorsOf(field, ''))))
    .chain(([part, name]) => argumentOf(text, operatorsOf(field, '')[name]).map(argument => ({ [field.name]: { [part]: { [name]: argument } } }))))
})

function filterOf(relations: boolean): fc.Arbitrary<unknown> {
  return fc.letrec<{ filter: unknown }>(tie => ({
    filter: fc.oneof(
      { depthSize: 'small' }, condition,
      fc.record({ and: fc.array(tie('filter'), { maxLength: 3 }) }), fc.record({ or: fc.array(tie('filter'), { maxLength: 3 }) }), fc.record({ not: tie('filter') }),
      ...relations ? [fc.record({ relation: tie('filter') }), fc.record({ about: fc.record({ sample: tie('filter') }) })] : [],
    ),
  })).filter
}

/** The parsed filter, or undefined when some argument in it is refused. */
function parseOrSkip(input: unknown, within: FilterScope): Filter | undefined {
  try {
    return parseFilter(input, sample, within)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return undefined
  }
}

async function findBySql(filter: Filter): Promise<string[]> {
  const rows = await database.query<{ id: string }>(sql`select t.id from s."sample" t where ${filterToSql(filter, 't', 's')}`)
  return rows.map(row => row.id).sort()
}

test('a filter finds in SQL exactly the records that pass its test', async () => {
  const compared = { runs: 0, found: 0 }
  await fc.assert(fc.asyncProperty(filterOf(false), async input => {
    const filter = parseOrSkip(input, scope)
    if (!filter) return
    const wanted = records.filter(record => testFilter(filter, record)).map(record => record.id).sort()
    expect(await findBySql(filter)).toEqual(wanted)
    compared.runs++
    if (wanted.length > 0 && wanted.length < records.length) compared.found++
  }), { numRuns: 3000 })
  expect(compared.runs).toBeGreaterThan(1500)
  expect(compared.found).toBeGreaterThan(500)
})

/** The predicate carried across relations by hand: the related record must live, be allowed and fulfil the inner filter. */
function holds(filter: Filter, record: SampleRecord): boolean {
  if (filter.kind === 'and') return filter.of.every(each => holds(each, record))
  if (filter.kind === 'or') return filter.of.some(each => holds(each, record))
  if (filter.kind === 'not') return !holds(filter.of, record)
  if (filter.kind !== 'related') return testFilter(filter, record)
  const link = record[filter.field.name]
  const id = link === null || typeof link === 'string' ? link : link.object === filter.target.name ? link.id : null
  const related = records.find(each => each.id === id && !gone.has(each.id))
  return related !== undefined && holds(filter.permission, related) && holds(filter.filter, related)
}

test('so does one across relations, under a permission for the related records', async () => {
  const permission = fc.constantFrom<Filter>({ kind: 'all' }, { kind: 'none' }, { kind: 'scope', scope: 'own', owners: [ids[0]], teams: [] }, { kind: 'scope', scope: 'team', owners: [ids[3]], teams })
  let found = 0
  await fc.assert(fc.asyncProperty(filterOf(true), permission, async (input, rows) => {
    const filter = parseOrSkip(input, { ...scope, rows: () => rows })
    if (!filter) return
    const wanted = records.filter(record => holds(filter, record)).map(record => record.id).sort()
    expect(await findBySql(filter)).toEqual(wanted)
    if (wanted.length > 0 && wanted.length < records.length) found++
  }), { numRuns: 1500 })
  expect(found).toBeGreaterThan(200)
})

test('scopes of permission: own rows, and with them those of the teams', async () => {
  for (const kind of ['own', 'team'] as const) {
    const filter: Filter = { kind: 'scope', scope: kind, owners: kind === 'own' ? [ids[3]] : [ids[3], ids[0]], teams: kind === 'team' ? teams : [] }
    const wanted = records.filter(record => record.owner === ids[3] || (kind === 'team' && (record.owner === ids[0] || teams.includes(record._team)))).map(record => record.id).sort()
    expect(wanted.length).toBeGreaterThan(0)
    expect(await findBySql(filter)).toEqual(wanted)
    expect(records.filter(record => testFilter(filter, record)).map(record => record.id).sort()).toEqual(wanted)
  }
})
