// Kernel, saved views over HTTP: who sees them, who changes them, and that they hold only what their writer may know.
import { expect, test } from 'vitest'
import { testWorkspace } from '../../test/workspace.ts'

const draft = { object: 'contact', label: { en: 'Mine' }, kind: 'table', filter: { owner: { eq: '@me' } }, sort: '-updatedAt', columns: ['fullName', 'phone'], groupBy: null, visibility: 'private' }

test('a private view is its owner\'s alone; one for everyone is read by all and changed by few', async () => {
  const w = await testWorkspace()
  const [budi, siti] = [await w.key('sales'), await w.key('sales')]
  const view = await budi.post('/views', draft)
  expect(view).toMatchObject(draft)
  expect((await siti.send('GET', `/views/${view.id}`)).status).toBe(404)
  expect((await siti.send('PATCH', `/views/${view.id}`, { label: { en: 'X' } })).status).toBe(404)
  await budi.patch(`/views/${view.id}`, { visibility: 'role' })
  expect((await siti.get(`/views/${view.id}`)).label).toEqual({ en: 'Mine' })
  expect((await (await w.key('agent')).send('GET', `/views/${view.id}`)).status).toBe(404)
  expect((await siti.send('DELETE', `/views/${view.id}`)).status).toBe(403)
  expect((await w.admin.patch(`/views/${view.id}`, { columns: null, sort: 'fullName' }))).toMatchObject({ columns: null, sort: 'fullName', owner: view.owner })
  await budi.delete(`/views/${view.id}`)
  expect((await budi.send('GET', `/views/${view.id}`)).status).toBe(404)
})

test('the modules bring lists and a board for everyone', async () => {
  const w = await testWorkspace()
  const { data } = await (await w.key('sales')).get('/views')
  expect(new Set(data.map((view: any) => view.object))).toEqual(new Set(['contact', 'company', 'lead', 'deal', 'product', 'task', 'document']))
  expect(data.find((view: any) => view.object === 'deal' && view.kind === 'board')).toMatchObject({ groupBy: 'stage', visibility: 'everyone', owner: null })
})

test('views, pipelines and objects are told page by page', async () => {
  const w = await testWorkspace()
  for (const path of ['/views', '/pipelines', '/objects']) {
    const keyOf = (row: any) => row.id ?? row.name
    const { data: all, page } = await w.admin.get(path)
    expect(page.next).toBeNull()
    const paged = []
    for (let next: string | null = ''; next !== null;) {
      const reply = await w.admin.get(`${path}?limit=3${next && `&after=${next}`}`)
      expect(reply.data.length).toBeLessThanOrEqual(3)
      paged.push(...reply.data)
      next = reply.page.next
    }
    expect(paged.map(keyOf)).toEqual(all.map(keyOf))
    expect((await w.admin.send('GET', `${path}?after=nothing`)).status).toBe(400)
  }
})

test('filter, sort, columns and grouping are checked, all at once', async () => {
  const w = await testWorkspace()
  const reply = await w.admin.send('POST', '/views', { ...draft, kind: 'board', filter: { nothing: { eq: 1 } }, sort: 'nowhere', columns: ['fullName', 'nobody'], groupBy: 'fullName' })
  expect(reply.status).toBe(422)
  expect(reply.body.errors.map((error: any) => error.path)).toEqual(['filter.nothing', 'sort.nowhere', 'columns[1]', 'groupBy'])
  expect((await w.admin.send('POST', '/views', { ...draft, object: 'nothing' })).status).toBe(422)
  expect((await w.admin.send('POST', '/views', { ...draft, label: { en: 'a\u0000b' } })).status).toBe(422)
})
