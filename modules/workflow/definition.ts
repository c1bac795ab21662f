// The workflow room: a workflow as a value (API.md §7), and its outer shape. What its parts name is checked in program.ts.
import { z } from 'zod'
import type { Fault } from '../../kernel/http/errors.ts'
import { faultsOf } from '../../kernel/http/pipeline.ts'
import { filterAnswer } from '../../kernel/http/answer-part.ts'
import { eventInput } from './expected.ts'
import { anyTrigger } from './triggers/index.ts'

/** What every step has; the rest is its type's input, and the steps inside it. */
const stepAnswer = z.looseObject({ id: z.string(), type: z.string(), if: filterAnswer.optional(), onError: z.enum(['stop', 'continue']).optional() })

const exitInput = z.strictObject({ forEvent: eventInput })

/** A workflow as it is kept. */
export const definitionAnswer = z.object({
  name: z.string(), description: z.string().optional(), object: z.string().optional().meta({ description: 'The kind of record that it is about; webhooks need none' }), enabled: z.boolean(),
  role: z.string().optional().meta({ description: 'Bounds what the workflow may do; by default the author\'s' }),
  inTransaction: z.boolean().optional().meta({ description: 'Works inside the write itself, which it can refuse' }),
  trigger: anyTrigger, condition: filterAnswer.optional(),
  exit: exitInput.optional().meta({ description: 'A run under way ends at once when this happens' }), steps: z.array(stepAnswer),
})

export type StepDefinition = z.output<typeof stepAnswer>
export type WorkflowDefinition = z.output<typeof definitionAnswer>

export const mostSteps = 100

/** A text that people write and see: no control characters but line ends and tabs. */
export const text = (max: number) => z.string().trim().min(1).max(max).refine(given => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(given) && given.isWellFormed(), { params: { code: 'text.invalid' } })

/** Steps as they are given, also inside other steps. */
export const stepList = z.array(z.looseObject({ id: z.string().optional(), type: z.string() })).min(1).max(mostSteps)

/** The parts that every trigger and step shares; triggers and steps themselves are read by their type. */
export const outline = z.strictObject({
  name: text(120),
  description: text(2000).nullish(),
  object: z.string().nullish(),
  enabled: z.boolean().default(true),
  role: z.string().nullish(),
  inTransaction: z.boolean().nullish(),
  trigger: z.looseObject({ type: z.string() }),
  condition: z.record(z.string(), z.unknown()).nullish(),
  exit: exitInput.nullish(),
  steps: stepList,
})

/** Triggers of API.md §7 that this version does not have. */
export const comingTriggers = new Set(['form', 'message'])

function pathOf(path: string, parts: PropertyKey[]): string {
  return parts.reduce<string>((before, part) => typeof part === 'number' ? `${before}[${part}]` : before ? `${before}.${String(part)}` : String(part), path)
}

/** What a schema finds wrong with the value at `path`. */
export function faultsBelow(issue: z.core.$ZodIssue, path: string): Fault[] {
  // Too little of a text or a list is none of it.
  if (issue.code === 'too_small') return [{ path: pathOf(path, issue.path), code: 'value.required' }]
  return faultsOf(issue, '').map(fault => ({ ...fault, path: path && fault.path ? `${path}.${fault.path}` : path || fault.path }))
}
