// Undoing an import: created records go to the bin, changed ones get their values of before, what was changed since is left.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '../../../test/client.ts'
import { importFile, sendImport } from '../../../test/import-file.ts'
import { testWorkspace, type TestWorkspace } from '../../../test/workspace.ts'

let w: TestWorkspace

beforeAll(async () => { w = await testWorkspace() })
afterAll(() => w.close())

async function undone(client: Client, id: string): Promise<any> {
  expect((await client.send('POST', `/imports/${id}/undo`)).status).toBe(202)
  for (;;) {
    const { undo } = await client.get(`/imports/${id}`)
    if (undo.status !== 'running') return undo
    await new Promise(done => setTimeout(done, 20))
  }
}

const upsert = { object: 'contact', mode: 'upsert', matchOn: ['email'] }
const tagged = async (lastName: string) => (await w.admin.list('contact', { filter: { lastName: { eq: lastName } }, sort: 'firstName' })).data

test('created and changed records, and the companies made on the way; once, however often it is asked', async () => {
  const old = await w.admin.create('contact', { firstName: 'Lama', lastName: 'Awal', email: 'lama@example.com', occupation: 'Guru' })
  const rows = Array.from({ length: 800 }, (_, at) => `B${at},Batal,b${at}@example.com,,PT Batal ${at % 3}`)
  const done = await importFile(w.admin, upsert, `firstName,lastName,email,phone,company\nBaru,Ganti,lama@example.com,081234567890,\nLagi,Ganti,lama@example.com,,\n${rows.join('\n')}`)
  expect(done).toMatchObject({ created: 800, updated: 2, undo: null })
  const undo = await undone(w.admin, done.id)
  // 800 contacts, three companies, and one contact that two rows changed
  expect(undo).toMatchObject({ status: 'completed', undone: 804, left: 0, leftUrl: null, error: null })
  expect(await w.admin.read('contact', old.id)).toMatchObject({ firstName: 'Lama', lastName: 'Awal', phone: null, occupation: 'Guru', fullName: 'Lama Awal' })
  expect(await tagged('Batal')).toEqual([])
  expect((await w.admin.list('contact', { filter: { lastName: { eq: 'Batal' } }, bin: true, count: 'true', limit: 1 })).total).toBe(800)
  expect((await w.admin.list('company', { filter: { name: { startsWith: 'PT Batal' } } })).data).toEqual([])
  const { version } = await w.admin.read('contact', old.id)
  expect(await undone(w.admin, done.id)).toMatchObject({ undone: 804 })
  await w.settle()
  expect((await w.admin.read('contact', old.id)).version).toBe(version)
})

test('records changed since are left and listed', async () => {
  await w.admin.create('contact', { firstName: 'Satu', lastName: 'Sejak', email: 'satu@example.com' })
  const done = await importFile(w.admin, upsert, 'firstName,lastName,email\nSatuX,Sejak,satu@example.com\nDua,Sejak,dua@example.com\nTiga,Sejak,tiga@example.com')
  const [dua, satu] = await tagged('Sejak')
  await w.admin.update('contact', dua.id, { occupation: 'Dokter' })
  await w.admin.update('contact', satu.id, { occupation: 'Dokter' })
  expect(await undone(w.admin, done.id)).toMatchObject({ status: 'completed', undone: 1, left: 2 })
  expect((await tagged('Sejak')).map((each: any) => each.firstName)).toEqual(['Dua', 'SatuX'])
  const first = await w.admin.get(`/imports/${done.id}/left?limit=1`)
  const second = await w.admin.get(`/imports/${done.id}/left?limit=1&after=${first.page.next}`)
  expect([...first.data, ...second.data].map((each: any) => each.record).sort()).toEqual([dua.id, satu.id].sort())
  expect(first.data[0]).toMatchObject({ object: 'contact', code: 'import.changedSince' })
  expect(second.page.next).toBeNull()
})

test('within the rights of the one who undoes', async () => {
  await w.admin.post('/roles', { name: 'entry', label: { en: 'Entry' }, objects: { contact: { read: 'own', create: true, update: 'own', delete: 'none' } } })
  const entry = await w.key('entry')
  const done = await importFile(entry, { object: 'contact' }, 'firstName,lastName\nA,Hak\nB,Hak')
  expect(await undone(entry, done.id)).toMatchObject({ undone: 0, left: 2 })
  expect((await entry.get(`/imports/${done.id}/left`)).data[0].code).toBe('permission.denied')
  expect(await tagged('Hak')).toHaveLength(2)
  const other = await w.key('entry')
  for (const [method, path] of [['POST', 'undo'], ['GET', 'left']] as const) expect((await other.send(method, `/imports/${done.id}/${path}`)).status).toBe(404)
})

test('a trial has nothing to undo, a running import is not undone', async () => {
  const trial = await importFile(w.admin, { object: 'contact', dryRun: true }, 'firstName\nX')
  expect((await w.admin.send('POST', `/imports/${trial.id}/undo`)).body.code).toBe('import.nothingWritten')
  const { id } = (await sendImport(w.admin, { object: 'contact' }, `firstName,lastName\n${Array.from({ length: 20_000 }, (_, at) => `N${at},Jalan`).join('\n')}`)).body
  expect((await w.admin.send('POST', `/imports/${id}/undo`)).body.code).toBe('import.stillRunning')
  await w.admin.post(`/imports/${id}/cancel`)
  const { created } = await w.admin.get(`/imports/${id}`)
  expect(await undone(w.admin, id)).toMatchObject({ status: 'completed', undone: created, left: 0 })
  expect(await tagged('Jalan')).toEqual([])
})
