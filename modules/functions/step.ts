// Step runFunction: runs a function of the workspace, or code that stands in the workflow itself, with the rights of both.
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { Problem, type Fault } from '../../kernel/http/errors.ts'
import { turns } from '../../kernel/job/turns.ts'
import { readRecordOrNull } from '../../kernel/record/find.ts'
import { boundBy, defineOutsideStep, open, OutsideFailure, stepTexts, value, type Errand } from '../workflow/index.ts'
import { code, functionNamed, settleCode } from './function.ts'
import { runFunction, type Asked } from './run.ts'

const input = z.strictObject({
  function: z.string().trim().min(1).max(100).optional().meta({ description: 'The name or id of a function' }),
  code: code.optional().meta({ description: 'Code that stands here, in place of a function; TypeScript or JavaScript' }),
  /** Given to it as `input`. */
  input: z.record(z.string(), z.json()).optional(),
})

type Input = z.output<typeof input>

export const runFunctionStep = defineOutsideStep<Input>('runFunction', { keyed: true, peer: ({ function: named }) => `function ${named ?? ''}`, perform }, {
  ...stepTexts.runFunction,
  writes: true,
  input,
  fixed: ['function'],
  literal: ['code'],
  check: ({ function: named, code }): Fault[] => (named === undefined) === (code === undefined) ? [{ path: 'function', code: named === undefined ? 'value.required' : 'function.oneOf' }] : [],
  verify: faultsOf,
  output: () => ({ kind: 'fields', fields: { result: open, functionRun: value } }),
})

/** There has to be such a function; code that stands here has to be readable. */
async function faultsOf(context: Context, { function: named, code }: Input): Promise<Fault[]> {
  if (named !== undefined) return await functionNamed(context, named, true) ? [] : [{ path: 'function', code: 'function.unknown', parameters: { name: named } }]
  try {
    await settleCode(code ?? '', null)
    return []
  } catch (error) {
    if (error instanceof Problem) return error.faults
    throw error
  }
}

/** Functions that run for workflows at the same time, each in a process of its own; others wait their turn. */
const inTurn = turns(8)

async function perform({ app, context, run, input, key }: Errand<Input>): Promise<object> {
  const { acting, ...what } = await choose(context, input)
  const record = run.record === null || run.object === null ? null : await readRecordOrNull(acting, run.object, run.record)
  const given: Asked['given'] = { record: record && { object: run.object, ...record }, input: input.input ?? {} }
  const { id, result, failure } = await inTurn(() => runFunction(app, acting, { ...what, kind: 'workflow', key, workflow: run.workflow, workflowRun: run.id, given }))
  if (failure) throw failure
  return { result, functionRun: id }
}

/** The function as it is now, and who acts: the workflow, bounded by the function's role too. */
async function choose(context: Context, { function: named, code }: Input): Promise<Pick<Asked, 'function' | 'version' | 'code'> & { acting: Context }> {
  if (named === undefined) return { function: null, version: null, code: code ?? '', acting: context }
  const found = await functionNamed(context, named)
  const role = found && context.workspace.roles.get(found.role)
  if (!found || !role) throw new OutsideFailure('final', 'function.unknown', { name: named })
  if (!found.enabled) throw new OutsideFailure('final', 'function.disabled', { name: named })
  return { function: found.id, version: found.version, code: found.code, acting: { ...context, actor: boundBy(context.workspace, context.actor, role) } }
}
