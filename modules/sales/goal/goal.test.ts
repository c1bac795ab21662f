// Goals, through the front door: what is reached is what the reports say, and who sees and edits which.
import { expect, test } from 'vitest'
import { testWorkspace } from '../../../test/workspace.ts'
import type { Client } from '../../../test/client.ts'

const year = { from: '2027-01-01', to: '2027-12-31' }
const json = (value: unknown) => encodeURIComponent(JSON.stringify(value))

test('SAL-16: the goals show baseline, target, current and date for each', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T09:00:00+07:00')
  const company = await w.admin.create('company', { name: 'PT Mewah' })
  const make = (name: string, more: object = {}) => w.admin.create('deal', { name, amount: 100, ...more })
  const deals = [await make('A', { company: company.id }), await make('B'), await make('C'), await make('D', { company: company.id, amount: { amount: 7, currency: 'USD' } })]
  const leads = [await w.admin.create('lead', { firstName: 'Budi', phone: '081234567890' }), await w.admin.create('lead', { firstName: 'Ani' }), await w.admin.create('lead', { firstName: 'Cici' })]
  const task = await w.admin.create('task', { subject: 'Telepon' })
  await w.setClock('2027-03-05T09:00:00+07:00')
  await w.admin.update('deal', deals[0].id, { stage: 'won' })
  await w.admin.update('deal', deals[1].id, { stage: 'lost' })
  await w.setClock('2027-03-11T09:00:00+07:00')
  await w.admin.update('deal', deals[3].id, { stage: 'won' })
  await w.admin.post(`/records/lead/${leads[0].id}/convert`, { deal: null })
  await w.admin.update('task', task.id, { status: 'done' })
  const goal = async (metric: string, baseline: number, target: number, more: object = {}) => {
    const { id, ...rest } = await w.admin.post('/goals', { name: metric, metric, baseline, target, ...year, ...more })
    return [rest.baseline, rest.target, rest.current, rest.to, rest.progress, rest.object, (await w.admin.get(`/records/${rest.object}?count=true&filter=${json(rest.filter)}`)).total]
  }
  // the sales cycle -20 %, the conversion of leads +15 %, cross-selling +25 %
  expect(await goal('medianCycleDays', 10, 8)).toEqual([10, 8, 7, '2027-12-31', 150, 'deal', 2])
  expect(await goal('leadConversion', 20, 35)).toEqual([20, 35, 33.3, '2027-12-31', 88.7, 'lead', 3])
  expect(await goal('crossSellShare', 0, 25)).toEqual([0, 25, 50, '2027-12-31', 200, 'deal', 2])
  expect(await goal('wonAmount', 0, 400)).toEqual([0, 400, 100, '2027-12-31', 25, 'deal', 2])
  expect(await goal('wonAmount', 0, 14, { currency: 'USD' })).toEqual([0, 14, 7, '2027-12-31', 50, 'deal', 2])
  expect(await goal('wonCount', 1, 3)).toEqual([1, 3, 2, '2027-12-31', 50, 'deal', 2])
  expect(await goal('winRate', 50, 100)).toEqual([50, 100, 66.7, '2027-12-31', 33.4, 'deal', 3])
  expect(await goal('activitiesDone', 0, 10)).toEqual([0, 10, 1, '2027-12-31', 10, 'task', 1])
  expect(await goal('winRate', 50, 60, { from: '2028-01-01', to: '2028-12-31' })).toEqual([50, 60, null, '2028-12-31', null, 'deal', 0])
  const first = await w.admin.get('/goals?limit=5')
  const second = await w.admin.get(`/goals?limit=5&after=${first.page.next}`)
  expect([first.data.length, second.data.length, second.page.next]).toEqual([5, 4, null])
  expect(new Set([...first.data, ...second.data].map((each: any) => each.id)).size).toBe(9)
})

test('a goal is seen by those who read all that it counts, and edited by administrators, managers and who leads its people', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T09:00:00+07:00')
  const [lead, one, other, manager] = [await w.person('sales', { name: 'Lia' }), await w.person('sales', { name: 'Omi' }), await w.person('sales', { name: 'Uli' }), await w.person('manager', { name: 'Mia' })]
  const { data: members } = await w.admin.get('/members')
  const id = (name: string) => members.find((member: any) => member.name === name).id
  const team = await w.admin.post('/teams', { name: 'west', members: [id('Lia'), id('Omi')], manager: id('Lia') })
  const goal = (scope: object) => ({ name: 'Menang', metric: 'wonCount', baseline: 0, target: 5, ...year, ...scope })
  const [all, west, omi, uli] = [await manager.post('/goals', goal({})), await lead.post('/goals', goal({ scope: 'team', team: team.id })), await lead.post('/goals', goal({ scope: 'member', member: id('Omi') })), await w.admin.post('/goals', goal({ scope: 'member', member: id('Uli') }))]
  const seen = async (client: Client) => (await client.get('/goals')).data.map((each: any) => each.id).sort()
  const ids = (...goals: any[]) => goals.map(each => each.id).sort()
  expect(await seen(manager)).toEqual(ids(all, west, omi, uli))
  expect(await seen(lead)).toEqual(ids(west, omi))
  expect(await seen(one)).toEqual(ids(west, omi))
  expect(await seen(other)).toEqual(ids(uli))
  expect([(await lead.get('/goals')).mayAdd, (await one.get('/goals')).mayAdd, (await lead.get(`/goals/${omi.id}`)).editable, (await one.get(`/goals/${omi.id}`)).editable]).toEqual([true, false, true, false])
  const status = async (client: Client, method: string, path: string, body?: object) => (await client.send(method as 'POST', path, body)).status
  for (const scope of [{}, { scope: 'member', member: id('Uli') }, { scope: 'member', member: id('Lia') }]) expect(await status(lead, 'POST', '/goals', goal(scope)), JSON.stringify(scope)).toBe(403)
  expect(await status(one, 'POST', '/goals', goal({ scope: 'member', member: id('Omi') }))).toBe(403)
  expect(await status(one, 'PATCH', `/goals/${omi.id}`, { target: 1 })).toBe(403)
  expect(await status(one, 'DELETE', `/goals/${west.id}`)).toBe(403)
  for (const method of ['GET', 'PATCH', 'DELETE']) expect(await status(one, method, `/goals/${all.id}`, method === 'PATCH' ? { target: 1 } : undefined), method).toBe(404)
  expect(await status(lead, 'PATCH', `/goals/${omi.id}`, { scope: 'all' })).toBe(403)
  expect(await lead.patch(`/goals/${omi.id}`, { target: 9 })).toMatchObject({ target: 9, scope: 'member' })
  // whoever may not know the amounts learns no sum of them, nor whose rows count where owners are hidden
  await manager.post('/goals', { ...goal({}), metric: 'wonAmount' })
  await w.admin.post('/roles', { name: 'blind', label: { en: 'Blind' }, objects: { deal: { read: 'all', create: false, update: 'none', delete: 'none', fields: { amount: 'hidden', owner: 'hidden' } } } })
  expect(await seen(await w.key('blind'))).toEqual(ids(all))
  await lead.send('DELETE', `/goals/${omi.id}`)
  expect(await seen(one)).toEqual(ids(west))
  const log = await w.admin.get('/events?object=_goal')
  expect(log.data.some((event: any) => event.kind === 'deleted')).toBe(true)
})

test('what cannot be is refused with every fault', async () => {
  const w = await testWorkspace()
  const goal = { name: 'Menang', metric: 'winRate', baseline: 10, target: 20, ...year }
  const refused = async (change: object, method = 'POST', path = '/goals') => {
    const { status, body } = await w.admin.send(method as 'POST', path, { ...method === 'POST' ? goal : {}, ...change })
    return [status, ...(body.errors ?? []).map((error: any) => `${error.path} ${error.code}`)]
  }
  expect(await refused({ target: 10 })).toEqual([422, 'target goal.target'])
  expect(await refused({ baseline: 101, to: '2026-01-01' })).toEqual([422, 'to goal.dates', 'baseline goal.percent'])
  expect(await refused({ scope: 'team' })).toEqual([422, 'team team.unknown'])
  expect(await refused({ scope: 'member', member: '0192a1b2-0000-7000-8000-000000000000' })).toEqual([422, 'member member.unknown'])
  for (const change of [{ metric: 'luck' }, { baseline: -1 }, { baseline: 1e16 }, { baseline: 'x' }, { from: '2027-02-30' }, { name: ' ' }, { name: 'a\0b' }, { team: 'x' }, { currency: 'XXZ' }, { id: 'x' }, { target: null }]) expect((await refused(change))[0], JSON.stringify(change)).toBe(422)
  const { id } = await w.admin.post('/goals', goal)
  expect(await refused({ to: '2020-01-01' }, 'PATCH', `/goals/${id}`)).toEqual([422, 'to goal.dates'])
  expect((await w.admin.send('GET', '/goals/x')).status).toBe(404)
  for (const path of ['/goals?after=%00', '/goals?limit=0', '/goals?after=zzz']) expect([400, 422], path).toContain((await w.admin.send('GET', path)).status)
})
