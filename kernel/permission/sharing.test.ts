// Scopes on every reading path, and sharing rules on every path there is: a rule adds rows, for every object, and nothing else.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '../../test/client.ts'
import { covers, expected, linkedPlace, marker, namedBy, permissionWorld, places, placesIn, relationsOf, statuses, targetOf, worth, type Place, type World } from '../../test/permission-world.ts'
import { openLine } from '../../test/realtime-line.ts'
import { scopes } from './role.ts'

let world: World
let caller: Client
let admin: Client
beforeAll(async () => {
  world = await permissionWorld()
  caller = world.caller
  admin = world.w.admin
  await admin.post('/roles', { name: 'probe', label: { en: 'Probe' } })
  await world.become('probe')
})
afterAll(() => world?.w.close())

async function exportedIds(object: string): Promise<string[]> {
  const { id } = await caller.post('/exports', { object, fields: ['id'], labels: false })
  await expect.poll(async () => (await caller.get(`/exports/${id}`)).status, { interval: 20, timeout: 10_000 }).toBe('completed')
  return (await caller.bytes(`/exports/${id}/file`)).toString().slice(1).trimEnd().split('\r\n').slice(1)
}

/** Page by page, newest change first: the order that each team and owner is read by on its own. */
async function newestIds(object: string): Promise<string[]> {
  const ids: string[] = []
  for (let after: string | null = ''; after !== null;) {
    const page: any = await caller.get(`/records/${object}?sort=-updatedAt&limit=2${after && `&after=${encodeURIComponent(after)}`}`)
    ids.push(...page.data.map((record: any) => record.id))
    after = page.page.next
  }
  expect(new Set(ids).size).toBe(ids.length)
  return ids
}

/** What each reading path shows of the object's rows. */
async function shownBy(name: string): Promise<Record<string, Place[]>> {
  const living = world.living[name]
  const of = (ids: string[]) => placesIn(living, ids)
  const list = await caller.get(`/records/${name}?count=true`)
  const reads = await statuses(place => caller.send('GET', `/records/${name}/${living[place]}`))
  const groups = (await caller.get(`/records/${name}/aggregate?groupBy=externalId&measure=count`)).data
  const found = (await caller.get(`/search?q=${marker}&objects=${name}&limit=100`)).data
  expect(list.total, name).toBe(list.data.length)
  return {
    list: of(list.data.map((record: any) => record.id)),
    sorted: of((await caller.get(`/records/${name}?sort=externalId,-updatedAt&limit=500`)).data.map((record: any) => record.id)),
    newest: of(await newestIds(name)),
    report: of(groups.map((group: any) => living[group.externalId.split('-').at(-1) as Place])),
    search: of(found.map((hit: any) => hit.id)),
    export: of(await exportedIds(name)),
    read: places.filter(place => reads[place] === 200),
  }
}

const everywhere = (readable: readonly Place[]) => Object.fromEntries(['list', 'sorted', 'newest', 'report', 'search', 'export', 'read'].map(path => [path, readable]))

test('SEC-05: own, team, branch, all: the same rows by list, search, report, export, API and group-by', { timeout: 120_000 }, async () => {
  for (const read of scopes.filter(scope => scope !== 'none')) {
    const rights = { read, create: true, update: read, delete: 'none' as const }
    await admin.patch('/roles/probe', { others: rights })
    const readable = places.filter(place => covers(rights, 'read', place))
    for (const { name } of world.objects) expect(await shownBy(name), `${name} ${read}`).toEqual(everywhere(readable))
    // what boards and reports keep counted, and groups that they do not keep
    for (const groupBy of ['pipeline', 'owner']) {
      const { data } = await caller.get(`/records/deal/aggregate?groupBy=${groupBy}&measure=count,sum:amount`)
      expect(data.reduce((sum: number, row: any) => sum + row['sum:amount'].amount, 0), `${groupBy} ${read}`).toBe(readable.reduce((sum, place) => sum + worth(place), 0))
    }
  }
})

const seen: Place[] = ['mine', 'strangers', 'nobodys', 'above']

describe('rules', () => {
  const rules: any[] = []
  beforeAll(async () => {
    await admin.patch('/roles/probe', { others: { read: 'own', create: true, update: 'own', delete: 'own' } })
    for (const { name } of world.objects) {
      const tag = (place: Place, tags: string[]) => ({ op: 'update', id: world.living[name][place], data: { tags } })
      await admin.post(`/records/${name}/batch`, { operations: [tag('strangers', ['look']), tag('nobodys', ['look']), tag('above', ['change'])] })
      rules.push(await admin.post('/sharing-rules', { object: name, label: { en: `See ${name}` }, filter: { tags: { hasAny: ['look'] } }, to: { role: 'probe' }, access: 'read' }))
      rules.push(await admin.post('/sharing-rules', { object: name, label: { en: `Change ${name}` }, filter: { and: [{ tags: { hasAny: ['change'] } }] }, to: { member: world.member }, access: 'update' }))
    }
  })

  test('open rows on every reading path, page by page too, and with a filter of the caller\'s own', { timeout: 60_000 }, async () => {
    await world.w.settle()
    for (const { name } of world.objects) {
      expect(await shownBy(name), name).toEqual(everywhere(places.filter(place => seen.includes(place))))
      const ids: string[] = []
      for (let after: string | null = ''; after !== null;) {
        const page: any = await caller.get(`/records/${name}?sort=-updatedAt,externalId&limit=1${after && `&after=${encodeURIComponent(after)}`}`)
        ids.push(...page.data.map((record: any) => record.id))
        after = page.page.next
      }
      expect([...placesIn(world.living[name], ids)].sort()).toEqual([...seen].sort())
      expect((await caller.list(name, { filter: { tags: { hasAny: ['look', 'change'] } }, count: true })).total).toBe(3)
      const timelines = await statuses(place => caller.send('GET', `/records/${name}/${world.living[name][place]}/timeline`))
      expect(timelines, name).toEqual(expected(place => seen.includes(place) ? 200 : 404))
    }
  })

  test('open related rows where they are expanded, filtered by and linked to', async () => {
    for (const object of world.objects) {
      for (const field of relationsOf(object)) {
        const target = targetOf(field, world.living)
        if (!target || target === object.name) continue
        const { data } = await caller.list(object.name, { expand: [field.name] })
        const shown = data.filter(record => record[field.name]?.id).map(record => record.id)
        expect(placesIn(world.living[object.name], shown), `${object.name}.${field.name}`).toEqual(places.filter(place => seen.includes(place) && seen.includes(linkedPlace(place))))
      }
    }
  })

  test('let change what they let change, delete nothing, and let merge nothing', async () => {
    for (const { name } of world.objects) {
      const rows = world.living[name]
      const may = (status: number) => expected(place => ['mine', 'above'].includes(place) ? status : seen.includes(place) ? 403 : 404)
      expect(await statuses(place => caller.send('PATCH', `/records/${name}/${rows[place]}`, { externalId: `${marker}-${name}-${place}` })), name).toEqual(may(200))
      const batch = await caller.post(`/records/${name}/batch`, { atomic: false, operations: places.map(place => ({ op: 'update', id: rows[place], data: { externalId: `${marker}-${name}-${place}` } })) })
      expect(Object.fromEntries(places.map((place, at) => [place, batch.results[at].status])), name).toEqual(may(200))
      const upserts = await statuses(place => caller.send('POST', `/records/${name}/upsert`, { matchOn: ['externalId'], records: [{ externalId: `${marker}-${name}-${place}`, [nameOf(name)]: `${marker} ${place}` }] }))
      expect(upserts, name).toEqual(expected(place => ['mine', 'above'].includes(place) ? 200 : 409))
      const deleted = await statuses(place => place === 'mine' ? Promise.resolve({ status: 204 } as any) : caller.send('DELETE', `/records/${name}/${rows[place]}`))
      expect(deleted, name).toEqual(expected(place => place === 'mine' ? 204 : seen.includes(place) ? 403 : 404))
    }
    for (const name of ['contact', 'company']) {
      const merge = (into: Place, from: Place) => caller.send('POST', `/records/${name}/merge`, { into: world.living[name][into], from: [world.living[name][from]] })
      expect([(await merge('mine', 'above')).status, (await merge('strangers', 'mine')).status, (await merge('mine', 'mates')).status]).toEqual([403, 403, 404])
    }
  })

  test('count on open lines: one is told of a row, the other of it no more after the rule went, and told to read anew', async () => {
    const line = openLine(world.w.url, { headers: world.headers })
    await line.subscribe(['notifications', 'records:deal'])
    const touch = () => admin.post('/records/deal/batch', { operations: places.map(place => ({ op: 'update', id: world.living.deal[place], data: { closingDate: `2027-01-${10 + Math.floor(Math.random() * 18)}` } })) })
    const told = async () => {
      await world.notify()
      await line.next(message => message.type === 'notification')
      return placesIn(world.living.deal, [...new Set(line.messages.splice(0).filter(message => message.type === 'event').map(message => message.event.id as string))])
    }
    await admin.post('/records/deal/batch', { operations: places.map(place => ({ op: 'update', id: world.living.deal[place], data: { closingDate: '2027-02-01' } })) })
    expect(await told()).toEqual(places.filter(place => seen.includes(place)))
    const rule = rules.find(each => each.object === 'deal' && each.access === 'update')
    await admin.delete(`/sharing-rules/${rule.id}`)
    await line.next(message => message.type === 'ready' && message.reset)
    expect((await caller.send('GET', `/records/deal/${world.living.deal.above}`)).status).toBe(404)
    await touch()
    expect(await told()).toEqual(['mine', 'strangers', 'nobodys'].sort((one, other) => places.indexOf(one as Place) - places.indexOf(other as Place)))
  })

  test('are refused for what is not there, are the administrators\' alone, and hold the fields that they use', async () => {
    const rule = { object: 'appraisal', label: { en: 'Coded' }, filter: { code: { eq: 'x' }, customer: { firstName: { eq: 'A' } } }, to: { team: 'north' } }
    const faults = async (change: object) => (await admin.send('POST', '/sharing-rules', { ...rule, ...change })).body.errors.map((fault: any) => [fault.path, fault.code])
    expect(await faults({ filter: { nope: { eq: 1 } } })).toEqual([['filter.nope', 'field.unknown']])
    expect(await faults({ to: { team: 'nope' } })).toEqual([['to.team', 'team.unknown']])
    expect(await faults({ to: {} })).toEqual([['to', 'sharing.one']])
    expect(await faults({ to: { role: 'probe', team: 'north' } })).toEqual([['to', 'sharing.one']])
    expect(await faults({ object: 'nope' })).toEqual([['object', 'object.unknown']])
    for (const [method, path] of [['GET', ''], ['POST', ''], ['GET', `/${rules[0].id}`], ['PATCH', `/${rules[0].id}`], ['DELETE', `/${rules[0].id}`]]) {
      expect((await caller.send(method, `/sharing-rules${path}`, method === 'GET' ? undefined : method === 'POST' ? rule : {})).status).toBe(403)
    }
    const made = await admin.post('/sharing-rules', rule)
    for (const path of ['objects/appraisal/fields/code', 'objects/appraisal/fields/customer']) {
      const refused = await admin.send('DELETE', `/${path}`)
      expect([refused.status, refused.body.errors[0].path]).toEqual([409, `sharingRules.${made.id}`])
    }
    expect((await admin.send('DELETE', '/teams/north')).status).toBe(409)
    await admin.delete(`/sharing-rules/${made.id}`)
    expect((await admin.send('DELETE', '/objects/appraisal/fields/code')).status).toBe(204)
  })

  test('open an object of which the role shows nothing, and for one member alone', async () => {
    await admin.patch('/roles/probe', { objects: { lead: { read: 'none', create: false, update: 'none', delete: 'none' } } })
    expect((await caller.list('lead')).data.map(record => record.id).sort()).toEqual(['strangers', 'nobodys', 'above'].map(place => world.living.lead[place as Place]).sort())
    const other = await admin.post('/api-keys', { name: 'other', role: 'probe' })
    const before = await caller.list('lead')
    for (const each of rules.filter(each => each.object === 'lead' && each.to.role)) await admin.delete(`/sharing-rules/${each.id}`)
    const { status } = await fetch(`${world.w.url}/api/v1/records/lead`, { headers: { authorization: `Bearer ${other.key}` } })
    expect([before.data.length, status]).toEqual([3, 404])
    expect((await caller.list('lead')).data.map(record => record.id)).toEqual([world.living.lead.above])
  })
})

function nameOf(object: string): string {
  return namedBy(world.objects.find(each => each.name === object)!)
}
