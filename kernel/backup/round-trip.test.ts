// A backup and what is restored from it: the same rows, the same catalogue, the same files, and it serves.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { startDebianPostgres } from '../../bin/debian-postgres.ts'
import { demoEmail, makeDemo } from '../../bin/demo.ts'
import { ask, emptyDatabase, emptyFolder, filesIn, portrait, secret, serve } from '../../test/backup-world.ts'
import { Client } from '../../test/client.ts'
import { testWorkspace } from '../../test/workspace.ts'
import { checkBackup, restoreBackup } from './restore-backup.ts'
import { writeBackup } from './write-backup.ts'

/** What the caller shows: her key or her cookie. */
function headersOf(client: Client): Record<string, string> {
  return (client as unknown as { headers: Record<string, string> }).headers
}

test('a restore into an empty database and folder is equal, and serves sessions, keys and records', async () => {
  const w = await testWorkspace({ work: false, clock: 'wall' })
  const password = await makeDemo(w.app, '')
  const person = new Client(w.url, { origin: w.url })
  const { member } = await person.post('/session', { email: demoEmail, password })
  const team = await w.admin.post('/teams', { name: 'utara', label: { id: 'Utara', en: 'North' } })
  const dataFolder = emptyFolder()
  mkdirSync(join(dataFolder, 'files', 'ab', 'kosong'), { recursive: true })
  writeFileSync(join(dataFolder, 'files', 'ab', 'besar'), randomBytes(700_000))
  writeFileSync(join(dataFolder, 'files', 'nol'), '')
  writeFileSync(join(dataFolder, 'files', 'faktur äü 中.pdf'), 'isi\nbaris')
  const before = await portrait(w.databaseUrl)
  const file = join(dataFolder, 'one.backup')
  const written = await writeBackup({ databaseUrl: w.databaseUrl, dataFolder, secret }, file)
  expect(written).toMatchObject({ workspaces: 2, files: 3 })

  const [target, folder] = [await emptyDatabase(), emptyFolder()]
  await restoreBackup({ databaseUrl: target, dataFolder: folder }, file, await checkBackup(file))
  expect(await portrait(target)).toEqual(before)
  expect(filesIn(folder)).toEqual({ ...Object.fromEntries(Object.entries(filesIn(dataFolder)).filter(([path]) => path.startsWith('files'))), secret: Buffer.from(secret).toString('base64') })

  const server = await serve(target, { work: true })
  expect(await server.client(headersOf(person)).get('/session')).toMatchObject({ member: { id: member.id } })
  expect((await server.client(headersOf(w.admin)).get('/teams')).data).toEqual([expect.objectContaining({ id: team.id, name: 'utara' })])
  const signedIn = server.client()
  expect(await signedIn.post('/session', { email: demoEmail, password })).toMatchObject({ workspace: { slug: 'demo' } })
  expect((await signedIn.list('contact', { count: 'true' })).total).toBe(800)
})

test('a backup beside writers is of one moment, and what is restored from it goes on', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  const state = { writing: true, made: 0 }
  const writers = [0, 1, 2].map(async n => {
    for (; state.writing; state.made++) await w.admin.create('contact', { firstName: `Budi ${n} ${state.made}` })
  })
  const folder = emptyFolder()
  const file = join(folder, 'one.backup')
  while (state.made < 10) await new Promise(resolve => setTimeout(resolve, 5))
  await writeBackup({ databaseUrl: w.databaseUrl, dataFolder: folder, secret }, file)
  const afterwards = state.made
  state.writing = false
  await Promise.all(writers)

  const target = await emptyDatabase()
  await restoreBackup({ databaseUrl: target, dataFolder: folder }, file, await checkBackup(file))
  const [held] = await ask(target, `select (select count(*)::int from ws_test.contact) as contacts, (select count(*)::int from ws_test._event where object = 'contact' and kind = 'created') as events,
    (select max(seq) from ws_test._event) <= (select last_value from ws_test._event_seq) as ahead`)
  expect(held).toEqual({ contacts: held.contacts, events: held.contacts, ahead: true })
  expect(held.contacts).toBeGreaterThanOrEqual(10)
  expect(held.contacts).toBeLessThanOrEqual(afterwards + 3)

  const server = await serve(target, { work: true })
  const client = server.client(headersOf(w.admin))
  const { id } = await client.create('contact', { firstName: 'Sesudah', lastName: 'Pulih' })
  await expect.poll(async () => (await client.get('/search?q=Pulih')).data.map((hit: any) => hit.id ?? hit.record)).toContain(id)
})

test('from the embedded PostgreSQL to Debian\'s 15 and back all is equal but the transaction ids', async context => {
  const debian = startDebianPostgres()
  if (!debian) return context.skip('Debian\'s PostgreSQL 15 is not installed')
  try {
    const w = await testWorkspace({ work: false, clock: 'wall' })
    await makeDemo(w.app, '')
    const folder = emptyFolder()
    const there = join(folder, 'there.backup')
    await writeBackup({ databaseUrl: w.databaseUrl, dataFolder: folder, secret }, there)
    await restoreBackup({ databaseUrl: debian.url, dataFolder: folder }, there, await checkBackup(there))
    const server = await serve(debian.url, { work: true })
    const client = server.client(headersOf(w.admin))
    const { id } = await client.create('contact', { firstName: 'Lima', lastName: 'Belas' })
    await expect.poll(async () => (await client.get('/search?q=Belas')).data.map((hit: any) => hit.id ?? hit.record)).toContain(id)
    await server.close()

    const back = join(folder, 'back.backup')
    await writeBackup({ databaseUrl: debian.url, dataFolder: folder, secret }, back)
    const target = await emptyDatabase()
    await restoreBackup({ databaseUrl: target, dataFolder: folder }, back, await checkBackup(back))
    const rows = `select count(*)::int as contacts, md5(string_agg(to_jsonb(c)::text, '' order by id)) as hash from ws_demo.contact c`
    expect(await ask(target, rows)).toEqual(await ask(w.databaseUrl, rows))
    const lines = await portrait(w.databaseUrl, 'ws_demo') as Record<string, string[]>
    const returned = await portrait(target, 'ws_demo') as Record<string, string[]>
    for (const name of ['columns', 'relations', 'indexes', 'functions', 'triggers']) expect(returned[name]).toEqual(lines[name])
  } finally {
    debian.stop()
  }
})
