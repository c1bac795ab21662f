// Sign-in as a person meets it: the password policy, the lock-out, the list of sessions, and what protects a cookie.
import { randomBytes } from 'node:crypto'
import pino from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { modules, templates } from '../../bin/modules.ts'
import { Client } from '../../test/client.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'
import { createApp } from '../app.ts'

const ayu = { email: 'ayu@example.com', password: 'correct horse battery' }

async function signIn(w: TestWorkspace, who: { email: string, password: string } = ayu): Promise<Client> {
  const client = new Client(w.url, { origin: w.url })
  await client.post('/session', who)
  return client
}

/** The token out of the newest mail to this address. */
async function mailedToken(w: TestWorkspace, email: string, page: 'invitation' | 'reset'): Promise<string> {
  await w.settle()
  const { data } = await w.admin.get('/development/mailbox')
  const mail = data.find((each: { to: string, text: string }) => each.to === email && each.text.includes(`/${page}/`))
  return new RegExp(`/${page}/([\\w-]+)`).exec(mail.text)![1]
}

test('SEC-01: the password policy, the lock-out and the list of sessions', async () => {
  const w = await testWorkspace()
  await w.admin.post('/members', { email: 'budi@example.com', name: 'Budi', role: 'sales' })
  const token = await mailedToken(w, 'budi@example.com', 'invitation')
  const visitor = new Client(w.url, { origin: w.url })
  for (const [password, code] of [['short', 'password.weak'], ['password123', 'password.common'],
    ['1234567890', 'password.common'], ['x'.repeat(300), 'value.tooLong']]) {
    const refused = await visitor.send('POST', `/invitations/${token}`, { password })
    expect(refused.status).toBe(422)
    expect(refused.body.errors).toMatchObject([{ path: 'password', code }])
  }
  await visitor.post(`/invitations/${token}`, { password: 'kuda besar baterai' })

  const budi = { email: 'budi@example.com', password: 'kuda besar baterai' }
  const second = await signIn(w, budi)
  const { data: sessions } = await second.get('/sessions')
  expect(sessions).toHaveLength(2)
  expect(sessions.filter((each: { current: boolean }) => each.current)).toHaveLength(1)
  await second.delete(`/sessions/${sessions.find((each: { current: boolean }) => !each.current).id}`)
  expect((await visitor.send('GET', '/session')).status).toBe(401)
  expect((await second.get('/sessions')).data).toHaveLength(1)

  const guesser = new Client(w.url, { origin: w.url })
  for (let tries = 0; tries < 5; tries++) expect((await guesser.send('POST', '/session',
    { ...budi, password: 'a wrong password' })).status).toBe(401)
  const locked = await guesser.send('POST', '/session', budi)
  expect(locked.status).toBe(429)
  expect(locked.body.code).toBe('signIn.locked')
  expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0)
  // Who is in stays in, and others are not held up.
  expect((await second.get('/session')).user.email).toBe('budi@example.com')
  await signIn(w)
})

test('an unknown address is told nothing but what a wrong password is told', async () => {
  const w = await testWorkspace({ work: false })
  const client = new Client(w.url, { origin: w.url })
  const unknown = await client.send('POST', '/session', { email: 'nobody@example.com', password: 'whatever it is' })
  const wrong = await client.send('POST', '/session', { email: ayu.email, password: 'whatever it is' })
  expect(unknown.status).toBe(401)
  expect({ ...unknown.body, requestId: '' }).toEqual({ ...wrong.body, requestId: '' })
})

test('tries at once count as many as they are', async () => {
  const w = await testWorkspace({ work: false })
  const answers = await Promise.all(Array.from({ length: 12 },
    () => new Client(w.url, { origin: w.url }).send('POST', '/session', { ...ayu, password: 'a wrong password' })))
  expect(answers.filter(each => each.status === 401)).toHaveLength(5)
  expect(answers.filter(each => each.status === 429)).toHaveLength(7)
})

test('behind a proxy an address is the one that the proxy saw, whatever the caller says of herself', async () => {
  const w = await testWorkspace({ work: false })
  const settings = { ...w.app.settings, url: 'https://crm.example.com' }
  const app = await createApp({ settings, databaseUrl: w.databaseUrl, log: pino({ level: 'silent' }), modules, templates })
  onTestFinished(() => app.close())
  const url = await app.listen()
  const guess = async (seen: string, account: number) => (await new Client(url, { 'x-forwarded-for': seen }).send('POST', '/session', { email: `nobody${account}@example.com`, password: 'a wrong password' })).status
  const guesses: number[] = []
  for (let account = 0; account < 31; account++) guesses.push(await guess(`198.51.100.${account}, 203.0.113.7, 10.0.0.2`, account))
  expect(guesses).toEqual([...Array(30).fill(401), 429])
  expect(await guess('203.0.113.8', 31)).toBe(401)
})

test('a session says who, where and as what, and signing out ends it', async () => {
  const w = await testWorkspace({ work: false })
  const client = await signIn(w)
  const session = await client.get('/session')
  expect(session).toMatchObject({
    user: { name: 'Ayu', email: ayu.email }, administrator: true,
    workspace: { slug: 'test', name: 'SATRIAMART', locale: 'id', currency: 'IDR', timeZone: 'Asia/Jakarta' },
    member: { name: 'Ayu', role: 'administrator', team: null, kind: 'person' },
      workspaces: [{ slug: 'test', name: 'SATRIAMART' }],
  })
  expect((await client.patch('/session/member',
    { locale: 'en', timeZone: 'Asia/Makassar' }))).toMatchObject({ locale: 'en', timeZone: 'Asia/Makassar' })
  expect((await client.get('/session')).member).toMatchObject({ locale: 'en', timeZone: 'Asia/Makassar' })
  expect((await client.send('PATCH', '/session/member',
    { timeZone: 'Mars/Olympus' })).body.errors).toMatchObject([{ path: 'timeZone', code: 'timeZone.unknown' }])
  expect((await client.send('DELETE', '/session')).status).toBe(204)
  expect((await client.send('GET', '/members')).status).toBe(401)
})

test('the cookie is HttpOnly and SameSite, and a stolen value cannot be made up', async () => {
  const w = await testWorkspace({ work: false })
  const reply = await new Client(w.url, { origin: w.url }).send('POST', '/session', ayu)
  const cookie = reply.headers.getSetCookie().find(each => each.includes('session_token'))!
  expect(cookie).toMatch(/HttpOnly/)
  expect(cookie).toMatch(/SameSite=Lax/)
  const forged = new Client(w.url,
    { cookie: `hubung.session_token=${randomBytes(24).toString('base64url')}.${randomBytes(32).toString('base64')}` })
  expect((await forged.send('GET', '/session')).status).toBe(401)
})

test('a page of another site can neither sign somebody in nor write in her name', async () => {
  const w = await testWorkspace({ work: false })
  const { headers } = await new Client(w.url, { origin: w.url }).send('POST', '/session', ayu)
  const cookie = headers.getSetCookie().map(each => each.split(';')[0]).join('; ')
  const foreign = new Client(w.url, { origin: 'https://evil.example', cookie })
  for (const [method, path, body] of [['POST', '/session', ayu], ['DELETE', '/session', undefined],
    ['PATCH', '/settings', { name: 'Taken over' }], ['POST', '/teams', { name: 'evil' }]] as const) {
    const refused = await foreign.send(method, path, body)
    expect(refused.status).toBe(403)
    expect(refused.body.code).toBe('origin.foreign')
  }
  expect((await foreign.send('GET', '/session')).status).toBe(200)
  const named = await new Client(w.url, { cookie, 'sec-fetch-site': 'cross-site' }).send('PATCH', '/settings',
    { name: 'Taken over' })
  expect(named.body.code).toBe('origin.foreign')
})

test('a forgotten password is replaced by a link that works once and ends every session', async () => {
  const w = await testWorkspace()
  const before = await signIn(w)
  const visitor = new Client(w.url, { origin: w.url })
  expect((await visitor.send('POST', '/password-resets', { email: ayu.email })).status).toBe(204)
  expect((await visitor.send('POST', '/password-resets', { email: 'nobody@example.com' })).status).toBe(204)
  const token = await mailedToken(w, ayu.email, 'reset')
  expect((await visitor.send('POST', `/password-resets/${token}`, { password: 'short' })).status).toBe(422)
  expect((await visitor.send('POST', `/password-resets/${token}`,
    { password: 'kata sandi yang baru' })).status).toBe(204)
  expect((await visitor.send('POST', `/password-resets/${token}`,
    { password: 'kata sandi yang lain' })).status).toBe(404)
  expect((await before.send('GET', '/session')).status).toBe(401)
  expect((await visitor.send('POST', '/session', ayu)).status).toBe(401)
  await signIn(w, { ...ayu, password: 'kata sandi yang baru' })
  const { data } = await w.admin.get('/development/mailbox')
  expect(data.some((mail: { to: string }) => mail.to === 'nobody@example.com')).toBe(false)
})

test('one\'s own password is changed with the old one, and the other sessions end', async () => {
  const w = await testWorkspace({ work: false })
  const [here, elsewhere] = [await signIn(w), await signIn(w)]
  expect((await here.send('POST', '/session/password',
    { current: 'not it at all', password: 'kata sandi yang baru' })).body.errors).toMatchObject([{ path: 'current', code: 'password.wrong' }])
  expect((await here.send('POST', '/session/password',
    { current: ayu.password, password: 'kata sandi yang baru' })).status).toBe(204)
  expect((await here.send('GET', '/session')).status).toBe(200)
  expect((await elsewhere.send('GET', '/session')).status).toBe(401)
})

test('another process hears of a revoked session', async () => {
  const w = await testWorkspace({ work: false })
  const client = await signIn(w)
  const { user } = await client.get('/session')
  await w.app.database.pool.query('delete from auth.session')
  expect((await client.send('GET', '/session')).status).toBe(200)
  await w.app.database.pool.query('select pg_notify($1, $2)', ['hubung_sessions', user.id])
  await expect.poll(async () => (await client.send('GET', '/session')).status).toBe(401)
})
