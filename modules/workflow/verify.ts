// The workflow room: what is wrong with a definition beyond what the workspace in memory tells, such as a function that is not there.
import type { Context } from '../../kernel/context.ts'
import { Problem, type Fault } from '../../kernel/http/errors.ts'
import { allSteps } from './program-step.ts'
import type { Program } from './program.ts'

/** Of every step that has something to ask, with the step's place in the paths. */
export async function verifyFaults(context: Context, { steps }: Program): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const { step, definition, path } of allSteps(steps)) {
    const found = await step.verify?.(context, definition) ?? []
    faults.push(...found.map(fault => ({ ...fault, path: `${path}.${fault.path}` })))
  }
  return faults
}

/** Throws Problem with every fault. */
export async function verify(context: Context, program: Program): Promise<void> {
  const faults = await verifyFaults(context, program)
  if (faults.length) throw new Problem('invalid', { faults, status: 422, parameters: faults[0].parameters })
}
