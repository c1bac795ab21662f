// Presence through the front door: who is told that somebody looks at a record, in one process and in several.
import { tmpdir } from 'node:os'
import pino from 'pino'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { modules, templates } from '../../bin/modules.ts'
import type { Client } from '../../test/client.ts'
import { openLine, type RealtimeLine } from '../../test/realtime-line.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'
import { createApp } from '../app.ts'
import type { Settings } from '../settings.ts'

let w: TestWorkspace
let budi: Client
let citra: Client
let stranger: Client

beforeAll(async () => {
  w = await testWorkspace({ clock: 'wall' })
  await w.admin.post('/roles', { name: 'own', label: { en: 'Own' }, objects: { contact: { read: 'own', create: true, update: 'own', delete: false } } })
  budi = await w.person('administrator', { name: 'Budi' })
  citra = await w.person('administrator', { name: 'Citra' })
  stranger = await w.person('own', { name: 'Dewi' })
})
afterAll(() => w.close())

const headersOf = (client: Client) => (client as unknown as { headers: Record<string, string> }).headers
const lineOf = (client: Client, url = w.url) => openLine(url, { headers: { ...headersOf(client), origin: url } })
const topicOf = (id: string) => `presence:contact:${id}`
/** The next message that names exactly these. */
const seen = (line: RealtimeLine, members: (string | undefined)[]) => line.next(message => message.type === 'presence' && JSON.stringify(message.members) === JSON.stringify(members.toSorted()))
const toldOf = (line: RealtimeLine) => line.messages.filter(message => message.type === 'presence').flatMap(message => message.members)

test('two people on one record are told of each other, and of the leaving', async () => {
  const { id } = await w.admin.create('contact', { firstName: 'Sari' })
  const [one, two] = [lineOf(budi), lineOf(citra)]
  await one.subscribe([topicOf(id)])
  await seen(one, [])
  await two.subscribe([topicOf(id), 'records:contact'])
  expect(await seen(one, [citra.member])).toMatchObject({ topic: topicOf(id) })
  await seen(two, [budi.member])
  await two.subscribe(['records:contact'])
  await seen(one, [])
  await two.subscribe([topicOf(id)])
  await seen(one, [citra.member])
  two.close()
  await seen(one, [])
})

test('a second tab of one person counts once, and her own is not shown to her', async () => {
  const { id } = await w.admin.create('contact', { firstName: 'Sari' })
  const [watching, tab, other] = [lineOf(budi), lineOf(citra), lineOf(citra)]
  await watching.subscribe([topicOf(id)])
  await tab.subscribe([topicOf(id)])
  await other.subscribe([topicOf(id)])
  await seen(watching, [citra.member])
  await seen(other, [budi.member])
  tab.close()
  await tab.closed
  other.close()
  await seen(watching, [])
  expect(toldOf(watching)).toEqual([])
  expect(toldOf(other)).toEqual([])
})

test('who may not read the record is neither told nor shown, until she may, and no longer when she may not', async () => {
  const { id } = await w.admin.create('contact', { firstName: 'Sari' })
  const [one, hers, two] = [lineOf(budi), lineOf(stranger), lineOf(citra)]
  await hers.subscribe([topicOf(id)])
  await seen(hers, [])
  await one.subscribe([topicOf(id)])
  await two.subscribe([topicOf(id)])
  await seen(one, [citra.member])
  expect([...toldOf(hers), ...toldOf(one)]).toEqual([])
  await w.admin.patch('/roles/own', { objects: { contact: { read: 'all', create: true, update: 'own', delete: false } } })
  await seen(hers, [budi.member, citra.member])
  await seen(one, [citra.member, stranger.member])
  await w.admin.patch('/roles/own', { objects: { contact: { read: 'own', create: true, update: 'own', delete: false } } })
  await seen(hers, [])
  await seen(one, [citra.member])
})

test('a sharing rule shows those whom it lets read', async () => {
  const { id } = await w.admin.create('contact', { firstName: 'Terbagi', tags: ['shared'] })
  await w.admin.post('/sharing-rules', { label: { en: 'Shared' }, object: 'contact', filter: { tags: { hasAny: ['shared'] } }, to: { role: 'own' }, access: 'read' })
  const [one, hers] = [lineOf(budi), lineOf(stranger)]
  await one.subscribe([topicOf(id)])
  await hers.subscribe([topicOf(id)])
  await seen(hers, [budi.member])
  await seen(one, [stranger.member])
})

test('programs are told but not shown; what names no record is nobody\'s place', async () => {
  const { id } = await w.admin.create('contact', { firstName: 'Sari' })
  const [one, program] = [lineOf(budi), lineOf(w.admin)]
  await one.subscribe([topicOf(id), 'presence:contact:none', `presence:nothing:${id}`, 'presence:', `presence:contact:${id}:x`])
  await program.subscribe([topicOf(id)])
  await seen(program, [budi.member])
  expect(toldOf(one)).toEqual([])
})

test('people of another process are seen, and gone when it stops', async () => {
  const settings = { port: 0, host: '127.0.0.1', dataFolder: tmpdir(), url: '', secret: 'test-secret-test-secret-test-secret-test', clock: 'wall', role: 'all', production: false, logLevel: 'silent' } as Settings
  const app = await createApp({ settings, databaseUrl: w.databaseUrl, log: pino({ level: 'silent' }), modules, templates })
  let open = true
  const stop = async () => open && (open = false, await app.close())
  onTestFinished(async () => { await stop() })
  const url = await app.listen()
  const { id } = await w.admin.create('contact', { firstName: 'Sari' })
  const [here, there] = [lineOf(budi), lineOf(citra, url)]
  await here.subscribe([topicOf(id)])
  await seen(here, [])
  await there.subscribe([topicOf(id)])
  await seen(here, [citra.member])
  await seen(there, [budi.member])
  await stop()
  await seen(here, [])
})
