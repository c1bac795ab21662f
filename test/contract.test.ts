// The public contract: every route says what it takes and answers, the document is sound, and the web app's types and
// calls are what the routes say.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkContract, contractOf, makeContract } from '../bin/contract.ts'
import { modules } from '../bin/modules.ts'
import { openApiDocument } from '../kernel/http/openapi.ts'
import { allRoutes } from '../kernel/http/routes.ts'
import { callsIn } from './web-calls.ts'
import { testWorkspace } from './workspace.ts'

const root = join(import.meta.dirname, '..')
const document = openApiDocument({ modules })
const operations = Object.entries(document.paths as Record<string, Record<string, any>>)
  .flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, path, operation })))

test('every route says what it answers: a value, a file, or with 204 nothing', () => {
  expect(allRoutes({ modules }).filter(route => (route.answer === undefined) !== (route.status === 204)).map(route => `${route.method} ${route.path}`)).toEqual([])
})

test('the document is sound: each parameter of a path is declared, each reference resolves, no operation is there twice', () => {
  expect(document.openapi).toBe('3.1.0')
  for (const { name, path, operation } of operations) {
    const declared = (operation.parameters ?? []).filter((each: any) => each.in === 'path')
    expect(declared.map((each: any) => each.name).sort(), name).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, part]) => part).sort())
    expect(declared.every((each: any) => each.required), name).toBe(true)
    expect(operation.summary, name).toBeTruthy()
  }
  for (const reference of JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)) expect(at(reference[1]), reference[1]).toBeDefined()
  expect(new Set(operations.map(each => each.name.replace(/\{\w+\}/g, '{}'))).size).toBe(operations.length)
})

function at(reference: string): unknown {
  return reference.replace(/^#\//, '').split('/').reduce<any>((value, key) => value?.[key], document)
}

test('the web app\'s types are what the routes say, and a route that changes leaves them behind', async () => {
  await checkContract()
  const changed = structuredClone(document)
  changed.paths['/session'].get.responses['200'].content['application/json'].schema.properties.administrator.type = 'string'
  const made = await makeContract()
  expect(await contractOf(changed)).not.toBe(made)
  expect(await contractOf(document)).toBe(made)
})

test('API-01: every request of the web app is of an endpoint that the served document tells', async () => {
  const w = await testWorkspace({ work: false })
  const served = await w.admin.get('/openapi.json')
  const known = new Set(Object.entries<object>(served.paths).flatMap(([path, methods]) => Object.keys(methods).map(method => `${method.toUpperCase()} ${path.replace(/\{\w+\}/g, '{}')}`)))
  const calls = sources().flatMap(file => callsIn(readFileSync(join(root, file), 'utf8')).map(call => ({ file, ...call })))
  expect(calls.length).toBeGreaterThan(100)
  expect(calls.filter(({ call }) => !known.has(call))).toEqual([])
})

/** What runs in the browser. */
function sources(): string[] {
  return ['web', 'modules', 'kernel/field/types'].flatMap(folder => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(file => join(folder, file)))
    .filter(file => /\.tsx?$/.test(file) && !file.endsWith('.test.ts') && (/(^|\/)web\//.test(file) || file.endsWith('.tsx')) && !['web/api.ts', 'web/contract.ts'].includes(file))
}
