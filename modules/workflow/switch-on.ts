// The workflow room: when a workflow by date or schedule is switched on, or its trigger changes, the timers of all records there
// are set, by one statement. Only for what lies ahead: switching on a birthday workflow at noon greets nobody of the morning.
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { defineSubscriber } from '../../kernel/event/subscriber.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { wallClock } from '../../kernel/job/clock.ts'
import { addJob, defineJob } from '../../kernel/job/job.ts'
import { systemContext } from '../../kernel/job/system-context.ts'
import { tableOf } from '../../kernel/record/fields.ts'
import { activeWorkflows, compile } from './catalogue.ts'
import { endAllDates, setDates } from './dates.ts'
import type { Program } from './program.ts'
import { endSchedule, setSchedule, shiftSchedule } from './schedule.ts'

/** Tables with no more records than these get their timers in the transaction of the change. */
const SMALL = 5_000
/** Writers that began before the change may not have known of it; those that end later are looked after again. */
const AGAIN_MS = 3_000

const payload = z.object({ workflow: z.uuid(), /** Every transaction before this one must be over for the pass to be the last. */ after: z.string().optional() })

/** In the transaction of the change. */
export async function switchOn(context: Context, id: string, program: Program): Promise<void> {
  const { trigger } = program.definition
  // it may have been another trigger before
  if (trigger.type !== 'schedule') await endSchedule(context, id)
  if (trigger.type !== 'date') await endAllDates(context, id)
  if (trigger.type === 'schedule') return setSchedule(context, id, trigger, context.now)
  if (!program.dating) return
  const [{ count }] = await context.sql.query<{ count: number }>(sql`select count(*)::int as count from (select from ${tableOf(context, program.object.name)} limit ${SMALL + 1}) f`)
  if (count <= SMALL) await setDates(context, { id, object: program.object.name, dating: program.dating }, { kind: 'all', since: context.now })
  await addJob(context, setAllDates, { workflow: id }, count <= SMALL ? { runAt: later() } : {})
}

const later = () => new Date(wallClock().getTime() + AGAIN_MS)

export const setAllDates = defineJob<z.output<typeof payload>>({
  name: 'workflow.dates',
  payload,
  async run({ workspace }, { workflow, after }, { app }) {
    const isLast = await app.database.transaction(async transaction => {
      const context = systemContext(app, workspace, transaction)
      const [{ now, done }] = await transaction.query<{ now: string, done: boolean }>(sql`select pg_current_xact_id()::text as now, pg_snapshot_xmin(pg_current_snapshot()) >= coalesce(${after ?? null}::xid8, '0'::xid8) as done`)
      await setAll(context, workflow)
      if (after !== undefined && done) return true
      await addJob(context, setAllDates, { workflow, after: after ?? now }, { runAt: later() })
      return false
    })
    if (isLast) app.wake(workspace.schema)
  },
})

async function setAll(context: Context, id: string, shifted = false): Promise<void> {
  const stored = (await activeWorkflows(context, [id])).get(id)
  const program = stored && compile(context, stored)
  if (!program || program instanceof Problem || !program.dating) return
  await setDates(context, { id, object: program.object.name, dating: program.dating }, { kind: 'all', since: context.now, shifted })
}

/** Each night, since what a time zone hangs on (a branch) may have changed without a record's change; and at once when the workspace's was another (`from`). */
export const setDatesNightly = defineJob<{ from?: string }>({
  name: 'workflow.nightlyDates',
  payload: z.object({ from: z.string().optional() }),
  async run({ workspace, sql: pool }, { from }, { app }) {
    const rows = await pool.query<{ id: string, type: string }>(sql`select id, definition #>> '{trigger,type}' as type from ${identifier(workspace.schema, '_workflow')}
      where enabled and deleted_at is null and definition #>> '{trigger,type}' in ('date', 'schedule')`)
    const inTransaction = (work: (context: Context) => Promise<void>) => app.database.transaction(transaction => work(systemContext(app, workspace, transaction)))
    for (const { id, type } of rows) {
      if (type === 'date') await inTransaction(context => setAll(context, id, true))
      else if (from !== undefined) await inTransaction(context => shiftSchedule(context, id, from))
    }
  },
})

/** What waits by the workspace's clock waits by its new one. */
export const followZone = defineSubscriber({
  name: 'workflow.followZone',
  events: ['updated:_setting'],
  async run(context, events) {
    const from = events.find(({ before }) => before?.timeZone !== undefined)?.before!.timeZone as string | undefined
    if (from !== undefined) await addJob(context, setDatesNightly, { from })
  },
})
