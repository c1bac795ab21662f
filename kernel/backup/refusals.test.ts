// What a backup and a restore refuse, in a sentence, and that they leave nothing behind then.
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { ask, emptyDatabase, emptyFolder, filesIn, portrait, secret } from '../../test/backup-world.ts'
import { testWorkspace } from '../../test/workspace.ts'
import { Refusal } from '../refusal.ts'
import type { Manifest } from './manifest.ts'
import { checkBackup, restoreBackup } from './restore-backup.ts'
import { writeBackup } from './write-backup.ts'

let bytes: Buffer

beforeAll(async () => {
  const w = await testWorkspace({ work: false })
  const dataFolder = mkdtempSync(join(tmpdir(), 'hubung-backup-'))
  mkdirSync(join(dataFolder, 'files'))
  writeFileSync(join(dataFolder, 'files', 'lampiran'), 'dari cadangan')
  await writeBackup({ databaseUrl: w.databaseUrl, dataFolder, secret }, join(dataFolder, 'one.backup'))
  bytes = readFileSync(join(dataFolder, 'one.backup'))
  rmSync(dataFolder, { recursive: true })
  await w.close()
})

/** The whole backup as a file, changed by `spoil`. */
function copyWith(spoil: (copy: Buffer) => Buffer = copy => copy): string {
  const file = join(emptyFolder(), 'one.backup')
  writeFileSync(file, spoil(Buffer.from(bytes)))
  return file
}

const flip = (at: number) => (copy: Buffer) => {
  copy[at] ^= 0x10
  return copy
}

test('a damaged, cut off or foreign file is refused before anything is written', async () => {
  const spoilt: [RegExp, (copy: Buffer) => Buffer][] = [
    [/incomplete: it has \d+ of \d+ bytes/, copy => copy.subarray(0, copy.length - 1)],
    [/incomplete/, copy => copy.subarray(0, 600)],
    [/no backup of Hubung/, copy => copy.subarray(0, 100)],
    [/no backup of Hubung/, () => Buffer.alloc(0)],
    [/no backup of Hubung/, () => Buffer.from('select 1;'.repeat(1000))],
    [/no backup of Hubung/, flip(1)],
    [/damaged: its checksum/, flip(512)],
    [/damaged: its checksum/, flip(bytes.length >> 1)],
    [/damaged: its checksum/, flip(bytes.length - 1)],
    [/made by a newer Hubung/, copy => Buffer.concat([Buffer.from(copy.toString('latin1', 0, 512).replace('"format":1', '"format":9'), 'latin1'), copy.subarray(512)])],
  ]
  for (const [sentence, spoil] of spoilt) await expect(checkBackup(copyWith(spoil)), String(sentence)).rejects.toThrow(sentence)
  await expect(checkBackup(join(emptyFolder(), 'none'))).rejects.toThrow(/cannot be read/)
  await expect(checkBackup(emptyFolder())).rejects.toThrow(Refusal)
})

test('a database or a folder that is not empty is refused and stays; --force replaces both', async () => {
  const file = copyWith()
  const manifest = await checkBackup(file)
  const standing = await emptyDatabase()
  await restoreBackup({ databaseUrl: standing, dataFolder: emptyFolder() }, file, manifest)
  const dataFolder = emptyFolder()
  const before = await portrait(standing)
  await expect(restoreBackup({ databaseUrl: standing, dataFolder }, file, manifest)).rejects.toThrow(/holds Hubung's data already/)
  expect(await portrait(standing)).toEqual(before)
  expect(readdirSync(dataFolder)).toEqual([])

  mkdirSync(join(dataFolder, 'files'))
  writeFileSync(join(dataFolder, 'files', 'lama'), 'lama')
  const empty = await emptyDatabase()
  await expect(restoreBackup({ databaseUrl: empty, dataFolder }, file, manifest)).rejects.toThrow(/files .*already/)
  expect((await portrait(empty)).schemas).toEqual([])

  await ask(standing, `insert into hubung.mailbox values (gen_random_uuid(), null, 'a', 'b', 'c', now())`)
  await restoreBackup({ databaseUrl: standing, dataFolder }, file, manifest, { replace: true })
  expect(await ask(standing, 'select count(*)::int as mails from hubung.mailbox')).toEqual([{ mails: 0 }])
  expect(filesIn(join(dataFolder, 'files'))).toEqual({ lampiran: Buffer.from('dari cadangan').toString('base64') })
})

test('a restore that fails in the middle leaves database, files and secret as they were', async () => {
  const file = copyWith()
  const manifest = await checkBackup(file)
  const broken: [string, Manifest][] = [
    ['at the start', { ...manifest, before: [...manifest.before, 'select 1 / 0'] }],
    ['at the rows', { ...manifest, tables: manifest.tables.map((table, at) => at === manifest.tables.length - 2 ? { ...table, rows: table.rows + 1 } : table) }],
    ['at the end', { ...manifest, after: [...manifest.after, 'alter table hubung.missing add column a int'] }],
    ['at the files', { ...manifest, files: { ...manifest.files!, count: 7 } }],
  ]
  const [standing, empty, dataFolder] = [await emptyDatabase(), await emptyDatabase(), emptyFolder()]
  await restoreBackup({ databaseUrl: standing, dataFolder: emptyFolder() }, file, manifest)
  await ask(standing, `insert into hubung.mailbox values (gen_random_uuid(), null, 'a', 'b', 'c', now())`)
  mkdirSync(join(dataFolder, 'files'))
  writeFileSync(join(dataFolder, 'files', 'lama'), 'lama')
  writeFileSync(join(dataFolder, 'secret'), 'a former secret, a former secret, a former secret')
  const [before, files] = [await portrait(standing), filesIn(dataFolder)]
  for (const [where, each] of broken) {
    await expect(restoreBackup({ databaseUrl: standing, dataFolder }, file, each, { replace: true }), where).rejects.toThrow(Refusal)
    expect(await portrait(standing), where).toEqual(before)
    expect(filesIn(dataFolder), where).toEqual(files)
    await expect(restoreBackup({ databaseUrl: empty, dataFolder: emptyFolder() }, file, each), where).rejects.toThrow(Refusal)
    expect((await portrait(empty)).schemas, where).toEqual([])
  }
  // the last word: refused at the commit itself, when the files are in their places
  const late = { ...manifest, after: [...manifest.after, `create function hubung.fail() returns trigger language plpgsql as 'begin raise exception ''late''; end'`,
    'create constraint trigger late after insert on hubung.clock deferrable initially deferred for each row execute function hubung.fail()', 'delete from hubung.clock', 'insert into hubung.clock default values'] }
  await expect(restoreBackup({ databaseUrl: standing, dataFolder }, file, late, { replace: true })).rejects.toThrow(/late.*nothing was restored/)
  expect(await portrait(standing)).toEqual(before)
  expect(filesIn(dataFolder)).toEqual(files)
})

test('a restore whose connection is cut off has not been', async () => {
  const file = copyWith()
  const manifest = await checkBackup(file)
  const [url, dataFolder] = [await emptyDatabase(), emptyFolder()]
  const restoring = restoreBackup({ databaseUrl: url, dataFolder }, file, { ...manifest, after: [...manifest.after, 'select pg_sleep(60)'] })
  const refused = expect(restoring).rejects.toThrow(/went away.*Nothing was restored/)
  await expect.poll(async () => (await ask(url, `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query = 'select pg_sleep(60)'`)).length, { timeout: 20_000 }).toBe(1)
  await refused
  expect((await portrait(url)).schemas).toEqual([])
  expect(readdirSync(dataFolder)).toEqual([])
})

test('a backup is broken off without a trace when the database goes away', async () => {
  const w = await testWorkspace({ work: false })
  const folder = emptyFolder()
  // a lock that the backup waits for
  const holder = new pg.Client({ connectionString: w.databaseUrl })
  await holder.connect()
  await holder.query('begin; lock table ws_test.contact in access exclusive mode')
  const refused = expect(writeBackup({ databaseUrl: w.databaseUrl, dataFolder: folder, secret }, join(folder, 'cut'))).rejects.toThrow(/went away.*No backup was written/)
  await expect.poll(async () => (await ask(w.databaseUrl, `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'hubung backup' and datname = current_database() and wait_event_type = 'Lock'`)).length, { timeout: 20_000 }).toBe(1)
  await refused
  await holder.end()
  expect(readdirSync(folder)).toEqual([])
})

test('a database that a Hubung uses is not restored into', async () => {
  const file = copyWith()
  const w = await testWorkspace({ work: false })
  await expect(restoreBackup({ databaseUrl: w.databaseUrl, dataFolder: emptyFolder() }, file, await checkBackup(file), { replace: true })).rejects.toThrow(/is running on this database/)
  expect((await w.admin.get('/session')).workspace.slug).toBe('test')
})

test('another program\'s schema of our name is left alone, by force too', async () => {
  const file = copyWith()
  const url = await emptyDatabase()
  await ask(url, 'create schema auth')
  await expect(restoreBackup({ databaseUrl: url, dataFolder: emptyFolder() }, file, await checkBackup(file), { replace: true })).rejects.toThrow(/auth of another program/)
  expect((await portrait(url)).schemas).toEqual(['auth'])
})

test('a backup is never written over a file, nor half', async () => {
  const w = await testWorkspace({ work: false })
  const folder = emptyFolder()
  const place = { databaseUrl: w.databaseUrl, dataFolder: folder, secret }
  writeFileSync(join(folder, 'kept'), 'kept')
  await expect(writeBackup(place, join(folder, 'kept'))).rejects.toThrow(/is there already/)
  await expect(writeBackup(place, join(folder, 'missing', 'one'))).rejects.toThrow(/cannot be written/)
  await expect(writeBackup(place, join(folder, 'kept', 'one'))).rejects.toThrow(/cannot be written/)
  const stop = new AbortController()
  const cut = writeBackup(place, join(folder, 'cut'), stop.signal)
  setTimeout(() => stop.abort(), 60)
  await expect(cut).rejects.toThrow()
  await expect(writeBackup({ ...place, databaseUrl: await emptyDatabase() }, join(folder, 'nothing'))).rejects.toThrow(/nothing to back up/)
  expect(filesIn(folder)).toEqual({ kept: Buffer.from('kept').toString('base64') })
})
