// The demo workspace: made once, with data behind every screen, and a sign-in that works.
import { expect, test } from 'vitest'
import { Client } from '../test/client.ts'
import { testWorkspace } from '../test/workspace.ts'
import { demoEmail, makeDemo } from './demo.ts'

test('makes a workspace with contacts, deals on every stage, tasks and notes, once', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  const password = await makeDemo(w.app, '')
  const client = new Client(w.url, { origin: w.url })
  expect(await client.post('/session', { email: demoEmail, password })).toMatchObject({ workspace: { slug: 'demo', name: 'SATRIAMART' }, administrator: true })
  expect((await client.list('contact', { count: 'true' })).total).toBe(120)
  const { data } = await client.get('/records/deal/aggregate?groupBy=stage&measure=count,sum:amount')
  expect(data.map((row: any) => row.stage).sort()).toEqual(['consultation', 'lost', 'negotiation', 'prospect', 'proposal', 'qualified', 'won'].sort())
  expect((await client.list('task', { filter: { contact: { fullName: { empty: false } } }, count: 'true' })).total).toBe(24)
  expect(await makeDemo(w.app, '')).toBeUndefined()
})
