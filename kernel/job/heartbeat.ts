// Job room: a living worker says so every five seconds; the jobs of a silent one are freed within half a minute. Times
// are the database's, since the machines' clocks may differ.
import type { Logger } from 'pino'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { HeldJobs } from './held-jobs.ts'

const BEAT_MS = 5000
/** Seconds of silence after which a worker is taken for dead. */
const SILENCE = 20

/** Beats until stopped. `worker` is the id under which graphile-worker locks jobs. */
export async function startHeartbeat(database: Database, worker: string, held: HeldJobs, log: Logger): Promise<{ stop(): Promise<void> }> {
  await beat(database, worker)
  await freeDead(database, log)
  const timer = setInterval(() => {
    beat(database, worker).then(() => freeDead(database, log)).then(() => freeLost(database, worker, held, log)).then(() => freeQueues(database, log)).catch(error => log.warn({ code: error.code }, 'The heartbeat failed'))
  }, BEAT_MS)
  return {
    async stop() {
      clearInterval(timer)
      await database.query(sql`delete from hubung.worker where id = ${worker}`)
    },
  }
}

async function beat(database: Database, worker: string): Promise<void> {
  await database.query(sql`insert into hubung.worker (id, started_at, beat_at) values (${worker}, now(), now()) on conflict (id) do update set beat_at = now()`)
}

/** Frees the jobs of workers that fell silent, and of those that left no sign of life at all. */
export async function freeDead(database: Database, log: Logger): Promise<void> {
  await database.transaction(async transaction => {
    const silent = await transaction.query<{ id: string }>(sql`delete from hubung.worker where beat_at < now() - ${SILENCE} * interval '1 second' returning id`)
    const unknown = await transaction.query<{ id: string }>(sql`select distinct locked_by as id from (
        select locked_by, locked_at from graphile_worker._private_jobs union all select locked_by, locked_at from graphile_worker._private_job_queues) l
      where locked_by is not null and locked_at < now() - ${SILENCE} * interval '1 second' and not exists (select from hubung.worker w where w.id = locked_by)`)
    const dead = [...silent, ...unknown].map(row => row.id)
    if (dead.length === 0) return
    await transaction.query(sql`select graphile_worker.force_unlock_workers(${dead}::text[])`)
    log.warn({ workers: dead.length }, 'Freed the jobs of dead workers')
  })
}

/** Frees the jobs that this worker has taken without hearing of it. What it does hear of comes within moments. */
async function freeLost(database: Database, worker: string, held: HeldJobs, log: Logger): Promise<void> {
  const taken = await database.query<{ id: string }>(sql`select id::text from graphile_worker._private_jobs where locked_by = ${worker} and locked_at < now() - ${SILENCE} * interval '1 second'`)
  const lost = held.without(taken.map(({ id }) => id))
  if (lost.length === 0) return
  await database.query(sql`with freed as (update graphile_worker._private_jobs set locked_by = null, locked_at = null, attempts = greatest(attempts - 1, 0) where id = any(${lost}::bigint[]) and locked_by = ${worker} returning job_queue_id)
    update graphile_worker._private_job_queues q set locked_by = null, locked_at = null from freed where q.id = freed.job_queue_id and q.locked_by = ${worker}`)
  log.warn({ jobs: lost.length }, 'Freed jobs that were lost on the way to this worker')
}

/**
 * Frees named queues that are held for no job. A job that was taken for lost and is done twice at once is ended by whoever is first;
 * the second finds nothing to end, and would hold its queue for as long as it lives. A queue and its job are taken and given
 * back by one statement each, so none is held alone but for that.
 */
async function freeQueues(database: Database, log: Logger): Promise<void> {
  const freed = await database.query(sql`update graphile_worker._private_job_queues q set locked_by = null, locked_at = null
    where locked_by is not null and locked_at < now() - ${SILENCE} * interval '1 second' and not exists (select from graphile_worker._private_jobs j where j.job_queue_id = q.id and j.locked_by is not null) returning q.id`)
  if (freed.length) log.warn({ queues: freed.length }, 'Freed queues that were held for no job')
}
