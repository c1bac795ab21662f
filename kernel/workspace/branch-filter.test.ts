// Lists by branch: where the owner works from now, her own branch or her team's; the same on every path that filters.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '../../test/client.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

let w: TestWorkspace
let ayu: Client
let budi: Client
let jakarta: string

beforeAll(async () => {
  w = await testWorkspace()
  jakarta = (await w.admin.post('/branches', { name: 'jakarta', label: { en: 'Jakarta', id: 'Jakarta' }, code: 'JKT' })).id
  await w.admin.post('/branches', { name: 'surabaya', label: { en: 'Surabaya' } })
  await w.admin.post('/teams', { name: 'sby', label: { en: 'Surabaya' }, branch: 'surabaya' })
  ayu = await w.person('manager')
  budi = await w.person('manager', { team: 'sby' })
  await w.admin.patch(`/members/${ayu.member}`, { branch: 'jakarta' })
  await ayu.create('contact', { lastName: 'Jakarta' })
  await budi.create('contact', { lastName: 'Surabaya' })
  await w.admin.create('contact', { lastName: 'Pusat' })
})

afterAll(() => w.close())

const found = async (client: Client, owner: object) => (await client.list('contact', { filter: { owner }, sort: 'lastName' })).data.map(each => each.lastName)

test('a list is of a branch by its id or name, of the caller\'s own, or of all others', async () => {
  expect(await found(w.admin, { in: [`branch:${jakarta}`] })).toEqual(['Jakarta'])
  expect(await found(w.admin, { in: ['branch:jakarta', 'branch:surabaya'] })).toEqual(['Jakarta', 'Surabaya'])
  expect(await found(w.admin, { notIn: ['branch:jakarta'] })).toEqual(['Pusat', 'Surabaya'])
  expect(await found(w.admin, { in: ['branch:jakarta', budi.member] })).toEqual(['Jakarta', 'Surabaya'])
  expect([await found(ayu, { in: ['@branch'] }), await found(budi, { in: ['@branch'] }), await found(w.admin, { in: ['@branch'] })]).toEqual([['Jakarta'], ['Surabaya'], []])
  expect((await w.admin.send('POST', '/records/contact/query', { filter: { owner: { in: ['branch:bandung'] } } })).body.errors[0].code).toBe('branch.unknown')
  expect(await found(w.admin, { in: ['branch:01890000-0000-7000-8000-000000000000'] })).toEqual([])
})

test('one view for all shows each her branch, counts and sums too, and follows who moves', async () => {
  const view = await w.admin.post('/views', { object: 'contact', label: { en: 'My branch', id: 'Cabang saya' }, kind: 'table', visibility: 'everyone', filter: { owner: { in: ['@branch'] } } })
  const counted = async (client: Client) => (await client.get('/views/counts?object=contact')).data.find((each: any) => each.view === view.id).count
  expect([await counted(ayu), await counted(budi), await counted(w.admin)]).toEqual([1, 1, 0])
  const { data } = await ayu.get(`/records/contact/aggregate?measure=count&filter=${encodeURIComponent(JSON.stringify({ owner: { in: ['@branch'] } }))}`)
  expect(data[0].count).toBe(1)
  await w.admin.patch(`/members/${budi.member}`, { branch: 'jakarta' })
  expect([await counted(ayu), await found(ayu, { in: ['@branch'] })]).toEqual([2, ['Jakarta', 'Surabaya']])
  await w.admin.patch(`/members/${budi.member}`, { branch: null })
})

test('what is shared by a rule "my branch" is shared with each by her own', async () => {
  await w.admin.post('/roles', { name: 'counter', label: { en: 'Counter' }, objects: { contact: { read: 'none', create: false, update: 'none', delete: false } } })
  await w.admin.post('/sharing-rules', { label: { en: 'Of the branch' }, object: 'contact', filter: { owner: { in: ['@branch'] } }, to: { role: 'counter' }, access: 'read' })
  const counter = await w.person('counter')
  expect((await counter.list('contact', {})).data).toEqual([])
  await w.admin.patch(`/members/${counter.member}`, { branch: 'jakarta' })
  expect((await counter.list('contact', {})).data.map(each => each.lastName)).toEqual(['Jakarta'])
})
