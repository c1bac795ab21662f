// Webhooks through the front door, to a receiver that keeps what it got and can be down.
import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

const secret = 'rahasia penerima'

interface Got { body: any, text: string, headers: Record<string, string | string[] | undefined>, at: number }

async function receiver(): Promise<{ url: string, got: Got[], answer: { status: (body: any) => number } }> {
  const got: Got[] = []
  const answer = { status: (_: any) => 200 }
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', chunk => { text += chunk })
    request.on('end', () => {
      const body = JSON.parse(text)
      const status = answer.status(body)
      if (status < 300) got.push({ body, text, headers: request.headers, at: got.length })
      response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end('ok')
    })
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, got, answer }
}

const hook = (w: TestWorkspace, url: string, events: string[]) => w.admin.post('/webhooks', { url, events, secret, allowPrivate: true })

test('each delivery is signed, names its event once and for all, and says what changed', async () => {
  const w = await testWorkspace()
  const { url, got } = await receiver()
  const made = await hook(w, url, ['record.created:deal', 'record.updated:deal'])
  expect(JSON.stringify(made)).not.toContain(secret)
  const deal = await w.admin.create('deal', { name: 'Tas', amount: 1000 })
  await w.admin.create('contact', { firstName: 'Budi' })
  await w.admin.update('deal', deal.id, { name: 'Tas kulit' })
  await w.admin.remove('deal', deal.id)
  await w.settle()
  await expect.poll(() => got.map(each => each.body.event)).toEqual(['record.created:deal', 'record.updated:deal'])
  const [, { body, text, headers }] = got
  expect(body).toMatchObject({ object: 'deal', record: deal.id, version: 2, way: 'api', before: { name: 'Tas' }, after: { name: 'Tas kulit' } })
  const [, time, signature] = /^t=(\d+),v1=([0-9a-f]+)$/.exec(String(headers['x-hubung-signature']))!
  expect(signature).toBe(createHmac('sha256', secret).update(`${time}.${text}`).digest('hex'))
  expect(headers['x-hubung-event-id']).toBe(body.id)
  const log = await w.admin.get(`/webhooks/${made.id}/deliveries`)
  expect(log.data).toMatchObject([{ kind: 'updated', state: 'delivered', status: 200, attempts: 1 }, { kind: 'created', state: 'delivered' }])
  await w.admin.post(`/webhooks/${made.id}/deliveries/${log.data[1].id}/redeliver`)
  await expect.poll(() => got.length).toBe(3)
  expect(got[2].body.id).toBe(got[0].body.id)
})

test('a receiver that was down gets all, in order for each record; one that refuses a record still hears of the others', async () => {
  const w = await testWorkspace()
  const { url, got, answer } = await receiver()
  const { id } = await hook(w, url, ['record.*:deal'])
  answer.status = () => 503
  const deals = await Promise.all(['A', 'B', 'C'].map(name => w.admin.create('deal', { name })))
  for (let turn = 1; turn <= 4; turn++) await Promise.all(deals.map(deal => w.admin.update('deal', deal.id, { name: `${deal.name} ${turn}` })))
  await expect.poll(async () => (await w.admin.get(`/webhooks/${id}`)).failures, { timeout: 10_000 }).toBeGreaterThan(0)
  expect((await w.admin.get(`/webhooks/${id}`)).restUntil).not.toBe(null)
  expect(got).toEqual([])
  answer.status = body => body.record === deals[1].id ? 422 : 200
  await w.admin.post(`/webhooks/${id}/resume`)
  await expect.poll(() => got.length, { timeout: 10_000 }).toBe(10)
  answer.status = () => 200
  await w.admin.post(`/webhooks/${id}/resume`)
  await expect.poll(() => got.length, { timeout: 10_000 }).toBe(15)
  for (const deal of deals) expect(got.filter(each => each.body.record === deal.id).map(each => each.body.version)).toEqual([1, 2, 3, 4, 5])
  expect(new Set(got.map(each => each.body.id)).size).toBe(15)
})

test('API-03: a receiver that is down for an hour gets all, in order per record, signed', { timeout: 60_000 }, async () => {
  const w = await testWorkspace()
  const { url, got, answer } = await receiver()
  const { id } = await hook(w, url, ['record.*:deal'])
  let refused = 0
  answer.status = () => { refused++; return 503 }
  const deals = await Promise.all(['A', 'B', 'C'].map(name => w.admin.create('deal', { name })))
  const rests: number[] = []
  // each try of the schedule meets a receiver that is down, until their pauses make an hour; what waits meanwhile is written in between
  for (let tries = 1; rests.reduce((sum, rest) => sum + rest, 0) < 3600; tries++) {
    await expect.poll(async () => (await w.admin.get(`/webhooks/${id}`)).failures, { timeout: 10_000 }).toBe(tries)
    const { restUntil } = await w.admin.get(`/webhooks/${id}`)
    const { data } = await w.admin.get(`/webhooks/${id}/deliveries?limit=500`)
    const last = Math.max(...data.map((each: any) => each.answeredAt === null ? 0 : Date.parse(each.answeredAt)))
    rests.push((Date.parse(restUntil) - last) / 1000)
    await Promise.all(deals.map(deal => w.admin.update('deal', deal.id, { name: `${deal.name} ${tries}` })))
    // the next try comes when the pause is over: its front door is at once
    await w.admin.post(`/webhooks/${id}/resume`)
  }
  expect([got.length, refused > 5, rests]).toEqual([0, true, [10, 60, 300, 900, 1800, 3600]])
  await expect.poll(async () => (await w.admin.get(`/webhooks/${id}`)).failures, { timeout: 10_000 }).toBe(7)
  expect((await w.admin.get(`/webhooks/${id}/deliveries?state=failed`)).data).toEqual([])
  answer.status = () => 200
  await w.admin.post(`/webhooks/${id}/resume`)
  await expect.poll(() => got.length, { timeout: 20_000 }).toBe(21)
  for (const deal of deals) expect(got.filter(each => each.body.record === deal.id).map(each => [each.body.version, each.body.after.name])).toEqual([1, 2, 3, 4, 5, 6, 7].map(version => [version, version === 1 ? deal.name : `${deal.name} ${version - 1}`]))
  expect(new Set(got.map(each => each.body.id)).size).toBe(21)
  for (const { text, headers } of got) {
    const [, time, signature] = /^t=(\d+),v1=([0-9a-f]+)$/.exec(String(headers['x-hubung-signature']))!
    expect(signature).toBe(createHmac('sha256', secret).update(`${time}.${text}`).digest('hex'))
  }
  expect((await w.admin.get(`/webhooks/${id}/deliveries?state=waiting`)).data).toEqual([])
})

test('addresses inside private networks are refused, when they are given and when a name leads there', async () => {
  const w = await testWorkspace()
  const give = (url: string, more: object = {}) => w.admin.send('POST', '/webhooks', { url, events: ['record.created:deal'], secret, ...more })
  for (const url of ['http://127.0.0.1/x', 'http://localhost/x', 'http://localhost./x', 'http://[::1]/', 'http://10.1.2.3/', 'http://169.254.169.254/latest', 'http://[::ffff:10.0.0.1]/', 'http://2130706433/', 'ftp://example.com/', 'http://user:pass@example.com/', 'kertas', 'http://printer/', 'http://0x7f.1/']) {
    expect([url, (await give(url)).body.errors]).toMatchObject([url, [{ path: 'url', code: 'webhook.url' }]])
  }
  expect((await give('https://example.com/hook', { events: ['record.created:nothing', 'record.burnt:deal', 'x'] })).body.errors.map((each: any) => each.path)).toEqual(['events[0]', 'events[1]', 'events[2]'])
  expect((await (await w.key('manager')).send('GET', '/webhooks')).status).toBe(403)
})

test('a redirect is no answer, and a webhook that is switched off or ended sends nothing', async () => {
  const w = await testWorkspace()
  const { url, got, answer } = await receiver()
  const { id } = await hook(w, url, ['record.created:*'])
  answer.status = () => 302
  await w.admin.create('contact', { firstName: 'Satu' })
  await expect.poll(async () => (await w.admin.get(`/webhooks/${id}/deliveries`)).data[0]?.status).toBe(302)
  answer.status = () => 200
  await w.admin.patch(`/webhooks/${id}`, { enabled: false })
  await w.admin.create('contact', { firstName: 'Dua' })
  await w.settle()
  expect(got).toEqual([])
  await w.admin.patch(`/webhooks/${id}`, { enabled: true })
  await expect.poll(() => got.map(each => each.body.after.firstName)).toEqual(['Satu'])
  await w.admin.delete(`/webhooks/${id}`)
  await w.admin.create('contact', { firstName: 'Tiga' })
  await w.settle()
  expect(got.length).toBe(1)
  expect((await w.admin.send('GET', `/webhooks/${id}/deliveries`)).status).toBe(404)
})

test('a record that breaks the receiver holds up no other, however often it is tried', async () => {
  const w = await testWorkspace()
  const { url, got, answer } = await receiver()
  const { id } = await hook(w, url, ['record.*:deal'])
  answer.status = body => body.after.name === 'Rusak' ? 500 : 200
  const { id: broken } = await w.admin.create('deal', { name: 'Rusak' })
  const attempts = async () => (await w.admin.get(`/webhooks/${id}/deliveries`)).data.find((each: any) => each.record === broken)?.attempts
  for (let tries = 1; tries <= 5; tries++) {
    await expect.poll(attempts).toBe(tries)
    await w.admin.post(`/webhooks/${id}/resume`)
  }
  await expect.poll(attempts).toBe(6)
  await w.admin.create('deal', { name: 'Utuh' })
  await expect.poll(() => got.map(each => each.body.after.name)).toEqual(['Utuh'])
})

test('of an object that is gone by now a webhook is still switched off, changed and saved as it is', async () => {
  const w = await testWorkspace()
  await w.admin.post('/objects', { name: 'visit', label: { en: 'Visit' }, fields: [{ name: 'place', label: { en: 'Place' }, type: 'text' }] })
  const { id } = await hook(w, 'http://127.0.0.1:9/', ['record.*:visit', 'record.*:deal'])
  await w.admin.delete('/objects/visit')
  expect(await w.admin.patch(`/webhooks/${id}`, { enabled: false, events: ['record.*:visit', 'record.*:task'] })).toMatchObject({ enabled: false, events: ['record.*:visit', 'record.*:task'] })
  expect((await w.admin.send('PATCH', `/webhooks/${id}`, { events: ['record.created:visit'] })).body.errors).toMatchObject([{ path: 'events[0]', code: 'webhook.event' }])
})

test('who saw a masked value, and why, is told to no receiver', async () => {
  const w = await testWorkspace()
  const { url, got } = await receiver()
  await hook(w, url, ['record.*:*'])
  const contact = await w.admin.create('contact', { firstName: 'Budi', phone: '+6281211112222' })
  await w.admin.post(`/records/contact/${contact.id}/reveal`, { fields: ['phone'], reason: 'Permintaan polisi' })
  await w.admin.update('contact', contact.id, { firstName: 'Budi S' })
  await expect.poll(() => got.map(each => each.body.event)).toEqual(['record.created:contact', 'record.updated:contact'])
})

test('what still hangs at an address that has been corrected meanwhile goes to the new one at once', async () => {
  const w = await testWorkspace()
  const { url, got } = await receiver()
  const held: IncomingMessage[] = []
  const wrong = createServer(request => void held.push(request))
  await new Promise<void>(done => wrong.listen(0, '127.0.0.1', done))
  onTestFinished(() => void wrong.close())
  const { id } = await hook(w, `http://127.0.0.1:${(wrong.address() as AddressInfo).port}/`, ['record.*:deal'])
  await w.admin.create('deal', { name: 'Tas' })
  await expect.poll(() => held.length).toBe(1)
  await w.admin.patch(`/webhooks/${id}`, { url })
  held[0].destroy()
  await expect.poll(() => got.map(each => each.body.after.name), { timeout: 5000 }).toEqual(['Tas'])
  expect(await w.admin.get(`/webhooks/${id}`)).toMatchObject({ failures: 0, restUntil: null })
})
