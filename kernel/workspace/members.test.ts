// Members, teams, roles, keys and settings through the front door.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Client } from '../../test/client.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

let w: TestWorkspace

beforeAll(async () => { w = await testWorkspace() })
afterAll(() => w.close())

interface MemberBody { id: string, name: string, email: string, role: string, team: string | null, kind: string,
  active: boolean, invited: boolean }

async function invitationOf(email: string): Promise<string> {
  await w.settle()
  const { data } = await w.admin.get('/development/mailbox')
  return /\/invitation\/([\w-]+)/.exec(data.find((mail: { to: string }) => mail.to === email).text)![1]
}

async function eventsOf(object: string, record: string): Promise<{ kind: string, way: string, before: any,
  after: any }[]> {
  return (await w.app.database.pool.query(`select kind, way, before, after from "${w.schema}"._event
    where object = $1 and record = $2 order by seq`, [object, record])).rows
}

test('an invited colleague chooses a password and is in; the link works once', async () => {
  const citra: MemberBody = await w.admin.post('/members',
    { email: 'Citra@example.com', name: 'Citra', role: 'sales', locale: 'en' })
  expect(citra).toMatchObject({ email: 'citra@example.com', active: true, invited: true, kind: 'person', team: null })
  const token = await invitationOf('citra@example.com')
  const visitor = new Client(w.url, { origin: w.url })
  expect(await visitor.get(`/invitations/${token}`)).toMatchObject({ email: 'citra@example.com', name: 'Citra',
    existing: false, workspace: { slug: 'test', name: 'SATRIAMART' } })
  const session = await visitor.post(`/invitations/${token}`, { password: 'kuda besar baterai', name: 'Citra Dewi' })
  expect(session).toMatchObject({ member: { id: citra.id, name: 'Citra Dewi', role: 'sales' }, administrator: false })
  expect((await visitor.get('/session')).member.id).toBe(citra.id)
  expect((await visitor.send('POST', `/invitations/${token}`, { password: 'kuda besar baterai' })).status).toBe(404)
  expect((await visitor.send('GET', `/invitations/${'x'.repeat(51)}`)).status).toBe(404)
  const { data } = await w.admin.get('/members?kind=person')
  expect(data.find((each: MemberBody) => each.id === citra.id)).toMatchObject({ name: 'Citra Dewi', invited: false })
  const events = await eventsOf('_member', citra.id)
  expect(events.map(event => [event.kind, event.way])).toEqual([['created', 'api'], ['updated', 'person']])
  expect(JSON.stringify(events)).not.toContain(token)
})

test('a second invitation ends the first link', async () => {
  const { id } = await w.admin.post('/members', { email: 'dua@example.com', name: 'Dua', role: 'agent' })
  const first = await invitationOf('dua@example.com')
  expect((await w.admin.send('POST', `/members/${id}/invitations`)).status).toBe(204)
  const second = await invitationOf('dua@example.com')
  expect(second).not.toBe(first)
  expect((await w.admin.send('GET', `/invitations/${first}`)).status).toBe(404)
  expect((await w.admin.send('GET', `/invitations/${second}`)).status).toBe(200)
})

test('a deactivated member stops at the next request, and comes back as herself', async () => {
  const person = await w.person('manager', { name: 'Eko' })
  const { email, id } = (await w.admin.get(`/members/${person.member}`)) as MemberBody
  expect((await person.send('GET', '/members')).status).toBe(200)
  await w.admin.patch(`/members/${id}`, { active: false })
  expect((await person.send('GET', '/members')).status).toBe(401)
  expect((await new Client(w.url, { origin: w.url }).send('POST', '/session',
    { email, password: 'a long enough password' })).body.code).toBe('session.refused')
  await w.admin.patch(`/members/${id}`, { active: true })
  expect((await person.send('GET', '/members')).status).toBe(200)
  await w.admin.delete(`/members/${id}`)
  expect((await person.send('GET', '/members')).status).toBe(401)
  const again: MemberBody = await w.admin.post('/members', { email, name: 'Eko', role: 'sales' })
  expect(again).toMatchObject({ id, role: 'sales', active: true, invited: true })
  const token = await invitationOf(email)
  await person.post(`/invitations/${token}`, { password: 'sandi yang lain lagi' })
  expect((await person.get('/session')).member.role).toBe('sales')
})

test('what cannot be is refused with its code', async () => {
  const refuse = async (method: string, path: string, body?: unknown) => {
    const { status, body: { code, errors } } = await w.admin.send(method, path, body)
    return [status, code, ...errors.map((each: { path: string, code: string }) => `${each.path} ${each.code}`)]
  }
  expect(await refuse('POST', '/members', { email: 'ayu@example.com', name: 'Twin', role: 'sales' })).toEqual([409,
    'conflict.unique', 'email conflict.unique'])
  expect(await refuse('POST', '/members', { email: 'new@example.com', name: 'New', role: 'queen' })).toEqual([422,
    'invalid', 'role role.unknown'])
  expect(await refuse('POST', '/members',
    { email: 'new@example.com', name: 'New', role: 'sales',
    team: 'nowhere' })).toEqual([422, 'invalid', 'team team.unknown'])
  expect(await refuse('PATCH', '/members/nonsense', { name: 'X' })).toEqual([404, 'notFound'])
  expect(await refuse('PATCH', '/members/01990000-0000-7000-8000-000000000000', { name: 'X' })).toEqual([404,
    'notFound'])
  expect(await refuse('POST', '/api-keys', { name: 'X', role: 'queen' })).toEqual([422, 'invalid', 'role role.unknown'])
  expect(await refuse('DELETE', '/api-keys/01990000-0000-7000-8000-000000000000')).toEqual([404, 'notFound'])
  expect(await refuse('GET', '/members?after=nonsense')).toEqual([400, 'cursor.invalid'])
})

test('the last administrator can be neither demoted, deactivated nor removed', async () => {
  const { data } = await w.admin.get('/members?kind=person')
  const { id } = data.find((each: MemberBody) => each.role === 'administrator')
  for (const [method, body] of [['PATCH', { role: 'sales' }], ['PATCH', { active: false }],
    ['DELETE', undefined]] as const) {
    expect((await w.admin.send(method, `/members/${id}`, body)).body.code).toBe('conflict.lastAdministrator')
  }
  const second = await w.person('administrator')
  await w.admin.patch(`/members/${id}`, { role: 'manager' })
  expect((await w.admin.send('DELETE', `/members/${second.member}`)).body.code).toBe('conflict.lastAdministrator')
  await w.admin.patch(`/members/${id}`, { role: 'administrator' })
})

test('only administrators administer', async () => {
  const sales = await w.key('sales')
  const calls = [['POST', '/members', { email: 'x@example.com', name: 'X', role: 'administrator' }],
    ['POST', '/roles', { name: 'x', label: { en: 'X' } }], ['POST', '/teams', { name: 'x' }],
    ['POST', '/api-keys', { name: 'x', role: 'administrator' }], ['GET', '/api-keys'], ['PATCH', '/settings',
      { name: 'X' }], ['GET', '/development/mailbox'], ['PATCH', '/roles/sales', { label: { en: 'X' } }]] as const
  for (const [method, path, body] of calls) expect((await sales.send(method, path, body)).status,
    `${method} ${path}`).toBe(403)
  expect((await sales.send('GET', '/members')).status).toBe(200)
})

test('a key is shown once, acts as its own member, and ends at once', async () => {
  const { id, key } = await w.admin.post('/api-keys', { name: 'Toko daring', role: 'sales' })
  const { data } = await w.admin.get('/api-keys')
  const listed = data.find((each: { id: string }) => each.id === id)
  expect(listed).toMatchObject({ name: 'Toko daring', role: 'sales', lastUsedAt: null })
  expect(JSON.stringify(data)).not.toContain(key)
  const client = new Client(w.url, { authorization: `Bearer ${key}` })
  const session = await client.get('/session')
  expect(session).toMatchObject({ user: null, member: { id: listed.member, name: 'Toko daring', kind: 'key' },
    administrator: false })
  await w.admin.delete(`/api-keys/${id}`)
  const refused = await client.send('GET', '/session')
  expect([refused.status, refused.body.code]).toEqual([401, 'key.invalid'])
  expect(JSON.stringify(await eventsOf('_apiKey', id))).not.toContain(key)
  for (const nonsense of ['Bearer', 'Bearer hub_', `Bearer hub_${'x'.repeat(51)}`, 'Basic YTpi', `Bearer ${key}x`]) {
    expect((await new Client(w.url, { authorization: nonsense }).send('GET', '/session')).status).toBe(401)
  }
})

test('a team\'s manager sees the teams below; a circle is refused', async () => {
  const { id: manager } = await w.admin.post('/members',
    { email: 'manajer@example.com', name: 'Manajer', role: 'sales' })
  const { id: seller } = await w.admin.post('/members',
    { email: 'penjual@example.com', name: 'Penjual', role: 'sales' })
  const java = await w.admin.post('/teams', { name: 'java', label: { en: 'Java', id: 'Jawa' }, manager })
  const jakarta = await w.admin.post('/teams', { name: 'jakarta', parent: 'java', members: [seller] })
  expect(jakarta).toMatchObject({ parent: java.id, members: [seller], label: { en: 'jakarta' } })
  const { teamsSeenBy } = await import('./actor.ts')
  const workspace = (await w.app.workspaces.get('test'))!
  expect(new Set(teamsSeenBy(workspace, manager, null))).toEqual(new Set([java.id, jakarta.id]))
  expect(teamsSeenBy(workspace, seller, jakarta.id)).toEqual([jakarta.id])
  expect((await w.admin.send('PATCH', '/teams/java',
    { parent: jakarta.id })).body.errors).toMatchObject([{ path: 'parent', code: 'team.circle' }])
  expect((await w.admin.send('POST', '/teams', { name: 'java' })).body.errors).toMatchObject([{ path: 'name',
    code: 'name.taken' }])
  expect((await w.admin.send('DELETE', '/teams/java')).body.code).toBe('conflict.inUse')
  expect(await w.admin.patch('/teams/jakarta', { members: [manager] })).toMatchObject({ members: [manager] })
  expect((await w.admin.get(`/members/${seller}`)).team).toBeNull()
  await w.admin.delete(`/teams/${jakarta.id}`)
  expect((await w.admin.get(`/members/${manager}`)).team).toBeNull()
  expect((await w.admin.get('/teams')).data).toMatchObject([{ name: 'java' }])
})

test('a member who changes teams takes her records along', async () => {
  const { id: owner } = await w.admin.post('/members', { email: 'pindah@example.com', name: 'Pindah', role: 'sales' })
  const lead = await w.admin.create('lead', { firstName: 'Rina', owner })
  const team = await w.admin.post('/teams', { name: 'bandung', members: [owner] })
  const colleague = await w.person('sales', { team: 'bandung' })
  await w.settle()
  expect((await colleague.read('lead', lead.id)).id).toBe(lead.id)
  await w.admin.patch(`/members/${owner}`, { team: null })
  await w.settle()
  expect((await colleague.send('GET', `/records/lead/${lead.id}`)).status).toBe(404)
  await w.admin.delete(`/teams/${team.id}`)
})

test('a role is made, changed in part, and checked against the objects that there are', async () => {
  const made = await w.admin.post('/roles', {
    name: 'intern', label: { en: 'Intern', id: 'Magang' },
    objects: { contact: { read: 'own', create: true, update: true, delete: false, fields: { occupation: 'hidden' } } },
  })
  expect(made).toMatchObject({
    administrator: false, others: { read: 'none', create: false, update: 'none', delete: 'none' },
    objects: { contact: { read: 'own', create: true, update: 'all', delete: 'none',
      fields: { occupation: 'hidden' } } },
  })
  const changed = await w.admin.patch('/roles/intern',
    { objects: { contact: { read: 'team' }, deal: { read: true } }, others: { read: 'all' } })
  expect(changed.objects).toMatchObject({ contact: { read: 'team', create: true, fields: { occupation: 'hidden' } },
    deal: { read: 'all', create: false } })
  expect((await w.admin.patch('/roles/intern', { objects: { deal: null } })).objects.deal).toBeUndefined()
  const refused = await w.admin.send('PATCH', '/roles/intern',
    { objects: { contact: { fields: { nothing: 'read' } }, nobody: { read: 'all' } } })
  expect(refused.body.errors).toMatchObject([{ path: 'objects.contact.fields.nothing', code: 'field.unknown' },
    { path: 'objects.nobody', code: 'object.unknown' }])
  expect((await w.admin.send('PATCH', '/roles/administrator',
    { others: { read: 'none' } })).body.code).toBe('conflict.administrator')
  expect((await w.admin.send('DELETE', '/roles/administrator')).status).toBe(409)
  const key = await w.key('intern')
  expect((await w.admin.send('DELETE', '/roles/intern')).body.code).toBe('conflict.inUse')
  expect((await key.get('/session')).member.role).toBe('intern')
  await w.admin.post('/roles', { name: 'unused', label: { en: 'Unused' } })
  expect((await w.admin.send('DELETE', '/roles/unused')).status).toBe(204)
})

test('two changes of one role at once both stand', async () => {
  await w.admin.post('/roles', { name: 'busy', label: { en: 'Busy' } })
  await Promise.all(['contact', 'deal', 'company',
    'task'].map(object => w.admin.patch('/roles/busy', { objects: { [object]: { read: 'all' } } })))
  expect(Object.keys((await w.admin.get('/roles/busy')).objects).sort()).toEqual(['company', 'contact', 'deal', 'task'])
})

test('settings are changed, seen at once, and their history is kept', async () => {
  const before = await w.admin.get('/settings')
  expect(before).toMatchObject({ slug: 'test', currency: 'IDR', timeZone: 'Asia/Jakarta', phoneCountry: 'ID',
    mail: 'mailbox' })
  expect(await w.admin.patch('/settings', { timeZone: 'Asia/Jayapura' })).toMatchObject({ timeZone: 'Asia/Jayapura',
    name: 'SATRIAMART' })
  expect((await w.admin.get('/session')).workspace.timeZone).toBe('Asia/Jayapura')
  expect((await w.admin.send('PATCH', '/settings',
    { phoneCountry: 'XX', currency: 'rupiah' })).body.errors).toMatchObject([{ path: 'currency', code: 'currency.unknown' }, { path: 'phoneCountry', code: 'country.unknown' }])
  const { rows } = await w.app.database.pool.query(`select before, after from "${w.schema}"._event
    where object = '_setting'`)
  expect(rows).toEqual([{ before: { timeZone: 'Asia/Jakarta' }, after: { timeZone: 'Asia/Jayapura' } }])
})

test('lists come in pages', async () => {
  const names: string[] = []
  for (let after: string | null = ''; after !== null;) {
    const page: { data: MemberBody[],
      page: { next: string | null } } = await w.admin.get(`/members?limit=2${after && `&after=${after}`}`)
    expect(page.data.length).toBeLessThanOrEqual(2)
    names.push(...page.data.map(each => each.id))
    after = page.page.next
  }
  expect(names).toEqual((await w.admin.get('/members')).data.map((each: MemberBody) => each.id))
})
