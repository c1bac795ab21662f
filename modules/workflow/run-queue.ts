// The workflow room: runs are handed to the worker in the transaction that made them or woke them.
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { addJobs } from '../../kernel/job/job.ts'

/** Runs of one workflow that one job takes. */
const RUNS_A_JOB = 100

/** The job that run-job.ts does. */
export const runsJob = {
  name: 'workflow.run',
  payload: z.object({ runs: z.array(z.string()).min(1).max(1000) }),
  attempts: 8,
}

/** Queued in the transaction that made the runs: they are run if and only if it commits. */
export async function queueRuns(context: Context, runs: { id: string, workflow: string }[]): Promise<void> {
  const payloads: { runs: string[] }[] = []
  for (const group of Map.groupBy(runs, run => run.workflow).values()) {
    for (let at = 0; at < group.length; at += RUNS_A_JOB) payloads.push({ runs: group.slice(at, at + RUNS_A_JOB).map(run => run.id) })
  }
  await addJobs(context, runsJob, payloads)
}
