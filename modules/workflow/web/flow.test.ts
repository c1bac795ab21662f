// The canvas of a workflow: where its parts stand, and how its steps are moved about. Pure functions, without a browser.
import { expect, test } from 'vitest'
import { layoutFlow, neighbour, type FlowNode } from './flow-layout.ts'
import { allSteps, copyStep, mayMove, moveStep, placeOf, putStep, stepAt, takeStep } from './flow-model.ts'
import type { StepDraft } from './queries.ts'

const tag = (id: string): StepDraft => ({ id, type: 'addTag', tag: id })
const steps: StepDraft[] = [
  tag('a'),
  { id: 'way', type: 'if', condition: {}, then: [tag('b'), { id: 'each', type: 'forEach', items: '{{ steps.find.records }}', steps: [tag('c'), tag('d')] }], else: [{ id: 'end', type: 'stop' }] },
  tag('e'),
]
const ids = (list: StepDraft[]) => allSteps(list).map(({ id }) => id).join(' ')

test('the parts of a workflow stand below each other, ways side by side, loops in frames, and none on another', () => {
  const { nodes, edges, width, height } = layoutFlow(steps)
  const at = (id: string) => nodes.find((node) => node.id === id)!
  const solid = nodes.filter(({ kind }) => kind !== 'frame')
  const apart = (one: FlowNode, other: FlowNode) => one.x + one.width <= other.x || other.x + other.width <= one.x || one.y + one.height <= other.y || other.y + other.height <= one.y
  for (const one of solid) for (const other of solid) if (one !== other) expect(apart(one, other), `${one.id} and ${other.id}`).toBe(true)
  for (const node of nodes) expect([node.x >= 0, node.y >= 0, node.x + node.width <= width, node.y + node.height <= height]).toEqual([true, true, true, true])
  const frame = at('steps[1].then[1] frame')
  for (const inner of nodes.filter(({ id }) => id.startsWith('steps[1].then[1].steps'))) expect([inner.x > frame.x, inner.x + inner.width < frame.x + frame.width, inner.y > frame.y, inner.y + inner.height < frame.y + frame.height]).toEqual([true, true, true, true])
  expect(at('steps[1].then[0]').y).toBe(at('steps[1].else[0]').y)
  expect(at('steps[1].then[0]').x).toBeLessThan(at('steps[1].else[0]').x)
  // a place to add stands before, between and after, also in each way; what stops leads nowhere
  expect(nodes.filter(({ kind }) => kind === 'plus').map(({ id }) => id).sort()).toEqual(['steps+0', 'steps+1', 'steps+2', 'steps+3', 'steps[1].else+0', 'steps[1].else+1', 'steps[1].then+0', 'steps[1].then+1', 'steps[1].then+2', 'steps[1].then[1].steps+0', 'steps[1].then[1].steps+1', 'steps[1].then[1].steps+2'])
  expect(edges.filter(({ target }) => target === 'steps+2').map(({ source }) => source)).toEqual(['steps[1].then+2', 'steps[1].else+1'])
  expect(edges.some(({ source }) => source === 'steps[1].else[0]')).toBe(false)
  expect(['ArrowDown', 'ArrowUp'].map((key) => neighbour(nodes, 'steps[0]', key))).toEqual(['steps[1]', 'trigger'])
  expect([neighbour(nodes, 'steps[1].then[0]', 'ArrowRight'), neighbour(nodes, 'steps[1].else[0]', 'ArrowLeft'), neighbour(nodes, 'trigger', 'ArrowUp')]).toEqual(['steps[1].else[0]', 'steps[1].then[0]', undefined])
})

test('steps are put in, taken out, moved between lists and copied with ids of their own', () => {
  expect(ids(putStep(steps, { list: 'steps[1].else', index: 0 }, tag('x')))).toBe('a way b each c d x end e')
  expect(ids(takeStep(steps, 'steps[1].then[1].steps[0]'))).toBe('a way b each d end e')
  expect(ids(moveStep(steps, 'steps[0]', { list: 'steps[1].then[1].steps', index: 2 }))).toBe('way b each c d a end e')
  expect(ids(moveStep(steps, 'steps[1].then[1]', { list: 'steps', index: 0 }))).toBe('each c d a way b end e')
  expect(ids(moveStep(steps, 'steps[2]', { list: 'steps', index: 0 }))).toBe('e a way b each c d end')
  expect([mayMove('steps[1]', { list: 'steps[1].then', index: 0 }), mayMove('steps[1]', { list: 'steps', index: 2 }), mayMove('steps[1]', { list: 'steps', index: 3 })]).toEqual([false, false, true])
  expect(moveStep(steps, 'steps[1]', { list: 'steps[1].then', index: 0 })).toBe(steps)
  expect(stepAt(steps, 'steps[1].then[1].steps[1]')?.id).toBe('d')
  const place = placeOf(steps, 'steps[1].then[1].steps[1]')
  expect([place.earlier.map(({ id }) => id), place.loops.map(({ id }) => id)]).toEqual([['a', 'way', 'b', 'each', 'c'], ['each']])
  const copy = copyStep({ id: 'each', type: 'forEach', items: [], steps: [tag('c'), { id: 'd', type: 'notify', title: '{{ steps.c.id }} {{ steps.a.id }}' }] }, steps)
  expect([copy.id, ...(copy.steps as StepDraft[]).map(({ id }) => id), (copy.steps as StepDraft[])[1].title]).toEqual(['each2', 'c2', 'd2', '{{ steps.c2.id }} {{ steps.a.id }}'])
})
