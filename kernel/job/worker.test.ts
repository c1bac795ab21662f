// Job room: what a worker promises: each queued job is done, also when its worker dies, and a stop loses nothing.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { bareApp, type BareApp } from '../../test/bare-app.ts'
import type { App } from '../app.ts'
import { identifier, sql } from '../database/sql.ts'
import { recordEvents } from '../event/record-event.ts'
import { defineSubscriber } from '../event/subscriber.ts'
import { freeDead } from './heartbeat.ts'
import { addJob, addJobs, defineJob } from './job.ts'
import { kernelSchedules } from './kernel-schedules.ts'
import { systemContext } from './system-context.ts'
import { defineTimer, setTimers } from './timer.ts'
import { startWorker, type Worker, type WorkerParts } from './worker.ts'

let bare: BareApp
const workers: Worker[] = []
beforeAll(async () => {
  bare = await bareApp()
  await bare.app.database.query(sql`create table ws_satu.done (what text, attempt integer, key text, now timestamptz)`)
})
afterAll(async () => {
  await Promise.all(workers.map(worker => worker.stop()))
  await bare.close()
})

const keepDone = defineJob({
  name: 'test.keep', payload: z.object({ what: z.string() }),
  async run(context, { what }, run) {
    await context.sql.query(sql`insert into ws_satu.done values (${what}, ${run.attempt}, ${run.key}, ${context.now})`)
    if (what === 'second try' && run.attempt === 1) throw new Error('not yet')
  },
})

async function work(parts: Partial<WorkerParts>, app: App = bare.app): Promise<Worker> {
  const worker = await startWorker(app, { jobs: [keepDone], timers: [], subscribers: [], schedules: [], ...parts })
  workers.push(worker)
  return worker
}

const inContext = <T>(run: (context: ReturnType<typeof systemContext>) => Promise<T>, app = bare.app) => app.database.transaction(transaction => run(systemContext(app, bare.workspace, transaction)))
const done = async () => (await bare.app.database.query<{ what: string, attempt: number, key: string }>(sql`select what, attempt, key from ws_satu.done`))

/** Waits for what other processes bring about; the test's own time limit ends it. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!await holds()) await new Promise(resolve => setTimeout(resolve, 20))
}

test('a job is queued with its transaction, runs, and is tried again with the same key', async () => {
  const worker = await work({})
  await inContext(context => addJob(context, keepDone, { what: 'kept' }))
  await inContext(async context => {
    await addJob(context, keepDone, { what: 'rolled back' })
    throw new Error('no')
  }).catch(() => {})
  await inContext(context => addJobs(context, keepDone, [{ what: 'second try' }, { what: 'bulk' }]))
  await until(async () => (await done()).length >= 4)
  const rows = await done()
  expect(rows.map(row => row.what).sort()).toEqual(['bulk', 'kept', 'second try', 'second try'])
  const tries = rows.filter(row => row.what === 'second try')
  expect(tries.map(row => row.attempt).sort()).toEqual([1, 2])
  expect(tries[0].key).toBe(tries[1].key)
  expect(new Set(rows.map(row => row.key)).size).toBe(3)
  await worker.stop()
})

test('timers and events are worked on by whichever worker there is, woken by another process', async () => {
  const seen = defineSubscriber({ name: 'test.seen', events: ['*:*'], async run(context, events) {
    for (const event of events) await context.sql.query(sql`insert into ws_satu.done (what) values (${`seen ${event.kind}`})`)
  } })
  const remind = defineTimer({ name: 'test.remind', async fire(context, timers) {
    for (const timer of timers) await context.sql.query(sql`insert into ws_satu.done (what) values (${`fired ${timer.subject}`})`)
  } })
  const worker = await work({ subscribers: [seen], timers: [remind] })
  const other = await bare.again()
  await inContext(async context => {
    await recordEvents(context, [{ object: 'deal', record: '00000000-0000-0000-0000-000000000001', kind: 'created' }])
    await setTimers(context, [{ kind: remind.name, subject: 'a', occurrence: '1', dueAt: context.now }])
  }, other)
  other.wake('ws_satu')
  await until(async () => (await done()).filter(row => /^(seen created|fired a)$/.test(row.what)).length === 2)
  await worker.stop()
})

test('the jobs of a worker that fell silent, or left no trace, are freed', async () => {
  await inContext(context => addJobs(context, keepDone, [{ what: 'held by the silent' }, { what: 'held by the unknown' }, { what: 'held by the living' }]))
  const lock = (like: string, by: string) => bare.app.database.query(sql`update graphile_worker._private_jobs set locked_by = ${by}, locked_at = now() - interval '1 minute' where payload->'payload'->>'what' = ${like}`)
  await lock('held by the silent', 'silent')
  await lock('held by the unknown', 'unknown')
  await lock('held by the living', 'living')
  await bare.app.database.query(sql`insert into hubung.worker (id, started_at, beat_at) values ('silent', now() - interval '1 hour', now() - interval '21 seconds'), ('living', now(), now())`)
  await freeDead(bare.app.database, bare.app.log)
  const worker = await work({})
  await until(async () => (await done()).filter(row => row.what.startsWith('held by')).length >= 2)
  expect((await done()).filter(row => row.what.startsWith('held by')).map(row => row.what).sort()).toEqual(['held by the silent', 'held by the unknown'])
  expect(await bare.app.database.query(sql`select id from hubung.worker where id = 'silent'`)).toEqual([])
  await bare.app.database.query(sql`delete from graphile_worker._private_jobs`)
  await worker.stop()
})

test('jobs that a worker has taken without hearing of it, since the connection broke, are freed while it lives; those it works on are not', async () => {
  const ending = Promise.withResolvers<void>()
  const slow = defineJob({ name: 'test.slow', payload: z.object({}), async run(context, _, { attempt }) {
    await context.sql.query(sql`insert into ws_satu.done (what, attempt) values ('slow', ${attempt})`)
    await ending.promise
  } })
  const worker = await work({ jobs: [keepDone, slow] })
  await inContext(context => addJob(context, slow, {}))
  await until(async () => (await done()).some(row => row.what === 'slow'))
  const [{ id }] = await bare.app.database.query<{ id: string }>(sql`select id from hubung.worker where id <> 'living'`)
  await inContext(async context => {
    await addJobs(context, keepDone, [{ what: 'lost' }, { what: 'lost in a queue' }], { queue: 'one' })
    await context.sql.query(sql`update graphile_worker._private_jobs set locked_by = ${id}, locked_at = now(), attempts = 1 where locked_by is null`)
    await context.sql.query(sql`update graphile_worker._private_job_queues set locked_by = ${id}, locked_at = now() where queue_name = 'one'`)
  })
  await bare.app.database.query(sql`update graphile_worker._private_jobs set locked_at = now() - interval '21 seconds'`)
  await until(async () => (await done()).filter(row => row.what.startsWith('lost')).length === 2)
  ending.resolve()
  await until(async () => (await bare.app.database.query(sql`select 1 from graphile_worker._private_jobs`)).length === 0)
  expect((await done()).filter(row => /^(lost|slow)/.test(row.what)).map(row => `${row.what}: ${row.attempt}`).sort()).toEqual(['lost in a queue: 1', 'lost: 1', 'slow: 1'])
  await worker.stop()
})

test('a stop tells a long job, gives it back without a lost try, and leaves no heartbeat', async () => {
  const started = Promise.withResolvers<void>()
  const long = defineJob({
    name: 'test.long', payload: z.object({}), attempts: 2,
    async run(context, _, run) {
      await context.sql.query(sql`insert into ws_satu.done (what, attempt) values ('long', ${run.attempt})`)
      started.resolve()
      if (run.attempt === 1 && !await bare.app.database.query(sql`select 1 from ws_satu.done where what = 'let long end'`).then(rows => rows.length)) {
        await new Promise((_, reject) => run.signal.addEventListener('abort', () => reject(new Error('stopping'))))
      }
    },
  })
  const first = await work({ jobs: [long] })
  await inContext(context => addJob(context, long, {}))
  await started.promise
  await first.stop()
  expect(await bare.app.database.query(sql`select id from hubung.worker where id <> 'living'`)).toEqual([])
  const [job] = await bare.app.database.query(sql`select attempts, locked_by from graphile_worker._private_jobs`)
  expect(job).toEqual({ attempts: 0, locked_by: null })
  await bare.app.database.query(sql`insert into ws_satu.done (what) values ('let long end')`)
  await bare.app.database.query(sql`update graphile_worker._private_jobs set run_at = now()`)
  await work({ jobs: [long] })
  await until(async () => (await bare.app.database.query(sql`select 1 from graphile_worker._private_jobs`)).length === 0)
  expect((await done()).filter(row => row.what === 'long').map(row => row.attempt)).toEqual([1, 1])
})

test('jobs of a workspace that is stopped wait for it, however often they come up', async () => {
  const down = await bare.again()
  down.workspaces.stopped.set('satu', new Error('its upgrade failed'))
  down.workspaces.drop('satu')
  const worker = await work({}, down)
  await inContext(context => addJob(context, keepDone, { what: 'after the repair' }))
  const read = async () => (await bare.app.database.query<{ attempts: number, error: string | null }>(sql`select attempts, last_error as error from graphile_worker._private_jobs where payload->'payload'->>'what' = 'after the repair' and locked_by is null`))[0]
  for (let time = 0; time < 3; time++) {
    await bare.app.database.query(sql`update graphile_worker._private_jobs set run_at = now(), last_error = null where locked_by is null`)
    await until(async () => (await read())?.error != null)
    expect((await read()).attempts).toBe(0)
  }
  await worker.stop()
  await bare.app.database.query(sql`update graphile_worker._private_jobs set run_at = now()`)
  await work({})
  await until(async () => (await done()).some(row => row.what === 'after the repair'))
  expect((await done()).find(row => row.what === 'after the repair')).toMatchObject({ attempt: 1 })
})

test('a worker whose first look at the queue failed is at work once the database is itself again', async () => {
  const tasks = (from: string, to: string) => bare.app.database.query(sql`alter table graphile_worker.${identifier(from)} rename to ${identifier(to)}`)
  await Promise.all(workers.splice(0).map(each => each.stop()))
  await tasks('_private_tasks', 'away')
  await work({ jobs: [keepDone] })
  await new Promise(resolve => setTimeout(resolve, 1500))
  await tasks('away', '_private_tasks')
  await inContext(context => addJob(context, keepDone, { what: 'after the return' }))
  await until(async () => (await done()).some(row => row.what === 'after the return'))
})

test('a queue that a living worker holds for no job, since another one ended it, is freed', async () => {
  const worker = await work({ jobs: [keepDone] })
  const [{ id }] = await bare.app.database.query<{ id: string }>(sql`select id from hubung.worker where id <> 'living' order by started_at desc limit 1`)
  await inContext(async context => {
    await addJobs(context, keepDone, [{ what: 'behind a held queue' }], { queue: 'held' })
    await context.sql.query(sql`update graphile_worker._private_job_queues set locked_by = ${id}, locked_at = now() - interval '21 seconds' where queue_name = 'held'`)
  })
  await until(async () => (await done()).some(row => row.what === 'behind a held queue'))
  await worker.stop()
})

test('recurring work is queued when it is due, once for all workers', async () => {
  const other = await bare.again()
  await Promise.all([work({ jobs: kernelSchedules.map(each => each.job), schedules: kernelSchedules }), work({ jobs: kernelSchedules.map(each => each.job), schedules: kernelSchedules }, other)])
  await until(async () => (await bare.app.database.query(sql`select 1 from pg_class where relname like '\_event\_2%' and relkind = 'r'`)).length === 3)
  const [{ value }] = await bare.app.database.query(sql`select value from ws_satu._setting where name = 'schedules'`)
  expect(Object.keys(value).sort()).toEqual(kernelSchedules.map(each => each.job.name).sort())
})
