// OAuth: how an outside program comes to act for a member, and every way in which it must not.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../../../test/workspace.ts'
import { allow, asking, bearer, challengeFor, exchange, form, giveBack, letIn, newVerifier, redirect, registerApp, renew } from '../../../test/outside-app.ts'
import pg from 'pg'
import type { Client } from '../../../test/client.ts'

let w: TestWorkspace
let sales: Client

beforeAll(async () => {
  w = await testWorkspace()
  sales = await w.person('sales')
})

afterAll(() => w.close())

async function inDatabase(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: w.databaseUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

const refused = ({ status, body }: { status: number, body: any }) => [status, body.error]

test('a program finds by itself how to ask, is let in with PKCE, and acts as the member', async () => {
  const found = await fetch(`${w.url}/.well-known/oauth-authorization-server`).then(answer => answer.json())
  expect(found).toMatchObject({ issuer: w.url, token_endpoint: `${w.url}/api/v1/oauth/token`, code_challenge_methods_supported: ['S256'], scopes_supported: ['read', 'write', 'admin'] })
  expect(await fetch(`${w.url}/.well-known/oauth-protected-resource`).then(answer => answer.json())).toMatchObject({ resource: `${w.url}/api/v1`, authorization_servers: [w.url] })
  const { paths, components } = await w.admin.get('/openapi.json')
  expect([components.securitySchemes.app.type, paths['/records/{object}'].post.security.at(-1), paths['/api-keys'].get.security.at(-1), paths['/session/password'].post.security]).toEqual(['oauth2', { app: ['write'] }, { app: ['admin'] }, [{ key: [] }, { session: [] }]])
  const app = await registerApp(w, { name: 'Zapier' })
  const verifier = newVerifier()
  const parameters = asking(app, verifier)
  expect(await sales.get(`/oauth/authorize?${new URLSearchParams(parameters)}`)).toEqual({ workspace: 'test', asked: { app: 'Zapier', place: 'n8n.example.com', scope: 'write', refused: null } })
  const back = await allow(sales, parameters)
  expect(back.href.startsWith(`${redirect}?`)).toBe(true)
  expect([back.searchParams.get('state'), back.searchParams.get('iss')]).toEqual(['s-1', w.url])
  const { status, headers, body } = await exchange(w, app, back.searchParams.get('code')!, verifier)
  expect([status, headers.get('cache-control')]).toEqual([200, 'no-store'])
  expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: 'read write' })
  const made = await bearer(w, body.access_token).create('contact', { lastName: 'Wijaya' })
  expect([made.createdBy, made.owner]).toEqual([sales.member, sales.member])
  const { data: [event] } = await w.admin.get(`/events?object=contact&record=${made.id}`)
  expect([event.actor.id, event.way, event.cause.app]).toEqual([sales.member, 'api', 'Zapier'])
})

test('a program is known by its id and an address that was written down, letter by letter; the member is sent nowhere else', async () => {
  const app = await registerApp(w)
  const ask = (more: Record<string, string | undefined>) => sales.send('GET', `/oauth/authorize?${new URLSearchParams(asking(app, newVerifier(), more))}`)
  for (const other of ['https://evil.example.com/', `${redirect}/`, `${redirect}?x=1`, redirect.replace('n8n.', 'n8n.evil.'), redirect.replace('https', 'http'), redirect.toUpperCase()]) {
    expect((await ask({ redirect_uri: other })).body.errors).toMatchObject([{ path: 'redirect_uri', code: 'app.redirectUnknown' }])
    expect((await sales.send('POST', '/oauth/authorize', { ...asking(app, newVerifier(), { redirect_uri: other }), allow: true })).status).toBe(422)
  }
  expect((await ask({ client_id: 'hubapp_unknown' })).body.code).toBe('app.unknown')
  expect((await ask({ client_id: app.clientId.replace(/.$/, '-') })).body.code).toBe('app.unknown')
  for (const bad of ['http://example.com/', 'javascript:alert(1)', 'data:text/html,x', 'https://a@example.com/', 'https://example.com/#x', 'https:', 'x', 'file:///etc/passwd']) {
    expect([bad, (await w.admin.send('POST', '/apps', { name: 'Bad', redirects: [bad] })).status]).toEqual([bad, 422])
  }
  for (const good of ['http://localhost:4000/back', 'http://127.0.0.1/back', 'com.example.app:/back']) await registerApp(w, { redirects: [good] })
})

test('what an app asks wrongly, and a no, it learns at its own address', async () => {
  const app = await registerApp(w, { scope: 'read' })
  const wrong: [Record<string, string | undefined>, string][] = [
    [{ code_challenge: undefined }, 'invalid_request'], [{ code_challenge_method: 'plain' }, 'invalid_request'], [{ code_challenge_method: undefined }, 'invalid_request'],
    [{ code_challenge: 'short' }, 'invalid_request'], [{ response_type: 'token' }, 'unsupported_response_type'], [{ scope: 'everything' }, 'invalid_scope'],
  ]
  for (const [more, error] of wrong) {
    const parameters = asking(app, newVerifier(), more)
    const { asked: { scope, refused: told } } = await sales.get(`/oauth/authorize?${new URLSearchParams(parameters)}`)
    expect([scope, new URL(told.to).searchParams.get('error')]).toEqual([null, error])
    const back = new URL((await sales.post('/oauth/authorize', { ...parameters, allow: true })).to)
    expect([back.searchParams.get('error'), back.searchParams.get('code'), back.searchParams.get('state')]).toEqual([error, null, 's-1'])
  }
  const no = new URL((await sales.post('/oauth/authorize', { ...asking(app, newVerifier()), allow: false })).to)
  expect([no.searchParams.get('error'), no.searchParams.get('code')]).toEqual(['access_denied', null])
  // more than the app may have, or than she may do herself, is not given
  expect((await sales.get(`/oauth/authorize?${new URLSearchParams(asking(app, newVerifier(), { scope: 'read write admin' }))}`)).asked.scope).toBe('read')
  const wide = await registerApp(w)
  expect((await letIn(w, wide, sales, 'admin')).tokens.scope).toBe('read write')
})

test('a code is good once, for a minute, for its app, its address and its verifier; used again it ends what it gave', async () => {
  const [app, other] = [await registerApp(w), await registerApp(w)]
  const verifier = newVerifier()
  const code = async () => (await allow(sales, asking(app, verifier))).searchParams.get('code')!
  expect(refused(await exchange(w, app, await code(), newVerifier()))).toEqual([400, 'invalid_grant'])
  expect(refused(await exchange(w, other, await code(), verifier))).toEqual([400, 'invalid_grant'])
  expect(refused(await exchange(w, app, await code(), verifier, { redirect_uri: `${redirect}/` }))).toEqual([400, 'invalid_grant'])
  expect(refused(await exchange(w, app, await code(), challengeFor(verifier)))).toEqual([400, 'invalid_grant'])
  expect(refused(await exchange(w, app, 'hubc_none', verifier))).toEqual([400, 'invalid_grant'])
  const withoutVerifier = { grant_type: 'authorization_code', code: await code(), redirect_uri: redirect, client_id: app.clientId, client_secret: app.secret! }
  expect(refused(await form(w.url, '/oauth/token', withoutVerifier))).toEqual([400, 'invalid_request'])
  const late = await code()
  await inDatabase(`update "${w.schema}"._app_token set expires_at = now() - interval '1 second' where kind = 'code' and spent_at is null`)
  expect(refused(await exchange(w, app, late, verifier))).toEqual([400, 'invalid_grant'])
  const twice = await code()
  const { body } = await exchange(w, app, twice, verifier)
  const program = bearer(w, body.access_token)
  await program.get('/members')
  expect(refused(await exchange(w, app, twice, verifier))).toEqual([400, 'invalid_grant'])
  expect((await program.send('GET', '/members')).status).toBe(401)
  expect(refused(await renew(w, app, body.refresh_token))).toEqual([400, 'invalid_grant'])
})

test('an app proves who it is: by its secret in either way, or, when public, by PKCE alone', async () => {
  const app = await registerApp(w)
  const verifier = newVerifier()
  const code = async (of = app) => (await allow(sales, asking(of, verifier))).searchParams.get('code')!
  expect(refused(await exchange(w, { ...app, secret: null }, await code(), verifier))).toEqual([401, 'invalid_client'])
  expect(refused(await exchange(w, { ...app, secret: `${app.secret}x` }, await code(), verifier))).toEqual([401, 'invalid_client'])
  const basic = { authorization: `Basic ${Buffer.from(`${app.clientId}:${app.secret}`).toString('base64')}` }
  expect((await form(w.url, '/oauth/token', { grant_type: 'authorization_code', code: await code(), redirect_uri: redirect, code_verifier: verifier }, basic)).status).toBe(200)
  const open = await registerApp(w, { public: true })
  expect(open.secret).toBe(null)
  expect((await exchange(w, open, await code(open), verifier)).status).toBe(200)
  expect(refused(await exchange(w, { ...open, secret: 'something' }, await code(open), verifier))).toEqual([401, 'invalid_client'])
  const { secret } = await w.admin.post(`/apps/${app.id}/secret`)
  expect(refused(await exchange(w, app, await code(), verifier))).toEqual([401, 'invalid_client'])
  expect((await exchange(w, { ...app, secret }, await code(), verifier)).status).toBe(200)
  expect((await w.admin.send('POST', `/apps/${open.id}/secret`)).body.code).toBe('app.public')
  // whatever else comes is refused in OAuth's words
  expect(refused(await form(w.url, '/oauth/token', { grant_type: 'password', client_id: app.clientId }))).toEqual([400, 'unsupported_grant_type'])
  expect(refused(await form(w.url, '/oauth/token', {}))).toEqual([400, 'invalid_request'])
  expect(refused(await form(w.url, '/oauth/token', { grant_type: 'refresh_token', refresh_token: '\0', client_id: '\0' }))).toEqual([401, 'invalid_client'])
  const json = await form(w.url, '/oauth/token', { grant_type: 'x' }, { 'content-type': 'application/json' })
  expect([json.status, json.body.code, json.headers.get('content-type')]).toEqual([415, 'media.unsupported', 'application/problem+json; charset=utf-8'])
})

test('a refresh token brings the same or less, never more; a public app\'s is good once', async () => {
  const app = await registerApp(w)
  const { tokens } = await letIn(w, app, sales, 'write')
  const less = await renew(w, app, tokens.refresh_token, { scope: 'read' })
  expect([less.body.scope, less.body.refresh_token]).toEqual(['read', tokens.refresh_token])
  expect((await bearer(w, less.body.access_token).send('POST', '/records/contact', { lastName: 'X' })).body.code).toBe('scope.missing')
  expect((await renew(w, app, tokens.refresh_token)).body.scope).toBe('read write')
  const read = await letIn(w, app, sales, 'read')
  for (const scope of ['write', 'read write', 'admin', 'everything']) expect(refused(await renew(w, app, read.tokens.refresh_token, { scope }))).toEqual([400, 'invalid_scope'])
  expect(refused(await renew(w, await registerApp(w), read.tokens.refresh_token))).toEqual([400, 'invalid_grant'])
  expect(refused(await renew(w, app, read.tokens.access_token))).toEqual([400, 'invalid_grant'])
  const open = await registerApp(w, { public: true })
  const held = await letIn(w, open, sales, 'read')
  const next = await renew(w, open, held.tokens.refresh_token)
  expect(next.body.refresh_token).not.toBe(held.tokens.refresh_token)
  // somebody has the old one: nobody goes on
  expect(refused(await renew(w, open, held.tokens.refresh_token))).toEqual([400, 'invalid_grant'])
  expect(refused(await renew(w, open, next.body.refresh_token))).toEqual([400, 'invalid_grant'])
  expect((await bearer(w, next.body.access_token).send('GET', '/members')).status).toBe(401)
})

test('a token ends with its hour, with the member\'s leave, and when its app gives it back', async () => {
  const app = await registerApp(w)
  const [hour, back] = [await letIn(w, app, sales, 'read'), await letIn(w, app, sales, 'read')]
  await inDatabase(`update "${w.schema}"._app_token set expires_at = now() - interval '1 second' where kind = 'access' and "grant" = (select max("grant"::text) from "${w.schema}"._app_token where kind = 'access')::uuid`)
  const late = await back.program.send('GET', '/members')
  expect([late.status, late.body.code, late.headers.get('www-authenticate')]).toEqual([401, 'key.invalid', 'Bearer error="invalid_token"'])
  expect((await giveBack(w, await registerApp(w), hour.tokens.refresh_token)).status).toBe(200)
  await hour.program.get('/members')
  expect((await giveBack(w, app, hour.tokens.refresh_token)).status).toBe(200)
  expect((await hour.program.send('GET', '/members')).status).toBe(401)
  const leaving = await w.person('sales')
  const { program, tokens } = await letIn(w, app, leaving, 'read')
  await program.get('/members')
  await w.admin.patch(`/members/${leaving.member}`, { active: false })
  expect((await program.send('GET', '/members')).status).toBe(401)
  expect((await bearer(w, (await renew(w, app, tokens.refresh_token)).body.access_token).send('GET', '/members')).status).toBe(401)
})
