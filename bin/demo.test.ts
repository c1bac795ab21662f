// The demo workspace: made once, with data behind every screen, and a sign-in that works.
import { expect, test } from 'vitest'
import { Client } from '../test/client.ts'
import { testWorkspace } from '../test/workspace.ts'
import { BASE, dealsOf, now, PER_YEAR, wares } from './demo-data.ts'
import { demoEmail, makeDemo } from './demo.ts'

test('PLT-50: the demo ships a base of 500 customers and 150 more a year, and every KPI of the sales screens answers from it', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  const password = await makeDemo(w.app, '')
  const client = new Client(w.url, { origin: w.url })
  expect(await client.post('/session', { email: demoEmail, password })).toMatchObject({ workspace: { slug: 'demo', name: 'SATRIAMART' }, administrator: true })
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  const known = async (filter: object) => (await client.list('contact', { filter, count: 'true' })).total!
  expect([BASE, PER_YEAR]).toEqual([500, 150])
  expect(await known({})).toBe(800)
  expect(await known({ createdAt: { before: day(-720) } })).toBe(500)
  const year = await known({ createdAt: { after: day(-365) } })
  expect(Math.abs(year - PER_YEAR)).toBeLessThanOrEqual(12)

  const { data: stages } = await client.get('/records/deal/aggregate?groupBy=stage&measure=count,sum:amount')
  expect(stages.map((row: any) => row.stage).sort()).toEqual(['consultation', 'delivered', 'lost', 'negotiation', 'proposal', 'prospect', 'qualified', 'won'])
  for (const span of [[-730, -365], [-365, 120]]) {
    const time = `from=${day(span[0])}&to=${day(span[1])}`
    // what is opened first is won after twenty weeks
    expect((await client.get(`/sales/forecast?${time}`)).data.length).toBeGreaterThan(6)
    const funnel = (await client.get(`/sales/funnel?${time}`)).data
    expect(funnel.find((row: any) => row.stage === 'prospect').entered).toBeGreaterThan(200)
    expect((await client.get(`/sales/conversion?${time}`)).data.every((row: any) => row.entered > 0 && row.advanced > 0)).toBe(true)
    const [velocity] = (await client.get(`/sales/velocity?${time}`)).data
    expect([velocity.won > 50, velocity.lost > 50, velocity.medianDays > 14]).toEqual([true, true, true])
    expect((await client.get(`/sales/reasons?${time}`)).data.length).toBe(4)
  }
  const speed = async (from: number, to: number) => (await client.get(`/sales/velocity?from=${day(from)}&to=${day(to)}`)).data[0].medianDays
  expect(await speed(-300, 0)).toBeLessThan(await speed(-730, -365))
  const goals = (await client.get('/goals')).data
  expect(goals).toHaveLength(3)
  expect(goals.every((goal: any) => goal.current !== undefined)).toBe(true)
  await w.settle()
  // beside its own tasks those that a workflow makes for what is delivered now
  const delivered = dealsOf(wares).flatMap(({ moves }) => moves).filter(move => move.at === now && move.stage === 'delivered').length
  expect((await client.get('/tasks/load')).data[0].counts).toMatchObject({ open: 40 + delivered, done: 8 })
  expect(await makeDemo(w.app, '')).toBeUndefined()
})

test.for(['blank', 'luxury-marketplace'])('a template without the stage Delivered, or where people may not set it, is filled as well: %s', async template => {
  const w = await testWorkspace({ clock: 'wall' })
  const password = await makeDemo(w.app, template)
  const client = new Client(w.url, { origin: w.url })
  await client.post('/session', { email: demoEmail, password })
  const { data } = await client.get('/records/deal/aggregate?groupBy=stage')
  expect(data.map((row: any) => row.stage)).toContain('won')
})

test('the demo of the luxury marketplace shows its own goods: one item to each deal, as far on its way as the deal is', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  const password = await makeDemo(w.app, 'luxury-marketplace')
  const client = new Client(w.url, { origin: w.url })
  expect(await client.post('/session', { email: demoEmail, password })).toMatchObject({ workspace: { name: 'Galeri Adiwarna' } })
  await w.settle()
  const { data } = await client.get('/records/opsInventory/aggregate?groupBy=column&measure=count')
  const counts = Object.fromEntries(data.map((row: any) => [row.column, row.count]))
  expect(Object.keys(counts).sort()).toEqual(['goodsOut', 'goodsSold', 'inspection', 'intake', 'ready'])
  const known = async (object: string, filter: object) => (await client.list(object, { filter, count: 'true' })).total!
  const total = Object.values<number>(counts).reduce((sum, count) => sum + count, 0)
  expect([total, await known('opsInventory', { deal: { empty: true } })]).toEqual([await known('deal', {}), 0])
  expect([await known('deal', { stage: { eq: 'delivered' } }), await known('opsInventory', { doNumber: { empty: false } })]).toEqual([counts.goodsSold, counts.goodsSold])
  const { data: [sold] } = await client.list('opsInventory', { filter: { column: { eq: 'goodsSold' } }, limit: 1 })
  expect(sold).toMatchObject({ finalGrading: 'unworn', condition: 'unworn', goodsOut: 'sale', inspector: sold.goodsOutBy, doNumber: expect.stringMatching(/^DO-2026-\d{5}$/) })
  expect(await client.read('deal', sold.deal)).toMatchObject({ stage: 'delivered', itemsTotal: 1, itemsOpen: 0, pulseCheckDate: expect.stringMatching(/^20/) })
  for (const status of ['failed', 'missed']) expect((await client.get(`/workflow-runs?status=${status}`)).data).toEqual([])
  // what the two years would have brought is not made up for; what lies ahead waits: each contact's next birthday
  const birthdays = (await client.get('/workflows?limit=100')).data.find((each: any) => each.trigger.repeat === 'yearly').id
  expect((await client.get(`/workflows/upcoming?days=366&limit=200&workflow=${birthdays}`)).data).toHaveLength(200)
  const { data: open } = await client.list('deal', { filter: { stage: { eq: 'qualified' } }, limit: 200 })
  expect(new Set(open.map((deal: any) => deal.stageSince.slice(0, 10))).size).toBeGreaterThan(2)
})
