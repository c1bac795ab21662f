// One process of Hubung: what it holds, how it starts, how it stops. bin/ makes one; tests make many.
import type { Logger } from 'pino'
import type { Database } from './database/database.ts'
import type { Settings } from './settings.ts'
import type { Module } from './module.ts'
import type { Clock } from './job/clock.ts'
import type { Workspaces } from './workspace/workspaces.ts'
import type { Auth } from './workspace/auth.ts'

export interface App {
  settings: Settings
  database: Database
  log: Logger
  modules: Module[]
  clock: Clock
  workspaces: Workspaces
  auth: Auth
  /** Tells this and the other processes that a workspace has new events (debounced). */
  wake(schema: string): void
}
