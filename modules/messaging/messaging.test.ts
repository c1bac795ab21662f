// Messages to customers: what they read, when, and what happens where they cannot be written to. A simulator stands in for the channel.
import { expect, test } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

const contactData = { firstName: 'Siti', lastName: 'Rahma', salutation: 'Ibu', phone: '+6281234567890', language: 'id', messageConsent: true }

async function onDeals(w: TestWorkspace, step: object, more: object = {}): Promise<string> {
  return (await w.admin.post('/workflows', { name: 'Write', object: 'deal', trigger: { type: 'record', on: ['created'] }, steps: [{ id: 'tell', type: 'sendMessage', ...step }, { id: 'after', type: 'addTag', tag: 'after' }], ...more })).id
}

async function runsOf(w: TestWorkspace, workflow: string): Promise<any[]> {
  await w.settle()
  const { data } = await w.admin.get(`/workflows/${workflow}/runs`)
  return Promise.all(data.toReversed().map((run: { id: string }) => w.admin.get(`/workflow-runs/${run.id}`)))
}

const kept = async (w: TestWorkspace) => (await w.admin.get('/development/messages')).data.toReversed()
const messages = async (w: TestWorkspace, contact: string) => (await w.admin.get(`/messages?contact=${contact}`)).data

const text = {
  id: 'Halo {{ contact.salutation | default: "" }} {{ contact.firstName }}, {{ record.amount }} untuk {{ record.name }} pada {{ now }} ({{ now | date: "%H.%M %Z" }}, {{ record.closingDate | date: "%-d %B" }})',
  en: 'Hello {{ contact.firstName }}, {{ record.amount }} for {{ record.name }} at {{ now }} ({{ now | date: "%H:%M %Z" }}, {{ record.closingDate | date: "%-d %B" }})',
}

test('LOC-02, MSG-09: the contact\'s language, clock and money pick the text; a dry run shows it in both and sends nothing', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T10:00:00+07:00')
  const id = await onDeals(w, { text })
  const siti = await w.admin.create('contact', contactData)
  const john = await w.admin.create('contact', { firstName: 'John', phone: '+6281234567891', language: 'en', timeZone: 'Asia/Jayapura', messageConsent: true })
  const dry = async (contact: string) => (await w.admin.post('/workflows/dry-run', { workflow: { name: 'x', object: 'contact', trigger: { type: 'record' }, steps: [{ type: 'sendMessage', text: { id: 'Halo {{ record.firstName }}', en: 'Hello {{ record.firstName }}' } }] }, recordId: contact })).data[0].steps[0].output
  expect(await dry(john.id)).toMatchObject({ to: 'John', channel: 'whatsapp', language: 'en', text: 'Hello John', texts: { id: 'Halo John', en: 'Hello John' } })
  expect(await kept(w)).toEqual([])
  await w.admin.create('deal', { name: 'Jam', amount: 3_500_000, contact: siti.id, closingDate: '2027-08-21' })
  await w.settle()
  await w.admin.create('deal', { name: 'Watch', amount: 3_500_000, contact: john.id, closingDate: '2027-08-21' })
  await w.settle()
  expect((await kept(w)).map((each: any) => [each.channel, each.to, each.language, each.text])).toEqual([
    ['whatsapp', '+6281234567890', 'id', 'Halo Ibu Siti, Rp 3.500.000 untuk Jam pada 1 Mar 2027 10.00 WIB (10.00 WIB, 21 Agustus)'],
    ['whatsapp', '+6281234567891', 'en', 'Hello John, Rp 3,500,000 for Watch at 1 Mar 2027 12:00 WIT (12:00 WIT, 21 August)'],
  ])
  const [message] = await messages(w, siti.id)
  expect(message).toMatchObject({ status: 'sent', direction: 'out', channel: 'whatsapp', sentAt: '2027-03-01T03:00:00.000Z', error: null })
  const [run] = await runsOf(w, id)
  expect(run).toMatchObject({ status: 'completed', steps: [{ status: 'completed', output: { message: message.id } }, { status: 'completed' }] })
  for (const [object, record] of [['contact', siti.id], ['deal', message.record]]) {
    expect((await w.admin.get(`/records/${object}/${record}/timeline?types=message`)).data).toMatchObject([{ type: 'message', text: message.text, status: 'sent' }])
  }
  // who may not read the contact hears nothing of her messages
  const role = { name: 'dealsOnly', label: { en: 'Deals only' }, objects: { deal: { read: 'all', create: true, update: 'all', delete: false } } }
  await w.admin.post('/roles', role)
  const stranger = await w.key('dealsOnly')
  expect((await stranger.send('GET', `/messages?contact=${siti.id}`)).status).toBe(404)
  expect((await stranger.get(`/records/deal/${message.record}/timeline?types=message`)).data).toEqual([])
})

test('MSG-08: a gap, a missing number, no consent: nothing is sent, the run says why and the owner is told', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T10:00:00+07:00')
  const budi = await w.person('sales')
  const gap = await onDeals(w, { text: 'Voucher {{ record.lostReason }}' })
  const willing = await w.admin.create('contact', contactData)
  const deal = await w.admin.create('deal', { name: 'Jam', contact: willing.id, owner: budi.member })
  let [run] = await runsOf(w, gap)
  expect(run).toMatchObject({ status: 'failed', error: { code: 'workflow.missingValue', step: 'tell', message: expect.stringContaining('record.lostReason') } })
  expect(await kept(w)).toEqual([])
  expect(await messages(w, willing.id)).toMatchObject([{ status: 'failed', text: null, error: { code: 'workflow.missingValue' } }])
  const { data: notices } = await budi.get('/notifications')
  expect(notices).toMatchObject([{ title: expect.stringContaining('Siti Rahma'), body: expect.stringContaining('record.lostReason'), link: `/o/deal/${deal.id}` }])
  // filled in, the same message goes out, once
  await w.admin.update('deal', deal.id, { lostReason: 'V-77' })
  await w.admin.post(`/workflow-runs/${run.id}/retry`)
  ;[run] = await runsOf(w, gap)
  expect(run.status).toBe('completed')
  expect((await kept(w)).map((each: any) => each.text)).toEqual(['Voucher V-77'])
  await w.admin.delete(`/workflows/${gap}`)

  const plain = await onDeals(w, { text: 'Halo', ifNoConsent: 'fail' })
  const skips = await onDeals(w, { text: 'Halo' })
  const silent = await w.admin.create('contact', { firstName: 'Diam', phone: '+6281234567892' })
  const numberless = await w.admin.create('contact', { firstName: 'Nomor', messageConsent: true })
  await w.admin.create('deal', { name: 'A', contact: silent.id })
  await w.admin.create('deal', { name: 'B', contact: numberless.id })
  await w.admin.create('deal', { name: 'C' })
  const codes = (runs: any[]) => runs.map(each => [each.status, each.error?.code])
  expect(codes(await runsOf(w, plain)).toSorted()).toEqual([['failed', 'message.noAddress'], ['failed', 'message.noConsent'], ['failed', 'message.noContact']])
  const skipped = (await runsOf(w, skips)).find(each => each.status === 'completed')
  expect(skipped).toMatchObject({ steps: [{ output: { skipped: 'noConsent' }, warnings: [{ code: 'message.noConsent' }] }, { status: 'completed' }] })
  expect((await kept(w)).length).toBe(1)
  const refused = async (step: object, object = 'deal') => (await w.admin.send('POST', '/workflows', { name: 'x', object, trigger: { type: 'record' }, steps: [{ type: 'sendMessage', ...step }] })).body.errors?.map((fault: any) => `${fault.path} ${fault.code}`)
  expect(await refused({ text: 'x', channel: 'pigeon' })).toEqual(['steps[0].channel message.noChannel'])
  expect(await refused({ text: 'x' }, 'product')).toEqual(['steps[0].to value.required'])
  expect(await refused({ text: {} })).toEqual(['steps[0].text value.required'])
  expect(await refused({ text: { id: '{{ contact.none }}' } })).toEqual(['steps[0].text.id workflow.unknownName'])
})

test('AUT-39: what is due at 02:00 waits until 08:00 by the contact\'s clock and says so; it ends with its run, and goes by what is true then', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-02T02:00:00+07:00')
  const id = await onDeals(w, { text: 'Halo {{ contact.firstName }}' }, { condition: { stage: { ne: 'lost' } } })
  const people = await Promise.all(['Timur', 'Batal', 'Berubah', 'Kalah'].map((firstName, at) => w.admin.create('contact', { ...contactData, firstName, phone: `+628123456780${at}`, timeZone: 'Asia/Jayapura' })))
  const deals = await Promise.all(people.map(({ id: contact }, at) => w.admin.create('deal', { name: `Jam ${at}`, contact })))
  const runs = await runsOf(w, id)
  const runOf = (at: number, list = runs) => list.find(run => run.record === deals[at].id)
  expect(runs.map(run => [run.status, run.steps[0].status])).toEqual(people.map(() => ['waiting', 'waiting']))
  // 02:00 in Jakarta is 04:00 in Jayapura, whose 08:00 is 06:00 in Jakarta
  expect(runOf(0).steps[0].warnings).toMatchObject([{ code: 'message.quietHours', message: expect.stringContaining('2 Mar 2027 08.00 WIT') }])
  expect((await messages(w, people[0].id))[0]).toMatchObject({ status: 'waiting', dueAt: '2027-03-01T23:00:00.000Z', sentAt: null })
  expect((await w.admin.get('/workflows/upcoming')).data).toMatchObject(people.map(() => ({ kind: 'wait', dueAt: '2027-03-01T23:00:00.000Z' })))
  await w.admin.post(`/workflow-runs/${runOf(1).id}/cancel`)
  expect((await messages(w, people[1].id))[0].status).toBe('cancelled')
  await w.admin.update('contact', people[2].id, { firstName: 'Baru' })
  await w.admin.update('deal', deals[3].id, { stage: 'lost', lostReason: 'Harga' })
  await w.setClock('2027-03-02T05:59:59+07:00')
  await w.settle()
  expect(await kept(w)).toEqual([])
  await w.setClock('2027-03-02T06:00:00+07:00')
  const after = await runsOf(w, id)
  expect((await kept(w)).map((each: any) => each.text).toSorted()).toEqual(['Halo Baru', 'Halo Timur'])
  expect(runOf(0, after)).toMatchObject({ status: 'completed', steps: [{ status: 'completed', warnings: [{ code: 'message.waited' }] }, { status: 'completed' }] })
  expect(runOf(3, after)).toMatchObject({ status: 'cancelled', reason: 'condition' })
  expect((await messages(w, people[3].id))[0].status).toBe('cancelled')
  expect((await messages(w, people[0].id))[0]).toMatchObject({ status: 'sent', sentAt: '2027-03-01T23:00:00.000Z' })

  // Sundays are free, holidays too: Saturday evening's message goes out on Tuesday
  const hours = { from: '08:00', to: '20:00', days: { 7: null, 6: { from: '09:00', to: '13:00' } }, onHolidays: false }
  expect(await w.admin.put('/sending-hours', hours)).toEqual(hours)
  expect((await w.admin.send('PUT', '/sending-hours', { from: '20:00', to: '08:00' })).body.errors).toMatchObject([{ path: 'from', code: 'message.hours' }])
  await w.admin.put('/holidays', { holidays: [{ date: '2027-03-08', name: { en: 'Day', id: 'Hari' } }] })
  await w.setClock('2027-03-06T13:00:00+09:00')
  await w.admin.create('deal', { name: 'Sabtu', contact: people[0].id })
  await w.settle()
  expect((await messages(w, people[0].id))[0]).toMatchObject({ status: 'waiting', dueAt: '2027-03-08T23:00:00.000Z' })
})

test('a contact whose zone is no name of a clock is written to by the workspace\'s', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-02T02:00:00+07:00')
  const { options } = (await w.admin.get('/objects/contact')).fields.find((field: any) => field.name === 'timeZone')
  await w.admin.patch('/objects/contact/fields/timeZone', { options: [...options, { value: 'WIB', label: { en: 'West', id: 'Barat' } }] })
  const id = await onDeals(w, { text: 'Halo {{ now | date: "%H.%M" }}' })
  const { id: contact } = await w.admin.create('contact', { ...contactData, timeZone: 'WIB' })
  await w.admin.create('deal', { name: 'Jam', contact })
  expect((await runsOf(w, id)).map(run => run.status)).toEqual(['waiting'])
  expect((await messages(w, contact))[0]).toMatchObject({ status: 'waiting', dueAt: '2027-03-02T01:00:00.000Z' })
  await w.setClock('2027-03-02T08:00:00+07:00')
  await w.settle()
  expect((await kept(w)).map((each: any) => each.text)).toEqual(['Halo 08.00'])
})

test('a busy or broken peer is asked again after 1, 5, 30, 120 and 720 minutes; what it refuses fails, what is cut off is in doubt and a person\'s to decide', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T10:00:00+07:00')
  const siti = await w.admin.create('contact', contactData)
  const outcome = async (text: string) => {
    const id = await onDeals(w, { text })
    await w.admin.create('deal', { name: 'Jam', contact: siti.id })
    const [run] = await runsOf(w, id)
    await w.admin.patch(`/workflows/${id}`, { enabled: run.status === 'waiting' })
    return { id, run, message: (await messages(w, siti.id))[0] }
  }
  const busy = await outcome('[down] Halo')
  const rests: number[] = []
  let { run } = busy
  for (let tries = 1; tries <= 5; tries++) {
    rests.push(Math.round((Date.parse(run.steps[0].nextAt) - Date.parse(run.steps[0].startedAt)) / 60_000))
    await w.admin.post(`/workflow-runs/${run.id}/retry`)
    ;[run] = await runsOf(w, busy.id)
  }
  expect(rests).toEqual([1, 5, 30, 120, 720])
  expect(run).toMatchObject({ status: 'failed', error: { code: 'message.down' }, steps: [{ attempt: 6 }] })
  expect(new Set((await kept(w)).map((each: any) => each.key)).size).toBe(1)
  expect((await messages(w, siti.id))[0]).toMatchObject({ status: 'failed', error: { code: 'message.down' } })
  await w.admin.patch(`/workflows/${busy.id}`, { enabled: false })
  const again = await outcome('[busy 1] Halo')
  expect([again.run.status, again.run.steps[0].error.code, again.message.status]).toEqual(['waiting', 'message.busy', 'queued'])
  await w.admin.post(`/workflow-runs/${again.run.id}/retry`)
  expect((await runsOf(w, again.id))[0].status).toBe('completed')
  await w.admin.patch(`/workflows/${again.id}`, { enabled: false })
  const refused = await outcome('[refused] Halo')
  expect([refused.run.status, refused.run.error.code, refused.message.status]).toEqual(['failed', 'message.refused', 'failed'])
  const cut = await outcome('[cut 1] Halo')
  expect([cut.run.status, cut.run.steps[0].status, cut.message]).toEqual(['failed', 'unknown', expect.objectContaining({ status: 'unknown', error: expect.objectContaining({ code: 'outside.unknown' }) })])
  await w.admin.patch(`/workflows/${cut.id}`, { enabled: true })
  expect((await w.admin.send('POST', `/workflow-runs/${cut.run.id}/retry`, {})).body.code).toBe('workflow.unknownSend')
  await w.admin.post(`/workflow-runs/${cut.run.id}/retry`, { unknown: 'again' })
  expect((await runsOf(w, cut.id))[0].status).toBe('completed')
  expect((await messages(w, siti.id))[0].status).toBe('sent')
  expect((await kept(w)).filter((each: any) => each.text === '[cut 1] Halo').map((each: any) => each.answer)).toEqual(['cut', 'taken'])
})

test('a greeting that is a day late is missed, where a task would still be made', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T10:00:00+07:00')
  const dated = (steps: object[]) => w.admin.post('/workflows', { name: 'Dated', object: 'deal', trigger: { type: 'date', field: 'closingDate', at: '09:00' }, steps })
  const [greets, tags] = [await dated([{ type: 'if', condition: { name: { empty: false } }, then: [{ type: 'sendMessage', text: 'Halo' }] }]), await dated([{ type: 'addTag', tag: 'x' }])]
  const siti = await w.admin.create('contact', contactData)
  await w.admin.create('deal', { name: 'Jam', contact: siti.id, closingDate: '2027-02-27' })
  expect((await runsOf(w, greets.id)).map(run => run.status)).toEqual(['missed'])
  expect((await runsOf(w, tags.id)).map(run => run.status)).toEqual(['completed'])
})
