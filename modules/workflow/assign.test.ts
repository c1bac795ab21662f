// The step assign through the front door: fair turns, the least busy, absent members, territories.
import { expect, test } from 'vitest'
import type { Client } from '../../test/client.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

async function team(w: TestWorkspace) {
  const people: Client[] = []
  for (const name of ['Ani', 'Budi', 'Citra']) people.push(await w.person('sales', { name }))
  const lead = await w.person('sales', { name: 'Dewi' })
  await w.admin.post('/teams', { name: 'tangerang', manager: lead.member, members: people.map(each => each.member) })
  return { people, lead }
}

test('records go to a team in turn, each as often as the others under concurrency, where the territory fits; absent members are passed over', async () => {
  const w = await testWorkspace()
  const { people: [ani, budi, citra], lead } = await team(w)
  await w.setClock('2027-03-01T09:00:00+07:00')
  const { id: workflow } = await w.admin.post('/workflows', {
    name: 'Serpong', object: 'contact', enabled: true, trigger: { type: 'record', on: ['created'] },
    steps: [{ id: 'give', type: 'assign', by: 'roundRobin', to: 'team:tangerang', if: { mailingAddress: { city: { eq: 'Serpong' } } } }],
  })
  let made = 0
  const make = (city: string) => w.admin.create('contact', { firstName: `Calon ${made += 1}`, mailingAddress: { city } })
  const owners = async (ids: string[]) => {
    await w.settle()
    const found = await Promise.all(ids.map(async id => (await w.admin.read('contact', id)).owner as string))
    return [ani, budi, citra].map(({ member }) => found.filter(owner => owner === member).length)
  }
  const ids = async (count: number, city = 'Serpong') => (await Promise.all(Array.from({ length: count }, () => make(city)))).map(({ id }) => id)
  expect(await owners(await ids(12))).toEqual([4, 4, 4])
  expect(await owners(await ids(2, 'Bogor'))).toEqual([0, 0, 0])
  const absent = (by: Client, of: Client, absence: object | null) => by.send('PUT', `/members/${of.member}/absence`, { absence })
  const week = { from: '2027-03-01', to: '2027-03-05' }
  // she says so herself, or who leads her; nobody else
  expect((await absent(budi, budi, week)).body).toEqual({ id: budi.member, absence: week })
  expect((await absent(ani, citra, week)).status).toBe(403)
  expect((await absent(lead, citra, { from: '2027-03-05', to: '2027-03-01' })).body.errors[0]).toMatchObject({ path: 'absence.to', code: 'absence.dates' })
  expect((await absent(lead, citra, { from: '2027-03-03', to: '2027-03-03' })).status).toBe(200)
  expect((await w.admin.get(`/members/${budi.member}`)).absence).toEqual(week)
  expect((await lead.get('/tasks/load')).data.find((row: any) => row.name === 'Budi').absentUntil).toBe('2027-03-05')
  expect(await owners(await ids(4))).toEqual([2, 0, 2])
  await w.setClock('2027-03-03T09:00:00+07:00')
  expect(await owners(await ids(2))).toEqual([2, 0, 0])
  // whoever comes back takes her place in the turn, and catches nothing up
  await w.setClock('2027-03-06T09:00:00+07:00')
  expect(await owners(await ids(6))).toEqual([2, 2, 2])
  for (const each of [ani, budi, citra]) await absent(w.admin, each, { from: '2027-03-06', to: '2027-03-07' })
  const [left] = await ids(1)
  expect(await owners([left])).toEqual([0, 0, 0])
  const [run] = (await w.admin.get(`/workflows/${workflow}/runs`)).data
  expect((await w.admin.get(`/workflow-runs/${run.id}`)).steps[0].warnings.map((each: any) => each.code)).toEqual(['workflow.allAbsent'])
})

test('the least busy gets the record, by what counts as busy; a retry of the run assigns nothing twice', async () => {
  const w = await testWorkspace()
  const { people: [ani, budi, citra] } = await team(w)
  for (const [owner, status, count] of [[ani, 'new', 3], [budi, 'new', 1], [citra, 'converted', 5]] as const) {
    for (let at = 0; at < count; at++) await w.admin.create('lead', { firstName: 'Lama', owner: owner.member, status })
  }
  const to = [ani, budi, citra].map(each => each.member)
  const { id: workflow } = await w.admin.post('/workflows', {
    name: 'Longgar', object: 'lead', enabled: true, trigger: { type: 'record', on: ['created'] },
    steps: [{ id: 'give', type: 'assign', by: 'leastBusy', to, counting: { status: { notIn: ['unqualified', 'converted'] } } }, { id: 'tell', type: 'addTag', tag: '{{ steps.give.owner.name }}' }],
  })
  for (let at = 0; at < 4; at++) {
    await w.admin.create('lead', { firstName: 'Baru' })
    await w.settle()
  }
  const given = async (each: Client) => (await w.admin.list('lead', { filter: { owner: { eq: each.member }, firstName: { eq: 'Baru' } } })).data
  expect([(await given(ani)).length, (await given(budi)).length, (await given(citra)).length]).toEqual([0, 2, 2])
  expect((await given(citra))[0].tags).toEqual(['Citra'])
  const { data: runs } = await w.admin.get(`/workflows/${workflow}/runs`)
  expect((await w.admin.send('POST', `/workflow-runs/${runs[0].id}/retry`)).status).toBe(409)
})

test('what an assignment cannot be is said when it is saved, and a field that it counts by is not taken away', async () => {
  const w = await testWorkspace()
  const save = (step: object) => w.admin.send('POST', '/workflows', { name: 'x', object: 'deal', enabled: true, trigger: { type: 'record', on: ['created'] }, steps: [{ type: 'assign', by: 'leastBusy', to: 'role:sales', ...step }] })
  const faults = async (step: object) => (await save(step)).body.errors.map((each: any) => each.path)
  expect(await faults({ to: 'team:nowhere' })).toEqual(['steps[0].to'])
  expect(await faults({ by: 'chance' })).toEqual(['steps[0].by'])
  expect(await faults({ counting: { nothing: { eq: 1 } } })).toEqual(['steps[0].counting.nothing'])
  await w.admin.post('/objects/deal/fields', { name: 'serial', label: { en: 'Serial' }, type: 'text' })
  expect((await save({ counting: { serial: { empty: false } } })).status).toBe(201)
  expect((await w.admin.send('DELETE', '/objects/deal/fields/serial')).body.code).toBe('conflict.inUse')
})

test('in a loop the turns go on from record to record, and in the next run', async () => {
  const w = await testWorkspace()
  const { people } = await team(w)
  for (let at = 0; at < 4; at++) await w.admin.create('lead', { firstName: 'Bagi', lastName: `${at}` })
  await w.admin.post('/workflows', {
    name: 'Bagi rata', object: 'deal', enabled: true, trigger: { type: 'record', on: ['created'] },
    steps: [
      { id: 'all', type: 'findRecords', object: 'lead', filter: { firstName: { eq: 'Bagi' } } },
      { id: 'each', type: 'forEach', items: '{{ steps.all.records }}', steps: [{ id: 'give', type: 'assign', by: 'roundRobin', to: 'team:tangerang', object: 'lead', recordId: '{{ item.id }}' }] },
    ],
  })
  const counts = async () => {
    await w.admin.create('deal', { name: 'Mulai' })
    await w.settle()
    const { data } = await w.admin.list('lead', { filter: { firstName: { eq: 'Bagi' } } })
    return people.map(({ member }) => data.filter(lead => lead.owner === member).length)
  }
  expect(await counts()).toEqual([2, 1, 1])
  expect(await counts()).toEqual([1, 2, 1])
})
