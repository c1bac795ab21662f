// The workflow room's screens: steps as a tree that is edited: put in, taken out, moved, copied. Pure functions; places are named as faults name
// them: `steps[0].then[1]`.
import type { StepDraft } from './queries.ts'

export const blocks = ['then', 'else', 'steps'] as const

/** Before the step at `index` of the list; at its length: at the end. */
export interface Slot { list: string; index: number }

export const innerSteps = (step: StepDraft, block: string): StepDraft[] => (step[block] ?? []) as StepDraft[]

/** All steps, also those inside others, in the order in which they are read. */
export const allSteps = (steps: StepDraft[]): StepDraft[] => steps.flatMap((step) => [step, ...blocks.flatMap((block) => allSteps(innerSteps(step, block)))])

/** `steps[0].then[1]` is the list `steps[0].then` and the place 1. */
export function slotOf(path: string): Slot {
  const [, list, index] = /^(.*)\[(\d+)\]$/.exec(path)!
  return { list, index: Number(index) }
}

export const pathOf = ({ list, index }: Slot): string => `${list}[${index}]`

function changeList(steps: StepDraft[], list: string, change: (steps: StepDraft[]) => StepDraft[]): StepDraft[] {
  if (list === 'steps') return change(steps)
  const [, index, rest] = /^steps\[(\d+)\]\.(.+)$/.exec(list)!
  return steps.map((step, at) => (at === Number(index) ? changeInner(step, rest, change) : step))
}

/** `rest`: `then`, or `then[2].else`. */
function changeInner(step: StepDraft, rest: string, change: (steps: StepDraft[]) => StepDraft[]): StepDraft {
  const [, block, index, more] = /^(\w+)(?:\[(\d+)\]\.(.+))?$/.exec(rest)!
  const list = innerSteps(step, block)
  return { ...step, [block]: index === undefined ? change(list) : list.map((inner, at) => (at === Number(index) ? changeInner(inner, more, change) : inner)) }
}

export const putStep = (steps: StepDraft[], { list, index }: Slot, step: StepDraft): StepDraft[] => changeList(steps, list, (inside) => inside.toSpliced(index, 0, step))

export function takeStep(steps: StepDraft[], path: string): StepDraft[] {
  const { list, index } = slotOf(path)
  return changeList(steps, list, (inside) => inside.toSpliced(index, 1))
}

export function changeStep(steps: StepDraft[], path: string, step: StepDraft): StepDraft[] {
  const { list, index } = slotOf(path)
  return changeList(steps, list, (inside) => inside.with(index, step))
}

/** A step cannot be put inside itself; the places on both sides of it are its own. */
export function mayMove(path: string, { list, index }: Slot): boolean {
  const from = slotOf(path)
  return !list.startsWith(`${path}.`) && (list !== from.list || (index !== from.index && index !== from.index + 1))
}

export function moveStep(steps: StepDraft[], path: string, slot: Slot): StepDraft[] {
  const step = stepAt(steps, path)
  if (!step || !mayMove(path, slot)) return steps
  // a hole keeps the places of the others until the step stands in its new one
  const hole: StepDraft = { type: 'hole' }
  const withHole = changeStep(steps, path, hole)
  return without(putStep(withHole, slot, step), hole)
}

function without(steps: StepDraft[], hole: StepDraft): StepDraft[] {
  return steps.filter((step) => step !== hole).map((step) => {
    const held = blocks.filter((block) => step[block] !== undefined)
    return held.length ? { ...step, ...Object.fromEntries(held.map((block) => [block, without(innerSteps(step, block), hole)])) } : step
  })
}

export function stepAt(steps: StepDraft[], path: string): StepDraft | undefined {
  return [...path.matchAll(/(\w+)\[(\d+)\]/g)].reduce<{ step?: StepDraft; list: StepDraft[] }>(({ step, list }, [, block, index], depth) => {
    const inside = depth === 0 ? list : step ? innerSteps(step, block) : []
    return { step: inside[Number(index)], list: inside }
  }, { list: steps }).step
}

/** Where a step stands: the steps before it, those that it stands in included, and the loops among these. */
export function placeOf(steps: StepDraft[], path: string): { earlier: StepDraft[]; loops: StepDraft[] } {
  const earlier: StepDraft[] = []
  const loops: StepDraft[] = []
  let list = steps
  let parent: StepDraft | undefined
  for (const [, block, index] of path.matchAll(/(\w+)\[(\d+)\]/g)) {
    if (parent) {
      earlier.push(parent)
      if (parent.type === 'forEach') loops.push(parent)
      list = innerSteps(parent, block)
    }
    earlier.push(...list.slice(0, Number(index)))
    parent = list[Number(index)]
  }
  return { earlier, loops }
}

/** With ids of their own, which the templates inside the copy follow. */
export function copyStep(step: StepDraft, steps: StepDraft[]): StepDraft {
  const taken = new Set(allSteps(steps).map((one) => one.id ?? ''))
  const names = new Map<string, string>()
  for (const one of allSteps([step])) if (one.id) names.set(one.id, freeId(one.id.replace(/\d+$/, '') || one.type, taken))
  const text = JSON.stringify(step).replace(/\bsteps\.(\w+)/g, (whole, id: string) => (names.has(id) ? `steps.${names.get(id)}` : whole))
  return renamed(JSON.parse(text) as StepDraft, names)
}

function renamed(step: StepDraft, names: Map<string, string>): StepDraft {
  const inside = Object.fromEntries(blocks.filter((block) => step[block] !== undefined).map((block) => [block, innerSteps(step, block).map((inner) => renamed(inner, names))]))
  return { ...step, id: names.get(step.id ?? '') ?? step.id, ...inside }
}

/** `notify`, `notify2`, …; the name counts as taken from then on. */
export function freeId(name: string, taken: Set<string>): string {
  let id = name
  for (let count = 2; taken.has(id); count += 1) id = `${name}${count}`
  taken.add(id)
  return id
}
