// Notices of workflows in the chat, and their way to outside chats, through the front door and the simulators.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSimulator, type Simulator } from '../../connectors/team-chat/simulator/peer.ts'
import type { Client } from '../../test/client.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'
import { stampOf } from './stamp.ts'

let w: TestWorkspace
let peer: Simulator
let budi: Client
beforeAll(async () => {
  w = await testWorkspace()
  peer = await startSimulator()
  await w.setClock('2027-03-01T14:30:00+07:00')
  await w.admin.post('/roles', { name: 'reader', label: { en: 'Reader' }, objects: { task: { read: 'all', create: true } } })
  budi = await w.person('reader', { name: 'Budi Santoso' })
})
afterAll(async () => {
  await peer.close()
  await w.close()
})

const workflow = (name: string, steps: object[]) => w.admin.post('/workflows', { name, object: 'deal', enabled: true, trigger: { type: 'record', on: ['created'] }, condition: { name: { startsWith: name } }, steps })
const messagesOf = async (client: Client, channel: string, query = '') => (await client.get(`/chat/channels/${channel}/messages${query}`)).data

test('MSG-04: a rule posts the same template for all with its time in WIB, and its link honours permission', async () => {
  const { id } = await w.admin.post('/chat/channels', { name: 'Transaksi', members: [budi.member] })
  await workflow('Menang', [{ id: 'tell', type: 'postToChannel', channel: '#transaksi', as: 'Penjualan', text: 'Transaksi {{ record.name }} oleh {{ record.contact.fullName }}' }])
  await w.admin.post('/records/deal/batch', { operations: Array.from({ length: 5 }, (_, at) => ({ op: 'create', data: { name: `Menang ${at}` } })) })
  await w.settle()
  const messages = await messagesOf(budi, id)
  expect(messages.map((each: any) => each.text).toSorted()).toEqual(Array.from({ length: 5 }, (_, at) => `Transaksi Menang ${at} oleh –`))
  for (const each of messages) {
    expect(each).toMatchObject({ bot: 'Penjualan', author: null, object: 'deal', stamp: '1 Mar 2027 14.30 WIB' })
    expect((await budi.send('GET', `/records/deal/${each.record}`)).status).toBe(404)
    expect((await w.admin.read('deal', each.record)).id).toBe(each.record)
  }
  const { data: [run] } = await w.admin.get(`/workflows/${(await w.admin.get('/workflows')).data[0].id}/runs`)
  expect((await w.admin.get(`/workflow-runs/${run.id}`)).steps[0]).toMatchObject({ status: 'completed', warnings: [{ code: 'workflow.missing' }], output: { messages: [expect.any(String)] } })
  const moment = new Date('2027-03-01T07:30:00Z')
  expect(['Asia/Makassar', 'Asia/Jayapura'].map(timeZone => stampOf(moment, { timeZone, locale: 'en' }))).toEqual(['1 Mar 2027 15:30 WITA', '1 Mar 2027 16:30 WIT'])
})

test('a rule reaches persons, a role, a thread about the record; what names nothing fails the run', async () => {
  await workflow('Orang', [
    { id: 'a', type: 'postToChannel', channel: '@Budi Santoso', text: 'Halo', link: '/sales' }, { id: 'b', type: 'postToChannel', channel: 'role:reader', text: 'Halo peran' },
    { id: 'c', type: 'postToChannel', channel: 'Transaksi', thread: '{{ record.id }}', text: 'mulai' }, { id: 'd', type: 'postToChannel', channel: 'Transaksi', thread: '{{ record.id }}', text: 'lanjut' },
    { id: 'e', type: 'postToChannel', channel: 'tidak ada', text: 'x' },
  ])
  const deal = await w.admin.create('deal', { name: 'Orang 1' })
  await w.settle()
  const conversation = (await budi.get('/chat/channels')).data.find((each: any) => each.kind === 'direct')
  expect(conversation).toMatchObject({ name: 'Hubung', people: [budi.member], unread: 2 })
  expect(await messagesOf(budi, conversation.id)).toMatchObject([{ text: 'Halo peran', record: deal.id }, { text: 'Halo', link: '/sales', record: null }])
  const { id } = (await budi.get('/chat/channels')).data.find((each: any) => each.name === 'Transaksi')
  const [head] = await messagesOf(budi, id)
  expect(head).toMatchObject({ text: 'mulai', replies: 1 })
  expect(await messagesOf(budi, id, `?thread=${head.id}`)).toMatchObject([{ text: 'lanjut' }])
  const failed = (await w.admin.get('/workflows')).data.find((each: any) => each.name === 'Orang')
  const { data: [run] } = await w.admin.get(`/workflows/${failed.id}/runs`)
  expect((await w.admin.get(`/workflow-runs/${run.id}`))).toMatchObject({ status: 'failed', error: { code: 'chat.noChannel' } })
})

test('MSG-01: a rule posts to a channel inside and, through its webhook, to an outside chat, in order and escaped', async () => {
  const { id } = await w.admin.post('/chat/channels', { name: 'Luar' })
  const connect = (body: object) => w.admin.send('PUT', `/chat/channels/${id}/outside`, { connector: 'slack', address: peer.slackAddress, ...body })
  expect((await connect({})).status).toBe(422)
  expect((await connect({ connector: 'cliq', address: 'https://example.com/x', allowPrivate: true })).status).toBe(422)
  const { body } = await connect({ allowPrivate: true })
  expect(JSON.stringify(body)).not.toContain('secret')
  peer.moods.push('tooFast', 'down')
  await workflow('Luar', [{ id: 'a', type: 'postToChannel', channel: 'Luar', as: 'Bot', text: 'Deal <b>{{ record.name }}</b> & co' }])
  await w.admin.create('deal', { name: 'Luar 1' })
  await w.admin.post(`/chat/channels/${id}/messages`, { text: 'hanya di dalam' })
  await w.settle()
  await w.admin.create('deal', { name: 'Luar 2' })
  await w.settle()
  const log = () => w.admin.get(`/chat/channels/${id}/outside/deliveries`)
  await expect.poll(async () => (await log()).data.at(-1)).toMatchObject({ attempts: 2, state: 'waiting', status: 503 })
  expect(await w.admin.get(`/chat/channels/${id}/outside`)).toMatchObject({ failures: 1, restUntil: expect.any(String) })
  await w.admin.post(`/chat/channels/${id}/outside/resume`)
  await expect.poll(() => peer.got.map(each => each.body.text)).toEqual([1, 2].map(at => `Deal &lt;b&gt;Luar ${at}&lt;/b&gt; &amp; co\n1 Mar 2027 14.30 WIB`))
  expect(peer.got[0].body.username).toBe('Bot')
  await expect.poll(async () => (await log()).data.map((each: any) => `${each.state} ${each.status}`)).toEqual(['delivered 200', 'delivered 200'])
  expect((await log()).data[1].attempts).toBe(3)
  // what was cut off may have arrived: it is shown, and sent again only by hand
  peer.moods.push('cutOff', 'archived')
  await connect({ allowPrivate: true, posts: 'all' })
  const said = await w.admin.post(`/chat/channels/${id}/messages`, { text: 'putus' })
  await w.admin.post(`/chat/channels/${id}/messages`, { text: 'ditolak' })
  await expect.poll(async () => (await log()).data.slice(0, 2).map((each: any) => `${each.state} ${each.error}`)).toEqual(['failed channel_is_archived', 'unknown ECONNRESET'])
  expect((await w.admin.get(`/chat/channels/${id}/outside`))).toMatchObject({ posts: 'all', failures: 2 })
  const { data: [, cut] } = await log()
  expect(cut.message).toBe(said.id)
  await w.admin.post(`/chat/channels/${id}/outside/deliveries/${cut.id}/redeliver`)
  await expect.poll(() => peer.got.at(-1)!.body.text).toBe('putus')
})

test('Zoho Cliq gets its own form, 204 is taken', async () => {
  const { id } = await w.admin.post('/chat/channels', { name: 'Cliq' })
  await w.admin.put(`/chat/channels/${id}/outside`, { connector: 'cliq', address: peer.cliqAddress, allowPrivate: true, posts: 'all' })
  await w.admin.post(`/chat/channels/${id}/messages`, { text: 'a'.repeat(9000) })
  await expect.poll(async () => (await w.admin.get(`/chat/channels/${id}/outside/deliveries`)).data[0]?.status).toBe(204)
  const { path, body } = peer.got.at(-1)!
  expect(path).toContain('zapikey=1001.secret')
  expect([[...body.text].length, body.text.at(-1), body.bot.name.length > 0]).toEqual([3800, '…', true])
})

test('a refusal that holds what PostgreSQL cannot keep is a refusal all the same, and what follows goes out', async () => {
  const { id } = await w.admin.post('/chat/channels', { name: 'Kacau' })
  await w.admin.put(`/chat/channels/${id}/outside`, { connector: 'slack', address: peer.slackAddress, allowPrivate: true, posts: 'all' })
  peer.moods.push('garbled')
  for (const text of ['satu', 'dua']) await w.admin.post(`/chat/channels/${id}/messages`, { text })
  await expect.poll(async () => (await w.admin.get(`/chat/channels/${id}/outside/deliveries`)).data.map((each: any) => `${each.state} ${each.error}`)).toEqual(['delivered null', 'failed badword'])
})
