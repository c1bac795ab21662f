// Every field of every object, hidden, to read and to write, on every path (test/field-world.ts).
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '../../test/client.ts'
import { asUnknown, fieldWorld, rounds, type FieldWorld, type Subject } from '../../test/field-world.ts'
import { sendImport } from '../../test/import-file.ts'

let world: FieldWorld
let caller: Client
beforeAll(async () => {
  world = await fieldWorld()
  caller = world.caller
})
afterAll(() => world?.w.close())

const json = (value: unknown) => encodeURIComponent(JSON.stringify(value))
const nameOf = ({ object, field }: Subject) => `${object.name}.${field.name}`
const isFree = ({ field }: Subject) => !field.readOnly

async function inRounds(right: 'hidden' | 'read', check: (subject: Subject) => Promise<void>): Promise<void> {
  for (const round of rounds(world.subjects)) {
    await world.allow(round, right)
    await Promise.all(round.map(check))
  }
}

/** Expects an answer that neither names the field as a key nor holds what is in it. */
function expectAbsent(subject: Subject, record: any, what: string): void {
  expect(Object.keys(record), `${nameOf(subject)} ${what}`).not.toContain(subject.field.name)
  expect(record.id ?? record.record?.id).toBeTruthy()
  if (subject.word) expect(JSON.stringify(record), `${nameOf(subject)} ${what}`).not.toContain(subject.word)
}

test('SEC-06: a hidden field is absent everywhere, also in aggregates and filters', { timeout: 120_000 }, () => inRounds('hidden', async subject => {
  const { object: { name }, field, id } = subject
  const path = `/records/${name}`
  const list = await caller.get(`${path}?filter=${json({ id: { eq: id } })}`)
  expectAbsent(subject, list.data[0], 'list')
  expectAbsent(subject, (await caller.list(name, { filter: { id: { eq: id } } })).data[0], 'query')
  const one = await caller.send('GET', `${path}/${id}`)
  expectAbsent(subject, one.body, 'read')
  expect(one.headers.get('etag'), nameOf(subject)).toBe(`"${one.body.version}"`)
  expectAbsent(subject, (await caller.get(`/objects/${name}`)).fields.reduce((all: object, each: any) => ({ ...all, [each.name]: 1, id }), {}), 'object')
  for (const send of [
    (each: string) => caller.send('GET', `${path}?fields=${each}`),
    (each: string) => caller.send('GET', `${path}/${id}?fields=${each}`),
    (each: string) => caller.send('GET', `${path}?sort=-${each}`),
    (each: string) => caller.send('GET', `${path}?expand=${each}`),
    (each: string) => caller.send('GET', `${path}?filter=${json({ [each]: { empty: false } })}`),
    (each: string) => caller.send('POST', `${path}/query`, { filter: { or: [{ not: { [each]: { eq: 'x' } } }] } }),
    (each: string) => caller.send('GET', `${path}/aggregate?groupBy=${each}`),
    (each: string) => caller.send('GET', `${path}/aggregate?groupBy=${each}:month&measure=sum:${each},countDistinct:${each}`),
    (each: string) => caller.send('GET', `${path}/aggregate?filter=${json({ [each]: { empty: true } })}`),
  ]) {
    const [hidden, unknown] = await asUnknown(field.name, send)
    expect(hidden, nameOf(subject)).toEqual(unknown)
    expect(hidden).toMatchObject({ status: 422 })
  }
}))

test('a hidden field is unknown to writes, imports, views and filters across relations', { timeout: 120_000 }, () => inRounds('hidden', async subject => {
  const { object, field, id, values: [value] } = subject
  const path = `/records/${object.name}`
  const pointing = world.objects.flatMap(each => each.fields.filter(other => [other.to ?? []].flat().includes(object.name) && other.name !== field.name).map(other => ({ from: each.name, by: other })))
  const view = (more: object) => caller.send('POST', '/views', { object: object.name, label: { en: 'V' }, ...more })
  for (const send of [
    (each: string) => caller.send('POST', path, { [each]: value }),
    (each: string) => caller.send('PATCH', `${path}/${id}`, { [each]: value }),
    (each: string) => caller.send('PATCH', `${path}/${id}`, { [each]: { not: 'valid' } }),
    (each: string) => caller.send('POST', `${path}/batch`, { operations: [{ op: 'update', id, data: { [each]: value } }, { op: 'create', data: { [each]: value } }] }),
    (each: string) => caller.send('POST', `${path}/upsert`, { matchOn: [each], records: [{ [each]: value }] }),
    (each: string) => caller.send('POST', `${path}/upsert`, { matchOn: ['externalId', each], records: [{ [each]: value }] }),
    (each: string) => sendImport(caller, { object: object.name, mapping: { Col: each } }, 'Col\nx\n'),
    (each: string) => sendImport(caller, { object: object.name, mapping: { Col: { field: each, create: true } } }, 'Col\nx\n'),
    (each: string) => sendImport(caller, { object: object.name }, `${each}\nx\n`),
    (each: string) => view({ filter: { [each]: { empty: true } } }),
    (each: string) => view({ sort: each }), (each: string) => view({ columns: [each] }), (each: string) => view({ kind: 'board', groupBy: each }),
    ...pointing.slice(0, 2).map(({ from, by }) => (each: string) => {
      const inner = { [each]: { empty: false } }
      return caller.send('GET', `/records/${from}?filter=${json({ [by.name]: Array.isArray(by.to) ? { [object.name]: inner } : inner })}`)
    }),
  ]) {
    const [hidden, unknown] = await asUnknown(field.name, send)
    expect(hidden, `${nameOf(subject)} ${JSON.stringify(hidden)}`).toEqual(unknown)
    expect(hidden).toMatchObject({ status: 422 })
  }
  const { results } = await caller.post(`${path}/batch`, { atomic: false, operations: [{ op: 'update', id, data: { [field.name]: value } }] })
  expect(results[0]).toMatchObject({ status: 422, errors: [{ code: 'field.unknown' }] })
  const written = await caller.send('PATCH', `${path}/${id}`, {})
  expectAbsent(subject, written.body, 'written')
}))

test('a field to read is read everywhere and written nowhere', { timeout: 120_000 }, () => inRounds('read', async subject => {
  const { object, field, id, values: [value, other] } = subject
  const path = `/records/${object.name}`
  const before = await caller.read(object.name, id)
  expect(Object.keys(before)).toContain(field.name)
  const [listed] = (await caller.get(`${path}?fields=${field.name}&filter=${json({ id: { eq: id } })}`)).data
  expect(listed[field.name]).toEqual(before[field.name])
  expect((await caller.get(`/objects/${object.name}`)).fields.find((each: any) => each.name === field.name).access).toBe('read')
  const readOnly = { code: 'field.readOnly' }
  for (const [method, at, body] of [
    ['PATCH', `${path}/${id}`, { [field.name]: other }],
    ['PATCH', `${path}/${id}`, { [field.name]: null }],
    ['POST', path, { [field.name]: other }],
  ] as const) {
    const reply = await caller.send(method, at, body)
    // what changes nothing is no change
    if (method === 'PATCH' && JSON.stringify(Object.values(body)[0]) === JSON.stringify(before[field.name])) continue
    expect(reply.body.errors.find((error: any) => error.path === field.name), `${nameOf(subject)} ${JSON.stringify(reply.body)}`).toMatchObject(isValid(subject, body) ? readOnly : {})
    if (method === 'PATCH' && isValid(subject, body)) expect(reply.status, nameOf(subject)).toBe(403)
  }
  if (isFree(subject)) {
    const { results } = await caller.post(`${path}/batch`, { atomic: false, operations: [{ op: 'create', data: { [field.name]: other } }] })
    expect(results[0].errors.map((error: any) => error.code), nameOf(subject)).toContain(readOnly.code)
    expect((await caller.send('PATCH', `${path}/${id}`, { [field.name]: before[field.name] })).status, nameOf(subject)).toBe(200)
    expect((await sendImport(caller, { object: object.name, mapping: { Col: field.name } }, `Col\n${String(value)}\n`)).body.errors, nameOf(subject)).toMatchObject([readOnly])
  }
  expect((await caller.read(object.name, id)).version).toBe(before.version)
}))

/** Fields that nobody writes may have been given what is no value of their type. */
function isValid(subject: Subject, body: object): boolean {
  return isFree(subject) || Object.values(body)[0] === null
}

test('a field to write is written', { timeout: 60_000 }, async () => {
  await world.allow([], 'write')
  for (const { object, field, id, values: [first, second] } of world.subjects.filter(isFree)) {
    const changed = await caller.send('PATCH', `/records/${object.name}/${id}`, { [field.name]: second })
    expect(changed.status, `${object.name}.${field.name} ${JSON.stringify(changed.body)}`).toBe(200)
    expect((await caller.send('PATCH', `/records/${object.name}/${id}`, { [field.name]: first })).status).toBe(200)
  }
})
