// The workflow room: what becomes of the runs under way when a workflow is changed, switched on again or removed. The change
// settles as many of them itself as a short transaction can, a job (settle-job.ts) the rest, however many they are.
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { addJob } from '../../kernel/job/job.ts'
import type { Program } from './program.ts'
import { AT_ONCE, cancelRuns, moveRuns, resumeRuns } from './versions.ts'

const settling = z.object({
  fate: z.enum(['move', 'cancel', 'resume']),
  workflow: z.uuid(),
  /** The newest one: runs of those before it are moved or cancelled. None where the workflow is removed: all are cancelled. */
  version: z.number().optional(),
  /** The last run that was settled before. */
  after: z.uuid().optional(),
})

export type Settling = z.output<typeof settling>

/** The job that settle-job.ts does. */
export const settleJob = { name: 'workflow.settleRuns', payload: settling }

/** In the transaction of the change. */
export async function settleRuns(context: Context, asked: Settling, program?: Program): Promise<void> {
  const after = await settleSome(context, asked, program)
  if (after) await addJob(context, settleJob, { ...asked, after })
}

/** `program`: of the newest version, for what is moved. Answers after which run there may be more; undefined when these were the last. */
export async function settleSome(context: Context, asked: Settling, program?: Program): Promise<string | undefined> {
  const settled = await settle(context, asked, program)
  return settled.length < AT_ONCE ? undefined : settled.reduce((one, other) => one > other ? one : other)
}

function settle(context: Context, asked: Settling, program?: Program): Promise<string[]> {
  switch (asked.fate) {
    case 'move': return moveRuns(context, asked, asked.version!, program!)
    case 'cancel': return cancelRuns(context, asked, asked.version)
    case 'resume': return resumeRuns(context, asked)
  }
}
