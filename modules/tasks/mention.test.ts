// Mentions in notes and tasks through the front door: who is told, once, and only of what she may read.
import { expect, test } from 'vitest'
import type { Client } from '../../test/client.ts'
import { importFile } from '../../test/import-file.ts'
import { testWorkspace } from '../../test/workspace.ts'

const told = async (client: Client) => (await client.get('/notifications')).data.map(({ title, body, link }: any) => ({ title, body, link }))
const all = { read: 'all', create: true, update: 'all', delete: 'all' }

test('whom a note names is told of it once, in her language, with the record that it is about', async () => {
  const w = await testWorkspace()
  const rina = await w.person('administrator', { name: 'Rina Putri' })
  const other = await w.person('administrator', { name: 'Rina' })
  const deal = await w.admin.create('deal', { name: 'Birkin' })
  const about = { object: 'deal', id: deal.id }
  const note = await other.create('note', { body: 'Tolong cek @rina putri, bukan @Rina. Surel: x@Rina Putri', about })
  expect(await told(rina)).toEqual([{ title: 'Rina menyebut Anda: Birkin', body: note.body, link: `/o/deal/${deal.id}` }])
  // nobody is told that she names herself, nor a second time
  expect(await told(other)).toEqual([])
  await other.update('note', note.id, { body: 'Lagi: @Rina Putri' })
  await other.update('note', note.id, { body: 'Tanpa nama' })
  await other.update('note', note.id, { body: '@Rina Putri' })
  expect(await told(rina)).toHaveLength(1)
  await rina.create('task', { subject: 'Telepon', description: 'dengan @Rina', about })
  expect(await told(other)).toEqual([{ title: 'Rina Putri menyebut Anda: Birkin', body: 'dengan @Rina', link: `/o/deal/${deal.id}` }])
})

test('two of one name are both told, one of them by her address', async () => {
  const w = await testWorkspace()
  const [one, two] = [await w.person('administrator', { name: 'Budi' }), await w.person('administrator', { name: 'Budi' })]
  const { email } = (await w.admin.get('/members')).data.find((member: any) => member.id === two.member)
  await w.admin.create('note', { body: 'Halo @Budi!' })
  await w.admin.create('note', { body: `Halo @${email}.` })
  expect([(await told(one)).length, (await told(two)).length]).toEqual([1, 2])
})

test('whoever may not read the note hears nothing, whoever may not read its record nothing of that', async () => {
  const w = await testWorkspace()
  await w.admin.post('/roles', { name: 'notes', label: { en: 'Notes' }, objects: { note: all, deal: { read: 'own', create: false, update: 'none', delete: 'none' } } })
  await w.admin.post('/roles', { name: 'none', label: { en: 'None' }, objects: { note: { read: 'none', create: false, update: 'none', delete: 'none' }, deal: all } })
  await w.admin.post('/roles', { name: 'blind', label: { en: 'Blind' }, objects: { note: { ...all, fields: { body: 'hidden' } }, deal: all } })
  const [half, nothing, blind] = [await w.person('notes', { name: 'Sari' }), await w.person('none', { name: 'Dewi' }), await w.person('blind', { name: 'Tono' })]
  const deal = await w.admin.create('deal', { name: 'Rahasia' })
  const note = await w.admin.create('note', { body: '@Sari @Dewi @Tono', about: { object: 'deal', id: deal.id } })
  expect((await told(half)).map(({ title, link }: any) => [/Rahasia/.test(title), link])).toEqual([[false, `/o/note/${note.id}`]])
  expect([await told(nothing), await told(blind)]).toEqual([[], []])
})

test('what is imported was said long ago', async () => {
  const w = await testWorkspace()
  const rina = await w.person('administrator', { name: 'Rina' })
  const { created } = await importFile(w.admin, { object: 'note', mapping: { Body: 'body' } }, 'Body\nHalo @Rina\n')
  expect([created, await told(rina)]).toEqual([1, []])
})

test('many notes of one write tell each, and a sign at the place where a text is cut is not halved', async () => {
  const w = await testWorkspace()
  const rina = await w.person('administrator', { name: 'Rina' })
  const deals = await Promise.all(['Satu', 'Dua'].map(name => w.admin.create('deal', { name })))
  const long = `@Rina ${'x'.repeat(293)}😀`
  const operations = [...deals.map(({ id }) => ({ op: 'create', data: { body: '@Rina', about: { object: 'deal', id } } })), { op: 'create', data: { body: long } }]
  await w.admin.post('/records/note/batch', { operations })
  const notices = await told(rina)
  expect(notices.map(({ title }: any) => title.split(': ')[1] ?? null).sort()).toEqual(['Dua', 'Satu', null].sort())
  expect(notices.find(({ body }: any) => body.length > 10).body).toBe(long.slice(0, 299))
})
