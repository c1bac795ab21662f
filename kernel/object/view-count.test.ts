// Views as tabs over HTTP: counts, order, what opens first, and who sees which.
import { expect, test } from 'vitest'
import { Client } from '../../test/client.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

const view = { object: 'contact', label: { en: 'View' }, visibility: 'private' }
const countsFor = async (client: Client, object = 'contact') => new Map<string | null, any>((await client.get(`/views/counts?object=${object}`)).data.map(({ view, ...count }: any) => [view, count]))

async function team(w: TestWorkspace, name: string): Promise<string> {
  return (await w.admin.post('/teams', { name, label: { en: name } })).id
}

test('each view is counted with the caller\'s rights, at once and again after a write', async () => {
  const w = await testWorkspace()
  const sales = await w.person('sales', { name: 'Siti' })
  const contacts = (count: number, more: object) => ({ operations: Array.from({ length: count }, (_, at) => ({ op: 'create', data: { firstName: `C ${at}`, ...more } })) })
  await w.admin.post('/records/contact/batch', contacts(7, { source: 'website' }))
  await sales.post('/records/contact/batch', contacts(3, { source: 'referral' }))
  const mine = await sales.post('/views', { ...view, filter: { owner: { eq: '@me' } } })
  const web = await w.admin.post('/views', { ...view, visibility: 'everyone', filter: { source: { eq: 'website' } } })
  // on a busy machine a count may give up and estimate: it is asked for again
  await expect.poll(async () => [...await countsFor(sales)].filter(([id]) => [null, mine.id, web.id].includes(id)), { timeout: 20_000 })
    .toEqual([[null, { count: 3 }], [web.id, { count: 0 }], [mine.id, { count: 3 }]].sort((one, other) => Number(one[0] !== null) - Number(other[0] !== null) || (one[0] === mine.id ? -1 : 1)))
  await expect.poll(async () => (await countsFor(w.admin)).get(web.id), { timeout: 20_000 }).toEqual({ count: 7 })
  expect((await countsFor(w.admin)).has(mine.id)).toBe(false)
  await w.admin.create('contact', { firstName: 'New', source: 'website' })
  await expect.poll(async () => (await countsFor(w.admin)).get(web.id), { timeout: 20_000 }).toEqual({ count: 8 })
  expect((await w.admin.send('GET', '/views/counts?object=nothing')).status).toBe(404)
})

test('a view of a team, a role or everyone is seen by them only, counts included', async () => {
  const w = await testWorkspace()
  const [north, south] = [await team(w, 'north'), await team(w, 'south')]
  const [ani, budi, cici] = [await w.person('sales', { team: north }), await w.person('agent', { team: north }), await w.person('sales', { team: south })]
  const saved = Object.fromEntries(await Promise.all(['private', 'team', 'role', 'everyone'].map(async visibility => [visibility, (await ani.post('/views', { ...view, visibility })).id])))
  const seen = async (client: Client) => {
    const listed = (await client.get('/views?object=contact')).data.map((each: any) => each.id)
    const counted = await countsFor(client)
    expect([...counted.keys()].filter(id => id !== null)).toEqual(listed)
    return Object.keys(saved).filter(visibility => listed.includes(saved[visibility]))
  }
  expect([await seen(ani), await seen(budi), await seen(cici)]).toEqual([['private', 'team', 'role', 'everyone'], ['team', 'everyone'], ['role', 'everyone']])
})

test('tabs stand in each one\'s own order, and open first as her role or she herself chose', async () => {
  const w = await testWorkspace()
  const sales = await w.key('sales')
  const [one, two, hidden] = [await w.admin.post('/views', { ...view, visibility: 'everyone' }), await w.admin.post('/views', { ...view, visibility: 'everyone' }), await w.admin.post('/views', view)]
  const own = await sales.post('/views', view)
  await sales.put('/views/order', { object: 'contact', views: [own.id, two.id] })
  expect((await sales.get('/views?object=contact')).data.map((each: any) => each.id).slice(0, 2)).toEqual([own.id, two.id])
  expect((await w.admin.get('/views?object=contact')).data.findIndex((each: any) => each.id === two.id)).toBeGreaterThan(1)

  await w.admin.put('/views/first', { object: 'contact', view: two.id, role: 'sales' })
  expect((await sales.get('/views?object=contact')).first).toEqual({ own: null, role: two.id })
  expect((await (await w.key('agent')).get('/views?object=contact')).first).toEqual({ own: null, role: null })
  await sales.put('/views/first', { object: 'contact', view: own.id })
  expect((await sales.get('/views?object=contact')).first).toEqual({ own: own.id, role: two.id })
  await sales.put('/views/first', { object: 'contact', view: null })
  expect((await sales.get('/views?object=contact')).first.own).toBeNull()

  const refused = async (client: Client, body: object) => (await client.send('PUT', '/views/first', { object: 'contact', ...body })).status
  expect(await refused(sales, { view: one.id, role: 'sales' })).toBe(403)
  expect(await refused(sales, { view: hidden.id })).toBe(404)
  expect(await refused(w.admin, { view: hidden.id, role: 'sales' })).toBe(422)
  expect(await refused(w.admin, { view: one.id, role: 'nobody' })).toBe(422)
  expect((await w.admin.send('PUT', '/views/first', { object: 'deal', view: one.id })).status).toBe(422)
  await w.admin.delete(`/views/${two.id}`)
  expect((await sales.get('/views?object=contact')).first.role).toBeNull()
})
