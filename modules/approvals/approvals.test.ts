// Approvals through the front door: by whom, in which order, at once, in whose place; and what stays locked meanwhile.
import { beforeAll, afterAll, expect, test } from 'vitest'
import { errorRows, importFile } from '../../test/import-file.ts'
import type { Client } from '../../test/client.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

let w: TestWorkspace
let rep: Client
let boss: Client
let money: Client
let other: Client

beforeAll(async () => {
  w = await testWorkspace()
  await w.admin.post('/roles', { name: 'finance', label: { en: 'Finance', id: 'Keuangan' }, others: { read: 'all' } })
  rep = await w.person('sales', { name: 'Budi' })
  boss = await w.person('manager', { name: 'Citra' })
  money = await w.person('finance', { name: 'Dewi' })
  other = await w.person('manager', { name: 'Eka' })
  await w.admin.patch(`/members/${rep.member}`, { manager: boss.member })
  // after the sign-ins: months of schedules come due with it
  await w.setClock('2027-03-01T10:00:00+07:00')
})
afterAll(() => w.close())

const deal = (more: object = {}) => rep.create('deal', { name: 'Tas', ...more })
const ask = (record: string, more: object, client = rep) => client.post('/approvals', { object: 'deal', recordId: record, title: 'Diskon', ...more })
const act = (client: Client, id: string, verb: string, body: object = {}) => client.send('POST', `/approvals/${id}/${verb}`, body, { 'accept-language': 'en' })
const codeOf = async (sent: Promise<{ status: number, body: any }>) => { const { status, body } = await sent; return [status, body.code] }
const mine = async (client: Client) => (await client.get('/approvals?mine=true')).data.map((each: any) => each.id)

test('APR-01: levels in order, any and all, and an approver who lets another decide', async () => {
  const { id: record } = await deal()
  const { id } = await ask(record, { approvers: [{ to: 'manager' }, { to: [money.member, other.member], need: 'all' }] })
  expect([await mine(boss), await mine(money), await mine(rep)]).toEqual([[id], [], []])
  // who comes later is told before her turn
  expect((await rep.get(`/approvals/${id}`)).levels.map((level: any) => [level.state, level.who])).toEqual([['open', ['atasan penanggung jawab']], ['waiting', ['Dewi', 'Eka']]])
  expect(await codeOf(act(money, id, 'approve'))).toEqual([403, 'approval.notYours'])
  expect(await codeOf(act(rep, id, 'approve'))).toEqual([403, 'approval.notYours'])
  expect((await act(boss, id, 'approve', { comment: 'Ya' })).body).toMatchObject({ state: 'pending', levels: [{ state: 'approved' }, { state: 'open' }] })
  expect(await codeOf(act(boss, id, 'approve'))).toEqual([409, 'approval.over'])
  expect(await codeOf(act(money, id, 'delegate', { to: rep.member }))).toEqual([422, 'invalid'])
  const ayu = (await w.admin.get('/members')).data.find((each: any) => each.name === 'Ayu').id
  expect((await act(money, id, 'delegate', { to: ayu, comment: 'Cuti' })).body.seats.filter((seat: any) => seat.open).map((seat: any) => seat.member.name).sort()).toEqual(['Ayu', 'Eka'])
  expect((await act(other, id, 'approve')).body.state).toBe('pending')
  await act(other, id, 'approve')
  expect(await codeOf(act(money, id, 'approve'))).toEqual([409, 'approval.over'])
  expect((await act(rep, id, 'withdraw', { comment: 'Batal' })).body).toMatchObject({ state: 'withdrawn', comment: 'Batal' })
  const { id: quick } = await ask(record, { approvers: [{ to: ['role:manager'], need: 'any' }] })
  expect((await act(other, quick, 'approve')).body).toMatchObject({ state: 'approved', decidedBy: { name: 'Eka' } })
  const story = (await rep.get(`/records/deal/${record}/timeline?types=approval`)).data
  expect(story.map((entry: any) => [entry.event, entry.actor.name])).toEqual(expect.arrayContaining([['asked', 'Budi'], ['approved', 'Citra'], ['delegated', 'Dewi'], ['withdrawn', 'Budi'], ['approved', 'Eka']]))
  expect((await rep.get('/notifications')).data[0]).toMatchObject({ title: 'Disetujui: Diskon', body: 'Oleh Eka' })
})

test('all levels at once; one no ends it; of two who decide at the same time each counts once', async () => {
  const { id: record } = await deal()
  const { id } = await ask(record, { parallel: true, approvers: [{ to: boss.member }, { to: money.member }] })
  expect((await act(money, id, 'approve')).body.state).toBe('pending')
  expect((await act(boss, id, 'reject', { comment: 'Terlalu besar' })).body).toMatchObject({ state: 'rejected', comment: 'Terlalu besar' })
  const { id: raced } = await ask(record, { approvers: [{ to: [boss.member, other.member] }, { to: money.member }] })
  const both = await Promise.all([act(boss, raced, 'approve'), act(other, raced, 'approve')])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  const twice = await Promise.all([act(money, raced, 'approve'), act(money, raced, 'approve'), act(money, raced, 'reject')])
  expect(twice.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(twice.filter(({ status }) => status === 409)).toHaveLength(2)
})

test('of several levels that are open at once nobody decides two: where others sit it is theirs, else her superior\'s', async () => {
  const { id: record } = await deal()
  const open = (answer: any) => answer.seats.filter((seat: any) => seat.open).map((seat: any) => `${seat.level} ${seat.member.name}`).sort()
  // alone at the second, one of two at the first: she is asked for the second
  const { id } = await ask(record, { parallel: true, approvers: [{ to: 'role:manager' }, { to: boss.member }] })
  const first = (await act(boss, id, 'approve')).body
  expect([first.state, first.levels.map((level: any) => level.state), open(first)]).toEqual(['pending', ['open', 'approved'], ['1 Eka']])
  expect(await codeOf(act(boss, id, 'approve'))).toEqual([409, 'approval.over'])
  expect(await mine(boss)).not.toContain(id)
  expect((await act(other, id, 'approve')).body.state).toBe('approved')
  // alone at both: the other falls to whom she reports to
  await w.admin.patch(`/members/${boss.member}`, { manager: money.member })
  const { id: alone } = await ask(record, { parallel: true, approvers: [{ to: boss.member }, { to: boss.member }] })
  expect(open((await act(boss, alone, 'approve')).body)).toEqual(['2 Dewi'])
  expect((await act(money, alone, 'approve')).body.state).toBe('approved')
  // all of a level: whoever is left
  const { id: all } = await ask(record, { parallel: true, approvers: [{ to: [boss.member, money.member], need: 'all' }, { to: boss.member }] })
  expect((await act(money, all, 'approve')).body.state).toBe('pending')
  expect((await act(boss, all, 'approve')).body.state).toBe('approved')
  await w.admin.patch(`/members/${boss.member}`, { manager: null })
})

test('a request names no field that is hidden, whoever asks and whoever looks', async () => {
  await w.admin.post('/roles', { name: 'blind', label: { en: 'Blind' }, others: { read: 'all', create: true, update: 'all' }, objects: { deal: { read: 'all', create: true, update: 'all', fields: { lostReason: 'hidden' } } } })
  const blind = await w.key('blind')
  const { id: record } = await deal()
  const request = (lockExcept: string[]) => ({ object: 'deal', recordId: record, title: 'x', approvers: [{ to: 'manager' }], lockExcept })
  const errors = async (name: string) => (await blind.send('POST', '/approvals', request([name]))).body.errors?.map(({ path, code, message }: any) => [path, code, message])
  expect(await errors('lostReason')).toEqual(await errors('nope'))
  const { id } = await rep.post('/approvals', request(['lostReason', 'source']))
  expect([(await rep.get(`/approvals/${id}`)).lockExcept, (await blind.get(`/approvals/${id}`)).lockExcept]).toEqual([['lostReason', 'source'], ['source']])
  await act(rep, id, 'withdraw')
})

test('nobody approves her own request unless it says so; without anybody else it falls to the administrators', async () => {
  const { id: record } = await deal()
  const own = await ask(record, { approvers: [{ to: rep.member }] })
  expect(own.seats.map((seat: any) => seat.member.name)).toEqual(['Ayu'])
  await act(rep, own.id, 'withdraw')
  const allowed = await ask(record, { approvers: [{ to: rep.member }], allowOwn: true })
  expect((await act(rep, allowed.id, 'approve')).body.state).toBe('approved')
  expect((await rep.send('POST', '/approvals', { object: 'deal', recordId: record, title: 'x', approvers: [{ to: 'role:none' }], lockExcept: ['nope'] })).body.errors.map((fault: any) => fault.path)).toEqual(['approvers[0].to', 'lockExcept[0]'])
  expect((await ask(record, { approvers: [{ to: boss.member }] }, money).catch(error => error.reply)).status).toBe(403)
})

test('who is absent is passed over for her stand-in', async () => {
  const { id: record } = await deal()
  await boss.put('/approvals/stand-in', { delegate: other.member })
  expect(await codeOf(boss.send('PUT', '/approvals/stand-in', { delegate: boss.member }))).toEqual([422, 'invalid'])
  await w.admin.put(`/members/${boss.member}/absence`, { absence: { from: '2027-03-01', to: '2027-03-05' } })
  const { seats, id } = await ask(record, { approvers: [{ to: 'manager' }] })
  expect(seats).toMatchObject([{ member: { name: 'Eka' }, standsFor: { name: 'Citra' }, via: 'absence', open: true }])
  expect((await act(other, id, 'approve')).body.state).toBe('approved')
  await w.admin.put(`/members/${boss.member}/absence`, { absence: null })
  await boss.put('/approvals/stand-in', { delegate: null })
})

test('APR-10: while it is pending the record cannot be edited on any way, and the refusal says why', async () => {
  const { id: record } = await deal({ amount: 5, stage: 'qualified', externalId: 'L-1' })
  const twin = await deal({ name: 'Kembar' })
  const { id } = await ask(record, { title: 'Harga khusus', approvers: [{ to: 'manager' }], lockExcept: ['source'] })
  const edit = await rep.send('PATCH', `/records/deal/${record}`, { amount: 1 }, { 'accept-language': 'en' })
  expect([edit.status, edit.body.code, edit.body.detail]).toEqual([409, 'approval.locked', expect.stringContaining('Locked while "Harga khusus" is being decided by Citra')])
  const locked = [409, 'approval.locked']
  expect(await codeOf(w.admin.send('PATCH', `/records/deal/${record}`, { amount: 1 }))).toEqual(locked)
  expect(await codeOf(w.admin.send('PATCH', `/records/deal/${record}?overrideReason=x`, { stage: 'won' }))).toEqual(locked)
  expect(await codeOf(rep.send('DELETE', `/records/deal/${record}`))).toEqual(locked)
  expect((await rep.send('POST', '/records/deal/batch', { operations: [{ op: 'update', id: record, data: { name: 'x' } }] })).body.errors[0].code).toBe('approval.locked')
  expect((await w.admin.send('POST', '/records/deal/upsert', { matchOn: ['externalId'], records: [{ externalId: 'L-1', name: 'x' }] })).body.errors[0].code).toBe('approval.locked')
  expect(await codeOf(w.admin.send('POST', '/records/deal/merge', { into: record, from: [twin.id] }))).toEqual(locked)
  expect(await codeOf(w.admin.send('POST', '/records/deal/merge', { into: twin.id, from: [record] }))).toEqual(locked)
  const imported = await importFile(w.admin, { object: 'deal', mode: 'upsert', matchOn: ['externalId'] }, 'externalId,name\r\nL-1,x\r\n')
  expect([imported.failed, (await errorRows(w.admin, imported.id)).flat().join()]).toEqual([1, expect.stringContaining('Terkunci selama')])
  const bulk = await w.admin.post('/records/deal/bulk', { ids: [record, twin.id], change: { addTags: ['vip'] } })
  const flow = await w.admin.post('/workflows', { name: 'Tulis', object: 'task', trigger: { type: 'record', on: ['created'] }, steps: [{ id: 'go', type: 'updateRecord', object: 'deal', recordId: '{{ record.about.id }}', data: { name: 'x' } }] })
  // tasks and notes about it stay possible, and so do the excepted fields
  await rep.create('task', { subject: 'Tanya', about: { object: 'deal', id: record } })
  await rep.create('note', { body: 'Sebentar', about: { object: 'deal', id: record } })
  expect((await rep.update('deal', record, { source: 'referral' })).source).toBe('referral')
  await w.settle()
  expect((await w.admin.get(`/bulk/${bulk.id}/errors`)).data).toMatchObject([{ record, errors: [{ code: 'approval.locked' }] }])
  expect(JSON.stringify((await w.admin.get(`/workflows/${flow.id}/runs`)).data)).toContain('approval.locked')
  await w.admin.delete(`/workflows/${flow.id}`)
  expect(await rep.read('deal', record)).toMatchObject({ name: 'Tas', amount: { amount: 5 }, stage: 'qualified', tags: null })
  expect(await codeOf(boss.send('POST', `/approvals/${id}/withdraw`, {}))).toEqual([403, 'permission.denied'])
  const second = await ask(record, { approvers: [{ to: money.member }] })
  await act(boss, id, 'approve')
  expect(await codeOf(rep.send('PATCH', `/records/deal/${record}`, { amount: 2 }))).toEqual(locked)
  await act(w.admin, second.id, 'withdraw')
  expect((await rep.update('deal', record, { amount: 2 })).amount.amount).toBe(2)
})

test('who may not read the record knows nothing of its requests; an approver knows of hers', async () => {
  await w.admin.post('/roles', { name: 'closed', label: { en: 'Closed' }, others: { read: 'none' } })
  const stranger = await w.person('closed', { name: 'Fajar' })
  const { id: record } = await deal()
  const { id } = await ask(record, { approvers: [{ to: 'manager' }, { to: stranger.member }] })
  expect((await stranger.send('GET', `/approvals/${id}`)).status).toBe(404)
  expect((await stranger.get('/approvals')).data).toEqual([])
  await act(boss, id, 'approve')
  expect(await stranger.get(`/approvals/${id}`)).toMatchObject({ mine: true, recordTitle: null, record })
  expect((await boss.get(`/approvals?recordId=${record}`)).data).toMatchObject([{ recordTitle: 'Tas' }])
  const first = await money.get('/approvals?limit=1')
  expect((await money.get(`/approvals?limit=1&after=${first.page.next}`)).data[0].id < first.data[0].id).toBe(true)
})

test('an edit that comes at the same moment as a request is before it or refused, never in between', { timeout: 60_000 }, async () => {
  const pairs = await Promise.all(Array.from({ length: 40 }, async (_, at) => (await rep.create('deal', { name: `Pasangan ${at}` })).id as string))
  // half of the edits are sent first, half of the requests
  const outcomes = await Promise.all(pairs.map(async (record, at) => {
    const both = [() => rep.send('PATCH', `/records/deal/${record}`, { amount: 5 }), () => rep.send('POST', '/approvals', { object: 'deal', recordId: record, title: `Pasangan ${at}`, approvers: [{ to: boss.member }] })]
    const replies = await Promise.all((at % 2 ? both : both.toReversed()).map(send => send()))
    const [edit, request] = at % 2 ? replies : replies.toReversed()
    return { record, edit, request }
  }))
  expect(outcomes.map(({ request }) => request.status)).toEqual(pairs.map(() => 201))
  for (const { record, edit, request } of outcomes) {
    expect([200, 409]).toContain(edit.status)
    if (edit.status === 409) expect(edit.body.code).toBe('approval.locked')
    // what is asked for is what stands there from then on
    const { amount } = await rep.read('deal', record)
    expect(amount === null).toBe(edit.status === 409)
    // places in the log are drawn under the row's lock
    const placeOf = async (of: string, kind: string) => Number((await w.admin.get(`/events?record=${of}`)).data.find((event: any) => event.kind === kind)?.id)
    if (edit.status === 200) expect(await placeOf(record, 'updated')).toBeLessThan(await placeOf(request.body.id, 'created'))
    expect((await rep.send('PATCH', `/records/deal/${record}`, { amount: 6 })).status).toBe(409)
  }
})

test('an approver who leaves meanwhile is waited for by nobody: her place goes to her stand-in, else to whom she reported, at last to an administrator; where another may decide, to nobody', async () => {
  const [leaver, next, mate] = [await w.person('manager', { name: 'Fitri' }), await w.person('manager', { name: 'Gita' }), await w.person('manager', { name: 'Hana' })]
  const { id: record } = await deal()
  const all = await ask(record, { approvers: [{ to: [leaver.member, mate.member], need: 'all' }] })
  const any = await ask(record, { approvers: [{ to: [leaver.member, mate.member] }] })
  const both = await ask(record, { approvers: [{ to: [leaver.member, mate.member] }] })
  const alone = await ask(record, { approvers: [{ to: leaver.member }] })
  const open = async ({ id }: { id: string }) => (await w.admin.get(`/approvals/${id}`)).seats.filter((seat: any) => seat.open).map((seat: any) => [seat.member.name, seat.standsFor?.name ?? null]).sort()
  await w.admin.patch(`/members/${leaver.member}`, { manager: next.member })
  await w.admin.delete(`/members/${leaver.member}`)
  await w.settle()
  expect([await open(all), await open(any), await open(alone)]).toEqual([[['Gita', 'Fitri'], ['Hana', null]], [['Fitri', null], ['Hana', null]], [['Gita', 'Fitri']]])
  expect((await next.get('/notifications')).data.map((each: any) => each.title)).toContain('Diserahkan kepada Anda: Diskon')
  expect((await act(mate, all.id, 'approve')).body.state).toBe('pending')
  expect((await act(next, all.id, 'approve')).body.state).toBe('approved')
  expect((await act(mate, any.id, 'approve')).body.state).toBe('approved')
  // and she who took it leaves too
  await next.put('/approvals/stand-in', { delegate: mate.member })
  await w.admin.patch(`/members/${next.member}`, { active: false })
  await w.settle()
  expect(await open(alone)).toEqual([['Hana', 'Gita']])
  await w.admin.patch(`/members/${mate.member}`, { active: false })
  await w.settle()
  expect([await open(alone), await open(both)]).toEqual([[['Ayu', 'Hana']], [['Ayu', 'Hana'], ['Fitri', null]]])
  expect((await rep.send('PATCH', `/records/deal/${record}`, { source: 'website' })).status).toBe(409)
})
