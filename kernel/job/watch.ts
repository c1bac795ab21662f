// Job room: a worker's eye on all workspaces: which subscribers are behind, which timers are due. It looks when it is
// woken, and each second in any case, since a notice may be lost.
import type { App } from '../app.ts'
import { findBehind, installSubscribers, runSubscriber } from '../event/run-subscribers.ts'
import type { Subscriber } from '../event/subscriber.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { queueSchedules, type Schedule } from './schedule.ts'
import { fireDueTimers, findDueKinds } from './timers.ts'
import type { TimerKind } from './timer.ts'

const POLL_MS = 1000
const SCHEDULES_MS = 60_000
/** Between two passes of a subscriber: while much is written, a pass takes more at once. The first event after a quiet time is not held up. */
const PAUSE_MS = 100
/** Subscribers and timers at work at once, of all workspaces. */
const SLOTS = 4

export interface Watched { subscribers: Subscriber[], timers: TimerKind[], schedules: Schedule[] }

/** State with a life: the polls, what runs now, what must look again. */
export class Watch {
  private readonly app: App
  private readonly watched: Watched
  /** What runs, by `<schema> <what>`; true when it was asked for again meanwhile. */
  private readonly running = new Map<string, boolean>()
  private readonly work = new Set<Promise<void>>()
  private free = SLOTS
  private readonly waiting: (() => void)[] = []
  private timers: NodeJS.Timeout[] = []
  private unhear = () => {}
  private stopped = false

  constructor(app: App, watched: Watched) {
    this.app = app
    this.watched = watched
  }

  async start(): Promise<void> {
    for (const { slug, schema } of await this.app.workspaces.list()) {
      if (!this.app.workspaces.stopped.has(slug)) await installSubscribers(this.app.database, schema, this.watched.subscribers)
    }
    this.unhear = this.app.onWake(schema => {
      if (schema === null) this.once('schedules', () => queueSchedules(this.app, this.watched.schedules))
      this.once(`look ${schema ?? ''}`, () => schema === null ? this.lookAtAll() : this.lookAt(schema))
    })
    this.timers = [setInterval(() => this.once('look ', () => this.lookAtAll()), POLL_MS),
      setInterval(() => this.once('schedules', () => queueSchedules(this.app, this.watched.schedules)), SCHEDULES_MS)]
    this.once('schedules', () => queueSchedules(this.app, this.watched.schedules))
  }

  /** Starts nothing new and waits for the batches that run. */
  async stop(): Promise<void> {
    this.stopped = true
    this.unhear()
    this.timers.forEach(clearInterval)
    while (this.work.size) await Promise.all(this.work)
  }

  private async lookAtAll(): Promise<void> {
    for (const { slug, schema } of await this.app.workspaces.list()) {
      if (this.stopped) return
      if (!this.app.workspaces.stopped.has(slug)) await this.lookAt(schema).catch(error => this.warn(error, schema))
    }
  }

  private async lookAt(schema: string): Promise<void> {
    const { app, watched } = this
    const { behind, missing } = await findBehind(app.database, schema, watched.subscribers)
    const due = await findDueKinds(app.database, schema, watched.timers, app.clock.now())
    if (missing) {
      await installSubscribers(app.database, schema, watched.subscribers)
      this.once(`look ${schema}`, () => this.lookAt(schema))
    }
    if (behind.length === 0 && due.length === 0) return
    const workspace = await app.workspaces.bySchema(schema)
    if (!workspace) return
    for (const name of behind) this.once(`${schema} ${name}`, () => this.catchUp(workspace, watched.subscribers.find(each => each.name === name)!))
    if (due.length) this.once(`${schema} timers`, () => this.inSlot(() => fireDueTimers(app, workspace, watched.timers)).then(() => {}))
  }

  /** Gives its slot back after each batch, so that one who is far behind holds up nobody. */
  private async catchUp(workspace: Workspace, subscriber: Subscriber): Promise<void> {
    for (;;) {
      const current = await this.app.workspaces.get(workspace.slug) ?? workspace
      const outcome = await this.inSlot(() => runSubscriber(this.app, current, subscriber))
      if (outcome !== 'more') return new Promise(resolve => setTimeout(resolve, PAUSE_MS))
    }
  }

  /** Runs it unless it runs already, in which case it runs once more afterwards. */
  private once(what: string, run: () => Promise<void>): void {
    if (this.stopped) return
    if (this.running.has(what)) {
      this.running.set(what, true)
      return
    }
    this.running.set(what, false)
    const done = run().catch(error => this.warn(error, what)).then(() => {
      const again = this.running.get(what)
      this.running.delete(what)
      this.work.delete(done)
      if (again) this.once(what, run)
    })
    this.work.add(done)
  }

  private async inSlot<T>(run: () => Promise<T>): Promise<T | undefined> {
    if (this.free === 0) await new Promise<void>(resolve => this.waiting.push(resolve))
    else this.free--
    try {
      return this.stopped ? undefined : await run()
    } finally {
      const next = this.waiting.shift()
      if (next) next()
      else this.free++
    }
  }

  private warn(error: unknown, what: string): void {
    if (!this.stopped) this.app.log.warn({ code: (error as { code?: string }).code, what, err: error }, 'Background work was cut off and will be tried again')
  }
}
