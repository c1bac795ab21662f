// Tests of the house itself: who may import whom, sizes, names, and where time comes from.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import { expect, test } from 'vitest'

const root = dirname(import.meta.dirname)
const rooms = ['kernel', 'modules', 'connectors', 'templates', 'web', 'bin', 'test'].filter((room) => existsSync(join(root, room)))

type Source = { path: string, text: string, imports: { target: string, isType: boolean }[] }

const sources = rooms.flatMap((room) => listSources(join(root, room))).map(readSource)
const server = sources.filter(({ path }) => !isWeb(path) && !isTest(path))

function listSources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|mjs|css)$/.test(entry.name) && !entry.parentPath.includes('node_modules'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
}

/** `import`, `export … from` and `import()` of files of ours, as paths from the top; a statement of types alone is marked. */
function readSource(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8')
  const pattern = /(?:\b(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s*)?|\bimport\(\s*)['"](\.{1,2}\/[^'"]+)['"]/g
  const imports = [...text.matchAll(pattern)].map((match) => ({
    target: posix.join(posix.dirname(path), match[2]), isType: Boolean(match[1]),
  }))
  return { path, text, imports }
}

/** Files that only a browser runs: the shell, the rooms' web folders, the web part of a field type. */
function isWeb(path: string): boolean {
  return path.startsWith('web/') || path.includes('/web/') || path.endsWith('.tsx') || path === 'kernel/field/types/web.ts'
}

function isTest(path: string): boolean {
  return path.startsWith('test/') || /\.(test|spec)\.tsx?$/.test(path)
}

function breaches(files: Source[], forbidden: (path: string, target: string, isType: boolean) => boolean): string[] {
  return files.flatMap(({ path, imports }) => imports.filter(({ target, isType }) => forbidden(path, target, isType)).map(({ target }) => `${path} imports ${target}`))
}

const roomOf = (path: string) => path.split('/')[0]
const moduleOf = (path: string) => path.split('/').slice(0, 2).join('/')

test('there is something to look at', () => {
  expect(sources.length).toBeGreaterThan(50)
  expect(sources.some(({ imports }) => imports.some(({ target }) => target === 'kernel/refusal.ts'))).toBe(true)
})

test('imports go downwards only: bin above modules and connectors above kernel', () => {
  const below: Record<string, string[]> = { kernel: [], modules: ['kernel'], connectors: ['kernel'], templates: ['kernel'], bin: ['kernel', 'modules', 'connectors', 'templates'] }
  expect(breaches(server, (path, target) => roomOf(path) !== roomOf(target) && !below[roomOf(path)].includes(roomOf(target)))).toEqual([])
})

test('the kernel knows no business, in its web parts neither', () => {
  const kernel = sources.filter(({ path }) => path.startsWith('kernel/') && !isTest(path))
  expect(breaches(kernel, (_, target) => ['modules', 'connectors', 'templates', 'bin'].includes(roomOf(target)))).toEqual([])
})

test('server code imports nothing that is made for a browser', () => {
  expect(breaches(server, (_, target) => isWeb(target))).toEqual([])
})

test('a module enters another one, and a connector, through index.ts', () => {
  const rooms = sources.filter(({ path }) => /^(modules|connectors)\//.test(path) && !isTest(path) && !isWeb(path))
  expect(breaches(rooms, (path, target) => /^(modules|connectors)\//.test(target) && moduleOf(path) !== moduleOf(target) && target !== `${moduleOf(target)}/index.ts`)).toEqual([])
})

test('no file is longer than 400 lines', () => {
  expect(sources.filter(({ text }) => text.split('\n').length > 401).map(({ path }) => path)).toEqual([])
})

test('no file has a name that says nothing, and all are kebab-case', () => {
  const empty = /(^|\/)(utils?|helpers?|common|core|lib|misc)(\/|\.)|\.(service|utils?|helpers?|types?|constants?|dto|repository)\.tsx?$/
  expect(sources.filter(({ path }) => empty.test(path)).map(({ path }) => path)).toEqual([])
  expect(sources.filter(({ path }) => !/^[a-z0-9-]+(\.test|\.config|\.d)?\.[a-z]+$/.test(posix.basename(path))).map(({ path }) => path)).toEqual([])
})

test('a file does more than hand on what another one exports', () => {
  const hollow = sources.filter(({ text }) => {
    const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '').trim()
    return code !== '' && code.replace(/export\s+(type\s+)?(\*(\s+as\s+\w+)?|\{[^}]*\})\s+from\s+['"][^'"]+['"];?/g, '').trim() === ''
  })
  expect(hollow.filter(({ path }) => !/^(modules|connectors)\/[^/]+\/index\.ts$/.test(path)).map(({ path }) => path)).toEqual([])
})

test('server code takes the time from its context, never from the wall', () => {
  const timed = server.filter(({ path }) => /^(kernel|modules|connectors)\//.test(path) && path !== 'kernel/job/clock.ts')
  expect(timed.filter(({ text }) => /new Date\(\s*\)|Date\.now\(/.test(text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''))).map(({ path }) => path)).toEqual([])
})

test('nothing is left for later in the code, no test is skipped or alone', () => {
  const left = /\b(T[O]DO|F[I]XME|H[A]CK|X[X]X)\b/
  expect(sources.filter(({ text }) => left.test(text)).map(({ path }) => path)).toEqual([])
  expect(sources.filter(({ path, text }) => isTest(path) && /\b(test|it|describe)\.(only|todo|fails|skip)\b/.test(text.replace(/'[^'\n]*'|\/[^/\n]+\//g, ''))).map(({ path }) => path)).toEqual([])
})
