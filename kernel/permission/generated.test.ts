// Generated roles: every pair of scopes for read, update and delete, with and without creation: on a custom object all of
// them, on the others a sample. The oracle is the test's own (test/permission-world.ts).
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '../../test/client.ts'
import { covers, expected, expectRefused, isUnknown, marker, namedBy, permissionWorld, places, placesIn, readableOf, statuses, statusFor, worth, type Rights, type World } from '../../test/permission-world.ts'
import { openLine, type RealtimeLine } from '../../test/realtime-line.ts'
import type { ObjectInfo } from '../object/describe.ts'
import { scopes } from './role.ts'

// a Latin square: every two verbs meet with every two scopes
const every: Rights[] = scopes.flatMap((read, row) => scopes.flatMap((update, column) => [true, false].map(create => ({ read, create, update, delete: scopes[(row + column) % scopes.length] }))))

let world: World
let caller: Client
beforeAll(async () => {
  world = await permissionWorld()
  caller = world.caller
  await world.w.admin.post('/roles', { name: 'probe', label: { en: 'Probe' } })
  await world.become('probe')
})
afterAll(() => world?.w.close())

/** Another of the combinations for each object. */
function rightsAt(number: number): Record<string, Rights> {
  return Object.fromEntries(world.objects.map((object, at) => [object.name, every[(number + at * 37) % every.length]]))
}

for (const read of scopes) {
  test(`read ${read}: whatever else is allowed, rows beyond it are neither told nor touched`, { timeout: 60_000 }, async () => {
    const line = openLine(world.w.url, { headers: world.headers })
    await line.subscribe(['notifications', ...world.objects.map(object => `records:${object.name}`)])
    const custom = world.objects.findIndex(object => object.name === 'appraisal')
    const others = world.objects.filter(object => object.name !== 'appraisal')
    for (const [number, rights] of every.entries()) {
      if (rights.read !== read) continue
      const all = rightsAt(number + every.length * 40 - custom * 37)
      await world.w.admin.patch('/roles/probe', { objects: all })
      expect(all.appraisal).toEqual(rights)
      await checkObject(world.objects[custom], rights, line)
      // the sample
      if (number % 2 === 0) await checkObject(others[number / 2 % others.length], all[others[number / 2 % others.length].name], line)
    }
  })
}

async function checkObject(object: ObjectInfo, rights: Rights, line: RealtimeLine): Promise<void> {
  const what = `${object.name} ${JSON.stringify(rights)}`
  await checkReading(object, rights, what)
  await checkRealtime(object, rights, line, what)
  await checkCreation(object, rights, what)
  await checkChanges(object, rights, what)
}

async function checkReading({ name }: ObjectInfo, rights: Rights, what: string): Promise<void> {
  const [living, readable] = [world.living[name], readableOf(rights)]
  expect(await statuses(place => caller.send('GET', `/records/${name}/${living[place]}`)), what).toEqual(expected(place => covers(rights, 'read', place) ? 200 : 404))
  expect((await caller.send('GET', `/objects/${name}`)).status, what).toBe(isUnknown(rights) ? 404 : 200)
  if (rights.read === 'none') {
    for (const more of ['', '/aggregate', `/${living.mine}/timeline`, '?bin=true']) expectRefused(await caller.send('GET', `/records/${name}${more}`), 404, what)
    return expectRefused(await caller.send('GET', `/search?q=${marker}&objects=${name}`), 422, what)
  }
  const list = await caller.get(`/records/${name}?count=true`)
  expect([placesIn(living, list.data.map((record: any) => record.id)), list.total], what).toEqual([readable, readable.length])
  const [{ count }] = (await caller.get(`/records/${name}/aggregate`)).data
  expect(count, what).toBe(readable.length)
  if (name === 'deal') {
    const { data } = await caller.get('/records/deal/aggregate?groupBy=pipeline&measure=count,sum:amount')
    expect(data.map((row: any) => [row.count, row['sum:amount'].amount]), what).toEqual([[readable.length, readable.reduce((sum, place) => sum + worth(place), 0)]])
  }
  // what the round before deleted and restored is on its way into the index
  const search = async () => (await caller.get(`/search?q=${marker}&objects=${name}&limit=100`)).data.map((hit: any) => hit.id)
  await expect.poll(async () => placesIn(living, await search()), { message: what, interval: 20, timeout: 10_000 }).toEqual(readable)
}

async function checkRealtime({ name }: ObjectInfo, rights: Rights, line: RealtimeLine, what: string): Promise<void> {
  const catchUp = async () => {
    await world.notify()
    await line.next(message => message.type === 'notification')
  }
  await catchUp()
  line.messages.length = 0
  await world.w.admin.post(`/records/${name}/batch`, { operations: places.map(place => ({ op: 'update', id: world.living[name][place], data: { tags: [what] } })) })
  await catchUp()
  expect(placesIn(world.living[name], line.messages.filter(message => message.type === 'event').map(message => message.event.id)), what).toEqual(readableOf(rights))
}

async function checkCreation(object: ObjectInfo, rights: Rights, what: string): Promise<void> {
  const { name } = object
  const refused = isUnknown(rights) ? 404 : 403
  const data = { [namedBy(object)]: 'Made' }
  const made = await caller.send('POST', `/records/${name}`, data)
  expect(made.status, what).toBe(rights.create ? 201 : refused)
  const batch = await caller.send('POST', `/records/${name}/batch`, { operations: [{ op: 'create', data }] })
  expect(batch.status, what).toBe(rights.create ? 200 : isUnknown(rights) ? 404 : 422)
  // nothing is matched in rows that may not be read
  const upsert = await caller.send('POST', `/records/${name}/upsert`, { matchOn: ['externalId'], records: [data] })
  expect(upsert.status, what).toBe(rights.read === 'none' ? 404 : rights.create ? 200 : 403)
  const ids = [made.body.id, batch.body.results?.[0].record.id, upsert.body.results?.[0].record.id].filter(id => id !== undefined)
  if (ids.length) await world.w.admin.post(`/records/${name}/batch`, { operations: ids.map(id => ({ op: 'delete', id })) })
}

async function checkChanges({ name }: ObjectInfo, rights: Rights, what: string): Promise<void> {
  const [living, binned] = [world.living[name], world.binned[name]]
  const batch = async (operations: object[]) => {
    const reply = await caller.send('POST', `/records/${name}/batch`, { atomic: false, operations })
    if (reply.status !== 200) return expected(() => reply.status)
    return Object.fromEntries(places.map((place, at) => [place, reply.body.results[at].status]))
  }
  const updated = await batch(places.map(place => ({ op: 'update', id: living[place], data: { tags: ['changed'] } })))
  expect(updated, what).toEqual(expected(place => statusFor(rights, 'update', place, 200)))
  const deleted = await batch(places.map(place => ({ op: 'delete', id: living[place] })))
  expect(deleted, what).toEqual(expected(place => statusFor(rights, 'delete', place, 204)))
  const back = places.filter(place => covers(rights, 'delete', place))
  const restored = await statuses(place => caller.send('POST', `/records/${name}/${(back.includes(place) ? living : binned)[place]}/restore`))
  expect(restored, what).toEqual(expected(place => statusFor(rights, 'delete', place, 200)))
}

test('SEC-04: a manager sees her team\'s rows, and those of the teams below, but no others', async () => {
  await world.w.admin.patch('/roles/probe', { others: { read: 'team' }, objects: Object.fromEntries(world.objects.map(object => [object.name, null])) })
  for (const { name } of world.objects) {
    const { data } = await caller.list(name)
    expect(placesIn(world.living[name], data.map(record => record.id)), name).toEqual(['mine', 'mates', 'managed', 'below', 'report', 'reportsReport'])
  }
  // so does a change of the reporting line count at once; a circle is refused with its way
  const { admin } = world.w
  const { mine, report, reportsReport } = world.owners
  const circle = await admin.send('PATCH', `/members/${mine}`, { manager: reportsReport })
  expect([circle.status, circle.body.errors]).toMatchObject([422, [{ path: 'manager', code: 'member.circle', message: expect.stringContaining('mine → reportsReport → report → mine') }]])
  expect((await admin.send('PATCH', `/members/${mine}`, { manager: mine })).body.errors).toMatchObject([{ path: 'manager', code: 'member.circle' }])
  await admin.patch(`/members/${report}`, { manager: null })
  const without = await caller.list('deal')
  expect(placesIn(world.living.deal, without.data.map(record => record.id))).toEqual(['mine', 'mates', 'managed', 'below'])
  // whoever manages a team no longer sees no more of it than anyone
  const { data: teams } = await world.w.admin.get('/teams')
  await world.w.admin.patch(`/teams/${teams.find((team: any) => team.name === 'care').id}`, { manager: world.owners.strangers })
  const { data } = await caller.list('deal')
  expect(placesIn(world.living.deal, data.map(record => record.id))).toEqual(['mine', 'mates'])
})
