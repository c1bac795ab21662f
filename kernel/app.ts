// One process of Hubung: what it holds, how it starts, how it stops. bin/ makes one; tests make many.
import { createHmac } from 'node:crypto'
import type { Logger } from 'pino'
import { Database } from './database/database.ts'
import { migrateShared } from './database/migrate.ts'
import { registerAudiences } from './event/audience.ts'
import { registerKeepers } from './file/keeper.ts'
import { openWake } from './event/wake.ts'
import { registerErrors } from './http/errors.ts'
import { allRoutes } from './http/routes.ts'
import { createServer } from './http/server.ts'
import { kernelParts } from './job/kernel-parts.ts'
import { openClock } from './job/clock.ts'
import { migrateJobs, startWorker, type Worker } from './job/worker.ts'
import { setCursorSecret } from './record/cursor.ts'
import { registerHolders } from './record/held.ts'
import { registerAlikeFinders } from './record/import/alike.ts'
import { registerMergeParties } from './record/merge/party.ts'
import { mergesOf } from './record/merge/preview.ts'
import { registerTimeline } from './record/timeline.ts'
import { registerWriters } from './record/write.ts'
import { openAuth } from './workspace/auth.ts'
import { upgradeWorkspaces } from './workspace/create-workspace.ts'
import { openWorkspaces } from './workspace/workspaces.ts'
import type { Settings } from './settings.ts'
import type { Module } from './module.ts'
import type { Template } from './workspace/template.ts'
import type { Clock } from './job/clock.ts'
import type { Workspaces } from './workspace/workspaces.ts'
import type { Auth } from './workspace/auth.ts'

export interface App {
  settings: Settings
  database: Database
  log: Logger
  modules: Module[]
  /** The business templates that set-up offers besides `blank`. */
  templates: Template[]
  /** Asked for by set-up from beyond this machine; printed at the start. */
  setupToken: string
  clock: Clock
  workspaces: Workspaces
  auth: Auth
  /** Tells this and the other processes that a workspace has new events (debounced). */
  wake(schema: string): void
  /** Calls `work` for each such notice, of whichever process; null when notices may have been missed. Returns what ends it. */
  onWake(work: (schema: string | null) => void): () => void
}

export interface AppOptions {
  settings: Settings
  /** Of the embedded or an external PostgreSQL, 15 or newer. */
  databaseUrl: string
  log: Logger
  modules: Module[]
  templates?: Template[]
}

export interface RunningApp extends App {
  /** Serves HTTP; answers the address. */
  listen(): Promise<string>
  /** Starts the worker: jobs, timers, subscribers, schedules. */
  work(): Promise<void>
  /** Ends what runs, within 10 s: no new requests, open ones answered, jobs finished or given back. */
  close(): Promise<void>
}

interface Part { close(): Promise<void> }

/** Opens one process's parts; when that fails those that are open are closed again, else their connections would keep the process from ending. */
export async function createApp(options: AppOptions): Promise<RunningApp> {
  const database = new Database(options.databaseUrl, options.settings.role === 'all' ? 24 : 20)
  const parts: Part[] = [{ close: () => database.end() }]
  try {
    return running(await openApp(database, parts, options), parts)
  } catch (error) {
    await closeAll(parts)
    throw error
  }
}

/** In order: shared tables, clock, the rooms' contributions, workspaces, sign-in. */
async function openApp(database: Database, parts: Part[], { settings, log, modules, templates = [] }: AppOptions): Promise<App> {
  await migrateShared(database)
  await migrateJobs(database)
  const clock = await openClock(database, settings.clock === 'manual')
  for (const { errors } of modules) if (errors) registerErrors(errors)
  registerTimeline([mergesOf, ...modules.flatMap(each => each.timeline ?? [])])
  registerAudiences(modules.flatMap(each => each.audiences ?? []))
  registerKeepers(modules.flatMap(each => each.keepers ?? []))
  registerMergeParties(modules.flatMap(each => each.merging ?? []))
  registerWriters({ behaviours: modules.flatMap(each => each.behaviours ?? []), hooks: modules.flatMap(each => each.hooks ?? []) })
  registerAlikeFinders(modules.flatMap(each => each.alike ?? []))
  registerHolders(modules.flatMap(each => each.holds ?? []))
  for (const module of modules) module.compose?.(modules)
  setCursorSecret(settings.secret)
  const workspaces = await openWorkspaces(database, modules)
  parts.push(workspaces)
  const auth = await openAuth(database, settings, workspaces.listener)
  parts.push(auth)
  const { wake, onWake } = await openWake(database, workspaces.listener, clock)
  const app: App = { settings, database, log, modules, templates, setupToken: createHmac('sha256', settings.secret).update('set-up').digest('base64url').slice(0, 12), clock, workspaces, auth, wake, onWake }
  await upgradeWorkspaces(app)
  return app
}

/** The last that was opened first. */
async function closeAll(parts: Part[]): Promise<void> {
  for (const part of parts.toReversed()) await part.close()
}

function running(app: App, parts: Part[]): RunningApp {
  let worker: Worker | undefined
  let server: Awaited<ReturnType<typeof createServer>> | undefined
  return {
    ...app,
    async listen() {
      server = await createServer(app, allRoutes(app))
      return server.listen({ port: app.settings.port, host: app.settings.host })
    },
    async work() {
      worker = await startWorker(app, kernelParts(app))
    },
    async close() {
      await Promise.allSettled([server?.close(), worker?.stop()])
      await closeAll(parts)
    },
  }
}
