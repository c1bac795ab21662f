// Whatever is sent to this room's routes, the answer is a refusal and never a fault of ours.
import { expect, test } from 'vitest'
import { Client } from '../../test/client.ts'
import { testWorkspace } from '../../test/workspace.ts'
import { workspaceRoutes } from './routes.ts'

const bodies = ['', 'null', '[]', '"x"', '{', '{"name":1}', '{"name":"\\u0000"}',
  '{"email":"\\ud800","password":"\\udfff"}', '{"__proto__":{"x":1}}', '{"name":{},"role":[],"label":"x"}',
  '{"objects":{"__proto__":{"read":"all"},"contact":{"fields":{"__proto__":"read"}}}}',
    `{"name":"${'x'.repeat(5000)}","label":{"en":"'; drop table x; --"}}`,
  '{"locale":"xx","timeZone":"../../etc/passwd","currency":"__proto__","phoneCountry":"constructor"}',
  '{"members":["1"],"parent":"\'","manager":"--","limit":1e309}', '{"email":"a@b.c","password":""}']
const values = ['x', '%00', "'%22%3B--", '%F0%9F%98%80', '..%2F..', '01990000-0000-7000-8000-000000000000',
  'x'.repeat(200), '__proto__']
const cookies = ['hubung.session_token=', 'hubung.session_token=%E0%A4%A', 'hubung.session_token=a.b',
  `hubung.session_token=${'x'.repeat(4000)}`, 'hubung.session_token="a;b"', '=;=;=', 'hubung.session_token=%00.%00']

test('no body, path, query or cookie makes a 5xx', async () => {
  const w = await testWorkspace({ work: false })
  const wrong: string[] = []
  const send = async (client: Client, method: string, path: string, body?: string, headers?: Record<string,
    string>) => {
    const { status } = await client.send(method, path, body, headers)
    if (status >= 500) wrong.push(`${method} ${path} ${body ?? ''} ${JSON.stringify(headers ?? {})} ${status}`)
  }
  for (const { method, path } of workspaceRoutes) {
    const paths = path.includes(':') ? values.map(value => path.replace(/:\w+/, value)) : [path]
    for (const [index, at] of paths.entries()) {
      // Every body at the first path is enough; the others only differ in the path.
      const sent = method === 'GET' || method === 'DELETE' ? [undefined] : index === 0 ? bodies : bodies.slice(5, 6)
      for (const body of sent) await send(w.admin, method, at, body)
    }
    if (method === 'GET') for (const query of ['limit=0', 'limit=x', 'after=%00', 'after=bm9uc2Vuc2U',
      'kind=queen&active=perhaps', 'x=1']) await send(w.admin, method, `${path.replace(/:\w+/, 'x')}?${query}`)
  }
  const visitor = new Client(w.url)
  for (const cookie of cookies) for (const path of ['/session', '/members', '/sessions']) await send(visitor, 'GET',
    path, undefined, { cookie })
  for (const authorization of ['Bearer', 'Bearer \u00ff', `Bearer hub_${'-'.repeat(51)}`, 'x']) await send(visitor,
    'GET', '/session', undefined, { authorization })
  await send(visitor, 'POST', '/session', '{"email":"ayu@example.com","password":"x"}',
    { 'user-agent': '\u00ff'.repeat(2000), origin: 'null' })
  await send(w.admin, 'GET', '/session', undefined, { 'x-workspace': '\u00ff' })
  expect(wrong).toEqual([])
  expect(await w.admin.get('/session')).toMatchObject({ administrator: true })
})
