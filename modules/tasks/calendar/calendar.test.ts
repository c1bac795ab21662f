// The calendar feed through the front door.
import { expect, test } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../../../test/workspace.ts'

async function feedOf(w: TestWorkspace, role = 'sales') {
  const person = await w.person(role, { name: 'Sari' })
  await w.setClock('2027-01-04T08:00:00+07:00')
  const { secret } = await person.post('/session/calendar')
  const read = (headers: Record<string, string> = {}, which = secret) => fetch(`${w.url}/api/v1/calendar/${which}.ics`, { headers })
  const events = async () => (await (await read()).text()).replaceAll('\r\n ', '').split('BEGIN:VEVENT').slice(1)
  return { person, secret, read, events }
}

test('open tasks with a due date are events, with their version; done ones go after thirty days', async () => {
  const w = await testWorkspace()
  const { person, read, events } = await feedOf(w)
  const long = `Rapat; "anggaran", ${'sangat '.repeat(30)}panjang`
  const task = await person.create('task', { subject: long, description: 'satu\ndua', dueAt: '2027-01-05T10:00:00+07:00' })
  await person.create('task', { subject: 'Tanpa tanggal' })
  await w.admin.create('task', { subject: 'Bukan miliknya', dueAt: '2027-01-05T10:00:00+07:00' })
  const reply = await read()
  expect(reply.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  const text = await reply.text()
  expect(text.split('\r\n').every(line => Buffer.byteLength(line) <= 75)).toBe(true)
  const [event, ...others] = await events()
  expect(others).toEqual([])
  for (const line of [`UID:${task.id}@hubung`, 'SEQUENCE:1', 'DTSTART:20270105T030000Z', 'SUMMARY:Rapat\\; "anggaran"\\, sangat', 'DESCRIPTION:satu\\ndua']) expect(event).toContain(line)
  await person.update('task', task.id, { dueAt: '2027-01-06T10:00:00+07:00' })
  expect((await events())[0]).toMatch(/SEQUENCE:2[^]*DTSTART:20270106T030000Z/)
  await person.update('task', task.id, { status: 'done' })
  expect((await events())[0]).toContain('SUMMARY:✓ Rapat')
  await w.setClock('2027-02-05T08:00:00+07:00')
  expect(await events()).toEqual([])
})

test('what recurs is written out as far as the feed looks, each day with an id of its own', async () => {
  const w = await testWorkspace()
  const { person, events } = await feedOf(w)
  await person.create('task', { subject: 'Laporan', dueAt: '2027-01-05T06:00:00+07:00', recurrence: 'FREQ=WEEKLY;BYDAY=TU;COUNT=4' })
  await person.create('task', { subject: 'Cek', dueAt: '2027-01-05T06:00:00+07:00', recurrence: 'FREQ=DAILY' })
  const list = await events()
  const starts = (name: string) => list.filter(each => each.includes(`SUMMARY:${name}`)).map(each => /DTSTART:(\d+)/.exec(each)![1])
  expect(starts('Laporan')).toEqual(['20270104', '20270111', '20270118', '20270125'])
  expect(starts('Cek').length).toBeGreaterThan(390)
  expect(new Set(list.map(each => /UID:(\S+)/.exec(each)![1])).size).toBe(list.length)
})

test('an unchanged feed is not sent again; a new address ends the former, and an ended one is not found', async () => {
  const w = await testWorkspace()
  const { person, secret, read } = await feedOf(w)
  await person.create('task', { subject: 'Cek', dueAt: '2027-01-05T06:00:00+07:00' })
  const etag = (await read()).headers.get('etag')!
  expect((await read({ 'if-none-match': etag })).status).toBe(304)
  await person.create('task', { subject: 'Lagi', dueAt: '2027-01-05T06:00:00+07:00' })
  expect((await read({ 'if-none-match': etag })).status).toBe(200)
  const fresh = (await person.post('/session/calendar')).secret
  expect([(await read({}, secret)).status, (await read({}, fresh)).status]).toEqual([404, 200])
  await person.delete('/session/calendar')
  expect((await read({}, fresh)).status).toBe(404)
  expect(await person.get('/session/calendar')).toEqual({ createdAt: null })
})

test('her rights of now decide, and the database holds no secret', async () => {
  const w = await testWorkspace()
  const { person, secret, read, events } = await feedOf(w)
  await person.create('task', { subject: 'Rahasia', dueAt: '2027-01-05T06:00:00+07:00' })
  const { rows } = await w.app.database.pool.query(`select row_to_json(f)::text as text from ${w.schema}._calendar_feed f`)
  expect(rows[0].text).not.toContain(secret.split('.')[1].slice(12))
  await w.admin.patch('/roles/sales', { objects: { task: { read: 'all', create: true, update: 'all', delete: false, fields: { subject: 'hidden' } } } })
  expect((await events())[0]).toContain('SUMMARY:Tugas')
  await w.admin.patch(`/members/${person.member}`, { active: false })
  expect((await read()).status).toBe(404)
})

test('whoever guesses addresses is stopped', async () => {
  const w = await testWorkspace()
  const statuses: number[] = []
  for (let at = 0; at < 25; at++) statuses.push((await fetch(`${w.url}/api/v1/calendar/test.${'a'.repeat(40)}${100 + at}.ics`)).status)
  expect(statuses).toEqual([...Array(20).fill(404), ...Array(5).fill(429)])
})
