// Approvals that workflows ask for: the run waits for the outcome, through time, links in mails, and processes that die.
import { afterAll, beforeAll, expect, test } from 'vitest'
import pg from 'pg'
import { Client } from '../../test/client.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

let w: TestWorkspace
let rep: Client
let boss: Client
let chief: Client

beforeAll(async () => {
  w = await testWorkspace()
  rep = await w.person('sales', { name: 'Budi' })
  boss = await w.person('manager', { name: 'Citra' })
  chief = await w.person('manager', { name: 'Eka' })
  await w.admin.patch(`/members/${rep.member}`, { manager: boss.member })
  // after the sign-ins: months of schedules come due with it
  await w.setClock('2027-03-01T10:00:00+07:00')
  await w.admin.patch(`/members/${boss.member}`, { manager: chief.member })
})
afterAll(() => w.close())

async function runsOf(workflow: string): Promise<any[]> {
  await w.settle()
  const { data } = await w.admin.get(`/workflows/${workflow}/runs?limit=500`)
  return data
}

const stepOf = async (run: string) => (await w.admin.get(`/workflow-runs/${run}`)).steps.find((step: any) => step.type === 'requestApproval')
const pendingOf = async (client: Client) => (await client.get('/approvals?mine=true&limit=500')).data
const deals = (more: object, then: object[], condition?: object) => ({ name: 'Setuju', object: 'deal', trigger: { type: 'record', on: ['created', 'updated'], changed: ['amount'] }, ...condition && { condition }, steps: [{ id: 'ask', type: 'requestApproval', title: 'Diskon {{ record.name }}', ...more }, ...then] })

test('APR-06: a discount above the limit locks the quote until it is decided; one within it goes through', async () => {
  await w.admin.post('/objects', { name: 'priceQuote', label: { en: 'Quote', id: 'Penawaran' }, fields: [{ name: 'name', type: 'text', label: { en: 'Name' }, required: true }, { name: 'discount', type: 'percent', label: { en: 'Discount' } }, { name: 'state', type: 'text', label: { en: 'State' } }] })
  const { id } = await w.admin.post('/workflows', { name: 'Batas diskon', object: 'priceQuote', trigger: { type: 'record', on: ['created', 'updated'], changed: ['discount'], reenrol: 'every' }, condition: { discount: { gt: 10 } },
    steps: [{ id: 'ask', type: 'requestApproval', title: 'Diskon {{ record.discount }}% untuk {{ record.name }}', approvers: [{ to: boss.member }] },
      { id: 'yes', type: 'updateRecord', if: { 'steps.ask.outcome': { eq: 'approved' } }, data: { state: 'approved' } },
      { id: 'no', type: 'updateRecord', if: { 'steps.ask.outcome': { eq: 'rejected' } }, data: { state: 'no: {{ steps.ask.comment }}', discount: 10 } }] })
  const [small, large] = [await rep.create('priceQuote', { name: 'Kecil', discount: 10 }), await rep.create('priceQuote', { name: 'Besar', discount: 25 })]
  const [run] = await runsOf(id)
  expect([run.record, run.status]).toEqual([large.id, 'waiting'])
  expect((await rep.update('priceQuote', small.id, { state: 'sent' })).state).toBe('sent')
  const refused = await rep.send('PATCH', `/records/priceQuote/${large.id}`, { discount: 5 })
  expect([refused.status, refused.body.code]).toEqual([409, 'approval.locked'])
  const [request] = await pendingOf(boss)
  expect(request).toMatchObject({ title: 'Diskon 25% untuk Besar', requester: { name: 'Budi' }, recordTitle: 'Besar', mine: true })
  await boss.post(`/approvals/${request.id}/reject`, { comment: 'Terlalu besar' })
  await w.settle()
  expect(await rep.read('priceQuote', large.id)).toMatchObject({ state: 'no: Terlalu besar', discount: 10 })
  expect((await stepOf(run.id)).output).toMatchObject({ outcome: 'rejected', by: boss.member, comment: 'Terlalu besar' })
})

test('APR-09: a commission is paid out only when two people have approved it', async () => {
  await w.admin.post('/objects', { name: 'payout', label: { en: 'Payout', id: 'Pencairan' }, fields: [{ name: 'name', type: 'text', label: { en: 'Name' }, required: true }, { name: 'amount', type: 'currency', label: { en: 'Amount' } }, { name: 'state', type: 'text', label: { en: 'State' } }] })
  await w.admin.post('/workflows', { name: 'Komisi', object: 'payout', trigger: { type: 'record', on: ['created'] }, steps: [
    { id: 'ask', type: 'requestApproval', title: 'Komisi {{ record.amount }}', approvers: [{ to: 'role:manager' }, { to: 'role:manager' }] },
    { id: 'pay', type: 'updateRecord', if: { 'steps.ask.outcome': { eq: 'approved' } }, data: { state: 'paid' } }] })
  const { id: record } = await w.admin.create('payout', { name: 'Mei', amount: 12_500_000, owner: rep.member })
  await w.settle()
  const [{ id, title }] = await pendingOf(boss)
  expect(title).toMatch(/^Komisi Rp\s?12\.500\.000$/)
  await boss.post(`/approvals/${id}/approve`)
  await w.settle()
  // her own second yes is none
  expect((await boss.send('POST', `/approvals/${id}/approve`, {})).status).toBe(409)
  expect((await rep.read('payout', record)).state).toBeNull()
  await chief.post(`/approvals/${id}/approve`)
  await w.settle()
  expect((await rep.read('payout', record)).state).toBe('paid')
})

test('APR-08: a question that the manager does not answer in time falls back to its rule', async () => {
  const { id } = await w.admin.post('/workflows', { name: 'Promo', object: 'deal', trigger: { type: 'button', label: { en: 'Ask for the promo', id: 'Tanya promo' } },
    steps: [{ id: 'ask', type: 'requestApproval', title: 'Promo untuk {{ record.name }}?', approvers: [{ to: 'manager' }], lock: false, expireAfter: { hours: 2, outcome: 'approved' } }, { id: 'go', type: 'addTag', if: { 'steps.ask.outcome': { eq: 'approved' } }, tag: 'promo' }] })
  const deal = await rep.create('deal', { name: 'Tas' })
  await rep.post(`/workflow-buttons/${id}/press`, { ids: [deal.id] })
  await w.settle()
  expect(await pendingOf(boss)).toMatchObject([{ title: 'Promo untuk Tas?', locks: false }])
  expect((await rep.update('deal', deal.id, { amount: 3 })).amount.amount).toBe(3)
  await w.setClock('2027-03-01T12:00:00+07:00')
  await w.settle()
  expect((await rep.read('deal', deal.id)).tags).toEqual(['promo'])
  expect(await pendingOf(boss)).toEqual([])
})

test('APR-04: after so many hours the approvers are reminded, then the next one decides, at last it ends', async () => {
  const { id } = await w.admin.post('/workflows', deals({ approvers: [{ to: boss.member }], remindAfter: { hours: 4 }, escalateAfter: { hours: 10 }, expireAfter: { hours: 48, outcome: 'rejected' } }, [{ id: 'late', type: 'addTag', tag: '{{ steps.ask.outcome }}' }]))
  const [one, two] = [await rep.create('deal', { name: 'Satu', amount: 1 }), await rep.create('deal', { name: 'Dua', amount: 2 })]
  await w.settle()
  const titles = async (client: Client) => (await client.get('/notifications')).data.map((each: any) => each.title).sort()
  expect(await titles(boss)).toEqual(expect.arrayContaining(['Mohon persetujuan: Diskon Dua', 'Mohon persetujuan: Diskon Satu']))
  await w.setClock('2027-03-01T16:00:00+07:00')
  await w.settle()
  expect(await titles(boss)).toContain('Masih menunggu Anda: Diskon Satu')
  expect(await pendingOf(chief)).toEqual([])
  await w.setClock('2027-03-01T22:00:00+07:00')
  await w.settle()
  expect((await pendingOf(chief)).map((each: any) => each.title).sort()).toEqual(['Diskon Dua', 'Diskon Satu'])
  await chief.post(`/approvals/${(await pendingOf(chief)).find((each: any) => each.record === one.id).id}/approve`)
  await w.settle()
  expect((await rep.read('deal', one.id)).tags).toEqual(['approved'])
  await w.setClock('2027-03-03T12:00:00+07:00')
  await w.settle()
  expect((await rep.read('deal', two.id)).tags).toEqual(['rejected'])
  expect((await runsOf(id)).map(run => run.status)).toEqual(['completed', 'completed'])
  expect(await titles(rep)).toEqual(expect.arrayContaining(['Ditolak: Diskon Dua', 'Disetujui: Diskon Satu']))
  expect(await pendingOf(boss)).toEqual([])
  await w.admin.delete(`/workflows/${id}`)
})

async function linkFor(title: string): Promise<string> {
  await w.settle()
  const { data } = await w.admin.get('/development/mailbox')
  return /\/approve\/([\w-]+)/.exec(data.find((each: any) => each.subject.includes(title)).text)![1]
}

test('APR-03: a signed link of a mail decides without signing in, once; looking at it changes nothing', async () => {
  await w.admin.post('/roles', { name: 'narrow', label: { en: 'Narrow' }, objects: { deal: { read: 'all', fields: { amount: 'hidden' } } } })
  const outside = new Client(w.url)
  const ask = async (approvers: object[]) => rep.post('/approvals', { object: 'deal', recordId: (await rep.create('deal', { name: 'Tas', amount: 9, lostReason: 'mahal' })).id, title: `Link ${approvers.length}`, approvers })
  const { id } = await ask([{ to: boss.member }, { to: chief.member }])
  const token = await linkFor('Link 2')
  for (let time = 0; time < 3; time++) expect(await outside.get(`/approval-links/${token}`)).toMatchObject({ title: 'Link 2', requester: 'Budi', approver: 'Citra', record: { title: 'Tas', lines: expect.arrayContaining([expect.objectContaining({ text: 'mahal' })]) } })
  expect((await rep.get(`/approvals/${id}`)).seats).toMatchObject([{ decision: null }])
  expect(await outside.post(`/approval-links/${token}`, { decision: 'approved', comment: 'Lewat surel' })).toEqual({ decision: 'approved' })
  expect((await rep.get(`/approvals/${id}`)).seats[0]).toMatchObject({ decision: 'approved', comment: 'Lewat surel', member: { name: 'Citra' } })
  expect((await outside.send('POST', `/approval-links/${token}`, { decision: 'rejected' })).status).toBe(404)
  expect((await outside.send('GET', `/approval-links/${token}`)).status).toBe(404)
  expect((await outside.send('POST', `/approval-links/${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, { decision: 'rejected' })).status).toBe(404)
  // the other approver's link is hers, and ends with the request
  await w.settle()
  const { data: mails } = await w.admin.get('/development/mailbox')
  const hers = mails.flatMap((mail: any) => /\/approve\/([\w-]+)/.exec(mail.text)?.[1] ?? []).find((each: string) => each !== token)!
  expect((await outside.get(`/approval-links/${hers}`)).approver).toBe('Eka')
  await rep.post(`/approvals/${id}/withdraw`)
  expect((await outside.send('POST', `/approval-links/${hers}`, { decision: 'approved' })).status).toBe(404)
  const narrow = await w.person('narrow', { name: 'Gita' })
  await ask([{ to: narrow.member }])
  const shown = await outside.get(`/approval-links/${await linkFor('Link 1')}`)
  expect(shown.record.lines.map((line: any) => line.text).join()).not.toMatch(/9/)
  await w.setClock('2027-03-18T10:00:00+07:00')
  expect((await outside.send('GET', `/approval-links/${await linkFor('Link 1')}`)).status).toBe(404)
})

test('APR-03: the message in the approver\'s chat carries the link of her mail; whichever is used first has used it', async () => {
  const { id: record } = await rep.create('deal', { name: 'Jam', amount: 9 })
  const { id } = await rep.post('/approvals', { object: 'deal', recordId: record, title: 'Obrolan', approvers: [{ to: boss.member }] })
  const token = await linkFor('Obrolan')
  const conversation = (await boss.get('/chat/channels')).data.find((each: any) => each.kind === 'direct')
  const asked = (await boss.get(`/chat/channels/${conversation.id}/messages`)).data.filter((each: any) => each.text.includes('Obrolan'))
  expect(asked).toMatchObject([{ bot: 'Hubung', text: 'Budi meminta keputusan Anda: *Obrolan*', link: `/approve/${token}`, object: 'deal', record }])
  // nobody else reads it, administrators neither
  for (const other of [chief, w.admin]) expect((await other.send('GET', `/chat/channels/${conversation.id}/messages`)).status).toBe(404)
  const outside = new Client(w.url)
  await outside.post(`/approval-links/${token}`, { decision: 'rejected', comment: 'Lewat obrolan' })
  expect(await rep.get(`/approvals/${id}`)).toMatchObject({ state: 'rejected', comment: 'Lewat obrolan' })
  expect((await outside.send('POST', `/approval-links/${token}`, { decision: 'approved' })).status).toBe(404)
})

test('five hundred are asked for at once; a run that is cancelled takes its request along and frees the record', async () => {
  const { id } = await w.admin.post('/workflows', deals({ approvers: [{ to: boss.member }] }, [{ id: 'done', type: 'addTag', tag: '{{ steps.ask.outcome }}' }]))
  const { results } = await w.admin.post('/records/deal/batch', { atomic: false, operations: Array.from({ length: 500 }, (_, at) => ({ op: 'create', data: { name: `D${at}`, amount: at + 1 } })) })
  expect((await runsOf(id)).every(run => run.status === 'waiting')).toBe(true)
  const pending = await pendingOf(boss)
  expect(pending).toHaveLength(500)
  // asked for that much at once she gets a mail for all of it
  const { data: mails } = await w.admin.get('/development/mailbox')
  expect(mails.filter((mail: any) => /^\d+ keputusan menunggu/.test(mail.subject))).toHaveLength(5)
  const conversation = (await boss.get('/chat/channels')).data.find((each: any) => each.kind === 'direct')
  const { data: told } = await boss.get(`/chat/channels/${conversation.id}/messages`)
  expect(told.filter((each: any) => /^\d+ keputusan menunggu/.test(each.text)).map((each: any) => each.link)).toEqual(Array(5).fill('/approvals'))
  const [first, cancelled] = pending
  const runs = await runsOf(id)
  await w.admin.post(`/workflow-runs/${runs.find(run => run.record === cancelled.record).id}/cancel`)
  expect((await boss.get(`/approvals/${cancelled.id}`)).state).toBe('withdrawn')
  expect((await w.admin.update('deal', cancelled.record, { amount: 7000 })).amount.amount).toBe(7000)
  await boss.post(`/approvals/${first.id}/approve`)
  await w.settle()
  expect((await w.admin.read('deal', first.record)).tags).toEqual(['approved'])
  expect(results).toHaveLength(500)
  await w.admin.delete(`/workflows/${id}`)
  expect(await pendingOf(boss)).toEqual([])
})

test('the decision and the waking are one: what dies between them has done neither', async () => {
  const { id: flow } = await w.admin.post('/workflows', deals({ approvers: [{ to: boss.member }] }, [{ id: 'done', type: 'addTag', tag: '{{ steps.ask.outcome }}' }]))
  const deal = await rep.create('deal', { name: 'Tas', amount: 1 })
  await w.settle()
  const [{ id }] = await pendingOf(boss)
  const database = new pg.Client({ connectionString: w.databaseUrl })
  await database.connect()
  // whoever wakes the run breaks off, as if the process had died there
  await database.query(`create function ws_test.die() returns trigger language plpgsql as $$ begin raise exception 'died'; end $$; create trigger die before update on ws_test._workflow_run for each row when (new.status = 'queued') execute function ws_test.die()`)
  expect((await boss.send('POST', `/approvals/${id}/approve`, {})).status).toBe(500)
  expect(await boss.get(`/approvals/${id}`)).toMatchObject({ state: 'pending', mine: true })
  expect((await rep.send('PATCH', `/records/deal/${deal.id}`, { amount: 2 })).body.code).toBe('approval.locked')
  await database.query('drop trigger die on ws_test._workflow_run')
  await database.end()
  await boss.post(`/approvals/${id}/approve`)
  await w.settle()
  expect((await rep.read('deal', deal.id)).tags).toEqual(['approved'])
  await w.admin.delete(`/workflows/${flow}`)
})

test('a step that names nobody, another\'s object or a field that is not there is refused when it is saved', async () => {
  const refused = async (more: object) => (await w.admin.send('POST', '/workflows', deals({ approvers: [{ to: 'manager' }], ...more }, []))).body.errors?.map((fault: any) => `${fault.path} ${fault.code}`)
  expect(await refused({ approvers: [{ to: 'role:none' }, { to: ['nobody'] }] })).toEqual(['steps[0].approvers[0].to value.invalid', 'steps[0].approvers[1].to[0] value.invalid'])
  expect(await refused({ approvers: [] })).toEqual(['steps[0].approvers value.required'])
  expect(await refused({ object: 'nope' })).toEqual(['steps[0].object object.unknown'])
  expect(await refused({ object: 'contact' })).toEqual(['steps[0].recordId value.required'])
  expect(await refused({ lockExcept: ['nope'] })).toEqual(['steps[0].lockExcept[0] field.unknown'])
  expect(await refused({ title: '{{ record.nope }}' })).toEqual(['steps[0].title workflow.unknownName'])
  const { id } = await w.admin.post('/workflows', deals({ approvers: [{ to: 'manager' }] }, []))
  expect((await w.admin.get(`/workflows/${id}`)).steps[0]).toMatchObject({ type: 'requestApproval', lock: true, parallel: false, approvers: [{ to: 'manager', need: 'any' }] })
})

test('a run that moves to a version without its approval takes the request back and frees the record; a decision is late then, and what it waits for next keeps its time', async () => {
  const { id } = await w.admin.post('/workflows', { name: 'Pindah', object: 'contact', trigger: { type: 'record', on: ['created'] }, steps: [{ id: 'ask', type: 'requestApproval', title: 'Pindah', approvers: [{ to: boss.member }] }, { id: 'tag', type: 'addTag', tag: 'asked' }] })
  const { id: record } = await rep.create('contact', { firstName: 'Sari' })
  const [{ id: run }] = await runsOf(id)
  const [request] = (await pendingOf(boss)).filter((each: any) => each.record === record)
  expect((await rep.send('PATCH', `/records/contact/${record}`, { source: 'website' })).status).toBe(409)
  await w.admin.patch(`/workflows/${id}`, { waiting: 'move', steps: [{ id: 'rest', type: 'wait', for: { days: 3 } }, { id: 'tag', type: 'addTag', tag: 'moved' }] })
  await w.settle()
  expect(await w.admin.get(`/approvals/${request.id}`)).toMatchObject({ state: 'withdrawn' })
  expect((await boss.send('POST', `/approvals/${request.id}/approve`, {})).status).toBe(409)
  expect((await rep.update('contact', record, { source: 'website' })).source).toBe('website')
  expect(await w.admin.get(`/workflow-runs/${run}`)).toMatchObject({ status: 'waiting', steps: [{ step: 'ask', status: 'skipped' }, { step: 'rest', status: 'waiting' }] })
})
