// The demo workspace: made once, with data behind every screen, and a sign-in that works.
import { expect, test } from 'vitest'
import { Client } from '../test/client.ts'
import { testWorkspace } from '../test/workspace.ts'
import { BASE, deals, now, PER_YEAR } from './demo-data.ts'
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
  const delivered = deals.flatMap(({ moves }) => moves).filter(move => move.at === now && move.stage === 'delivered').length
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
