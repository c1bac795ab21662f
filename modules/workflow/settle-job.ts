// The workflow room: the job that settles what a change of a workflow left of its runs (settle.ts), chunk by chunk.
import type { Context } from '../../kernel/context.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { defineJob } from '../../kernel/job/job.ts'
import { systemContext } from '../../kernel/job/system-context.ts'
import { compile } from './catalogue.ts'
import { settleJob, settleSome, type Settling } from './settle.ts'
import { lookUpWorkflow } from './workflows.ts'

export const settleRest = defineJob<Settling>({
  ...settleJob,
  async run({ workspace }, asked, { app, signal }) {
    for (let after = asked.after; after !== undefined;) {
      signal.throwIfAborted()
      const rest = { ...asked, after }
      after = await app.database.transaction(transaction => settleMore(systemContext(app, workspace, transaction), rest))
      app.wake(workspace.schema)
    }
  },
})

/** The workflow may have been changed again, switched off or removed meanwhile. */
async function settleMore(context: Context, asked: Settling): Promise<string | undefined> {
  if (asked.fate === 'cancel') return settleSome(context, asked)
  const row = await lookUpWorkflow(context, asked.workflow, true)
  if (!row) return undefined
  if (asked.fate === 'resume') return row.enabled ? settleSome(context, asked) : undefined
  const program = compile(context, row)
  return program instanceof Problem ? undefined : settleSome(context, { ...asked, version: row.version }, program)
}
