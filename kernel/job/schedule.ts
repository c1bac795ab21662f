// Job room: work of the kernel and of modules that recurs hourly or daily in every workspace, by the product's clock.
// When it is due its job is queued, in the transaction that notes the time; after a jump of the clock it runs once.
import type { App } from '../app.ts'
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { addJob, type Job } from './job.ts'
import { systemContext } from './system-context.ts'

export interface Schedule {
  /** Takes no payload beyond `{}`. */
  job: Job<any>
  every: 'hour' | 'day'
}

const MS = { hour: 3_600_000, day: 86_400_000 }

/**
 * Queues what is due in all workspaces. A workspace's times are one row of its settings, so that processes share them:
 * whoever finds a time past moves it on and queues the job.
 */
export async function queueSchedules(app: App, schedules: Schedule[]): Promise<void> {
  for (const { slug, schema } of await app.workspaces.list()) {
    if (app.workspaces.stopped.has(slug)) continue
    const table = identifier(schema, '_setting')
    const [row] = await app.database.query<{ value: Record<string, string> }>(sql`select value from ${table} where name = 'schedules'`)
    const now = app.clock.now()
    if (!schedules.some(each => isDue(each, row?.value ?? {}, now))) continue
    const workspace = (await app.workspaces.get(slug))!
    await app.database.transaction(async transaction => {
      await transaction.query(sql`insert into ${table} (name, value) values ('schedules', '{}') on conflict do nothing`)
      const [{ value }] = await transaction.query<{ value: Record<string, string> }>(sql`select value from ${table} where name = 'schedules' for update`)
      const due = schedules.filter(each => isDue(each, value, now))
      const context = systemContext(app, workspace, transaction)
      // without keys, under which the queue would lock rows that it is fetching at that moment; what still waits is not queued twice
      const waiting = await waitingJobs(context, due.map(({ job }) => job.name))
      for (const { job } of due) if (!waiting.has(job.name)) await addJob(context, job, {}, { priority: 10 })
      const times = { ...value, ...Object.fromEntries(due.map(({ job }) => [job.name, now.toISOString()])) }
      await transaction.query(sql`update ${table} set value = ${JSON.stringify(times)}::jsonb where name = 'schedules'`)
    })
  }
}

async function waitingJobs({ workspace, sql: query }: Context, names: string[]): Promise<Set<string>> {
  const rows = await query.query<{ name: string }>(sql`select distinct t.identifier as name from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = any(${names}::text[]) and j.payload ->> 'workspace' = ${workspace.slug} and j.locked_at is null and j.attempts < j.max_attempts`)
  return new Set(rows.map(row => row.name))
}

function isDue({ job, every }: Schedule, times: Record<string, string>, now: Date): boolean {
  const last = times[job.name]
  return last === undefined || now.getTime() - Date.parse(last) >= MS[every]
}
