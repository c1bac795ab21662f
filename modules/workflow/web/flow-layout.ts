// The workflow room's screens: where each part of a workflow stands on the canvas: the trigger on top, steps below in order, the two ways of a
// choice side by side, a loop as a frame around its steps. A pure function; nobody drags a step to a place of its own.
import { innerSteps, type Slot } from './flow-model.ts'
import type { StepDraft } from './queries.ts'

export type FlowNode =
  | { kind: 'trigger' | 'end'; id: string; x: number; y: number; width: number; height: number }
  | { kind: 'step' | 'frame'; id: string; path: string; step: StepDraft; x: number; y: number; width: number; height: number }
  | { kind: 'plus'; id: string; slot: Slot; x: number; y: number; width: number; height: number }

export type FlowEdge = { id: string; source: string; target: string; way?: 'then' | 'else' }

export interface FlowPlan { nodes: FlowNode[]; edges: FlowEdge[]; width: number; height: number }

export const sizes = { step: { width: 272, height: 74 }, trigger: { width: 320, height: 112 }, plus: 24, end: 12, gap: 24, between: 40, pad: 20, fork: 18 }

/** From one step to the next: a line, the place to add, a line. */
const RUNG = sizes.gap * 2 + sizes.plus

/** Something that can be drawn around the line `x`, from `y` downwards; `from` is what leads to it, the answer what leads on. */
interface Part { width: number; height: number; draw: (x: number, y: number, from: Exit[]) => Exit[] }
type Exit = { id: string; way?: 'then' | 'else' }

export function layoutFlow(steps: StepDraft[]): FlowPlan {
  const plan: FlowPlan = { nodes: [], edges: [], width: 0, height: 0 }
  const list = listPart(plan, steps, 'steps')
  const width = Math.max(list.width, sizes.trigger.width)
  const middle = width / 2
  plan.nodes.push({ kind: 'trigger', id: 'trigger', x: middle - sizes.trigger.width / 2, y: 0, ...sizes.trigger })
  const ends = list.draw(middle, sizes.trigger.height, [{ id: 'trigger' }])
  const bottom = sizes.trigger.height + list.height
  plan.nodes.push({ kind: 'end', id: 'end', x: middle - sizes.end / 2, y: bottom, width: sizes.end, height: sizes.end })
  join(plan, ends, 'end')
  return { ...plan, width, height: bottom + sizes.end }
}

function join(plan: FlowPlan, from: Exit[], target: string): void {
  for (const { id, way } of from) plan.edges.push({ id: `${id}→${target}${way ?? ''}`, source: id, target, way })
}

function listPart(plan: FlowPlan, steps: StepDraft[], path: string): Part {
  const parts = steps.map((step, at) => stepPart(plan, step, `${path}[${at}]`))
  return {
    width: Math.max(sizes.step.width, ...parts.map((part) => part.width)),
    height: RUNG * (parts.length + 1) + parts.reduce((sum, part) => sum + part.height, 0),
    draw(x, y, from) {
      let [top, exits] = [y, from]
      for (let at = 0; at <= parts.length; at += 1) {
        exits = drawPlus(plan, { list: path, index: at }, x, top + sizes.gap, exits)
        top += RUNG
        if (at === parts.length) break
        exits = parts[at].draw(x, top, exits)
        top += parts[at].height
      }
      return exits
    },
  }
}

function drawPlus(plan: FlowPlan, slot: Slot, x: number, y: number, from: Exit[]): Exit[] {
  const id = `${slot.list}+${slot.index}`
  plan.nodes.push({ kind: 'plus', id, slot, x: x - sizes.plus / 2, y, width: sizes.plus, height: sizes.plus })
  join(plan, from, id)
  return [{ id }]
}

function stepPart(plan: FlowPlan, step: StepDraft, path: string): Part {
  if (step.type === 'if') return choicePart(plan, step, path)
  if (step.type === 'forEach') return loopPart(plan, step, path)
  return { ...sizes.step, draw: (x, y, from) => drawStep(plan, step, path, x, y, from) }
}

/** Nothing leads on from a step that always stops. */
function drawStep(plan: FlowPlan, step: StepDraft, path: string, x: number, y: number, from: Exit[]): Exit[] {
  plan.nodes.push({ kind: 'step', id: path, path, step, x: x - sizes.step.width / 2, y, ...sizes.step })
  join(plan, from, path)
  return step.type === 'stop' && step.if === undefined ? [] : [{ id: path }]
}

function choicePart(plan: FlowPlan, step: StepDraft, path: string): Part {
  const ways = (['then', 'else'] as const).map((way) => ({ way, part: listPart(plan, innerSteps(step, way), `${path}.${way}`) }))
  const width = ways.reduce((sum, { part }) => sum + part.width, sizes.between)
  return {
    width,
    height: sizes.step.height + sizes.fork + Math.max(...ways.map(({ part }) => part.height)),
    draw(x, y, from) {
      drawStep(plan, step, path, x, y, from)
      let left = x - width / 2
      return ways.flatMap(({ way, part }) => {
        const middle = left + part.width / 2
        left += part.width + sizes.between
        return part.draw(middle, y + sizes.step.height + sizes.fork, [{ id: path, way }])
      })
    },
  }
}

function loopPart(plan: FlowPlan, step: StepDraft, path: string): Part {
  const inner = listPart(plan, innerSteps(step, 'steps'), `${path}.steps`)
  const width = Math.max(inner.width, sizes.step.width) + sizes.pad * 2
  const height = sizes.step.height + inner.height + sizes.pad
  return {
    width, height,
    draw(x, y, from) {
      const id = `${path} frame`
      plan.nodes.push({ kind: 'frame', id, path, step, x: x - width / 2, y, width, height })
      inner.draw(x, y + sizes.step.height, drawStep(plan, step, path, x, y, from))
      return [{ id }]
    },
  }
}

/** What an arrow key leads to: the nearest step or the trigger in that direction. */
export function neighbour(nodes: FlowNode[], id: string, key: string): string | undefined {
  const at = nodes.find((node) => node.id === id)
  if (!at) return undefined
  const middle = (node: FlowNode) => [node.x + node.width / 2, node.y + node.height / 2]
  const [x, y] = middle(at)
  const far = nodes.filter((node) => node.id !== id && (node.kind === 'step' || node.kind === 'trigger')).map((node) => {
    const [dx, dy] = [middle(node)[0] - x, middle(node)[1] - y]
    const ahead = { ArrowDown: dy, ArrowUp: -dy, ArrowRight: dx, ArrowLeft: -dx }[key] ?? 0
    // down leads into a way rather than past it; sideways leads to the other way rather than to what stands above both
    const aside = key === 'ArrowDown' || key === 'ArrowUp' ? Math.abs(dx) / 2 : Math.abs(dy) * 2
    return { id: node.id, ahead, distance: ahead + aside }
  })
  return far.filter(({ ahead }) => ahead > 1).sort((one, other) => one.distance - other.distance)[0]?.id
}
