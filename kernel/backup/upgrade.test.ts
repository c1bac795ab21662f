// A new version on the data of an older one: the file in fixtures/ was made by version 0.1.0 when its migrations ended at
// kernel/0005: three workspaces with four contacts each.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { modules } from '../../bin/modules.ts'
import { ask, emptyDatabase, emptyFolder, portrait, serve } from '../../test/backup-world.ts'
import { defineModule, type Module } from '../module.ts'
import { checkBackup, restoreBackup } from './restore-backup.ts'

const fixture = join(import.meta.dirname, 'fixtures', 'three-workspaces.backup')
const password = 'correct horse battery'

async function olderDatabase(): Promise<string> {
  const url = await emptyDatabase()
  await restoreBackup({ databaseUrl: url, dataFolder: emptyFolder() }, fixture, await checkBackup(fixture))
  return url
}

/** Three migrations of several statements; the one numbered `broken` meets data of the workspace "dua" that it did not expect. */
function newerModule(broken?: number): Module {
  const folder = emptyFolder()
  mkdirSync(join(folder, 'migrations'))
  for (const n of [1, 2, 3]) {
    const constraint = n === broken ? `alter table :schema.contact add constraint newer_name check ("lastName" <> 'dua');` : ''
    writeFileSync(join(folder, 'migrations', `000${n}-stage.sql`), `create table :schema._newer_${n} (id int primary key);
      update :schema.contact set "firstName" = "firstName" || ' ${n}' where "firstName" like 'Budi%'; ${constraint} insert into :schema._newer_${n} values (${n});`)
  }
  return defineModule('newer', { migrations: { room: 'newer', folder: pathToFileURL(join(folder, 'migrations/')) } })
}

async function stagesOf(url: string, slug: string): Promise<string[]> {
  return (await ask(url, `select name from ws_${slug}._migration where name like 'newer/%' order by 1`)).map(row => row.name)
}

async function signIn(server: Awaited<ReturnType<typeof serve>>, slug: string) {
  const client = server.client()
  await client.post('/session', { email: `ayu@${slug}.example.com`, password })
  return client
}

async function namesIn(server: Awaited<ReturnType<typeof serve>>, slug: string): Promise<string[]> {
  return (await (await signIn(server, slug)).list('contact')).data.map(contact => contact.firstName).sort()
}

test('the data of an older version is brought up to date and serves', async () => {
  const url = await olderDatabase()
  const server = await serve(url, { modules: [...modules, newerModule()] })
  for (const slug of ['satu', 'dua', 'tiga']) {
    expect(await namesIn(server, slug)).toEqual(['Agus', 'Budi 1 2 3', 'Dewi', 'Siti'])
    const client = await signIn(server, slug)
    const [dewi] = (await client.list('contact', { filter: { firstName: { eq: 'Dewi' } } })).data
    expect(dewi).toMatchObject({ lastName: `${slug} diubah`, version: 2 })
    expect(await client.update('contact', dewi.id, { lastName: 'baru' })).toMatchObject({ version: 3 })
  }
})

test.for([1, 2, 3])('migration %i of three fails in the second of three workspaces: that one stays as it was, the others serve', async broken => {
  const url = await olderDatabase()
  const before = await portrait(url, 'ws_dua')
  const said: string[] = []
  const log = pino({ level: 'error' }, { write: line => { said.push(JSON.parse(line).msg) } })
  const server = await serve(url, { modules: [...modules, newerModule(broken)], log })
  expect(said).toEqual([expect.stringMatching(new RegExp(`^The workspace dua is stopped.*newer/000${broken}-stage.*\\.$`))])
  expect(await portrait(url, 'ws_dua')).toEqual(before)
  for (const slug of ['satu', 'tiga']) {
    expect(await namesIn(server, slug)).toEqual(['Agus', 'Budi 1 2 3', 'Dewi', 'Siti'])
    expect(await stagesOf(url, slug)).toEqual(['newer/0001-stage', 'newer/0002-stage', 'newer/0003-stage'])
  }
  expect(await stagesOf(url, 'dua')).toEqual([])
  const answer = await server.client().send('POST', '/session', { email: 'ayu@dua.example.com', password })
  expect(answer).toMatchObject({ status: 503, body: { code: 'starting' } })
  expect((await server.client().send('GET', '/health/ready')).status).toBe(200)
  await server.close()

  const former = await serve(url, { work: true })
  for (const [slug, budi] of [['dua', 'Budi'], ['satu', 'Budi 1 2 3']]) {
    expect(await namesIn(former, slug)).toEqual(['Agus', budi, 'Dewi', 'Siti'])
    expect(await (await signIn(former, slug)).create('contact', { firstName: 'Baru' })).toMatchObject({ version: 1 })
  }
  await former.close()

  const mended = await serve(url, { modules: [...modules, newerModule()] })
  expect(await namesIn(mended, 'dua')).toEqual(['Agus', 'Baru', 'Budi 1 2 3', 'Dewi', 'Siti'])
})

test('definitions that cannot be brought up to date stop their workspace alone', async () => {
  const url = await olderDatabase()
  const strict = defineModule('strict', { install: async ({ workspace }) => { if (workspace.slug === 'dua') throw new Error('broken on purpose') } })
  const said: string[] = []
  const server = await serve(url, { modules: [...modules, strict], log: pino({ level: 'error' }, { write: line => { said.push(JSON.parse(line).msg) } }) })
  expect(said).toEqual([expect.stringMatching(/^The workspace dua is stopped.*broken on purpose.*\.$/)])
  expect(await namesIn(server, 'tiga')).toEqual(['Agus', 'Budi', 'Dewi', 'Siti'])
  await server.close()
  expect(await namesIn(await serve(url), 'dua')).toEqual(['Agus', 'Budi', 'Dewi', 'Siti'])
})
