// Every route has its place in the matrix (test/permission-paths.ts): a new one without a place fails here. What is an
// administrator's is asked of each such route; what is held by rights is asked by the tests that the place names.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { modules } from '../../bin/modules.ts'
import { byRights, everybodys, open, own, routesIn } from '../../test/permission-paths.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'
import { allRoutes } from '../http/routes.ts'

let w: TestWorkspace
beforeAll(async () => { w = await testWorkspace() })
afterAll(() => w?.close())

const routes = allRoutes({ modules })
const nameOf = ({ method, path }: { method: string, path: string }) => `${method} ${path}`

test('each route stands in the matrix: open, everybody\'s, an administrator\'s, the caller\'s own, or by rights', () => {
  const administrators = routes.filter(route => route.access === 'administrator').map(nameOf)
  const listed = [open, everybodys, own, ...Object.values(byRights)].flatMap(routesIn)
  const known = new Set([...listed, ...administrators])
  expect(routes.map(nameOf).filter(name => !known.has(name)), 'a place in test/permission-paths.ts').toEqual([])
  const there = new Set(routes.filter(route => route.access !== 'administrator').map(nameOf))
  expect(listed.filter(name => !there.has(name)), 'routes that are not there').toEqual([])
  expect(listed.length).toBe(new Set(listed).size)
  expect(routes.filter(route => route.access === 'public').map(nameOf).sort()).toEqual(routesIn(open).sort())
  expect(Object.keys(byRights).filter(file => !existsSync(join(import.meta.dirname, '../..', file)))).toEqual([])
})

/** Any value in place of a parameter: who may not call is refused before it is looked at. */
const addressOf = (path: string) => path.replace(/:(id|delivery|merge)\b/g, '01890000-0000-7000-8000-000000000000').replace(/:\w+/g, 'contact')

test('what is an administrator\'s is refused to all others, whatever rights to records they have; nothing is told to who is not signed in', async () => {
  const manager = await w.key('manager')
  for (const route of routes.filter(each => each.access !== 'public')) {
    const { status } = await fetch(`${w.url}/api/v1${addressOf(route.path)}`, { method: route.method })
    expect([nameOf(route), status]).toEqual([nameOf(route), 401])
    if (route.access === 'administrator') expect([nameOf(route), (await manager.send(route.method, addressOf(route.path), route.method === 'GET' ? undefined : {})).status]).toEqual([nameOf(route), 403])
  }
})
