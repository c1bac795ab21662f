// Whatever is sent as a workflow is accepted or refused with its faults; it never breaks the server or the writes.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testWorkspace } from '../../test/workspace.ts'

const sound = {
  name: 'W', object: 'deal', enabled: true, role: 'administrator',
  trigger: { type: 'record', on: ['created', 'updated'], changed: ['stage'], to: { stage: 'won' }, from: { stage: 'prospect' }, reenrol: 'every' },
  condition: { amount: { gte: 1 }, contact: { fullName: { contains: 'a' } } },
  steps: [
    { id: 'a', type: 'createRecord', object: 'task', data: { subject: '{{ record.name }}', about: { object: 'deal', id: '{{ record.id }}' } }, if: { 'trigger.entry': { eq: 1 } }, onError: 'continue' },
    { id: 'b', type: 'notify', to: ['role:manager', '{{ record.owner.id }}'], title: 'x', link: 'steps.a' },
    { id: 'c', type: 'updateRecord', object: 'task', recordId: '{{ steps.a.id }}', data: { tags: ['x'] } },
    { id: 'd', type: 'addTag', tag: 'x' }, { id: 'e', type: 'addComment', body: 'x' }, { id: 'f', type: 'setVariable', name: 'v', value: 1 }, { id: 'g', type: 'stop' },
  ],
}

/** Paths to every part of a value. */
function pathsOf(value: unknown, before: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [before]
  return [before, ...Object.entries(value).flatMap(([key, part]) => pathsOf(part, [...before, Array.isArray(value) ? Number(key) : key]))]
}

function withPart(value: any, [first, ...rest]: (string | number)[], part: unknown): unknown {
  if (first === undefined) return part
  const copy = Array.isArray(value) ? [...value] : { ...value }
  copy[first] = withPart(copy[first], rest, part)
  return copy
}

const nasty = fc.oneof(
  fc.jsonValue(), fc.string({ unit: 'binary' }),
  fc.constantFrom('{{', '{% for x in (1..9) %}', '{{ record }}', '{{ record.contact.company.name | upcase }}', '{{ constructor }}', '__proto__', '\u0000', '\ud800', '{{ a | b: c }}', 1e308, -1, [], {},
    { __proto__: null, constructor: 1 }, '{% liquid\nfoo %}', '{{ "x" | times: 1e309 }}', 'role:nobody', 'steps.zzz', '//evil.example', "'; drop table x; --"),
)

test('any part of a workflow replaced by anything yields a 4xx or works', async () => {
  const w = await testWorkspace()
  expect((await w.admin.send('POST', '/workflows', { ...sound, enabled: false })).status).toBe(201)
  await fc.assert(fc.asyncProperty(fc.constantFrom(...pathsOf(sound)), nasty, async (path, part) => {
    const reply = await w.admin.send('POST', '/workflows', withPart(sound, path, part))
    expect(reply.status === 201 || (reply.status >= 400 && reply.status < 500), `${reply.status} ${JSON.stringify(reply.body)}`).toBe(true)
    if (reply.status === 422) expect(reply.body.errors.length).toBeGreaterThan(0)
  }), { numRuns: 150 })
  const deal = await w.admin.create('deal', { name: 'A', stage: 'prospect', amount: 5 })
  expect((await w.admin.update('deal', deal.id, { stage: 'won' })).stage).toBe('won')
  await w.settle()
})

test('deep, long and many parts are refused', async () => {
  const w = await testWorkspace()
  const deep = (levels: number): unknown => levels === 0 ? 'x' : { a: deep(levels - 1) }
  const refused = async (change: object) => expect((await w.admin.send('POST', '/workflows', { ...sound, ...change })).status).toBe(422)
  await refused({ steps: Array.from({ length: 101 }, () => ({ type: 'stop' })) })
  await refused({ steps: [] })
  await refused({ steps: [{ type: 'setVariable', name: 'v', value: deep(200) }] })
  await refused({ condition: deep(200) })
  await refused({ steps: [{ type: 'addComment', body: '{% if a %}'.repeat(900) }] })
  await refused({ steps: [{ type: 'stop', if: deep(100) }] })
  for (const step of [{ type: 'httpRequest', url: 'https://a.example', body: deep(450) }, { type: 'runFunction', code: 'return 1', input: { a: deep(450) } }]) await refused({ steps: [step] })
  // what would exhaust whoever goes through it is not gone through, whatever it is about
  for (const value of [deep(2500), [[deep(2500)]], '['.repeat(2500)]) {
    const reply = await w.admin.send('POST', '/workflows', { ...sound, steps: [{ type: 'httpRequest', url: 'https://a.example', body: value }] })
    expect([reply.status, reply.body.code]).toEqual(typeof value === 'string' ? [201, undefined] : [400, 'syntax.invalid'])
  }
})
