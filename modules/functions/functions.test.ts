// Functions of a workspace: made, tried out, run by workflows with rights, limits and a journal.
import { execFileSync } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { kernelParts } from '../../kernel/job/kernel-parts.ts'
import { startWorker } from '../../kernel/job/worker.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

const onCreated = { object: 'deal', trigger: { type: 'record', on: ['created'] } }

async function runsOf(w: TestWorkspace, workflow: string): Promise<any[]> {
  await w.settle()
  const { data } = await w.admin.get(`/workflows/${workflow}/runs`)
  return Promise.all(data.toReversed().map((run: { id: string }) => w.admin.get(`/workflow-runs/${run.id}`)))
}

async function listen(answer: (path: string) => number, body = '{"rate":16000}') {
  const got: { path: string, key: unknown, body: string }[] = []
  const server = createServer((request, response) => {
    let sent = ''
    request.on('data', part => { sent += part })
    request.on('end', () => {
      got.push({ path: request.url!, key: request.headers['idempotency-key'], body: sent })
      response.writeHead(answer(request.url!), { 'content-type': 'application/json' }).end(body)
    })
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { got, host, url: `http://${host}` }
}

const welcome = `export default async function ({ record, input, crm, http, log }: { record: any, input: { hello: string }, crm: any, http: any, log: any }) {
  const contact = await crm.related('deal', record.id, 'contact')
  const others = await crm.search('deal', { contact: { eq: contact.id } }, { limit: 5, sort: '-createdAt' })
  const rate = await http.fetch(input.address + '/rate', { method: 'POST', body: { deal: record.name } })
  const task: { id: string } = await crm.create('task', { subject: input.hello + ' ' + contact.fullName, about: { object: 'deal', id: record.id } })
  await crm.update('deal', record.id, { lostReason: 'rate ' + rate.body.rate })
  const tasks = await crm.related('deal', record.id, 'task.about')
  log('found', others.length, tasks.length)
  return { task: task.id, others: others.length, tasks: tasks.length, ok: rate.ok }
}`

test('AUT-21, AUT-23: a sandboxed function gets the record, reads related records and calls allowed actions; its run keeps lines, input, output and duration for 90 days', async () => {
  const w = await testWorkspace()
  const { got, host, url } = await listen(() => 200)
  await w.admin.put('/outside-hosts', { private: [host], functions: [host] })
  const made = await w.admin.post('/functions', { name: 'welcome', label: 'Welcome', code: welcome, language: 'ts' })
  expect(made).toMatchObject({ name: 'welcome', role: 'administrator', version: 1, enabled: true, blocks: null })
  const { id } = await w.admin.post('/workflows', { name: 'Welcome', ...onCreated, steps: [{ id: 'call', type: 'runFunction', function: 'welcome', input: { hello: 'Halo', address: url } }, { type: 'addTag', tag: 'tasks {{ steps.call.result.tasks }}' }] })
  const contact = await w.admin.create('contact', { firstName: 'Siti' })
  const deal = await w.admin.create('deal', { name: 'Jam', contact: contact.id })
  const [run] = await runsOf(w, id)
  expect(run).toMatchObject({ status: 'completed', steps: [{ output: { result: { others: 1, tasks: 1, ok: true } } }, {}] })
  const { data: tasks } = await w.admin.list('task', {})
  expect(tasks.map(task => task.subject)).toEqual(['Halo Siti'])
  expect(await w.admin.read('deal', deal.id)).toMatchObject({ lostReason: 'rate 16000', tags: ['tasks 1'] })
  expect(got).toEqual([{ path: '/rate', key: `${run.id}:call:3`, body: '{"deal":"Jam"}' }])
  const { data: [kept] } = await w.admin.get(`/functions/${made.id}/runs`)
  const story = await w.admin.get(`/function-runs/${kept.id}`)
  expect(story).toMatchObject({ kind: 'workflow', status: 'completed', attempt: 1, log: ['found 1 1'], given: { record: { id: deal.id, name: 'Jam' }, input: { hello: 'Halo' } }, result: { ok: true }, workflowRun: run.id })
  expect(story.spent).toBeGreaterThan(0)
  expect(story.calls.map((call: any) => [call.n, call.name, call.state])).toEqual([[1, 'crm.related', 'done'], [2, 'crm.search', 'done'], [3, 'http.fetch', 'done'], [4, 'crm.create', 'done'], [5, 'crm.update', 'done'], [6, 'crm.related', 'done']])
  const later = (days: number) => new Date(Date.parse(story.startedAt) + days * 86_400_000).toISOString()
  await w.setClock(later(88))
  await w.settle()
  expect((await w.admin.get(`/functions/${made.id}/runs`)).data.length).toBe(1)
  await w.setClock(later(93))
  await expect.poll(async () => (await w.admin.get(`/functions/${made.id}/runs`)).data.length, { timeout: 10_000 }).toBe(0)
})

test('a retry replays the journal: nothing is done twice, what differs is refused, a mail that was cut off is a person\'s to decide', async () => {
  const w = await testWorkspace()
  const answers = { status: 503 }
  const { got, host, url } = await listen(() => answers.status)
  await w.admin.put('/outside-hosts', { private: [host], functions: [host] })
  const code = (subject: string) => `const task = await crm.create('task', { subject: '${subject}' + Math.random() })
    const answer = await http.fetch('${url}/order', { method: 'POST', body: { at: Date.now() } })
    if (!answer.ok) throw new Error('Not yet: ' + answer.status)
    await mail.send({ to: 'siti@example.com', subject: 'Halo', body: 'Pesanan' })
    return task.id`
  const { id: of } = await w.admin.post('/functions', { name: 'order', label: 'Order', code: code('A') })
  const { id } = await w.admin.post('/workflows', { name: 'Order', ...onCreated, steps: [{ id: 'call', type: 'runFunction', function: of }] })
  await w.admin.create('deal', { name: 'Jam' })
  const retry = async (body: object = {}) => {
    const [run] = await runsOf(w, id)
    await w.admin.post(`/workflow-runs/${run.id}/retry`, body)
    return (await runsOf(w, id))[0]
  }
  expect((await runsOf(w, id))[0]).toMatchObject({ status: 'failed', error: { code: 'function.threw', message: expect.stringContaining('Not yet: 503') } })
  await w.admin.patch(`/functions/${of}`, { code: code('B') })
  expect(await retry()).toMatchObject({ status: 'failed', error: { code: 'function.changed' } })
  // the answer of the other side was an answer: it is told again
  await w.admin.patch(`/functions/${of}`, { code: code('A') })
  expect(await retry()).toMatchObject({ status: 'failed', error: { code: 'function.threw' } })
  expect([got.length, (await w.admin.list('task', {})).data.length]).toEqual([1, 1])
  // a process died while the mail was on its way
  await w.app.database.query(sql`update ${identifier(w.schema, '_function_call')} set answer = answer || '{"ok": true, "status": 200}' where n = 2`)
  await w.app.database.query(sql`insert into ${identifier(w.schema, '_function_call')} (run, n, name, arguments, state, at) select id, 3, 'mail.send', '[{"to": "siti@example.com", "subject": "Halo", "body": "Pesanan"}]', 'sending', now() from ${identifier(w.schema, '_function_run')}`)
  await w.app.database.query(sql`update ${identifier(w.schema, '_function_run')} set finished_at = null, status = 'running'`)
  expect(await retry()).toMatchObject({ status: 'failed', error: { code: 'outside.unknown' }, steps: [{ status: 'unknown' }] })
  expect(await retry({ unknown: 'again' })).toMatchObject({ status: 'completed', steps: [{ status: 'completed' }] })
  const mails = (await w.admin.get('/development/mailbox')).data.filter((mail: any) => mail.to === 'siti@example.com')
  expect([got.length, mails.length, (await w.admin.list('task', {})).data.length]).toEqual([1, 1, 1])
})

test('a worker that was taken for dead and goes on all the same: what both ask for is done once, and each is told the same', { timeout: 120_000 }, async () => {
  const w = await testWorkspace()
  await w.admin.post('/objects', { name: 'visit', label: { en: 'Visit' }, fields: [{ name: 'place', label: { en: 'Place' }, type: 'text' }] })
  const visit = await w.admin.create('visit', { place: 'A' })
  const { id } = await w.admin.post('/workflows', { name: 'Both', object: 'contact', trigger: { type: 'record', on: ['created'] },
    steps: [{ id: 'call', type: 'runFunction', code: `const { version } = await crm.update('visit', '${visit.id}', { place: 'B' }); return [version, (await crm.create('task', { subject: 'Sekali' })).subject]` }] })
  const holder = new pg.Client({ connectionString: w.databaseUrl })
  await holder.connect()
  onTestFinished(() => holder.end())
  await holder.query('begin')
  await holder.query(`select from ${w.schema}.visit for update`)
  // not by the holder, whose transaction sees who waits as it was at its first look
  const waiting = async (what: string) => (await w.app.database.query<{ query: string }>(sql`select query from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).filter(({ query }) => query.includes(what)).length
  await w.admin.create('contact', { firstName: 'Siti' })
  await expect.poll(() => waiting('for no key update'), { timeout: 60_000 }).toBe(1)
  await w.app.database.query(sql`select graphile_worker.force_unlock_workers(array(select distinct locked_by from graphile_worker._private_jobs where locked_by is not null))`)
  const second = await startWorker(w.app, kernelParts(w.app))
  onTestFinished(() => second.stop())
  await expect.poll(() => waiting('_function_call'), { timeout: 60_000 }).toBe(1)
  await holder.query('commit')
  expect((await runsOf(w, id))[0]).toMatchObject({ status: 'completed', steps: [{ output: { result: [2, 'Sekali'] } }] })
  expect([(await w.admin.read('visit', visit.id)).version, (await w.admin.list('task', {})).data.length]).toEqual([2, 1])
})

test('a function reaches no more than its role and the workflow\'s together, and only hosts that are allowed', async () => {
  const w = await testWorkspace()
  const probe = `const tell = async work => { try { return await work() } catch (error) { return error.code } }
    return [(await crm.get('deal', record.id))?.name ?? null, await tell(() => crm.create('company', { name: 'X' }).then(() => 'made')), await tell(() => http.fetch('https://example.com/')), await tell(() => crm.search('deal', { nothing: 1 })), await tell(() => crm.get('deal')), await tell(() => chat.post('umum', 'Halo'))]`
  await w.admin.post('/functions', { name: 'wide', label: 'Wide', code: probe })
  await w.admin.post('/functions', { name: 'narrow', label: 'Narrow', code: probe, role: 'readOnly' })
  const step = (named: string) => ({ type: 'runFunction', id: named, function: named })
  const flow = async (role: string, named: string) => (await w.admin.post('/workflows', { name: `${role} ${named}`, ...onCreated, role, steps: [step(named)] })).id
  const ids = [await flow('readOnly', 'wide'), await flow('administrator', 'narrow'), await flow('administrator', 'wide')]
  await w.admin.create('deal', { name: 'Jam' })
  const results = await Promise.all(ids.map(async id => (await runsOf(w, id))[0].steps[0].output.result))
  const rest = ['function.host', 'invalid', 'function.arguments', 'chat.noChannel']
  expect(results).toEqual([['Jam', 'permission.denied', ...rest], ['Jam', 'permission.denied', ...rest], ['Jam', 'made', ...rest]])
  const refused = async (body: object) => { const { status, body: { errors } } = await w.admin.send('POST', '/functions', { name: 'x', label: 'X', code: 'return 1', ...body }); return [status, ...(errors ?? []).map((fault: any) => `${fault.path} ${fault.code}`)] }
  const { id: denied } = await w.admin.post('/workflows', { name: 'Denied', ...onCreated, role: 'readOnly', steps: [{ type: 'runFunction', code: "await crm.create('company', { name: 'X' })" }] })
  await w.admin.create('deal', { name: 'Jam lagi' })
  expect((await runsOf(w, denied))[0].error).toMatchObject({ code: 'permission.denied', message: 'Anda tidak diizinkan melakukan ini' })
  expect(await refused({ code: 'let a = ;' })).toEqual([422, 'code function.syntax'])
  expect(await refused({ name: 'wide' })).toEqual([409, 'name function.taken'])
  expect(await refused({ name: 'Not so' })).toEqual([422, 'name function.name'])
  expect(await refused({ role: 'nobody' })).toEqual([422, 'role workflow.roleUnknown'])
  expect((await (await w.key('manager')).send('GET', '/functions')).status).toBe(403)
  const both = await w.admin.send('POST', '/workflows', { name: 'X', ...onCreated, steps: [{ type: 'runFunction', function: 'wide', code: 'return 1' }, { type: 'runFunction' }] })
  expect(both.body.errors.map((fault: any) => `${fault.path} ${fault.code}`)).toEqual(['steps[0].function function.oneOf', 'steps[1].function value.required'])
})

test('a host with a port is that port alone, also where an address leaves the usual one out', async () => {
  const w = await testWorkspace()
  await w.admin.put('/outside-hosts', { functions: ['api.example.com:443', '*.example.org:8443', 'plain.example.net'] })
  const addresses = ['https://api.example.com/x', 'https://api.example.com:443/x', 'http://api.example.com/x', 'https://api.example.com:8443/x', 'https://a.example.org:8443/', 'https://a.example.org/', 'http://plain.example.net/', 'https://plain.example.net:81/']
  const made = await w.admin.post('/functions', { name: 'ask', label: 'Ask', code: 'const told = []; for (const each of input.addresses) told.push(await http.fetch(each).then(answer => answer.status, error => error.code)); return told' })
  expect((await w.admin.post(`/functions/${made.id}/test`, { input: { addresses } })).result).toEqual([200, 200, 'function.host', 'function.host', 200, 'function.host', 200, 200])
})

test('what a function writes it is answered as its role may read it, in a test too', async () => {
  const w = await testWorkspace()
  await w.admin.post('/objects/deal/fields', { name: 'pin', type: 'text', sensitive: true, label: { en: 'Pin' } })
  const all = { read: 'all', create: true, update: 'all', delete: 'all' }
  await w.admin.post('/roles', { name: 'narrow', label: { en: 'Narrow' }, objects: { deal: { ...all, fields: { source: 'hidden' } } } })
  const { id } = await w.admin.post('/functions', { name: 'rename', label: 'Rename', role: 'narrow', code: `return [await crm.update('deal', record.id, { name: 'Baru' }), await crm.create('deal', { name: 'Lain', pin: '0815' }), await crm.delete('deal', record.id)]` })
  const deal = await w.admin.create('deal', { name: 'Jam', source: 'referral', pin: '4711' })
  const tried = await w.admin.post(`/functions/${id}/test`, { object: 'deal', recordId: deal.id })
  const { id: workflow } = await w.admin.post('/workflows', { name: 'Rename', ...onCreated, steps: [{ type: 'runFunction', function: 'rename', id: 'f' }], condition: { name: { eq: 'Tas' } } })
  await w.admin.create('deal', { name: 'Tas', source: 'referral', pin: '4711' })
  const [run] = await runsOf(w, workflow)
  for (const result of [tried.result, run.steps[0].output.result]) {
    expect(result).toMatchObject([{ name: 'Baru', pin: '••••' }, { name: 'Lain', pin: '••••' }, { pin: '••••' }])
    for (const record of result) expect(record).not.toHaveProperty('source')
  }
})

test('a test runs on a record as if: it answers, logs and lists, and nothing is written or sent', async () => {
  const w = await testWorkspace()
  await w.admin.put('/outside-hosts', { functions: ['api.example.com'] })
  const { id } = await w.admin.post('/functions', { name: 'draft', label: 'Draft', code: 'return 1' })
  const deal = await w.admin.create('deal', { name: 'Jam' })
  const code = `const task = await crm.create('task', { subject: 'Halo' }); const changed = await crm.update('task', task.id, { subject: 'Ubah' })
    await crm.update('deal', record.id, { name: input.name }); const answer = await http.fetch('https://api.example.com/x'); await mail.send({ to: 'siti@example.com', subject: 'S', body: 'B' })
    log(record.name); return [changed.subject, (await crm.get('task', task.id)).subject, answer.status]`
  const story = await w.admin.post(`/functions/${id}/test`, { object: 'deal', recordId: deal.id, input: { name: 'Baru' }, code })
  expect(story).toMatchObject({ kind: 'test', status: 'completed', result: ['Ubah', 'Ubah', 200], log: ['Jam'] })
  expect(story.calls.map((call: any) => [call.name, call.state])).toEqual([['crm.create', 'pretended'], ['crm.update', 'pretended'], ['crm.update', 'pretended'], ['http.fetch', 'pretended'], ['mail.send', 'pretended'], ['crm.get', 'pretended']])
  await w.settle()
  expect([(await w.admin.list('task', {})).data, (await w.admin.read('deal', deal.id)).version, (await w.admin.get('/development/mailbox')).data.length]).toEqual([[], 1, 0])
  expect(await w.admin.post(`/functions/${id}/test`, { code: '\nrecord.name.size.big' })).toMatchObject({ status: 'failed', error: { code: 'function.threw', message: expect.stringContaining('baris 2') } })
  const blocks = [{ type: 'if', left: '{{ record.name }}', compare: 'eq', right: 'Jam', then: [{ type: 'log', text: 'Halo {{ record.name }}' }] }, { type: 'return', value: '{{ 1 + 1 }}' }]
  expect(await w.admin.patch(`/functions/${id}`, { blocks })).toMatchObject({ version: 2, blocks, code: "if (record?.name === 'Jam') {\n  log(`Halo ${record?.name ?? ''}`)\n}\nreturn 1 + 1" })
  expect(await w.admin.post(`/functions/${id}/test`, { object: 'deal', recordId: deal.id })).toMatchObject({ result: 2, log: ['Halo Jam'] })
  expect(await w.admin.patch(`/functions/${id}`, { code: 'return 3' })).toMatchObject({ version: 3, blocks: null })
  const wrong = await w.admin.send('PATCH', `/functions/${id}`, { blocks: [{ type: 'nothing' }, { type: 'loop', items: 'x', name: 'await', do: [{ type: 'log' }] }] })
  expect(wrong.body.errors.map((fault: any) => `${fault.path} ${fault.code}`)).toEqual(['blocks[0].type function.block', 'blocks[1].name value.invalid', 'blocks[1].do[0].text value.required'])
})

test('a workflow names only functions that are there and code that can be read; a function that is named is not taken away', async () => {
  const w = await testWorkspace()
  const refused = async (steps: object[], path = '/workflows', more: object = {}) => {
    const reply = await w.admin.send(path === '/workflows' ? 'POST' : 'PATCH', path, { ...path === '/workflows' ? { name: 'W', ...onCreated } : {}, steps, ...more })
    return [reply.status, ...reply.body.errors.map((fault: any) => `${fault.path} ${fault.code}`)]
  }
  const inside = (step: object) => [{ type: 'if', condition: { amount: { gt: 1 } }, then: [{ type: 'stop' }], else: [{ type: 'addTag', tag: 'x' }, { type: 'runFunction', ...step }] }]
  expect(await refused([{ type: 'runFunction', function: 'nobody' }, { type: 'runFunction', code: 'return (' }])).toEqual([422, 'steps[0].function function.unknown', 'steps[1].code function.syntax'])
  expect(await refused(inside({ code: 'enum A { B }' }))).toEqual([422, 'steps[0].else[1].code function.syntax'])
  expect((await w.admin.post('/workflows/check', { workflow: { name: 'W', ...onCreated, steps: inside({ function: 'nobody' }) } })).faults).toMatchObject([{ path: 'steps[0].else[1].function', code: 'function.unknown' }])
  const made = await w.admin.post('/functions', { name: 'hitung', label: 'Hitung', language: 'js', code: 'return 1' })
  const byName = await w.admin.post('/workflows', { name: 'By name', ...onCreated, steps: inside({ function: 'hitung' }) })
  const byId = await w.admin.post('/workflows', { name: 'By id', enabled: false, ...onCreated, steps: [{ type: 'runFunction', function: made.id }] })
  const kept = await w.admin.send('DELETE', `/functions/${made.id}`)
  expect([kept.status, kept.body.code, kept.body.errors.map((fault: any) => fault.path)]).toEqual([409, 'conflict.inUse', [`workflows.${byName.id}`, `workflows.${byId.id}`]])
  expect(kept.body.detail).toContain('By name')
  expect(await refused([{ type: 'runFunction', function: 'nobody' }], `/workflows/${byName.id}`)).toEqual([422, 'steps[0].function function.unknown'])
  await w.admin.patch(`/workflows/${byName.id}`, { steps: [{ type: 'addTag', tag: 'x' }] })
  await w.admin.delete(`/workflows/${byId.id}`)
  expect((await w.admin.send('DELETE', `/functions/${made.id}`)).status).toBe(204)
})

test('a function that only an older version names is kept until no run is on that version any more', async () => {
  const w = await testWorkspace()
  const made = await w.admin.post('/functions', { name: 'hitung', label: 'Hitung', language: 'js', code: 'return 1' })
  const { id } = await w.admin.post('/workflows', { name: 'Late', ...onCreated, steps: [{ id: 'rest', type: 'wait', for: { days: 1 } }, { id: 'run', type: 'runFunction', function: 'hitung' }] })
  await w.admin.create('deal', { name: 'Jam' })
  await w.settle()
  await w.admin.patch(`/workflows/${id}`, { steps: [{ type: 'addTag', tag: 'x' }] })
  const kept = await w.admin.send('DELETE', `/functions/${made.id}`)
  expect([kept.status, kept.body.code, kept.body.errors.map((fault: any) => fault.path)]).toEqual([409, 'conflict.inUse', [`workflows.${id}.versions.1`]])
  const { data: [run] } = await w.admin.get(`/workflows/${id}/runs`)
  await w.admin.post(`/workflow-runs/${run.id}/cancel`)
  expect((await w.admin.send('DELETE', `/functions/${made.id}`)).status).toBe(204)
})

test('what PostgreSQL cannot keep, NUL and halves of signs, is left out of what a function asks, is told, throws and logs; a call that was made is not made again', async () => {
  const w = await testWorkspace()
  const { got, host, url } = await listen(() => 200, '{"a":"x\\u0000y","b":"\\ud83d"}')
  await w.admin.put('/outside-hosts', { private: [host], functions: [host] })
  const { id } = await w.admin.post('/workflows', { name: 'Odd', ...onCreated, steps: [
    { id: 'ask', type: 'runFunction', code: `const task = await crm.create('task', { subject: 'a\\u0000b' + '😀😀'.slice(0, 3) }); await mail.send({ to: 'x@example.com', subject: '😀'.slice(0, 1) + 's', body: 'c\\u0000d' }); return [task.subject, (await http.fetch('${url}')).body]` },
    { id: 'fail', type: 'runFunction', code: `throw new Error('oh\\u0000' + '😀'.slice(0, 1))` }] })
  await w.admin.create('deal', { name: 'Jam' })
  const [run] = await runsOf(w, id)
  expect(run.steps).toMatchObject([{ status: 'completed', output: { result: ['ab😀\ufffd', { a: 'xy', b: '\ufffd' }] } }, { status: 'failed', error: { code: 'function.threw', message: expect.stringContaining('oh') } }])
  expect([got.length, (await w.admin.get(`/function-runs/${run.steps[1].output.functionRun}`)).status]).toEqual([1, 'failed'])
})

test('what a function did not wait for is told to no other one that runs in its process after it', async () => {
  const w = await testWorkspace()
  const open: { path: string, answer: () => void }[] = []
  const server = createServer((request, response) => {
    open.push({ path: request.url!, answer: () => void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ path: request.url })) })
    // the first is answered while the second waits
    if (open.length === 2) open.forEach(({ answer }, at) => void setTimeout(answer, at * 700))
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  await w.admin.put('/outside-hosts', { private: [host], functions: [host] })
  const hasty = `export default async ({ http }) => { http.fetch('http://${host}/hasty'); return 1 }`
  const patient = `export default async ({ http }) => (await http.fetch('http://${host}/patient')).body.path`
  const { id } = await w.admin.post('/workflows', { name: 'One after the other', ...onCreated, steps: [hasty, patient].map((code, at) => ({ id: `call${at}`, type: 'runFunction', code })) })
  await w.admin.create('deal', { name: 'Jam' })
  const [run] = await runsOf(w, id)
  expect(run).toMatchObject({ status: 'completed', steps: [{ output: { result: 1 } }, { output: { result: '/patient' } }] })
})

test('a process of the sandbox that dies while it waits for work fails no function', async () => {
  const w = await testWorkspace()
  const { id } = await w.admin.post('/functions', { name: 'one', label: 'One', code: 'export default () => 1' })
  const test = async () => (await w.admin.post(`/functions/${id}/test`, {})).status
  expect(await test()).toBe('completed')
  for (const pid of execFileSync('pgrep', ['-P', String(process.pid), '-f', 'sandbox/process.ts'], { encoding: 'utf8' }).trim().split('\n')) process.kill(Number(pid), 'SIGKILL')
  await new Promise(done => setTimeout(done, 500))
  expect(await test()).toBe('completed')
})
