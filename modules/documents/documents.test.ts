// Documents through the front door: versions, who may see and change them on every path, categories and expiry.
import { expect, test } from 'vitest'
import type { Client } from '../../test/client.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

const pdf = (words: string) => `%PDF-1.7\n%âãÏÓ\n${words}`

async function bring(client: Client, name: string, content: string): Promise<{ id: string, type: string }> {
  const form = new FormData()
  form.append('file', new Blob([content], { type: 'application/pdf' }), name)
  return (await client.send('POST', '/files', form)).body
}

/** A seller who sees her own deals alone, whatever her role says of documents. */
async function seller(w: TestWorkspace, document: object, name = 'Rina'): Promise<Client> {
  const own = { read: 'own', create: true, update: 'own', delete: 'none' }
  const role = `seller${name}`
  await w.admin.post('/roles', { name: role, label: { en: name }, objects: { deal: own, document } })
  return w.person(role, { name })
}

const all = { read: 'all', create: true, update: 'all', delete: 'all' }

test('a contract is uploaded with a record, gets a second version, and is shown as PDF to whoever may see the record', async () => {
  const w = await testWorkspace()
  const [rina, dewi] = [await seller(w, all), await seller(w, { ...all, read: 'own' }, 'Dewi')]
  const deal = await rina.create('deal', { name: 'Birkin', owner: rina.member })
  const first = await bring(rina, 'Kontrak.pdf', pdf('satu'))
  const document = await rina.create('document', { name: 'Kontrak', category: 'contract', file: [first.id], about: { object: 'deal', id: deal.id } })
  const second = await bring(rina, 'Kontrak.pdf', pdf('dua'))
  const changed = await rina.update('document', document.id, { file: [first.id, second.id] })
  expect(changed.file).toMatchObject([{ id: second.id, name: 'Kontrak.pdf', type: 'application/pdf' }])
  expect((await rina.get(`/files/${second.id}/versions`)).data.map((each: any) => each.id)).toEqual([second.id, first.id])
  const shown = await rina.send('GET', `/files/${second.id}`)
  expect([shown.headers.get('content-type'), shown.headers.get('content-disposition')]).toEqual(['application/pdf', expect.stringMatching(/^inline/)])
  expect([shown.headers.get('x-frame-options'), shown.headers.get('content-security-policy')]).toEqual(['SAMEORIGIN', "frame-ancestors 'self'"])
  for (const path of [`/records/document/${document.id}`, `/files/${second.id}`, `/files/${first.id}`, `/files/${second.id}/versions`]) expect((await dewi.send('GET', path)).status, path).toBe(404)
  await w.admin.update('deal', deal.id, { owner: dewi.member })
  for (const path of [`/records/document/${document.id}`, `/files/${second.id}`, `/files/${first.id}`]) {
    expect((await dewi.send('GET', path)).status, path).toBe(200)
    expect((await rina.send('GET', path)).status, path).toBe(404)
  }
})

test('on no path is a document known to whoever may not see its record, though her role sees all documents', async () => {
  const w = await testWorkspace()
  const rina = await seller(w, all)
  const [mine, other] = [await rina.create('deal', { name: 'A', owner: rina.member }), await w.admin.create('deal', { name: 'B' })]
  const make = (name: string, about: object | null) => w.admin.create('document', { name, about })
  const [seen, hidden, free] = [await make('Rahasia satu', { object: 'deal', id: mine.id }), await make('Rahasia dua', { object: 'deal', id: other.id }), await make('Rahasia umum', null)]
  await w.settle()
  const visible = [seen.id, free.id].sort()
  expect((await rina.list('document')).data.map(each => each.id).sort()).toEqual(visible)
  expect((await rina.get('/records/document?count=true')).total).toBe(2)
  expect((await rina.get('/records/document/aggregate?measure=count')).data).toEqual([{ count: 2 }])
  expect((await rina.get('/search?q=rahasia')).data.map((each: any) => each.id).sort()).toEqual(visible)
  expect((await w.admin.get('/search?q=rahasia')).data).toHaveLength(3)
  expect((await rina.get('/events?object=document')).data.map((each: any) => each.record)).not.toContain(hidden.id)
  for (const [method, path, body] of [['GET', ''], ['GET', '/timeline'], ['PATCH', '', { name: 'X' }], ['DELETE', '']] as const) expect((await rina.send(method, `/records/document/${hidden.id}${path}`, body)).status, `${method} ${path}`).toBe(404)
  expect((await rina.send('POST', '/records/document', { name: 'X', about: { object: 'deal', id: other.id } })).status).toBe(422)
  expect((await rina.send('PATCH', `/records/document/${seen.id}`, { about: { object: 'deal', id: other.id } })).status).toBe(422)
  expect((await rina.send('PATCH', `/records/document/${seen.id}`, { name: 'Baru' })).status).toBe(200)
  await w.admin.patch('/roles/sellerRina', { objects: { deal: { read: 'own', create: true, update: 'none', delete: 'none' }, document: all } })
  expect((await rina.send('PATCH', `/records/document/${seen.id}`, { name: 'Lagi' })).status).toBe(403)
  await w.admin.remove('deal', mine.id)
  expect((await rina.send('GET', `/records/document/${seen.id}`)).status).toBe(404)
  await w.admin.patch('/roles/sellerRina', { objects: { deal: { read: 'all' }, document: { read: 'none', create: false, update: 'none', delete: 'none' } } })
  expect((await rina.send('GET', '/records/document')).status).toBe(404)
})

test('PLT-25: the list of documents filters by category and shows when they expire', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T10:00:00+07:00')
  const company = await w.admin.create('company', { name: 'PT Maju' })
  const days: [string, string, string | null][] = [['Sewa', 'contract', '2027-03-31'], ['Hari ini', 'invoice', '2027-03-01'], ['Jauh', 'contract', '2027-09-01'], ['Lewat', 'specification', '2027-02-28'], ['Tanpa', 'other', null]]
  for (const [name, category, validUntil] of days) await w.admin.create('document', { name, category, validUntil, about: { object: 'company', id: company.id } })
  for (const category of ['contract', 'invoice', 'specification', 'other']) {
    const { data } = await w.admin.list('document', { filter: { category: { eq: category } }, sort: 'validUntil' })
    expect(data.map(each => [each.name, each.validUntil])).toEqual(days.filter(each => each[1] === category).map(([name, , date]) => [name, date]))
  }
  const { data: views } = await w.admin.get('/views?object=document')
  expect(views.every((view: any) => view.columns.includes('category') && view.columns.includes('validUntil'))).toBe(true)
  const expiring = views.find((view: any) => view.label.en === 'Expires within 30 days')
  expect((await w.admin.list('document', { filter: expiring.filter, sort: expiring.sort })).data.map(each => each.name)).toEqual(['Hari ini', 'Sewa'])
  const related = await w.admin.list('document', { filter: { about: { company: { id: { eq: company.id } } } } })
  expect(related.data).toHaveLength(5)
})

test('what is about a record goes for good with it: it does not become everybody\'s when the bin is emptied', async () => {
  const w = await testWorkspace()
  const rina = await seller(w, all)
  const [gone, back] = [await w.admin.create('deal', { name: 'Batal' }), await w.admin.create('deal', { name: 'Kembali' })]
  const write = async (id: string) => {
    const about = { object: 'deal', id }
    const [document, note, task] = await Promise.all([['document', { name: 'Rahasia', about }], ['note', { body: 'Rahasia', about }], ['task', { subject: 'Telepon', about }]].map(([object, data]) => w.admin.create(object as string, data as object)))
    return { document: document.id, note: note.id, task: task.id }
  }
  const [lost, kept] = [await write(gone.id), await write(back.id)]
  for (const { id } of [gone, back]) await w.admin.remove('deal', id)
  const start = w.app.clock.now().getTime()
  await w.setClock(new Date(start + 59 * 86_400_000).toISOString())
  await w.settle()
  await w.admin.post(`/records/deal/${back.id}/restore`)
  expect((await w.admin.read('document', lost.document)).about).toEqual({ object: 'deal', id: gone.id })
  await w.setClock(new Date(start + 62 * 86_400_000).toISOString())
  await w.settle()
  for (const [client, object] of [[w.admin, 'document'], [w.admin, 'note'], [rina, 'document']] as const) {
    for (const bin of [false, true]) expect((await client.get(`/records/${object}?bin=${bin}`)).data.map((each: any) => each.id), `${object} ${bin}`).not.toContain(lost[object])
    expect((await client.get('/search?q=rahasia')).data.map((each: any) => each.id), object).not.toContain(lost[object])
  }
  expect([(await w.admin.read('document', kept.document)).about, (await w.admin.read('note', kept.note)).about]).toEqual([{ object: 'deal', id: back.id }, { object: 'deal', id: back.id }])
  // the work may still be to be done
  expect(await w.admin.read('task', lost.task)).toMatchObject({ subject: 'Telepon', about: null })
})

test('what was about records of a removed object lies in the bin for administrators alone', async () => {
  const w = await testWorkspace()
  const rina = await seller(w, { ...all, delete: 'all' })
  await w.admin.post('/objects', { name: 'visit', label: { en: 'Visit', id: 'Kunjungan' }, pluralLabel: { en: 'Visits', id: 'Kunjungan' } })
  const visit = await w.admin.create('visit', { name: 'Toko Abadi' })
  const about = { object: 'visit', id: visit.id }
  const [alive, binned] = [await w.admin.create('document', { name: 'Rahasia satu', about }), await w.admin.create('document', { name: 'Rahasia dua', about })]
  await w.admin.remove('document', binned.id)
  const free = await rina.create('document', { name: 'Rahasia umum' })
  await rina.remove('document', free.id)
  await w.admin.delete('/objects/visit')
  await w.settle()
  const bin = async (client: Client) => (await client.get('/records/document?bin=true')).data.map((each: any) => each.id).sort()
  expect(await bin(rina)).toEqual([free.id])
  expect(await bin(w.admin)).toEqual([alive.id, binned.id, free.id].sort())
  for (const { id } of [alive, binned]) {
    for (const [method, path] of [['GET', ''], ['GET', '/timeline'], ['POST', '/restore'], ['DELETE', '']]) expect((await rina.send(method, `/records/document/${id}${path}`)).status, `${method} ${path}`).toBe(404)
    expect((await rina.get(`/events?record=${id}`)).data).toEqual([])
    expect((await w.admin.get(`/events?record=${id}`)).data.length).toBeGreaterThan(0)
  }
  await rina.post(`/records/document/${free.id}/restore`)
  // an administrator who brings one back makes it one about nothing
  await w.admin.post(`/records/document/${alive.id}/restore`)
  expect((await rina.read('document', alive.id)).about).toBe(null)
  await rina.remove('document', alive.id)
  expect(await bin(rina)).toEqual([alive.id])
})
