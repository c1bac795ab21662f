// What a function may not do: each breach is stopped, explained by a code, and no other function notices.
import { expect, test } from 'vitest'
import { runCode, SandboxFailure } from './sandbox/sandbox.ts'

const host = { call: async () => ({ id: '1' }), log: () => {} }
const run = (code: string, lines: string[] = [], computingMs?: number) => runCode({ code, given: { record: { id: '7' }, input: {} }, now: 1e12, seed: 1, computingMs }, { ...host, log: line => void lines.push(line) })
const codeOf = (code: string, computingMs?: number) => run(code, [], computingMs).then(({ result }) => result, error => error instanceof SandboxFailure ? error.code : error)

test('endless loops and exploding expressions are stopped, while others run on', { timeout: 120_000 }, async () => {
  const [loop, regex, other] = await Promise.all([codeOf('for (;;) { try { for (;;) {} } catch {} }'), codeOf('return /^(a+)+$/.test("a".repeat(40) + "!")', 500), codeOf('return 1 + 1')])
  expect([loop, regex, other]).toEqual(['function.tooLong', 'function.tooLong', 2])
})

test('recursion, memory bombs, huge results, promises that never settle, too many calls', { timeout: 120_000 }, async () => {
  expect(await codeOf('const deep = () => 1 + deep(); return deep()')).toBe('function.tooDeep')
  expect(await codeOf('let list = []; for (let at = 0; at < 1e5; at++) list = [list]; return list')).toBe('function.tooDeep')
  expect(await codeOf('return "x".repeat(5e8)')).toBe('function.tooMuchMemory')
  expect(await codeOf('return new ArrayBuffer(1e8).byteLength')).toBe('function.tooMuchMemory')
  expect(await codeOf('const all = []; for (;;) all.push(new Array(1e5).fill(1.5))', 60_000)).toBe('function.tooMuchMemory')
  expect(await Promise.all(['null', '5', '"oh"', '{ a: 1 }', 'undefined', '10n', 'new Error()'].map(thrown => run(`throw ${thrown}`).catch((error: SandboxFailure) => [error.code, error.message])))).toEqual(['null', '5', 'oh', '{"a":1}', 'undefined', '10', ''].map(said => ['function.threw', said]))
  expect(await codeOf('return "x".repeat(2e6)')).toBe('function.resultTooLarge')
  expect(await codeOf('await new Promise(() => {})')).toBe('function.unsettled')
  expect(await codeOf('for (let at = 0; at < 21; at++) await crm.get("deal", "1")')).toBe('function.tooManyCalls')
  expect(await codeOf('await crm.create("deal", { name: "x".repeat(2e6) })')).toBe('function.callTooLarge')
  expect(await codeOf('throw { code: "permission.denied", message: "forged" }')).toBe('permission.denied')
  expect(await codeOf('return [typeof process, typeof require, typeof fetch, typeof WebAssembly, Date.now()]')).toEqual(['undefined', 'undefined', 'undefined', 'undefined', 1e12])
  expect(await codeOf('await import("node:fs")')).toBe('function.threw')
  const lines: string[] = []
  await run('for (let at = 0; at < 1000; at++) log("x".repeat(5000))', lines)
  expect([lines.length < 250, lines.join('').length < 80_000, lines.at(-1)]).toEqual([true, true, '…'])
})
