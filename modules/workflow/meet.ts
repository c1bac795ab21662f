// The workflow room: a change that runs have been waiting for. Its part in the write: patterns in memory say whether anybody
// could wait for it; then one query of an indexed table finds who does. They are woken, or ended, in the write's transaction.
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { filterToSql } from '../../kernel/filter/to-sql.ts'
import { rowFilter } from '../../kernel/permission/rules.ts'
import type { Change } from '../../kernel/record/hook.ts'
import { judge } from './condition.ts'
import { EXIT, expectationTable, takeExpectations } from './expectation.ts'
import { keyOf, mayMeet, type Expected } from './expected.ts'
import { endRuns } from './ended.ts'
import type { Program } from './program.ts'
import { allSteps } from './program-step.ts'
import { cancelWaits, wakeRuns } from './wake.ts'

/** A step of a version, or its exit, that waits for changes of an object. */
export interface Pattern { workflow: string, version: number, step: string, expected: Expected, program: Program }

/** What the runs of one version wait for. */
export function patternsOf(workflow: string, version: number, program: Program): Pattern[] {
  const waits = allSteps(program.steps).flatMap(({ id, expected }) => expected ? [{ step: id, expected }] : [])
  const all = program.exit ? [...waits, { step: EXIT, expected: program.exit.expected }] : waits
  return all.map(each => ({ workflow, version, program, ...each }))
}

/** A change that somebody might wait for. */
export interface Candidate { pattern: Pattern, change: Change }

/** Pure and quick: what it answers is asked of the database. */
export function findCandidates({ now }: Context, patterns: Pattern[], changes: Change[]): Candidate[] {
  for (const { program } of patterns) program.environment.now = now
  return patterns.flatMap(pattern => changes.filter(change => mayMeet(pattern.expected, change)).map(change => ({ pattern, change })))
}

interface Met { run: string, step: string, iteration: string, at: number }

/** Wakes or ends each run that waits for one of these changes, once. */
export async function meetExpectations(context: Context, candidates: Candidate[]): Promise<void> {
  const found = await findWaiting(context, candidates)
  if (found.length === 0) return
  const meant = await takeHold(context, await keepMeant(context, candidates, found))
  const ended = new Set(meant.filter(({ step }) => step === EXIT).map(({ run }) => run))
  await endRuns(context, [...ended], 'exit')
  const waits = [...new Map(meant.filter(({ run, step }) => step !== EXIT && !ended.has(run)).map(each => [`${each.run} ${each.step} ${each.iteration}`, each])).values()]
  if (waits.length === 0) return
  await cancelWaits(context, waits.map(({ run }) => run), 'event')
  await takeExpectations(context, waits)
  await wakeRuns(context, waits.map(({ run, step, iteration, at }) => {
    const { object, id, version } = candidates[at].change
    return { run, step, iteration, output: { event: true, record: { object, id, version } } }
  }))
}

/** A run's own writes neither wake nor end it. */
async function findWaiting(context: Context, candidates: Candidate[]): Promise<Met[]> {
  const rows = candidates.map(({ pattern: { workflow, version, step, expected }, change }, at) => ({ workflow, version, step, key: keyOf(expected, change.id, change.after), at })).filter(({ key }) => key !== null)
  if (rows.length === 0) return []
  return context.sql.query<Met>(sql`select e.run, e.step, e.iteration, c.at from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c(workflow uuid, version integer, step text, key text, at integer)
    join ${expectationTable(context)} e on e.workflow = c.workflow and e.step = c.step and e.key = c.key
    join ${identifier(context.workspace.schema, '_workflow_run')} r on r.id = e.run and r.version = c.version and r.status in ('queued', 'running', 'waiting')
    where r.id is distinct from ${context.cause?.run ?? null}::uuid`)
}

/**
 * Those that nobody else has woken meanwhile; locked until the write commits. The expectation comes first: a run whose
 * expectation is gone is left to the worker that takes it up at this moment.
 */
async function takeHold(context: Context, met: Met[]): Promise<Met[]> {
  if (met.length === 0) return []
  return context.sql.query<Met>(sql`select e.run, e.step, e.iteration, m.at from jsonb_to_recordset(${JSON.stringify(met)}::jsonb) as m(run uuid, step text, iteration text, at integer)
    join ${expectationTable(context)} e on e.run = m.run and e.step = m.step and e.iteration = m.iteration
    join ${identifier(context.workspace.schema, '_workflow_run')} r on r.id = e.run and r.status in ('queued', 'running', 'waiting') order by e.run, m.at for update of e, r`)
}

/** Of those, where the workflow may see the record and what its filter says across relations holds. */
async function keepMeant(context: Context, candidates: Candidate[], found: Met[]): Promise<Met[]> {
  const meant = new Set<number>()
  for (const [{ program, expected: { condition, object } }, group] of Map.groupBy([...new Set(found.map(({ at }) => at))], at => candidates[at].pattern)) {
    const acting = { ...context, actor: program.actor }
    const values = group.map(at => candidates[at].change.after)
    const held = await judge(acting, object, condition, values)
    const seen = await visible(acting, object, values.map(({ id }) => id))
    group.forEach((at, place) => held[place] && seen.has(values[place].id) && meant.add(at))
  }
  return found.filter(({ at }) => meant.has(at))
}

/** Also of records that have just gone to the bin. */
async function visible(context: Context, object: string, ids: string[]): Promise<Set<string>> {
  const { schema } = context.workspace
  const rows = await context.sql.query<{ id: string }>(sql`select t."id" from ${identifier(schema, object)} t where t."id" = any(${ids}::uuid[]) and ${filterToSql(rowFilter(context, object), 't', schema)}`)
  return new Set(rows.map(row => row.id))
}
