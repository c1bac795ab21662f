// The manual clock through HTTP (API.md §8).
import { expect, test } from 'vitest'
import { testWorkspace } from '../../test/workspace.ts'
import { sql } from '../database/sql.ts'

test('the clock stands still, is moved by an administrator alone, and never goes back', async () => {
  const w = await testWorkspace()
  const before = (await w.admin.get('/clock')).now
  expect((await w.admin.get('/clock')).now).toBe(before)
  const later = new Date(Date.parse(before) + 86_400_000).toISOString()
  expect((await (await w.key('manager')).send('PUT', '/clock', { now: later })).status).toBe(403)
  expect((await w.admin.send('PUT', '/clock', { now: later }, { authorization: '' })).status).toBe(401)
  expect(await w.admin.put('/clock', { now: later })).toEqual({ now: later })
  const refused = await w.admin.send('PUT', '/clock', { now: before })
  expect([refused.status, refused.body.code]).toEqual([409, 'conflict.clock'])
  for (const now of ['tomorrow', '2027-02-31T00:00:00Z', 5, null, '9999-12-31T23:59:59Z']) {
    expect((await w.admin.send('PUT', '/clock', { now })).status).toBe(422)
  }
  expect((await w.admin.create('contact', { firstName: 'Ayu' })).createdAt).toMatch(later.slice(0, 19).replace('Z', ''))
})

test('a jump makes the months of the event log before it answers', async () => {
  const w = await testWorkspace()
  await w.setClock('2031-05-15T09:30:00+07:00')
  await w.admin.create('contact', { firstName: 'Ayu' })
  const rows = await w.app.database.query<{ name: string }>(sql`select tableoid::regclass::text as name from ws_test._event order by seq desc limit 1`)
  expect(rows[0].name).toContain('_event_2031_05')
})

test('with the wall clock there is no clock to be read or moved', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  expect((await w.admin.send('GET', '/clock')).status).toBe(404)
  expect((await w.admin.send('PUT', '/clock', { now: '2031-01-01T00:00:00Z' })).status).toBe(404)
})
