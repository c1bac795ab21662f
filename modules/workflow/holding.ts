// The workflow room: which records fulfil a workflow's condition at this moment, by the workflow's own rights.
import type { Context } from '../../kernel/context.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { actorOf } from '../../kernel/workspace/actor.ts'
import { compile, type Stored } from './catalogue.ts'
import { judge } from './condition.ts'
import { findByIds } from './related.ts'

/** Those of the records that do, as far as it sees them, whoever asks; null for a workflow that cannot be used until it is corrected. */
export async function recordsHolding(context: Context, stored: Stored, ids: string[]): Promise<string[] | null> {
  const program = compile(context, stored)
  const actor = actorOf(context.workspace, stored.member, 'workflow')
  if (program instanceof Problem || !actor) return null
  const acting = { ...context, actor }
  program.environment.now = context.now
  const records = await findByIds(acting, program.object.name, ids)
  const held = await judge(acting, program.object.name, program.condition, records)
  return records.filter((_, at) => held[at]).map(record => record.id)
}
