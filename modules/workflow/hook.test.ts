// Workflows that other programs call: the address, who may, what is refused, and what comes of it, each event once.
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

let w: TestWorkspace

beforeAll(async () => { w = await testWorkspace() })
afterAll(() => w.close())

const leadAd = {
  name: 'Lead ads', trigger: { type: 'webhook' },
  steps: [
    { id: 'known', type: 'findRecords', object: 'lead', filter: { phone: { eq: '{{ trigger.body.phone_number }}' } }, limit: 1 },
    {
      id: 'either', type: 'if', condition: { 'steps.known.count': { eq: 0 } },
      then: [{ id: 'made', type: 'createRecord', object: 'lead', data: { firstName: '{{ trigger.body.full_name }}', phone: '{{ trigger.body.phone_number }}', email: '{{ trigger.body.email }}', source: 'socialMedia', interest: '{{ trigger.body.answers[0].value }}' } }],
      else: [{ id: 'moved', type: 'updateRecord', object: 'lead', recordId: '{{ steps.known.first.id }}', data: { interest: '{{ trigger.body.answers[0].value }}' } }],
    },
  ],
}

const payload = { full_name: 'Budi Santoso', phone_number: '0812-3456-7890', email: 'Budi@Example.com', form_id: 77, answers: [{ name: 'wants', value: 'A leather bag' }] }

async function make(given: object): Promise<{ id: string, path: string, secret: string }> {
  const { id, hook, secret } = await w.admin.post('/workflows', given)
  return { id, path: hook.path, secret }
}

function call(path: string, body: unknown, headers: Record<string, string> = {}): Promise<{ status: number, headers: Headers, body: any }> {
  const given = typeof body === 'string' ? body : JSON.stringify(body)
  return fetch(`${w.url}${path}`, { method: 'POST', body: given, headers: { 'content-type': 'application/json', ...headers } })
    .then(async reply => ({ status: reply.status, headers: reply.headers, body: await reply.json() }))
}

const signed = (secret: string, body: string, at = Date.now()): Record<string, string> => {
  const time = Math.floor(at / 1000)
  return { 'x-hubung-signature': `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}` }
}

async function runsOf(id: string): Promise<any[]> {
  await w.settle()
  const { data } = await w.admin.get(`/workflows/${id}/runs`)
  return Promise.all(data.map((run: { id: string }) => w.admin.get(`/workflow-runs/${run.id}`)))
}

test('API-04: a custom URL maps a payload to a record: a lead ad becomes a lead, its repeat nothing, and the same phone in another spelling the same lead', async () => {
  const { id, path, secret } = await make(leadAd)
  const bearer = { authorization: `Bearer ${secret}` }
  const first = await call(path, payload, { ...bearer, 'x-event-id': 'ad-1' })
  expect(first.status).toBe(202)
  const repeat = await call(path, payload, { ...bearer, 'x-event-id': 'ad-1' })
  expect([repeat.status, repeat.body.id]).toEqual([202, first.body.id])
  await w.settle()
  const { data: [lead, ...others] } = await w.admin.list('lead')
  expect(others).toEqual([])
  expect(lead).toMatchObject({ firstName: 'Budi Santoso', phone: '+6281234567890', email: 'Budi@Example.com', source: 'socialMedia', interest: 'A leather bag', version: 1 })
  const [run] = await runsOf(id)
  expect(run).toMatchObject({ id: first.body.id, status: 'completed', object: null, record: null, trigger: { type: 'webhook', body: { form_id: 77 }, headers: { 'content-type': 'application/json' } } })
  expect(run.steps.map((step: any) => `${step.step} ${step.status}`)).toEqual(['known completed', 'either completed', 'made completed'])
  expect(JSON.stringify(run)).not.toContain(secret)

  const body = JSON.stringify({ ...payload, phone_number: '+62 812 3456 7890', answers: [{ name: 'wants', value: 'Two bags' }] })
  expect((await call(path, body, { ...signed(secret, body), 'x-event-id': 'ad-2' })).status).toBe(202)
  await w.settle()
  expect((await w.admin.list('lead')).data).toMatchObject([{ id: lead.id, interest: 'Two bags', version: 2 }])
  // the workflow is who did it
  const { data: told } = await w.admin.get(`/records/lead/${lead.id}/timeline`)
  expect(told.find((entry: any) => entry.kind === 'created')).toMatchObject({ way: 'workflow', cause: { run: run.id } })
})

test('forms are read too, a name that comes twice as a list; a condition on what was sent decides', async () => {
  const steps = [{ id: 'note', type: 'createRecord', object: 'task', data: { subject: '{{ trigger.body.name }}', tags: '{{ trigger.body.topic }}' } }]
  const { id, path } = await make({ name: 'Form', trigger: { type: 'webhook', check: 'none' }, condition: { 'trigger.body.name': { ne: 'spam' } }, steps })
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  expect((await call(path, 'name=Siti+Rahma&topic=bags&topic=belts', form)).status).toBe(202)
  expect((await call(path, 'name=spam', form)).status).toBe(202)
  expect((await runsOf(id)).map(run => [run.status, run.reason])).toEqual([['cancelled', 'condition'], ['completed', null]])
  expect((await w.admin.list('task')).data).toMatchObject([{ subject: 'Siti Rahma', tags: ['bags', 'belts'] }])
})

test('what is not signed, not readable, too large or not there is refused, each in its own way', async () => {
  const { id, path, secret } = await make({ ...leadAd, name: 'Strict', trigger: { type: 'webhook', check: 'signature' } })
  const text = JSON.stringify(payload)
  const outcome = async (body: string, headers: Record<string, string> = {}, at = path) => {
    const reply = await call(at, body, headers)
    return [reply.status, reply.body.code]
  }
  expect(await outcome(text)).toEqual([401, 'hook.unauthorised'])
  expect(await outcome(text, { authorization: `Bearer ${secret}` })).toEqual([401, 'hook.unauthorised'])
  expect(await outcome(text, signed('another secret', text))).toEqual([401, 'hook.unauthorised'])
  expect(await outcome(`${text} `, signed(secret, text))).toEqual([401, 'hook.unauthorised'])
  expect(await outcome(text, signed(secret, text, Date.now() - 600_000))).toEqual([401, 'hook.unauthorised'])
  for (const bad of ['{"a":', '[1,2', 'name=x']) expect(await outcome(bad, signed(secret, bad))).toEqual([400, 'syntax.invalid'])
  expect(await outcome('<a/>', { ...signed(secret, '<a/>'), 'content-type': 'text/xml' })).toEqual([415, 'media.unsupported'])
  expect(await outcome(JSON.stringify({ a: 'x'.repeat(300_000) }))).toEqual([413, 'body.tooLarge'])
  expect(await outcome(text, {}, `${path.slice(0, -4)}AAAA`)).toEqual([404, 'notFound'])
  expect(await outcome(text, {}, '/api/v1/hooks/nobody')).toEqual([404, 'notFound'])
  await w.admin.patch(`/workflows/${id}`, { enabled: false })
  expect(await outcome(text, signed(secret, text))).toEqual([404, 'notFound'])
  expect(await runsOf(id)).toEqual([])
})

test('address and secret are renewed apart; the former ones end, and only administrators see them', async () => {
  const { id, path, secret } = await make({ ...leadAd, name: 'Renewed' })
  const renew = (body: object) => w.admin.post(`/workflows/${id}/hook`, body)
  const enter = async (at: string, with_: string) => (await call(at, {}, { authorization: `Bearer ${with_}` })).status
  const moved = await renew({ address: true })
  expect(moved).not.toHaveProperty('secret')
  expect([await enter(path, secret), await enter(moved.path, secret)]).toEqual([404, 202])
  const fresh = await renew({ secret: true })
  expect(fresh.path).toBe(moved.path)
  expect([await enter(moved.path, secret), await enter(moved.path, fresh.secret)]).toEqual([401, 202])
  await renew({ secret: 'the shop gave us this one' })
  expect(await enter(moved.path, 'the shop gave us this one')).toBe(202)
  expect(await w.admin.get(`/workflows/${id}/hook`)).not.toHaveProperty('secret')
  expect((await (await w.key('manager')).send('GET', `/workflows/${id}/hook`)).status).toBe(403)
  const { id: other } = await w.admin.post('/workflows', { name: 'No hook', object: 'deal', trigger: { type: 'record' }, steps: [{ type: 'stop' }] })
  expect((await w.admin.send('GET', `/workflows/${other}/hook`)).body.code).toBe('hook.none')
})

test('a list that was sent is gone through item by item, in its order, and a filter that lacks a value finds nothing', async () => {
  const steps = [
    { id: 'none', type: 'findRecords', object: 'task', filter: { subject: { eq: '{{ trigger.body.missing }}' } } },
    { id: 'lines', type: 'forEach', items: '{{ trigger.body.lines }}', steps: [
      { id: 'task', type: 'createRecord', object: 'task', data: { subject: '{{ index }}. {{ item.name }}' }, if: { 'item.skip': { ne: true } } },
    ] },
    { id: 'all', type: 'findRecords', object: 'task', filter: { subject: { contains: '. Bag' } }, sort: 'subject' },
    { id: 'each', type: 'forEach', items: '{{ steps.all.records }}', steps: [{ id: 'close', type: 'updateRecord', object: 'task', recordId: '{{ item.id }}', data: { description: '{{ item.subject }} of {{ steps.all.count }}' } }] },
  ]
  const { id, path } = await make({ name: 'Lines', trigger: { type: 'webhook', check: 'none' }, steps })
  await call(path, { lines: [{ name: 'Bag A' }, { name: 'Bag B', skip: true }, { name: 'Bag C' }] })
  const [run] = await runsOf(id)
  expect(run.error).toBe(null)
  expect(run.steps.map((step: any) => `${step.step}${step.iteration && ` ${step.iteration}`} ${step.status}`)).toEqual([
    'none completed', 'lines completed', 'task 1 completed', 'task 2 skipped', 'task 3 completed', 'all completed', 'each completed', 'close 1 completed', 'close 2 completed',
  ])
  expect(run.steps[0]).toMatchObject({ output: { count: 0 }, warnings: [{ code: 'workflow.missing' }] })
  expect((await w.admin.list('task', { filter: { subject: { contains: '. Bag' } }, sort: 'subject' })).data).toMatchObject([{ subject: '1. Bag A', description: '1. Bag A of 2' }, { subject: '3. Bag C', description: '3. Bag C of 2' }])
  const refused = async (step: object) => (await w.admin.send('POST', '/workflows', { name: 'x', trigger: { type: 'webhook' }, steps: [step] })).body.errors.map((fault: any) => `${fault.path} ${fault.code}`)
  expect(await refused({ type: 'addTag', tag: 'x' })).toEqual(['steps[0].object value.required'])
  expect(await refused({ type: 'addComment', body: '{{ record.name }}', object: 'deal', recordId: '{{ trigger.body.id }}' })).toEqual(['steps[0].body workflow.unknownName'])
  expect(await refused({ type: 'findRecords', object: 'deal', filter: { nope: { eq: '{{ trigger.body.x }}' }, amount: { gte: '{{ trigger.body.x }}' } } })).toEqual(['steps[0].filter.nope field.unknown'])
  expect(await refused({ type: 'forEach', items: '{{ trigger.body.x }}', steps: [{ type: 'explode' }] })).toEqual(['steps[0].steps[0].type workflow.unknownStep'])
  expect(await refused({ type: 'if', condition: {}, then: [] })).toEqual(['steps[0].condition value.required', 'steps[0].then value.required'])
})

test('too many calls from one place are held off', async () => {
  const { path } = await make({ ...leadAd, name: 'Busy' })
  const replies = await Promise.all(Array.from({ length: 130 }, () => call(path, '{}')))
  const held = replies.find(reply => reply.status === 429)!
  expect(held.body.code).toBe('limit.exceeded')
  expect(Number(held.headers.get('retry-after'))).toBeGreaterThan(0)
})
