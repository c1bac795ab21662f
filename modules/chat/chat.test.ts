// Team chat through the front door: who sees and says what, what is unread, who is told, and what becomes of a message.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '../../test/client.ts'
import { openLine } from '../../test/realtime-line.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

let w: TestWorkspace
let sari: Client
let budi: Client
let citra: Client
beforeAll(async () => {
  w = await testWorkspace()
  sari = await w.person('administrator', { name: 'Sari Dewi' })
  budi = await w.person('sales', { name: 'Budi Santoso' })
  citra = await w.person('sales', { name: 'Citra' })
})
afterAll(() => w.close())

const headersOf = (client: Client) => (client as unknown as { headers: Record<string, string> }).headers
const lineOf = async (client: Client) => {
  const line = openLine(w.url, { headers: headersOf(client) })
  await line.subscribe(['records:_chat'])
  return line
}
const textsIn = async (client: Client, channel: string, query = '') => (await client.get(`/chat/channels/${channel}/messages${query}`)).data.map((each: any) => each.text)
const notified = async (client: Client) => (await client.get('/notifications')).data.map((each: any) => each.title)
const say = (client: Client, channel: string, text: string, more: object = {}) => client.post(`/chat/channels/${channel}/messages`, { text, ...more })
const statusOf = async (client: Client, method: string, path: string, body?: object) => (await client.send(method, path, body)).status

test('teams have channels and conversations, and a message becomes a task, once, each knowing the other', async () => {
  const sales = await budi.post('/chat/channels', { name: '#Penjualan', topic: 'Harian', members: [citra.member] })
  expect(sales).toMatchObject({ name: 'Penjualan', kind: 'public', members: 2, joined: true, unread: 0 })
  const message = await say(budi, sales.id, `Tolong telepon Bu Rina <@${citra.member}>\nsebelum jam 3`)
  const direct = await budi.post('/chat/direct', { members: [citra.member] })
  expect((await citra.post('/chat/direct', { members: [budi.member] })).id).toBe(direct.id)
  const { task, made } = await citra.post(`/chat/messages/${message.id}/task`, { dueAt: '2027-01-04T15:00:00+07:00' })
  expect(made).toBe(true)
  expect(await citra.post(`/chat/messages/${message.id}/task`)).toEqual({ task, made: false })
  expect(await citra.read('task', task)).toMatchObject({ subject: 'Tolong telepon Bu Rina @Citra', owner: citra.member, description: expect.stringContaining(`/chat/${sales.id}?message=${message.id}`) })
  expect((await citra.get(`/chat/messages/${message.id}`)).task).toBe(task)
  expect((await budi.get(`/chat/tasks/${task}`)).data.map((each: any) => each.id)).toEqual([message.id])
  expect((await citra.post(`/chat/messages/${message.id}/task`, { again: true })).made).toBe(true)
})

test('a private channel and a conversation are not there for others, administrators neither', async () => {
  const secret = await budi.post('/chat/channels', { name: 'Gaji', kind: 'private', members: [citra.member] })
  const direct = await budi.post('/chat/direct', { members: [citra.member] })
  const said = await say(budi, secret.id, 'rahasia besar')
  const line = await lineOf(sari)
  const hers = await lineOf(citra)
  const told = await say(budi, direct.id, `rahasia kecil <@${sari.member}>`)
  expect((await hers.next(each => each.event?.message === told.id)).event).toMatchObject({ object: '_chat', id: direct.id, kind: 'posted' })
  for (const [method, path, body] of [
    ['GET', `/chat/channels/${secret.id}`], ['GET', `/chat/channels/${direct.id}/messages`], ['POST', `/chat/channels/${secret.id}/messages`, { text: 'x' }], ['POST', `/chat/channels/${secret.id}/members`, {}],
    ['PATCH', `/chat/channels/${secret.id}`, { archived: true }], ['GET', `/chat/messages/${said.id}`], ['PATCH', `/chat/messages/${said.id}`, { text: 'x' }], ['DELETE', `/chat/messages/${said.id}`],
    ['POST', `/chat/messages/${said.id}/task`, {}], ['POST', `/chat/messages/${said.id}/ask`, { member: budi.member }], ['POST', `/chat/messages/${said.id}/reactions`, { sign: '👍' }], ['GET', `/chat/channels/${secret.id}/outside`],
    ['POST', `/chat/channels/${secret.id}/read`, { seq: 1 }],
  ] as const) expect(await statusOf(sari, method, path, body), `${method} ${path}`).toBe(404)
  expect((await sari.get('/chat/search?q=rahasia')).data).toEqual([])
  expect((await citra.get('/chat/search?q=rahas')).data.map((each: any) => each.text)).toEqual([`rahasia kecil <@${sari.member}>`, 'rahasia besar'])
  const found = await say(budi, (await budi.post('/chat/channels', { name: 'Cari' })).id, `<semua> lihat https://contoh.id/DO-2026-0001 <@${citra.member}>`)
  for (const q of ['semua', 'contoh', 'do-2026-0001', '0001 lih']) expect((await sari.get(`/chat/search?q=${encodeURIComponent(q)}`)).data.map((each: any) => each.id), q).toEqual([found.id])
  expect((await sari.get('/chat/channels?all=true')).data.map((each: any) => each.id)).not.toContain(secret.id)
  expect(await notified(sari)).toEqual([])
  expect((await sari.get('/events?limit=200')).data.filter((each: any) => each.object === '_chat')).toEqual([])
  // a name that is taken in private is free to others
  expect(await statusOf(sari, 'POST', '/chat/channels', { name: 'gaji' })).toBe(201)
  expect(await statusOf(sari, 'POST', '/chat/channels', { name: 'GAJI' })).toBe(409)
  const open = await budi.post('/chat/channels', { name: 'Terbuka' })
  await line.next(each => each.event?.id === open.id)
  expect(line.messages.filter(each => [secret.id, direct.id].includes(each.event?.id))).toEqual([])
  // whoever was taken out sees nothing any more
  await budi.delete(`/chat/channels/${secret.id}/members/${citra.member}`)
  expect(await statusOf(citra, 'GET', `/chat/channels/${secret.id}/messages`)).toBe(404)
})

test('what is unread is counted by place; a page goes both ways; a thread counts for itself', async () => {
  const { id } = await budi.post('/chat/channels', { name: 'Gudang', members: [citra.member] })
  const said = []
  for (const text of ['satu', 'dua', 'tiga', 'empat']) said.push(await say(budi, id, text))
  expect(said.map(each => each.seq)).toEqual([1, 2, 3, 4])
  const unread = async (client: Client) => (await client.get('/chat/unread')).channels.find((each: any) => each.channel === id)?.unread ?? 0
  expect([await unread(citra), await unread(budi)]).toEqual([4, 0])
  const page = await citra.get(`/chat/channels/${id}/messages?limit=3`)
  expect([page.data.map((each: any) => each.text), page.page.next]).toEqual([['empat', 'tiga', 'dua'], '2'])
  expect(await textsIn(citra, id, `?before=${page.page.next}`)).toEqual(['satu'])
  expect(await textsIn(citra, id, '?after=2')).toEqual(['empat', 'tiga'])
  await citra.post(`/chat/channels/${id}/read`, { seq: 3 })
  await citra.post(`/chat/channels/${id}/read`, { seq: 1 })
  expect(await unread(citra)).toBe(1)
  await say(citra, id, 'jawab', { thread: said[0].id })
  await say(budi, id, 'lagi', { thread: said[0].id })
  expect(await textsIn(citra, id, `?thread=${said[0].id}`)).toEqual(['lagi', 'jawab'])
  expect(await textsIn(citra, id)).toEqual(['empat', 'tiga', 'dua', 'satu'])
  expect(await citra.get(`/chat/messages/${said[0].id}`)).toMatchObject({ replies: 2 })
  expect(await notified(budi)).toContain('Citra membalas di #Gudang')
  expect(await statusOf(citra, 'POST', `/chat/channels/${id}/messages`, { text: 'x', thread: (await citra.get(`/chat/channels/${id}/messages?thread=${said[0].id}`)).data[0].id })).toBe(422)
  // members who write at once get places one after the other
  await Promise.all(Array.from({ length: 12 }, (_, at) => say(at % 2 ? budi : citra, id, `serentak ${at}`)))
  expect((await citra.get(`/chat/channels/${id}/messages?limit=12`)).data.map((each: any) => each.seq)).toEqual(Array.from({ length: 12 }, (_, at) => 16 - at))
})

test('a mention tells each member once, in her language; who has muted the channel hears nothing; edits and deletions show', async () => {
  const { id } = await budi.post('/chat/channels', { name: 'Umum', members: [citra.member] })
  const before = (await notified(citra)).length
  const message = await say(budi, id, `<@${citra.member}> dan lagi <@${citra.member}>, @channel`)
  expect((await notified(citra)).slice(0, 1)).toEqual(['Budi Santoso menyebut Anda di #Umum'])
  await budi.patch(`/chat/messages/${message.id}`, { text: `<@${citra.member}> <@${sari.member}> halo` })
  expect((await notified(citra)).length).toBe(before + 1)
  expect(await notified(sari)).toEqual(['Budi Santoso menyebut Anda di #Umum'])
  await citra.patch(`/chat/channels/${id}/members/${citra.member}`, { muted: true })
  await say(budi, id, `<@${citra.member}>`)
  expect((await notified(citra)).length).toBe(before + 1)
  expect(await statusOf(citra, 'PATCH', `/chat/messages/${message.id}`, { text: 'x' })).toBe(403)
  expect(await citra.post(`/chat/messages/${message.id}/reactions`, { sign: '👍' })).toMatchObject({ reactions: { '👍': [citra.member] }, editedAt: expect.any(String) })
  expect(await citra.post(`/chat/messages/${message.id}/reactions`, { sign: '👍', on: false })).toMatchObject({ reactions: {} })
  await budi.delete(`/chat/messages/${message.id}`)
  expect(await citra.get(`/chat/messages/${message.id}`)).toMatchObject({ text: '', deletedAt: expect.any(String) })
  expect((await citra.get('/chat/search?q=halo')).data).toEqual([])
  await budi.patch(`/chat/channels/${id}`, { archived: true })
  expect(await statusOf(citra, 'POST', `/chat/channels/${id}/messages`, { text: 'x' })).toBe(409)
})

test('a file of a message is seen by who may read the message, and hung up by who brought it', async () => {
  const { id } = await budi.post('/chat/channels', { name: 'Berkas', kind: 'private' })
  const form = new FormData()
  form.set('file', new Blob(['isi']), 'nota.txt')
  const { body: file } = await budi.send('POST', '/files', form)
  expect(await statusOf(citra, 'GET', `/files/${file.id}`)).toBe(404)
  await budi.post(`/chat/channels/${id}/members`, { members: [citra.member] })
  const message = await say(budi, id, '', { files: [file.id] })
  expect(message.files).toEqual([{ id: file.id, name: 'nota.txt', size: 3, type: expect.any(String) }])
  expect([await statusOf(citra, 'GET', `/files/${file.id}`), await statusOf(sari, 'GET', `/files/${file.id}`)]).toEqual([200, 404])
  expect(await statusOf(citra, 'POST', `/chat/channels/${id}/messages`, { files: [file.id] })).toBe(422)
  await budi.delete(`/chat/messages/${message.id}`)
  expect(await statusOf(citra, 'GET', `/files/${file.id}`)).toBe(404)
})

test('MSG-25: an unanswered question to a colleague is asked again, then told to her supervisor; an answer ends it', async () => {
  await w.admin.patch(`/members/${citra.member}`, { manager: sari.member })
  await w.setClock('2027-03-01T09:00:00+07:00')
  const { id } = await budi.post('/chat/channels', { name: 'Tanya', members: [citra.member] })
  const [left, answered, signed, done] = [await say(budi, id, 'Harga dealer?'), await say(budi, id, 'Stok?'), await say(budi, id, 'Alamat?'), await say(budi, id, 'Kirim contoh?')]
  const { task } = await budi.post(`/chat/messages/${done.id}/task`, { owner: citra.member })
  for (const each of [left, answered, signed, done]) await budi.post(`/chat/messages/${each.id}/ask`, { member: citra.member, hours: 4 })
  const since = async (client: Client) => (await client.get('/notifications?limit=20')).data.filter((each: any) => each.createdAt >= '2027-03-01T02:00').map((each: any) => `${each.title}: ${each.body}`)
  expect(await since(citra)).toHaveLength(4)
  await w.setClock('2027-03-01T12:59:00+07:00')
  await say(citra, id, '12 unit', { thread: answered.id })
  await citra.post(`/chat/messages/${signed.id}/reactions`, { sign: '👍' })
  await w.admin.update('task', task, { status: 'done' })
  await w.settle()
  expect(await since(citra)).toHaveLength(4)
  await w.setClock('2027-03-01T13:00:00+07:00')
  await w.settle()
  expect((await since(citra)).slice(0, 1)).toEqual(['Masih menunggu jawaban Anda: Budi Santoso: Harga dealer?'])
  expect(await since(sari)).toEqual([])
  await w.setClock('2027-03-01T17:00:00+07:00')
  await w.settle()
  expect(await since(sari)).toEqual(['Citra belum menjawab Budi Santoso: Harga dealer?'])
  expect((await since(budi)).map((each: string) => each.split(':')[0])).toContain('Citra belum menjawab; Sari Dewi sudah diberi tahu')
  expect((await budi.get(`/chat/messages/${left.id}`)).ask).toMatchObject({ state: 'escalated', supervisor: sari.member })
  expect((await budi.get(`/chat/messages/${answered.id}`)).ask.state).toBe('answered')
  expect((await budi.get(`/chat/messages/${done.id}`)).ask.state).toBe('answered')
  expect((await since(citra))).toHaveLength(5)
  await citra.post(`/chat/messages/${left.id}/answered`)
  expect((await budi.get(`/chat/messages/${left.id}`)).ask.state).toBe('answered')
})

test('a deactivated member reads nothing and is no longer spoken to', async () => {
  const dian = await w.person('sales', { name: 'Dian' })
  const { id } = await budi.post('/chat/channels', { name: 'Keluar', members: [dian.member] })
  await w.admin.patch(`/members/${dian.member}`, { active: false })
  expect(await statusOf(dian, 'GET', `/chat/channels/${id}/messages`)).toBe(401)
  expect(await statusOf(budi, 'POST', '/chat/direct', { members: [dian.member] })).toBe(422)
})

test('a text is cut between its signs: what is told, asked and made of a message that has 😀 where the line ends is there, and so are notices', async () => {
  const { id } = await budi.post('/chat/channels', { name: 'Senyum', members: [citra.member] })
  const message = await say(budi, id, `<@${citra.member}>${'x'.repeat(299 - '@Citra'.length)}😀 akhir`)
  const told = (await citra.get('/notifications')).data[0]
  expect([told.link, told.body]).toEqual([`/chat/${id}?message=${message.id}`, `@Citra${'x'.repeat(293)}`])
  const { task } = await budi.post(`/chat/messages/${message.id}/task`)
  expect((await budi.read('task', task)).subject).toBe(`@Citra${'x'.repeat(293)}`)
  await budi.post(`/chat/messages/${message.id}/ask`, { member: citra.member })
  expect((await citra.get('/notifications')).data[0].body).toBe(`@Citra${'x'.repeat(293)}`)
  const flow = await w.admin.post('/workflows', { name: 'Kabar', object: 'task', trigger: { type: 'record', on: ['created'] }, steps: [{ type: 'notify', to: citra.member, title: '{{ record.description }}' }, { type: 'postToChannel', channel: 'Senyum', as: `${'z'.repeat(79)}😀`, text: 'ada' }] })
  await w.admin.create('task', { subject: 'Panjang', description: `${'n'.repeat(499)}😀 akhir` })
  await w.settle()
  await w.admin.patch(`/workflows/${flow.id}`, { enabled: false })
  expect((await w.admin.get(`/workflows/${flow.id}/runs`)).data.map((run: any) => run.status)).toEqual(['completed'])
  expect(await notified(citra)).toContain('n'.repeat(499))
})

test('an answer that is edited leads whom it names into its thread, and tells those in the thread nothing anew', async () => {
  const { id } = await budi.post('/chat/channels', { name: 'Utas', members: [citra.member, sari.member] })
  const head = await say(sari, id, 'awal')
  const answer = await say(budi, id, 'jawab', { thread: head.id })
  const before = (await notified(sari)).length
  await budi.patch(`/chat/messages/${answer.id}`, { text: `jawab <@${citra.member}>` })
  expect((await citra.get('/notifications')).data[0].link).toBe(`/chat/${id}?message=${head.id}&thread=${head.id}`)
  expect((await notified(sari)).length).toBe(before)
})

test('a message whose task is in the bin becomes a task anew', async () => {
  const { id } = await budi.post('/chat/channels', { name: 'Ulang' })
  const message = await say(budi, id, 'Kirim katalog')
  const { task } = await budi.post(`/chat/messages/${message.id}/task`)
  await budi.remove('task', task)
  expect((await budi.get(`/chat/messages/${message.id}`)).task).toBe(null)
  const again = await budi.post(`/chat/messages/${message.id}/task`)
  expect([again.made, (await budi.get(`/chat/messages/${message.id}`)).task]).toEqual([true, again.task])
})
