// No input whatever yields a 5xx, and every refusal is problem+json: every route of the OpenAPI document with generated bad
// requests, then what never reaches a route.
import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client, Reply } from './client.ts'
import { Client as Caller } from './client.ts'
import { requestsTo } from './hostile.ts'
import { testWorkspace, type TestWorkspace } from './workspace.ts'

/** Requests to each route; HUBUNG_BAD_INPUT=200 looks longer. */
const RUNS = Number(process.env.HUBUNG_BAD_INPUT ?? 12)

let w: TestWorkspace
let document: any
let ids: string[]
const names = ['firstName', 'name', 'email', 'phone', 'company', 'owner', 'stage', 'amount', 'about', 'tags', 'mailingAddress', 'dueAt', 'dateOfBirth', 'externalId', 'id', 'version']

beforeAll(async () => {
  w = await testWorkspace()
  document = await w.admin.get('/openapi.json')
  const contact = await w.admin.create('contact', { firstName: 'Ayu', email: 'ayu@example.com' })
  const deal = await w.admin.create('deal', { name: 'Tas', contact: contact.id })
  ids = ['contact', 'deal', 'task', 'stage', 'sales', 'manager', 'firstName', contact.id, deal.id, contact.owner]
})
afterAll(() => w.close())

function expectRefusal({ status, headers, body }: Reply): void {
  expect(status).toBeLessThan(500)
  if (status < 400) return
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(body).toMatchObject({ status, code: expect.any(String), title: expect.any(String), requestId: expect.any(String), errors: expect.any(Array) })
}

async function tryRoutes(caller: Client, runs: number, check: (reply: Reply) => void = expectRefusal): Promise<void> {
  for (const [path, operations] of Object.entries<any>(document.paths)) {
    for (const [method, operation] of Object.entries<any>(operations)) {
      // what moves every other test's ground away
      if (['/clock', '/realtime'].includes(path)) continue
      await fc.assert(fc.asyncProperty(requestsTo(method, path, operation, ids, names), async request => {
        check(await caller.send(request.method, request.path, request.body))
      }), { numRuns: runs })
    }
  }
}

describe('every route', () => {
  test('as administrator', () => tryRoutes(w.admin, RUNS), 300_000)
  test('as somebody who may only read', async () => tryRoutes(await w.key('readOnly'), Math.ceil(RUNS / 3)), 300_000)
  test('as nobody: what is not public says so', () => tryRoutes(new Caller(w.url), Math.ceil(RUNS / 4)), 300_000)
  test('and it still works', async () => {
    expect((await w.admin.send('GET', '/health/ready')).status).toBe(200)
    expect((await w.admin.list('contact', { limit: 1 })).data).toBeInstanceOf(Array)
  })
})

/** Sends bytes as they are and answers what comes back until the connection ends or rests. */
function raw(bytes: string | Buffer): Promise<string> {
  const { hostname, port } = new URL(w.url)
  return new Promise((done, fail) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    let said = ''
    socket.setEncoding('utf8').on('data', text => { said += text }).on('close', () => done(said)).on('error', error => said ? done(said) : fail(error))
    socket.setTimeout(1500, () => socket.destroy())
  })
}

const post = (body: string | Buffer, type = 'application/json') => Buffer.concat([
  Buffer.from(`POST /api/v1/records/contact HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: ${(w.admin as any).headers.authorization}\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`), Buffer.from(body)])

function expectProblem(answer: string, ...statuses: number[]): any {
  const [head, body] = [answer.slice(0, answer.indexOf('\r\n\r\n')), answer.slice(answer.indexOf('\r\n\r\n') + 4)]
  expect(statuses).toContain(Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]))
  expect(head.toLowerCase()).toContain('content-type: application/problem+json')
  const json = JSON.parse(body.replace(/^[0-9a-f]+\r\n|\r\n0\r\n\r\n$/g, ''))
  expect(json).toMatchObject({ code: expect.any(String), status: expect.any(Number), requestId: expect.any(String), errors: expect.any(Array) })
  return json
}

describe('below the routes', () => {
  const get = (path: string, headers = '') => raw(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${headers}\r\n`)

  test('addresses that are too long or no addresses', async () => {
    expectProblem(await get(`/api/v1/records/contact?filter=${'x'.repeat(17 * 1024)}`), 414, 431)
    expectProblem(await get(`/api/v1/records/${'x'.repeat(17 * 1024)}`), 414, 431)
    expectProblem(await get(`/api/v1/records/${'x'.repeat(5000)}`), 401, 404, 414)
    for (const path of ['/api/v1/records/%', '/api/v1/records/%zz', '/api/v1/records/%00', '/api/v1/records/%ff', '/api/v1/%c3%28', '//', '/api/v1/../../etc/passwd', '/api/v1/nope', '/api/v1/records/contact/x/y/z']) {
      expectProblem(await get(path), 400, 401, 404)
    }
  })

  test('request lines and headers that are none', async () => {
    for (const line of ['NONSENSE', 'GET', '\x16\x03\x01\x02\x00', 'GET / HTTP/9.9', 'BREW /api/v1/records/contact HTTP/1.1', 'GET /\uD83D HTTP/1.1']) {
      expectProblem(await raw(`${line}\r\nhost: x\r\n\r\n`), 400, 404, 405)
    }
    expectProblem(await get('/api/v1/session', `x-large: ${'x'.repeat(40_000)}\r\n`), 431)
    expectProblem(await get('/api/v1/session', Array.from({ length: 3000 }, (_, at) => `x-${at}: 1\r\n`).join('')), 431, 401)
    expectProblem(await get('/api/v1/session', 'bad header\r\n'), 400)
    expectProblem(await raw('POST /api/v1/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\n{}'), 400)
    expectProblem(await raw('POST /api/v1/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\nzz\r\n'), 400)
    for (const header of ['authorization: Bearer \xff\xfe', 'authorization: Basic x', 'authorization: Bearer hub_x', 'cookie: hubung.session_token=%00; a=\xff', 'x-workspace: constructor']) {
      expectProblem(await get('/api/v1/members', `${header}\r\n`), 400, 401)
    }
    expectProblem(await raw(post('{}').toString().replace('content-type', 'idempotency-key: \r\ncontent-type')), 400, 422)
    for (const match of ['x', '"-1"', '"99999999999999999999"', '""']) expectRefusal(await w.admin.send('PATCH', `/records/contact/${ids[7]}`, { firstName: 'A' }, { 'if-match': match }))
  })

  test('what Node would answer by itself, or hold for the opening of a line', async () => {
    const head = `connection: close\r\nauthorization: ${(w.admin as any).headers.authorization}\r\n`
    expectProblem(await raw(`CONNECT example.com:80 HTTP/1.1\r\nhost: x\r\n\r\n`), 405)
    expectProblem(await raw(`GET /api/v1/session HTTP/1.1\r\n${head}\r\n`), 400)
    // a server may pass over an expectation that it does not know (RFC 9110, 10.1.1)
    expectProblem(await raw(`GET /api/v1/records/nope HTTP/1.1\r\nhost: x\r\nexpect: much\r\n${head}\r\n`), 404)
    expectProblem(await raw(`GET /api/v1/records/nope HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n${head.replace('close', 'close, upgrade')}\r\n`), 404)
  })

  test('texts are in the language that is asked for most', async () => {
    const [indonesian, english] = ['Tidak ditemukan', 'Not found']
    const asked = { 'id': indonesian, 'fr, en;q=0.5, id;q=0.9': indonesian, 'en-US,en;q=0.9,id;q=0.8': english, 'id;q=0, en;q=0.1': english, '*': english }
    for (const [header, title] of Object.entries(asked)) expect(expectProblem(await get('/api/v1/nope', `accept-language: ${header}\r\n`), 404).title, header).toBe(title)
  })

  test('bodies of a wrong type, that are no JSON, or no UTF-8', async () => {
    for (const type of ['text/plain', 'text/html', 'application/xml', 'application/octet-stream', 'x', 'multipart/form-data', 'application/x-www-form-urlencoded']) expectProblem(await raw(post('{}', type)), 400, 415)
    for (const body of ['{', '{"firstName":}', "{'firstName':1}", '[1,', 'nul', '{"a":1}}', '\uFEFF{', '"\\ud8"']) expectProblem(await raw(post(body)), 400)
    expectProblem(await raw(post(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]))), 400, 422)
    expectProblem(await raw(post('{"firstName":"a\\u0000b"}')), 422)
    expectProblem(await raw(post('{"firstName":"a\\ud800b"}')), 422)
    // nothing comes of it, in the record or beside it
    const polluting = await w.admin.send('POST', '/records/contact', '{"__proto__":{"administrator":true,"lastName":"Y"},"constructor":{"prototype":{"lastName":"Y"}},"firstName":"X"}')
    expect([polluting.status, polluting.body.errors]).toMatchObject([422, [{ path: 'constructor', code: 'field.unknown' }]])
    expect(await w.admin.create('contact', JSON.parse('{"__proto__":{"lastName":"Y"},"firstName":"X"}'))).toMatchObject({ firstName: 'X', lastName: null })
    for (const body of ['null', '[]', '1', '"x"', 'true']) expectProblem(await raw(post(body)), 422)
    expect(({} as any).administrator).toBeUndefined()
  })

  test('100,000 levels deep, and more than 10 MB', async () => {
    expectProblem(await raw(post(`{"firstName":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)), 400, 422)
    const filter = `{"filter":${'{"not":'.repeat(100_000)}{}${'}'.repeat(100_001)}`
    expectRefusal(await w.admin.send('POST', '/records/contact/query', filter))
    expectRefusal(await w.admin.send('POST', '/records/contact/batch', `{"operations":[${'{"data":'.repeat(50_000)}1${'}'.repeat(50_000)}]}`))
    expect((await w.admin.send('POST', '/records/contact', `{"firstName":"${'x'.repeat(10 * 1024 * 1024)}"}`)).status).toBe(413)
  })

  test('SQL, NUL and lone surrogates in every field of every object are refused or kept as they are', async () => {
    for (const object of Object.keys(document.components.schemas).filter(name => name !== 'Problem')) {
      for (const text of [`'; drop table ws_test.${object}; --`, 'a\0b', 'a\uD800b']) {
        const data = Object.fromEntries(Object.keys(document.components.schemas[object].properties).map(field => [field, text]))
        expect((await w.admin.send('POST', `/records/${object}`, data)).status).toBe(422)
        for (const field of Object.keys(data)) {
          expectRefusal(await w.admin.send('POST', `/records/${object}`, { [field]: text, name: 'X', firstName: 'X', subject: 'X', body: 'X' }))
          expectRefusal(await w.admin.send('POST', `/records/${object}/query`, { filter: { [field]: { eq: text } }, sort: text }))
        }
      }
      expect((await w.admin.list(object, { limit: 1 })).data).toBeInstanceOf(Array)
    }
  })
})
