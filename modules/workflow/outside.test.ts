// Steps to the outside: a real server answers, fails, hangs, redirects and floods; processes are cut off; people replay.
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { createServer as createSocketServer, type AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { kernelParts } from '../../kernel/job/kernel-parts.ts'
import { startWorker } from '../../kernel/job/worker.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

interface Got { method: string, path: string, headers: IncomingHttpHeaders, body: string }

/** A program outside; `answer` says how it does, by path. */
async function outside(answer: (got: Got, response: ServerResponse) => void) {
  const got: Got[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', part => { body += part })
    request.on('end', () => {
      const one = { method: request.method!, path: request.url!, headers: request.headers, body }
      got.push(one)
      answer(one, response)
    })
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => server.closeAllConnections())
  onTestFinished(() => void server.close())
  return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, host: `127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const json = (response: ServerResponse, status: number, body: unknown, headers = {}) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))

async function onDeals(w: TestWorkspace, ...steps: object[]): Promise<string> {
  return (await w.admin.post('/workflows', { name: 'Outside', object: 'deal', trigger: { type: 'record', on: ['created'] }, steps })).id
}

/** The runs, oldest first, once nothing is to be done any more. */
async function runsOf(w: TestWorkspace, workflow: string): Promise<any[]> {
  await w.settle()
  const { data } = await w.admin.get(`/workflows/${workflow}/runs`)
  return Promise.all(data.toReversed().map((run: { id: string }) => w.admin.get(`/workflow-runs/${run.id}`)))
}

const minutes = (step: any) => Math.round((Date.parse(step.nextAt) - Date.parse(step.startedAt)) / 60_000)

test('a call that rests between two tries is not made any more when its run moves to a version without it', async () => {
  const w = await testWorkspace()
  const { got, url, host } = await outside((_, response) => json(response, 503, {}))
  await w.admin.put('/outside-hosts', { private: [host] })
  const id = await onDeals(w, { id: 'call', type: 'httpRequest', url }, { id: 'tag', type: 'addTag', tag: 'called' })
  const deal = await w.admin.create('deal', { name: 'A' })
  expect((await runsOf(w, id))[0].steps).toMatchObject([{ status: 'waiting', attempt: 1 }])
  await w.admin.patch(`/workflows/${id}`, { waiting: 'move', steps: [{ id: 'rest', type: 'wait', for: { days: 3 } }, { id: 'tag', type: 'addTag', tag: 'moved' }] })
  const [run] = await runsOf(w, id)
  expect(run).toMatchObject({ status: 'waiting', steps: [{ step: 'call', status: 'skipped' }, { step: 'rest', status: 'waiting' }] })
  // a person would have it made at once
  await w.admin.send('POST', `/workflow-runs/${run.id}/retry`, {})
  await w.settle()
  expect(got).toHaveLength(1)
  expect((await w.admin.read('deal', deal.id)).tags ?? []).toEqual([])
})

test('while its workflow is switched off a call has no other try; it has it when the workflow is on again', async () => {
  const w = await testWorkspace()
  const answers = { status: 503 }
  const { got, url, host } = await outside((_, response) => json(response, answers.status, {}))
  await w.admin.put('/outside-hosts', { private: [host] })
  const id = await onDeals(w, { id: 'call', type: 'httpRequest', url }, { id: 'tag', type: 'addTag', tag: 'called' })
  await w.admin.create('deal', { name: 'A' })
  const [resting] = await runsOf(w, id)
  expect(resting.steps).toMatchObject([{ status: 'waiting', attempt: 1 }])
  await w.admin.patch(`/workflows/${id}`, { enabled: false })
  answers.status = 200
  // a person would have it made at once
  await w.admin.post(`/workflow-runs/${resting.id}/retry`)
  expect((await runsOf(w, id))[0]).toMatchObject({ status: 'waiting', steps: [{ status: 'waiting', attempt: 1 }] })
  expect(got).toHaveLength(1)
  await w.admin.patch(`/workflows/${id}`, { enabled: true })
  expect((await runsOf(w, id))[0]).toMatchObject({ status: 'completed', steps: [{ status: 'completed', attempt: 2 }, { status: 'completed' }] })
  expect(got.map(each => each.headers['idempotency-key'])).toEqual(Array.from({ length: 2 }, () => `${resting.id}:call`))
})

test('a queue of calls stops where its workflow is switched off', async () => {
  const w = await testWorkspace()
  const held: ServerResponse[] = []
  let hangs = true
  const { got, url, host } = await outside((_, response) => { if (hangs) held.push(response); else json(response, 200, {}) })
  await w.admin.put('/outside-hosts', { private: [host] })
  const id = await onDeals(w, { id: 'call', type: 'httpRequest', url, timeout: 30 })
  await w.admin.post('/records/deal/batch', { operations: Array.from({ length: 20 }, (_, at) => ({ op: 'create', data: { name: `${at}` } })) })
  await expect.poll(() => held.length).toBeGreaterThan(0)
  await w.admin.patch(`/workflows/${id}`, { enabled: false })
  hangs = false
  for (const response of held) json(response, 200, {})
  const counted = async (status: string) => { await w.settle(); return (await w.admin.get(`/workflows/${id}/runs?status=${status}`)).data.length }
  expect(await counted('waiting')).toBe(20)
  expect(got.length).toBeLessThanOrEqual(4)
  await w.admin.patch(`/workflows/${id}`, { enabled: true })
  expect([await counted('completed'), got.length]).toEqual([20, 20])
  expect(new Set(got.map(each => each.headers['idempotency-key'])).size).toBe(20)
})

test('a call that rests between two tries is made as the new version says when its run moves there, with the same key', async () => {
  const w = await testWorkspace()
  const { got, url, host } = await outside(({ path }, response) => json(response, path === '/wrong' ? 503 : 200, {}))
  await w.admin.put('/outside-hosts', { private: [host] })
  const call = (path: string) => ({ id: 'call', type: 'httpRequest', url: `${url}${path}`, body: { name: '{{ record.name }}' } })
  const id = await onDeals(w, call('/wrong'), { id: 'tag', type: 'addTag', tag: 'called' })
  await w.admin.create('deal', { name: 'A' })
  expect((await runsOf(w, id))[0].steps).toMatchObject([{ status: 'waiting', attempt: 1 }])
  // what changes elsewhere leaves it resting
  await w.admin.patch(`/workflows/${id}`, { waiting: 'move', steps: [call('/wrong'), { id: 'tag', type: 'addTag', tag: 'told' }] })
  expect((await runsOf(w, id))[0].steps).toMatchObject([{ status: 'waiting', attempt: 1 }])
  await w.admin.patch(`/workflows/${id}`, { waiting: 'move', steps: [call('/right'), { id: 'tag', type: 'addTag', tag: 'told' }] })
  const [run] = await runsOf(w, id)
  expect(run).toMatchObject({ status: 'completed', steps: [{ status: 'completed', error: null, nextAt: null }, { status: 'completed' }] })
  expect(got.map(each => [each.path, each.headers['idempotency-key']])).toEqual(['/wrong', '/right'].map(path => [path, `${run.id}:call`]))
})

test('AUT-31: a failed send can be replayed once, with the same key; a succeeded one cannot be by accident', async () => {
  const w = await testWorkspace()
  const answers = { status: 503 }
  const { got, url, host } = await outside((_, response) => json(response, answers.status, { id: 7 }))
  await w.admin.put('/outside-hosts', { private: [host] })
  const id = await onDeals(w, { id: 'tell', type: 'httpRequest', url: `${url}/orders?api_key=hidden`, headers: { Authorization: 'Bearer hidden', 'X-Shop': 'A' }, body: { name: '{{ record.name }}', amount: '{{ record.amount.amount }}' } }, { type: 'addTag', tag: 'order {{ steps.tell.body.id }}' })
  const deal = await w.admin.create('deal', { name: 'Jam' })
  let [run] = await runsOf(w, id)
  const rests: number[] = []
  for (let tries = 1; tries <= 5; tries++) {
    expect([run.status, run.steps[0].status, run.steps[0].attempt, run.steps[0].error.code]).toEqual(['waiting', 'waiting', tries, 'outside.status'])
    rests.push(minutes(run.steps[0]))
    await w.admin.post(`/workflow-runs/${run.id}/retry`)
    run = (await runsOf(w, id))[0]
  }
  expect(rests).toEqual([1, 5, 30, 120, 720])
  expect(run).toMatchObject({ status: 'failed', error: { code: 'outside.status', step: 'tell' }, steps: [{ status: 'failed', attempt: 6, nextAt: null, output: { status: 503, body: { id: 7 } } }] })
  answers.status = 200
  await w.admin.post(`/workflow-runs/${run.id}/retry`)
  run = (await runsOf(w, id))[0]
  expect(run).toMatchObject({ status: 'completed', steps: [{ status: 'completed', error: null, output: { status: 200, body: { id: 7 } } }, { status: 'completed' }] })
  expect((await w.admin.read('deal', deal.id)).tags).toEqual(['order 7'])
  expect((await w.admin.send('POST', `/workflow-runs/${run.id}/retry`, {})).status).toBe(409)
  await w.settle()
  expect(got.map(each => [each.headers['idempotency-key'], each.headers.authorization, each.body])).toEqual(Array.from({ length: 7 }, () => [`${run.id}:tell`, 'Bearer hidden', '{"name":"Jam","amount":null}']))
  expect(got[0]).toMatchObject({ method: 'POST', headers: { 'content-type': 'application/json', 'x-shop': 'A' } })
  expect(JSON.stringify(run)).not.toContain('hidden')
  expect(run.steps[0].input).toMatchObject({ headers: { Authorization: '•••', 'X-Shop': 'A' } })
})

test('what failed by the workflow\'s own fault goes on, where it is asked for, as the corrected version says; what is done stays done', async () => {
  const w = await testWorkspace()
  const { got, url, host } = await outside(({ path }, response) => json(response, path === '/wrong' ? 404 : 200, {}))
  await w.admin.put('/outside-hosts', { private: [host] })
  const steps = (path: string) => [{ id: 'note', type: 'addComment', body: 'x' }, { id: 'call', type: 'httpRequest', url: `${url}${path}` }, { id: 'tag', type: 'addTag', tag: 'called' }]
  const id = await onDeals(w, ...steps('/wrong'))
  const deals = [await w.admin.create('deal', { name: 'A' }), await w.admin.create('deal', { name: 'B' })]
  const [first] = await runsOf(w, id)
  await w.admin.patch(`/workflows/${id}`, { steps: steps('/right') })
  // as it was, by itself
  await w.admin.post(`/workflow-runs/${first.id}/retry`)
  expect((await runsOf(w, id)).map(run => [run.status, run.version])).toEqual([['failed', 1], ['failed', 1]])
  await w.admin.post(`/workflow-runs/${first.id}/retry`, { newest: true })
  expect(await w.admin.post('/workflow-runs/retry', { workflow: id, newest: true })).toMatchObject({ retried: 1 })
  expect((await runsOf(w, id)).map(run => [run.status, run.version, run.steps.map((step: any) => step.status)])).toEqual(deals.map(() => ['completed', 2, ['completed', 'completed', 'completed']]))
  expect(got.map(each => each.path)).toEqual(['/wrong', '/wrong', '/wrong', '/right', '/right'])
  expect((await w.admin.list('note', {})).data).toHaveLength(2)
})

test('a call waits as long as the peer asks, is refused for good by 4xx, and onError goes on', async () => {
  const w = await testWorkspace()
  const { url, host } = await outside(({ path }, response) => path === '/later' ? json(response, 429, {}, { 'retry-after': '7200' }) : json(response, 404, {}))
  await w.admin.put('/outside-hosts', { private: [host] })
  const later = await onDeals(w, { type: 'httpRequest', method: 'GET', url: `${url}/later` })
  const gone = await onDeals(w, { type: 'httpRequest', url: `${url}/gone`, onError: 'continue' }, { type: 'addTag', tag: 'on' })
  await w.admin.create('deal', { name: 'Jam' })
  expect(minutes((await runsOf(w, later))[0].steps[0])).toBe(120)
  expect((await runsOf(w, gone))[0]).toMatchObject({ status: 'completed', steps: [{ status: 'failed', error: { code: 'outside.status' } }, { status: 'completed' }] })
})

test('private networks are closed, also behind a redirect; what hangs or floods ends; a cancelled run sends nothing more', { timeout: 40_000 }, async () => {
  const w = await testWorkspace()
  const closed = await outside((_, response) => json(response, 200, {}))
  const flood = Buffer.alloc(64 * 1024, 'x')
  const open = await outside(({ path, headers }, response) => {
    if (path === '/redirect') return response.writeHead(302, { location: `${closed.url}/secret` }).end()
    if (path === '/around') return response.writeHead(307, { location: '/around' }).end()
    if (path === '/moved') return response.writeHead(307, { location: '/echo' }).end()
    if (path === '/echo') return json(response, 200, { key: headers['idempotency-key'] })
    if (path === '/down') return json(response, 500, {})
    if (path === '/hang') return undefined
    response.writeHead(200, { 'content-type': 'text/plain' })
    const pour = (): void => { while (!response.destroyed && response.write(flood)); response.once('drain', pour) }
    pour()
  })
  const tell = (path: string, more: object = {}) => onDeals(w, { id: 'tell', type: 'httpRequest', url: path.startsWith('http') ? path : `${open.url}${path}`, ...more })
  const [inside, redirect, around, moved, big, hang, down] = await Promise.all([tell(closed.url), tell('/redirect'), tell('/around'), tell('/moved'), tell('/big'), tell('/hang', { timeout: 1 }), tell('/down')])
  await w.admin.put('/outside-hosts', { private: [open.host] })
  await w.admin.create('deal', { name: 'Jam' })
  const outcome = async (id: string) => (await runsOf(w, id)).map(run => [run.status, run.steps[0].status, run.steps[0].error?.code])[0]
  expect(await Promise.all([inside, redirect, around, big, hang, moved].map(outcome))).toEqual([
    ['failed', 'failed', 'outside.private'], ['failed', 'failed', 'outside.private'], ['failed', 'failed', 'outside.redirects'], ['failed', 'failed', 'outside.tooLarge'], ['waiting', 'waiting', 'outside.timeout'], ['completed', 'completed', undefined],
  ])
  expect(closed.got).toEqual([])
  const [run] = await runsOf(w, down)
  await w.admin.post(`/workflow-runs/${run.id}/cancel`)
  await w.app.database.query(sql`update graphile_worker._private_jobs set run_at = now() where task_id in (select id from graphile_worker._private_tasks where identifier = 'workflow.call')`)
  await w.app.database.query(sql`update ${identifier(w.schema, '_workflow_call')} set due_at = now()`)
  await w.settle()
  expect(open.got.filter(each => each.path === '/down').length).toBe(1)
  expect((await w.admin.get(`/workflow-runs/${run.id}`)).status).toBe('cancelled')
})

test('two workers make each call once; a call that was cut off is made again with the same key, a mail becomes unknown and is a person\'s to decide', { timeout: 40_000 }, async () => {
  const w = await testWorkspace({ work: false })
  const { got, url, host } = await outside((_, response) => json(response, 200, {}))
  await w.admin.put('/outside-hosts', { private: [host] })
  const calls = await onDeals(w, { id: 'tell', type: 'httpRequest', url, body: { name: '{{ record.name }}' } })
  const mails = await onDeals(w, { id: 'mail', type: 'sendEmail', to: 'siti@example.com', subject: 'Halo', body: 'Tentang {{ record.name }}' }, { type: 'addTag', tag: 'told' })
  await w.admin.post('/records/deal/batch', { operations: Array.from({ length: 12 }, (_, at) => ({ op: 'create', data: { name: `${at}` } })) })
  // a process died in the middle of the first call of each workflow
  await w.app.database.query(sql`create function ${identifier(w.schema, '_cut')}() returns trigger language plpgsql as $$ begin if new.input::text like '%"0"%' or new.input::text like '%Tentang 0"%' then new.state = 'sending'; new.attempt = 1; end if; return new; end $$`)
  await w.app.database.query(sql`create trigger cut before insert on ${identifier(w.schema, '_workflow_call')} for each row execute function ${identifier(w.schema, '_cut')}()`)
  await w.app.work()
  const second = await startWorker(w.app, kernelParts(w.app))
  onTestFinished(() => second.stop())
  expect((await runsOf(w, calls)).map(run => [run.status, run.steps[0].attempt]).sort()).toEqual(Array.from({ length: 12 }, (_, at) => ['completed', at < 11 ? 1 : 2]))
  expect(got.map(each => JSON.parse(each.body).name).sort()).toEqual(Array.from({ length: 12 }, (_, at) => `${at}`).sort())
  expect(new Set(got.map(each => each.headers['idempotency-key'])).size).toBe(12)
  const sent = async () => { await w.settle(); return (await w.admin.get('/development/mailbox')).data.filter((mail: any) => mail.to === 'siti@example.com').length }
  const unknown = async () => (await runsOf(w, mails)).filter(run => run.steps[0].status === 'unknown')
  const [run, ...others] = await unknown()
  expect([await sent(), others.length, run.status, run.error.code]).toEqual([11, 0, 'failed', 'outside.unknown'])
  expect((await w.admin.send('POST', `/workflow-runs/${run.id}/retry`, {})).body.code).toBe('workflow.unknownSend')
  await w.app.database.query(sql`drop trigger cut on ${identifier(w.schema, '_workflow_call')}`)
  await w.admin.post(`/workflow-runs/${run.id}/retry`, { unknown: 'again' })
  expect([await sent(), (await unknown()).length]).toEqual([12, 0])
  expect(await w.admin.get(`/workflow-runs/${run.id}`)).toMatchObject({ status: 'completed', steps: [{ status: 'completed' }, { status: 'completed' }] })
})

/** A mail server of a few words; `refuse` answers the end of a message, `drop` breaks off there. */
async function mailServer(atEnd: 'refuse' | 'drop') {
  const server = createSocketServer(socket => {
    let data = false
    socket.on('error', () => {})
    socket.write('220 mail.example.com\r\n')
    socket.on('data', bytes => {
      const text = bytes.toString()
      if (data) return text.includes('\r\n.\r\n') ? void (atEnd === 'drop' ? socket.destroy() : socket.write('554 No\r\n')) : undefined
      if (/^DATA/i.test(text)) { data = true; return void socket.write('354 Go\r\n') }
      socket.write('250 Ok\r\n')
    })
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('MSG-08: a message with an unresolved field is blocked and reported, never sent', async () => {
  const w = await testWorkspace()
  const step = { type: 'sendEmail', to: '{{ record.contact.email }}', subject: 'Untuk {{ record.contact.fullName }}', body: 'Voucher {{ record.lostReason }} untuk Anda', cc: ['ayu@example.com'] }
  const id = await onDeals(w, { id: 'mail', ...step })
  const lenient = await onDeals(w, { id: 'mail', ...step, body: 'Voucher {{ record.lostReason | default: "besar" }}' })
  const contact = await w.admin.create('contact', { firstName: 'Siti', email: 'siti@example.com' })
  await w.admin.create('deal', { name: 'Jam', contact: contact.id })
  const [run] = await runsOf(w, id)
  expect(run).toMatchObject({ status: 'failed', error: { code: 'workflow.missingValue', message: expect.stringContaining('record.lostReason'), step: 'mail' } })
  expect((await runsOf(w, lenient))[0]).toMatchObject({ status: 'completed', steps: [{ output: { to: 'siti@example.com' } }] })
  const { data } = await w.admin.get('/development/mailbox')
  expect(data.filter((mail: any) => mail.to.includes('siti')).map((mail: any) => [mail.to, mail.subject, mail.text])).toEqual([['siti@example.com, ayu@example.com', 'Untuk Siti', 'Voucher besar']])
  expect((await w.admin.send('POST', '/workflows', { name: 'X', object: 'deal', trigger: { type: 'record', on: ['created'] }, steps: [{ ...step, to: 'nobody' }, { type: 'httpRequest', url: 'ftp://x.example.com' }] })).body.errors.map((fault: any) => `${fault.path} ${fault.code}`)).toEqual(['steps[0].to email.invalid', 'steps[1].url outside.address'])
})

test('a mail server that refuses fails the step, one that breaks off in a message leaves it unknown', async () => {
  const w = await testWorkspace()
  const id = await onDeals(w, { type: 'sendEmail', to: 'siti@example.com', subject: 'Halo', body: 'Halo' })
  for (const atEnd of ['refuse', 'drop'] as const) {
    w.app.settings.smtpUrl = await mailServer(atEnd)
    await w.admin.create('deal', { name: atEnd })
    await w.settle()
  }
  expect((await runsOf(w, id)).map(run => [run.status, run.steps[0].status, run.error.code])).toEqual([['failed', 'failed', 'outside.mailRefused'], ['failed', 'unknown', 'outside.unknown']])
})

test('a peer that hangs is called four times at once by all workflows together, and keeps neither other peers nor work inside waiting', { timeout: 60_000 }, async () => {
  const w = await testWorkspace()
  const held: ServerResponse[] = []
  let hangs = true
  const slow = await outside((_, response) => { if (hangs) held.push(response); else json(response, 200, {}) })
  const quick = await outside((_, response) => json(response, 200, {}))
  await w.admin.put('/outside-hosts', { private: [slow.host, quick.host] })
  const ids = await Promise.all([1, 2, 3].map(() => onDeals(w, { type: 'httpRequest', url: slow.url, timeout: 30 })))
  await w.admin.post('/records/deal/batch', { operations: Array.from({ length: 25 }, (_, at) => ({ op: 'create', data: { name: `${at}` } })) })
  await expect.poll(() => held.length).toBe(4)
  const { id } = await w.admin.post('/workflows', { name: 'Quick', object: 'contact', trigger: { type: 'record', on: ['created'] }, steps: [{ type: 'addTag', tag: 'in' }, { type: 'httpRequest', url: quick.url }, { type: 'addTag', tag: 'out' }] })
  const contact = await w.admin.create('contact', { firstName: 'Siti' })
  await expect.poll(async () => (await w.admin.read('contact', contact.id)).tags).toEqual(['in', 'out'])
  expect((await w.admin.get(`/workflows/${id}/runs`)).data.map((run: any) => run.status)).toEqual(['completed'])
  expect([held.length, slow.got.length]).toEqual([4, 4])
  hangs = false
  for (const response of held) json(response, 200, {})
  for (const each of ids) expect((await runsOf(w, each)).map(run => run.status)).toEqual(Array.from({ length: 25 }, () => 'completed'))
})

test('an answer that no database could keep is kept as far as it can be, and the call is made once', async () => {
  const w = await testWorkspace()
  const { got, url, host } = await outside((_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(`{"odd":"a\\u0000b\\ud800","n\\u0000":1,"deep":${'['.repeat(5000)}${']'.repeat(5000)}}`))
  await w.admin.put('/outside-hosts', { private: [host], functions: [host] })
  const called = await onDeals(w, { id: 'tell', type: 'httpRequest', url }, { type: 'addTag', tag: '{{ steps.tell.body.odd }}' })
  const code = await onDeals(w, { id: 'own', type: 'runFunction', code: 'return { odd: "c\\u0000d\\ud800" }' }, { type: 'addTag', tag: '{{ steps.own.result.odd }}' })
  const deal = await w.admin.create('deal', { name: 'Jam' })
  const [[run], [other]] = [await runsOf(w, called), await runsOf(w, code)]
  expect([run.status, run.steps[0].output.body.odd, run.steps[0].output.body.n, other.status]).toEqual(['completed', 'ab\ufffd', 1, 'completed'])
  expect((await w.admin.read('deal', deal.id)).tags.sort()).toEqual(['ab\ufffd', 'cd\ufffd'])
  expect(got.length).toBe(1)
})
