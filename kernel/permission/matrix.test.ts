// Every object × every first role × every verb, against an oracle of the test's own (test/permission-world.ts).
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '../../test/client.ts'
import { amountOf, covers, expected, linkedPlace, marker, namedBy, permissionWorld, places, placesIn, readableOf, relationsOf, statuses, statusFor,
  targetOf, worth, type Place, type Rights, type Verb, type World } from '../../test/permission-world.ts'
import { openLine } from '../../test/realtime-line.ts'
import type { ObjectInfo } from '../object/describe.ts'
import { firstRoles, type Role } from './role.ts'

let world: World
let caller: Client
beforeAll(async () => {
  world = await permissionWorld()
  caller = world.caller
})
afterAll(() => world?.w.close())

const json = (value: unknown) => encodeURIComponent(JSON.stringify(value))
const ids = (body: { data: { id: string }[] }) => body.data.map(record => record.id)
/** The rights of a first role are those for all objects. */
const rightsOf = (role: Role): Rights => role.others

for (const role of firstRoles) {
  describe(role.name, () => {
    const rights = rightsOf(role)
    const readable = readableOf(rights)
    beforeAll(() => world.become(role.name))
    const eachObject = (check: (object: ObjectInfo) => Promise<void>) => Promise.all(world.objects.map(check))

    test('lists, queries, reads, counts and shows the bin', () => eachObject(async object => {
      const path = `/records/${object.name}`
      const { living, binned } = { living: world.living[object.name], binned: world.binned[object.name] }
      const list = await caller.get(`${path}?count=true`)
      expect(placesIn(living, ids(list)), object.name).toEqual(readable)
      expect(list.total).toBe(readable.length)
      expect((await caller.get(`${path}?limit=1&count=capped`)).total).toBe(readable.length)
      const query = await caller.list(object.name, { filter: { [namedBy(object)]: { contains: marker } }, sort: 'owner', count: true })
      expect(placesIn(living, ids(query))).toEqual(readable)
      expect(placesIn(binned, ids(await caller.get(`${path}?bin=true`)))).toEqual(readable)
      expect(await statuses(place => caller.send('GET', `${path}/${living[place]}`))).toEqual(expected(place => covers(rights, 'read', place) ? 200 : 404))
      expect(await statuses(place => caller.send('GET', `${path}/${binned[place]}?bin=true`))).toEqual(expected(place => covers(rights, 'read', place) ? 200 : 404))
    }))

    test('counts and sums, also from the kept counters', () => eachObject(async object => {
      const amount = amountOf(object)
      const measures = ['count', ...amount ? [`sum:${amount.name}`] : []]
      const aggregate = async (groups: string, more = '') => (await caller.get(`/records/${object.name}/aggregate?measure=${measures.join()}${groups}${more}`)).data
      const total = (of: Place[]) => ({ count: of.length, ...amount && { [`sum:${amount.name}`]: { amount: of.reduce((sum, place) => sum + worth(place), 0), currency: 'IDR' } } })
      expect(await aggregate('')).toEqual([total(readable)])
      const byOwner = await aggregate('&groupBy=owner')
      expect(byOwner.map((row: any) => row.owner).sort()).toEqual(readable.map(place => world.owners[place]).sort())
      if (!object.pipeline) return
      const stages = new Map<string, Place[]>()
      for (const place of readable) stages.set(places.indexOf(place) % 2 ? 'won' : 'prospect', [...stages.get(places.indexOf(place) % 2 ? 'won' : 'prospect') ?? [], place])
      const wanted = Object.fromEntries([...stages].map(([stage, of]) => [stage, { stage, ...total(of) }]))
      for (const filter of ['', `&filter=${json({ [namedBy(object)]: { contains: marker } })}`]) {
        expect(Object.fromEntries((await aggregate('&groupBy=stage', filter)).map((row: any) => [row.stage, row])), filter).toEqual(wanted)
      }
    }))

    test('follows relations no further than she may read', () => eachObject(async object => {
      for (const field of relationsOf(object)) {
        const target = targetOf(field, world.living)!
        const { data } = await caller.get(`/records/${object.name}?expand=${field.name}`)
        for (const record of data) {
          const place = places.find(each => world.living[object.name][each] === record.id)!
          const id = world.living[target][linkedPlace(place)]
          expect(record[field.name]?.id ?? null, `${object.name}.${field.name} ${place}`).toBe(covers(rights, 'read', linkedPlace(place)) ? id : null)
        }
        const title = world.objects.find(each => each.name === target)!.title
        const inner = { [title]: { contains: marker } }
        const found = await caller.list(object.name, { filter: { [field.name]: Array.isArray(field.to) ? { [target]: inner } : inner }, count: true })
        const wanted = readable.filter(place => covers(rights, 'read', linkedPlace(place)))
        expect(placesIn(world.living[object.name], ids(found)), `${object.name}.${field.name}`).toEqual(wanted)
        expect(found.total).toBe(wanted.length)
      }
    }))

    test('searches, and tells the story of what may be read', async () => {
      await world.w.settle()
      const { data } = await caller.get(`/search?q=${marker}&limit=100`)
      for (const object of world.objects) {
        const hits = data.filter((hit: any) => hit.object === object.name).map((hit: any) => hit.id)
        expect(placesIn(world.living[object.name], hits), object.name).toEqual(readable)
        for (const rows of [world.living, world.binned]) {
          expect(await statuses(place => caller.send('GET', `/records/${object.name}/${rows[object.name][place]}/timeline`))).toEqual(expected(place => covers(rights, 'read', place) ? 200 : 404))
        }
      }
    })

    test('hears of what may be read', async () => {
      const line = openLine(world.w.url, { headers: world.headers })
      await line.subscribe(['notifications', ...world.objects.map(object => `records:${object.name}`)])
      for (const object of world.objects) {
        const operations = places.map(place => ({ op: 'update', id: world.living[object.name][place], data: { tags: [`heard by ${role.name}`] } }))
        await world.w.admin.post(`/records/${object.name}/batch`, { operations })
      }
      await world.notify()
      await line.next(message => message.type === 'notification')
      const told = line.messages.filter(message => message.type === 'event').map(message => message.event)
      for (const object of world.objects) expect(placesIn(world.living[object.name], told.filter(event => event.object === object.name).map(event => event.id)), object.name).toEqual(readable)
    })

    const change = (verb: Verb, done: number) => expected(place => statusFor(rights, verb, place, done))

    test('creates', () => eachObject(async object => {
      const path = `/records/${object.name}`
      const operations = [{ op: 'create', data: { [namedBy(object)]: 'Made' } }]
      const made = await caller.send('POST', path, operations[0].data)
      expect(made.status, object.name).toBe(rights.create ? 201 : 403)
      if (rights.create) expect(made.body).toMatchObject({ owner: world.member, createdBy: world.member, version: 1 })
      const atomic = await caller.send('POST', `${path}/batch`, { operations })
      expect(atomic.status).toBe(rights.create ? 200 : 422)
      const each = await caller.post(`${path}/batch`, { atomic: false, operations })
      expect(each.results[0].status).toBe(rights.create ? 201 : 403)
      const upsert = await caller.send('POST', `${path}/upsert`, { matchOn: ['externalId'], records: [{ ...operations[0].data, externalId: `new-${role.name}` }] })
      expect(upsert.status).toBe(rights.create ? 200 : 403)
      const form = new FormData()
      form.append('options', JSON.stringify({ object: object.name, mapping: { Name: namedBy(object) }, dryRun: true }))
      form.append('file', new Blob(['Name\nSomebody\n'], { type: 'text/csv' }), 'file.csv')
      expect((await caller.send('POST', '/imports', form)).status).toBe(rights.create ? 202 : 403)
      const left = await world.w.admin.list(object.name, { filter: { owner: { eq: world.member }, id: { ne: world.living[object.name].mine } } })
      expect(left.data).toHaveLength(rights.create ? 4 : 0)
      if (left.data.length) await world.w.admin.post(`${path}/batch`, { operations: left.data.map(record => ({ op: 'delete', id: record.id })) })
      await world.w.app.database.pool.query(`delete from "${world.w.schema}"."${object.name}" where id = any($1)`, [ids(left)])
    }))

    test('updates, one by one and many at once', () => eachObject(async object => {
      const path = `/records/${object.name}`
      const rows = world.living[object.name]
      const data = (what: string) => ({ tags: [`${what} ${role.name}`] })
      expect(await statuses(place => caller.send('PATCH', `${path}/${rows[place]}`, data('one'))), object.name).toEqual(change('update', 200))
      const stale = await statuses(place => caller.send('PATCH', `${path}/${rows[place]}`, data('stale'), { 'if-match': '"999"' }))
      expect(stale).toEqual(change('update', 412))
      const operations = places.map(place => ({ op: 'update', id: rows[place], data: data('each') }))
      const { results } = await caller.post(`${path}/batch`, { atomic: false, operations })
      expect(Object.fromEntries(places.map((place, at) => [place, results[at].status]))).toEqual(change('update', 200))
      const may = places.every(place => covers(rights, 'update', place))
      expect((await caller.send('POST', `${path}/batch`, { operations: operations.map(each => ({ ...each, data: data('all') })) })).status).toBe(may ? 200 : 422)
      const { data: after } = await world.w.admin.list(object.name, { filter: { tags: { hasAny: [`all ${role.name}`] } } })
      expect(after).toHaveLength(may ? places.length : 0)
    }))

    test('upserts match only what she may update', () => eachObject(async object => {
      const rows = world.living[object.name]
      const record = (place: Place) => ({ externalId: `${marker}-${object.name}-${place}`, [namedBy(object)]: `${marker} ${place}`, tags: [`upsert ${role.name}`] })
      const found = await statuses(place => caller.send('POST', `/records/${object.name}/upsert`, { matchOn: ['externalId'], records: [record(place)] }))
      // the id of another program is unique: what is not matched cannot be made a second time
      expect(found, object.name).toEqual(expected(place => covers(rights, 'update', place) ? 200 : rights.create ? 409 : 403))
      const { data } = await world.w.admin.list(object.name, { filter: { tags: { hasAny: [`upsert ${role.name}`] } } })
      expect(placesIn(rows, data.map(each => each.id))).toEqual(places.filter(place => covers(rights, 'update', place)))
    }))

    test('deletes and restores', () => eachObject(async object => {
      const path = `/records/${object.name}`
      const { living, binned } = { living: world.living[object.name], binned: world.binned[object.name] }
      expect(await statuses(place => caller.send('DELETE', `${path}/${living[place]}`)), object.name).toEqual(change('delete', 204))
      const deleted = places.filter(place => covers(rights, 'delete', place))
      expect(await statuses(place => caller.send('POST', `${path}/${binned[place]}/restore`))).toEqual(change('delete', 200))
      expect(await statuses(place => caller.send('POST', `${path}/${living[place]}/restore`))).toEqual(expected(place => deleted.includes(place) ? 200 : 404))
      const operations = places.map(place => ({ op: 'delete', id: binned[place] }))
      const { results } = await caller.post(`${path}/batch`, { atomic: false, operations })
      expect(Object.fromEntries(places.map((place, at) => [place, results[at].status]))).toEqual(expected(place => deleted.includes(place) ? 204 : 404))
    }))
  })
}
