// Job room: what makes a process a worker: the queue (graphile-worker on our database), timers, schedules, subscribers.
import { EventEmitter } from 'node:events'
import { Logger as QueueLogger, run, runMigrations, type JobHelpers, type Runner, type Task } from 'graphile-worker'
import type { App } from '../app.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Subscriber } from '../event/subscriber.ts'
import { startHeartbeat } from './heartbeat.ts'
import { watchHeldJobs, type HeldJobs } from './held-jobs.ts'
import type { Job } from './job.ts'
import type { Schedule } from './schedule.ts'
import { systemContext } from './system-context.ts'
import type { TimerKind } from './timer.ts'
import { Watch } from './watch.ts'

const CONCURRENCY = 4
/** Jobs that mostly wait for peers: they cost a connection of theirs, and next to no computing. */
const OUTSIDE_CONCURRENCY = 24
/** The whole stop must fit into ten seconds: jobs learn of it after the first, and are cut off after the second. */
const WARN_MS = 1000
const CUT_MS = 7000

export interface WorkerParts {
  jobs: Job<any>[]
  timers: TimerKind[]
  subscribers: Subscriber[]
  schedules: Schedule[]
}

export interface Worker {
  stop(): Promise<void>
}

/** Makes or updates the queue's tables. Every process calls it at its start, since queueing a job needs them. */
export async function migrateJobs(database: Database): Promise<void> {
  await database.transaction(async transaction => {
    await transaction.query(sql`select pg_advisory_xact_lock(hashtextextended('migrate graphile_worker', 0))`)
    await runMigrations({ pgPool: database.pool, logger: silent })
  })
}

/** Works until stopped. Any number of processes may do so on one database. */
export async function startWorker(app: App, parts: WorkerParts): Promise<Worker> {
  await migrateJobs(app.database)
  const shares = [
    { jobs: parts.jobs.filter(job => !job.outside), concurrentJobs: CONCURRENCY, size: CONCURRENCY * 5 },
    { jobs: parts.jobs.filter(job => job.outside), concurrentJobs: OUTSIDE_CONCURRENCY, size: OUTSIDE_CONCURRENCY },
  ].filter(({ jobs }) => jobs.length > 0)
  const queues: Worker[] = []
  for (const { jobs, ...share } of shares) queues.push(await keepQueue(app, jobs, share))
  const watch = new Watch(app, parts)
  await watch.start()
  return {
    async stop() {
      await Promise.all([...queues.map(queue => queue.stop()), Promise.race([watch.stop(), pause(CUT_MS)])])
    },
  }
}

/** Before the queue is started anew when it gave up. */
const RESTART_MS = 500
/** A queue that has never been answered for so long is started anew. */
const FIRST_ANSWER_MS = 10_000

/** `size`: jobs at hand, those at work included; what lies here is not done by another process. */
interface Share { concurrentJobs: number, size: number }

/**
 * The queue gives up for good at an error that it does not know how to meet, a deadlock while it fetches among them: it is then
 * started anew, as often as it takes, or this process would do no job any more.
 */
async function keepQueue(app: App, jobs: Job<any>[], share: Share): Promise<Worker> {
  let stopping = false
  let queue = await startBeating(app, jobs, share)
  const watchOver = async (): Promise<void> => {
    await queue.runner.promise.catch(error => app.log.error({ err: error }, 'The queue stopped'))
    await queue.heartbeat.stop().catch(() => {})
    const started = await startAnew(app, jobs, share, () => stopping)
    if (!started) return
    queue = started
    return stopping ? stopBeating(queue) : watchOver()
  }
  void watchOver()
  return {
    async stop() {
      stopping = true
      await stopBeating(queue)
    },
  }
}

/** Undefined when there is no more need of it. */
async function startAnew(app: App, jobs: Job<any>[], share: Share, isStopping: () => boolean): Promise<Queue | undefined> {
  for (;;) {
    await pause(RESTART_MS)
    if (isStopping()) return undefined
    try {
      const started = await startBeating(app, jobs, share)
      app.log.warn('The queue is started anew')
      return started
    } catch (error) {
      app.log.error({ err: error }, 'The queue could not be started')
    }
  }
}

interface Queue { runner: Runner, heartbeat: { stop(): Promise<void> } }

/** A queue without a heartbeat would be taken for dead, and its jobs be done twice. */
async function startBeating(app: App, jobs: Job<any>[], share: Share): Promise<Queue> {
  const { runner, id, held } = await startQueue(app, jobs, share)
  try {
    return { runner, heartbeat: await startHeartbeat(app.database, id, held, app.log) }
  } catch (error) {
    runner.promise.catch(() => {})
    await stopQueue(runner)
    throw error
  }
}

async function stopBeating({ runner, heartbeat }: Queue): Promise<void> {
  await stopQueue(runner)
  await heartbeat.stop()
}

async function startQueue(app: App, jobs: Job<any>[], { concurrentJobs, size }: Share): Promise<{ runner: Runner, id: string, held: HeldJobs }> {
  const events = new EventEmitter()
  const held = watchHeldJobs(events)
  let id = ''
  events.once('pool:create', ({ workerPool }: { workerPool: { id: string } }) => id = workerPool.id)
  let answered = false
  events.once('localQueue:getJobs:complete', () => answered = true)
  const runner = await run({
    pgPool: app.database.pool,
    taskList: Object.fromEntries(jobs.map(job => [job.name, taskOf(app, job)])),
    noHandleSignals: true,
    events,
    logger: queueLogger(app),
    preset: { worker: {
      concurrentJobs, pollInterval: 1000, gracefulShutdownAbortTimeout: WARN_MS,
      localQueue: { size, ttl: 10_000 }, completeJobBatchDelay: 0,
    } },
  })
  // it asks once which tasks there are, and keeps a refusal as it would the answer: where the database went away in that
  // moment, it would fetch no job for as long as it lives
  setTimeout(() => answered || void stopQueue(runner), FIRST_ANSWER_MS).unref()
  return { runner, id, held }
}

function taskOf(app: App, job: Job<any>): Task {
  return async (body, helpers) => {
    const { workspace: slug, payload } = body as { workspace: string, payload: unknown }
    if (app.workspaces.stopped.has(slug)) await putOff(app, helpers.job.id)
    const workspace = await app.workspaces.get(slug)
    // a workspace that was taken away takes its jobs along
    if (!workspace) return
    const { id, attempts, created_at: createdAt } = helpers.job
    const context = systemContext(app, workspace, app.database)
    const jobRun = { app, attempt: attempts, key: `${slug}-${createdAt.getTime()}-${id}`, signal: helpers.abortSignal }
    try {
      await job.run(context, job.payload.parse(payload), jobRun)
    } catch (error) {
      await noteFailure(app, job, helpers, error)
      throw error
    }
  }
}

/** Of a workspace that is stopped: its jobs are done when it is there again, however long that takes, and are not asked about all the time. The caller throws. */
async function putOff(app: App, id: string): Promise<void> {
  await app.database.query(sql`update graphile_worker._private_jobs set attempts = greatest(attempts - 1, 0), run_at = now() + interval '1 minute' where id = ${id}::bigint`)
}

/** A job that was interrupted by our own stop has not used up a try. */
async function noteFailure(app: App, job: Job<any>, { job: { id, attempts }, abortSignal }: JobHelpers, error: unknown): Promise<void> {
  const { name, code } = error as { name?: string, code?: string }
  if (abortSignal.aborted) {
    await app.database.query(sql`update graphile_worker._private_jobs set attempts = greatest(attempts - 1, 0) where id = ${id}::bigint`)
  } else {
    app.log.warn({ job: job.name, id, attempt: attempts, error: name, code, last: attempts >= (job.attempts ?? 6) }, 'A job failed')
    app.log.debug({ err: error }, 'Why the job failed')
  }
}

async function stopQueue(runner: Runner): Promise<void> {
  const stopped = await Promise.race([runner.stop().then(() => true, () => true), pause(CUT_MS)])
  if (!stopped) await Promise.race([runner.kill().catch(() => {}), pause(1500)])
}

function pause(ms: number): Promise<false> {
  return new Promise(resolve => setTimeout(() => resolve(false), ms).unref())
}

/** The queue's own lines may hold what a job's error says of a customer: below warnings they are for debugging alone. */
function queueLogger(app: App): QueueLogger {
  return new QueueLogger(() => (level, message) => {
    if ((level === 'error' || level === 'warning') && !/task/i.test(message)) app.log.warn({ queue: message.slice(0, 300) }, 'The queue reports')
    else app.log.debug({ queue: message }, 'The queue reports')
  })
}

const silent = new QueueLogger(() => () => {})
