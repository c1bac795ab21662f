// The workflow room: what runs wait for, as rows: one for each waiting step, and one for a run that an event ends.
import type { Context } from '../../kernel/context.ts'
import { identifier, sql, type Sql } from '../../kernel/database/sql.ts'

/** Stands in the place of a step: the event ends the run. */
export const EXIT = ''

export interface Expectation {
  run: string
  workflow: string
  step: string
  iteration: string
  /** As `keyOf` makes it; null: nothing equals it. */
  key: string | null
}

export const expectationTable = ({ workspace }: Context): Sql => identifier(workspace.schema, '_workflow_expectation')

/** What stands there already is not touched, so that nobody waits for whoever holds it. */
export async function setExpectations(context: Context, expectations: Expectation[]): Promise<void> {
  if (expectations.length === 0) return
  await context.sql.query(sql`insert into ${expectationTable(context)} as e (run, workflow, step, iteration, key)
    select r.run, r.workflow, r.step, r.iteration, r.key from jsonb_to_recordset(${JSON.stringify(expectations)}::jsonb) as r(run uuid, workflow uuid, step text, iteration text, key text)
    where not exists (select from ${expectationTable(context)} k where k.run = r.run and k.step = r.step and k.iteration = r.iteration and k.key is not distinct from r.key) order by r.run, r.step, r.iteration
    on conflict (run, step, iteration) do update set key = excluded.key`)
}

type Place = Pick<Expectation, 'run' | 'step' | 'iteration'>

/** Takes them out of the table: whoever does so first, an event or the time-out, wakes the run, and nobody else. */
export async function takeExpectations(context: Context, places: Place[]): Promise<Place[]> {
  if (places.length === 0) return []
  return context.sql.query<Place>(sql`with held as (select e.run, e.step, e.iteration from ${expectationTable(context)} e
      join jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as r(run uuid, step text, iteration text) on e.run = r.run and e.step = r.step and e.iteration = r.iteration order by e.run for update of e)
    delete from ${expectationTable(context)} e using held where e.run = held.run and e.step = held.step and e.iteration = held.iteration returning e.run, e.step, e.iteration`)
}

/** All of these runs. */
export async function dropExpectations(context: Context, runs: string[]): Promise<void> {
  if (runs.length) await context.sql.query(sql`delete from ${expectationTable(context)} where run = any(${runs}::uuid[])`)
}

/** Their waits stay. */
export async function dropExits(context: Context, runs: string[]): Promise<void> {
  if (runs.length) await context.sql.query(sql`delete from ${expectationTable(context)} where run = any(${runs}::uuid[]) and step = ${EXIT}`)
}
