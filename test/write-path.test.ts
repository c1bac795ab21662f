// The write path against a simple model: whatever is created, changed, deleted, restored, batched and upserted, the rows,
// their events, the boards' counters and the stages' history tell one story.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fieldTypes } from '../kernel/field/types/index.ts'
import type { Reply } from './client.ts'
import { testWorkspace, type TestWorkspace } from './workspace.ts'
import { commands, Model, samplesOf, type Command, type ModelRecord, type Values } from './write-model.ts'

const RUNS = Number(process.env.HUBUNG_WRITE_PATH ?? 25)

let w: TestWorkspace
let fields: Record<string, unknown[]>
let owner: string

beforeAll(async () => {
  w = await testWorkspace()
  const contacts = [await w.admin.create('contact', { firstName: 'Ayu' }), await w.admin.create('contact', { firstName: 'Budi' })]
  owner = contacts[0].owner
  const company = await w.admin.create('company', { name: 'PT Satu' })
  const samples = samplesOf(contacts.map(each => each.id), [owner])
  const options = ['new', 'old'].map(value => ({ value, label: { en: value } }))
  const more: Record<string, object> = { select: { options }, multiSelect: { options }, relation: { to: 'contact' } }
  const types = Object.keys(fieldTypes).filter(type => samples[type])
  await w.admin.post('/objects', { name: 'barang', label: { en: 'Thing' }, fields: [
    ...types.map(type => ({ name: `f${type[0].toUpperCase()}${type.slice(1)}`, label: { en: type }, type, ...more[type] })),
    { name: 'name', label: { en: 'Name' }, type: 'text', required: true },
    { name: 'code', label: { en: 'Code' }, type: 'text', unique: true },
    { name: 'hal', label: { en: 'About' }, type: 'relation', to: ['contact', 'company'] },
    { name: 'quiet', label: { en: 'Untracked' }, type: 'text', track: false },
  ] })
  await w.admin.post('/pipelines', { name: 'alur', label: { en: 'Flow' }, object: 'barang', stages: ['masuk', 'proses', 'selesai'].map(value => ({ value, label: { en: value } })) })
  fields = Object.fromEntries(types.map(type => [`f${type[0].toUpperCase()}${type.slice(1)}`, samples[type]]))
  Object.assign(fields, { hal: [{ object: 'contact', id: contacts[1].id }, { object: 'company', id: company.id }], quiet: ['x', 'y'], stage: ['masuk', 'proses', 'selesai'], name: ['Satu', 'Dua'], tags: [['a'], ['a', 'b']] })
}, 60_000)
afterAll(() => w.close())

const path = '/records/barang'
const send = (method: string, rest: string, body?: unknown, headers?: Record<string, string>) => w.admin.send(method, `${path}${rest}`, body, headers)

/** Runs a command on both; the answer must be what the model says. */
async function run(model: Model, command: Command): Promise<void> {
  switch (command.do) {
    case 'create': return create(model, command.data)
    case 'many': return many(model, command.data)
    case 'update': return update(model, model.at(command.pick), command.data, command.stale)
    case 'delete': return move(model, model.at(command.pick), true)
    case 'restore': return move(model, model.at(command.pick), false)
    case 'batch': return batch(model, command)
    case 'upsert': return upsert(model, command.records)
  }
}

async function create(model: Model, data: Values): Promise<void> {
  const reply = await send('POST', '', { name: 'Baru', ...data })
  if (data.name === null) return expect(reply.status).toBe(422) as never
  if (model.holder(data.code)) return expect(reply).toMatchObject({ status: 409, body: { errors: [{ path: 'code', code: 'conflict.unique' }] } }) as never
  expect(reply).toMatchObject({ status: 201, body: { version: 1 } })
  model.create(reply.body.id, { name: 'Baru', ...data })
}

async function many(model: Model, list: Values[]): Promise<void> {
  const data = list.map(each => ({ ...each, name: each.name ?? 'Banyak' }))
  const { results } = await w.admin.post(`${path}/batch`, { operations: data.map(each => ({ op: 'create', data: each })) })
  data.forEach((each, at) => model.create(results[at].record.id, each))
}

async function update(model: Model, record: ModelRecord | undefined, data: Values, stale: boolean): Promise<void> {
  if (!record) return
  const reply = await send('PATCH', `/${record.id}`, data, stale ? { 'if-match': `"${record.version + 1}"` } : {})
  const holder = model.holder(data.code)
  const expected = record.deleted ? 404 : stale ? 412 : data.name === null ? 422 : holder && holder !== record ? 409 : 200
  expect(reply.status).toBe(expected)
  if (expected !== 200) return
  model.update(record, data)
  expect(reply.body.version).toBe(record.version)
}

async function move(model: Model, record: ModelRecord | undefined, deleted: boolean): Promise<void> {
  if (!record) return
  const reply: Reply = await send(deleted ? 'DELETE' : 'POST', `/${record.id}${deleted ? '' : '/restore'}`)
  const expected = record.deleted === deleted ? 404 : deleted ? 204 : model.holder(record.values.code) ? 409 : 200
  expect(reply.status).toBe(expected)
  if (expected < 400) model.move(record, deleted)
}

/** Operations on one record follow one another; what is wrong with any refuses all, or itself alone. */
async function batch(model: Model, { atomic, operations }: Command & { do: 'batch' }): Promise<void> {
  const named = operations.map(each => each.op === 'create' ? { ...each, data: { name: 'Ikut', ...each.data } } : each).filter(each => each.op === 'create' || model.at(each.pick))
  const records = named.map(each => each.op === 'create' ? undefined : model.at(each.pick)!)
  const gone = new Set(model.records.filter(record => record.deleted))
  const fine = named.map((each, at) => {
    const record = records[at]
    const ok = (each.op === 'delete' || each.data.name !== null) && (!record || !gone.has(record))
    if (ok && each.op === 'delete') gone.add(record!)
    return ok
  })
  const reply = await send('POST', '/batch', { atomic, operations: named.map((each, at) => each.op === 'create' ? each : { ...each, pick: undefined, id: records[at]!.id }) })
  if (atomic && fine.includes(false)) return expect(reply.status).toBe(422) as never
  expect([reply.status, reply.body.errors]).toEqual([200, undefined])
  named.forEach((each, at) => {
    const result = reply.body.results[at]
    expect(result.status < 300).toBe(fine[at])
    if (!fine[at]) return
    if (each.op === 'create') model.create(result.record.id, each.data)
    else if (each.op === 'update') model.update(records[at]!, each.data)
    else model.move(records[at]!, true)
  })
}

async function upsert(model: Model, list: Values[]): Promise<void> {
  const records = list.map(each => ({ name: 'Cocok', ...each }) as Values)
  const reply = await send('POST', '/upsert', { matchOn: ['code'], records })
  if (records.some(each => each.name === null)) return expect(reply.status).toBe(422) as never
  expect([reply.status, reply.body.errors]).toEqual([200, undefined])
  records.forEach((each, at) => {
    const holder = model.holder(each.code)
    const version = holder?.version
    if (holder) model.update(holder, each)
    else model.create(reply.body.results[at].record.id, each)
    expect(reply.body.results[at].status).toBe(!holder ? 'created' : holder.version === version ? 'unchanged' : 'updated')
  })
}

const query = <Row>(text: string, values: unknown[] = []) => w.app.database.query<Row>({ text: text.replaceAll('@', `${w.schema}.`), values } as never)
const filled = (values: Values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined))

async function checkRows({ records }: Model): Promise<void> {
  for (const bin of [false, true]) {
    const wanted = records.filter(record => record.deleted === bin)
    const { data } = await w.admin.list('barang', { filter: { id: { in: records.map(record => record.id) } }, limit: 500, bin })
    const found = new Map(data.map(row => [row.id, row]))
    expect(found.size).toBe(wanted.length)
    for (const { id, version, values } of wanted) {
      const { [id]: row } = Object.fromEntries(found)
      expect({ version: row.version, ...filled(Object.fromEntries(Object.keys(values).map(name => [name, row[name]]))) }).toEqual({ version, ...filled(values) })
    }
  }
}

/** The log folds to the rows: versions without gaps, each change's `before` what the ones before it left. */
async function checkEvents({ records }: Model): Promise<void> {
  const events = await query<{ record: string, version: number, kind: string, before: Values | null, after: Values | null }>('select record, version, kind, before, after from @_event where record = any($1::uuid[]) order by record, seq', [records.map(record => record.id)])
  for (const { id, version, deleted, values } of records) {
    const own = events.filter(event => event.record === id)
    expect(own.map(event => event.version)).toEqual(Array.from({ length: version }, (_, at) => at + 1))
    let state: Values = {}
    for (const { kind, before, after } of own) {
      if (kind !== 'created' && before) expect(filled(Object.fromEntries(Object.keys(before).map(name => [name, state[name]])))).toEqual(filled(before))
      if (before) expect(Object.keys(before).sort()).toEqual(Object.keys(after!).sort())
      state = { ...state, ...after }
    }
    expect(own.at(-1)!.kind === 'deleted').toBe(deleted)
    const { quiet: _, ...tracked } = filled({ ...values, owner })
    expect(filled(state)).toEqual(tracked)
  }
}

async function checkBoard(): Promise<void> {
  const sides = ['select pipeline, stage, owner, currency, sum(count)::int as count, sum(amount)::float8 as amount from @_tally where object = \'barang\' group by 1, 2, 3, 4 having sum(count) <> 0',
    'select pipeline, stage, owner, "fCurrencyCurrency" as currency, count(*)::int as count, coalesce(sum("fCurrency"), 0)::float8 as amount from @barang where "_deletedAt" is null group by 1, 2, 3, 4']
  const [kept, counted] = await Promise.all(sides.map(side => query(`${side} order by 1, 2, 3, 4`)))
  expect(kept).toEqual(counted)
}

async function checkStages({ records }: Model): Promise<void> {
  const stays = await query<{ record: string, stage: string, entered: string, left: string | null }>('select record, stage, entered_at::text as entered, left_at::text as left from @_stage_history where record = any($1::uuid[]) order by record, id', [records.map(record => record.id)])
  for (const { id, values } of records) {
    const own = stays.filter(stay => stay.record === id)
    expect(own.filter(stay => stay.left === null).map(stay => stay.stage)).toEqual([values.stage])
    for (let at = 1; at < own.length; at++) {
      expect(own[at - 1].left).toBe(own[at].entered)
      expect(own[at - 1].stage).not.toBe(own[at].stage)
    }
  }
}

test('rows, events, counters and stage history agree with the model after any sequence of writes', async () => {
  let round = 0
  await fc.assert(fc.asyncProperty(commands(fields, ['A', 'B', 'C']), async list => {
    const mark = `${++round}-`
    const coded = (data: Values) => data.code === undefined ? data : { ...data, code: `${mark}${String(data.code)}` }
    const model = new Model({ pipeline: 'alur', stage: 'masuk' })
    for (const command of list) {
      await run(model, 'records' in command ? { ...command, records: command.records.map(coded) } : 'data' in command && !Array.isArray(command.data) ? { ...command, data: coded(command.data) } as Command : command)
    }
    await checkRows(model)
    await checkEvents(model)
    await checkBoard()
    await checkStages(model)
  }), { numRuns: RUNS })
}, 300_000)
