// Values that several people keep: of two who change different parts of one at the same time each change stays.
import pg from 'pg'
import { expect, test } from 'vitest'
import { testWorkspace } from './workspace.ts'

test('two who change different parts of a channel, an app, a webhook, a function or the list of hosts at once both have their way, and the log tells of webhooks too', async () => {
  const w = await testWorkspace()
  const webhook = { url: 'https://example.com/hook/token', events: ['record.created:deal'], secret: 'rahasia penerima' }
  const kept: [string, string, { id: string }, object, object][] = [
    ['/chat/channels', '_chat_channel', await w.admin.post('/chat/channels', { name: 'gudang' }), { topic: 'Barang masuk' }, { name: 'gudang-2' }],
    ['/apps', '_app', await w.admin.post('/apps', { name: 'n8n', redirects: ['https://n8n.example.com/callback'], scope: 'admin' }), { scope: 'read' }, { name: 'n8n baru' }],
    ['/webhooks', '_webhook', await w.admin.post('/webhooks', webhook), { enabled: false }, { events: ['record.deleted:deal'] }],
    ['/functions', '_function', await w.admin.post('/functions', { name: 'hitung', label: 'Hitung', code: 'return 1', language: 'js' }), { enabled: false }, { code: 'return 2' }],
  ]
  const holder = new pg.Client({ connectionString: w.databaseUrl })
  await holder.connect()
  const waiting = async () => (await holder.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).rowCount
  for (const [path, table, { id }, one, other] of kept) {
    await holder.query('begin')
    await holder.query(`select from ${w.schema}.${table} where id = $1 for update`, [id])
    const changes = [w.admin.patch(`${path}/${id}`, one), w.admin.patch(`${path}/${id}`, other)]
    await expect.poll(waiting).toBe(2)
    await holder.query('commit')
    await Promise.all(changes)
    expect(await w.admin.get(`${path}/${id}`)).toMatchObject({ ...one, ...other })
  }
  await w.admin.put('/outside-hosts', { private: ['10.0.0.5'] })
  await holder.query('begin')
  await holder.query(`select from ${w.schema}._setting where name = 'outsideHosts' for update`)
  const hosts = [w.admin.put('/outside-hosts', { private: [] }), w.admin.put('/outside-hosts', { functions: ['api.example.com'] })]
  await expect.poll(waiting).toBe(2)
  await holder.query('commit')
  await Promise.all(hosts)
  expect(await w.admin.get('/outside-hosts')).toEqual({ private: [], functions: ['api.example.com'] })
  await holder.end()
  const [{ body: first }, { body: second }] = await Promise.all([0, 1].map(() => w.admin.send('DELETE', `/webhooks/${kept[2][2].id}`)))
  expect([first, second].filter(body => body?.code === 'notFound')).toHaveLength(1)
  const { data } = await w.admin.get('/events?object=_webhook')
  expect(data.map((event: any) => event.kind)).toEqual(['deleted', 'updated', 'updated', 'created'])
  expect(JSON.stringify(data)).toContain('example.com')
  expect(JSON.stringify(data)).not.toMatch(/token|rahasia/)
})
