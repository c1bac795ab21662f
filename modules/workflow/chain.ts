// The workflow room: the loop guard. Workflows may set each other off, five deep, and each at most once for a record in
// one chain; what is refused is kept with the chain, so that people see why.
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import type { Match } from './hook.ts'

/** One workflow of a chain. */
export interface Link { workflow: string, run: string, object: string, record: string | null }

export const deepest = 5

export interface Guarded {
  allowed: Match[]
  refused: { match: Match, error: { code: string, parameters: Record<string, string | number> } }[]
  /** What led here, oldest first. */
  chain: Link[]
}

/** A write by a person starts a chain; a write by a run goes on with that run's. */
export async function guard(context: Context, matches: Match[]): Promise<Guarded> {
  const run = context.cause?.run
  if (!run) return { allowed: matches, refused: [], chain: [] }
  const { schema } = context.workspace
  const [row] = await context.sql.query<{ chain: Link[], names: Record<string, string> }>(sql`
    select r.chain || jsonb_build_array(jsonb_build_object('workflow', r.workflow, 'run', r.id, 'object', r.object, 'record', r.record)) as chain,
      (select jsonb_object_agg(w.id, w.name) from ${identifier(schema, '_workflow')} w where w.id = r.workflow or r.chain @> jsonb_build_array(jsonb_build_object('workflow', w.id))) as names
    from ${identifier(schema, '_workflow_run')} r where r.id = ${run}::uuid`)
  const chain = row?.chain ?? []
  const tooDeep = (context.cause?.depth ?? 0) >= deepest
  const guarded: Guarded = { allowed: [], refused: [], chain }
  for (const match of matches) {
    const again = chain.some(link => link.workflow === match.entry.id && link.record === match.change.id)
    if (!tooDeep && !again) {
      guarded.allowed.push(match)
    } else {
      const story = [...chain.map(link => row.names[link.workflow] ?? link.workflow), match.entry.name].join(' → ')
      guarded.refused.push({ match, error: again ? { code: 'workflow.loop', parameters: { chain: story } } : { code: 'workflow.tooDeep', parameters: { max: deepest, chain: story } } })
    }
  }
  return guarded
}
