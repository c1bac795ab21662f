// The workflow room: the loop guard. Workflows may set each other off, five deep, and each at most once for a record in
// one chain; what is refused is kept with the chain, so that people see why.
import type { Cause, Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import type { Match } from './hook.ts'

/** One workflow of a chain. */
export interface Link { workflow: string, run: string, object: string | null, record: string | null }

export const deepest = 5

export interface Guarded {
  match: Match
  /** What led here, oldest first; empty after a write by a person. */
  chain: Link[]
  /** How many workflows deep a run would be. */
  depth: number
  /** Why it may not be run. */
  refusal?: { code: string, parameters: Record<string, string | number> }
}

/** A write by a person starts a chain; a write by a run goes on with that run's. One query, none for people. */
export async function guard(context: Context, matches: Match[]): Promise<Guarded[]> {
  const causeOf = ({ change }: Match): Cause | undefined => change.cause ?? context.cause
  const chains = await readChains(context, [...new Set(matches.map(match => causeOf(match)?.run).filter(run => run !== undefined))])
  return matches.map(match => {
    const cause = causeOf(match)
    const depth = (cause?.depth ?? 0) + 1
    return { match, depth, ...follow(chains, cause?.run, depth, match.entry, match.change.id) }
  })
}

/** The chain that a run would go on with, and why it may not. */
export function follow({ links, names }: Chains, cause: string | undefined, depth: number, workflow: { id: string, name: string }, record: string): Pick<Guarded, 'chain' | 'refusal'> {
  const chain = links.get(cause ?? '') ?? []
  const again = chain.some(link => link.workflow === workflow.id && link.record === record)
  if (!again && depth <= deepest) return { chain }
  const story = [...chain.map(link => names[link.workflow] ?? link.workflow), workflow.name].join(' → ')
  return { chain, refusal: again ? { code: 'workflow.loop', parameters: { chain: story } } : { code: 'workflow.tooDeep', parameters: { max: deepest, chain: story } } }
}

export interface Chains { links: Map<string, Link[]>, names: Record<string, string> }

/** Of what these runs wrote. */
export async function readChains(context: Context, runs: string[]): Promise<Chains> {
  if (runs.length === 0) return { links: new Map(), names: {} }
  const { schema } = context.workspace
  const rows = await context.sql.query<{ id: string, chain: Link[], names: Record<string, string> }>(sql`
    with c as (select id, chain || jsonb_build_array(jsonb_build_object('workflow', workflow, 'run', id, 'object', object, 'record', record)) as chain
      from ${identifier(schema, '_workflow_run')} where id = any(${runs}::uuid[]))
    select id, chain, (select jsonb_object_agg(w.id, w.name) from ${identifier(schema, '_workflow')} w
      where w.id in (select (link ->> 'workflow')::uuid from jsonb_array_elements(c.chain) link)) as names from c`)
  return { links: new Map(rows.map(row => [row.id, row.chain])), names: Object.assign({}, ...rows.map(row => row.names)) }
}
