// What a business room declares: read `modules/<room>/index.ts` as its table of contents.
import type { ObjectDefinition } from './object/definition.ts'
import type { Route } from './http/route.ts'
import type { Job } from './job/job.ts'
import type { TimerKind } from './job/timer.ts'
import type { Subscriber } from './event/subscriber.ts'
import type { ObjectBehaviour, WriteHook } from './record/hook.ts'
import type { MigrationFolder } from './database/migrate.ts'
import type { Pipeline } from './workspace/workspace.ts'

export interface Module {
  name: string
  /** Rooms that it stands on. */
  needs?: string[]
  objects?: ObjectDefinition[]
  pipelines?: Pipeline[]
  /** What an object of the room does by itself when its records are written. */
  behaviours?: ObjectBehaviour[]
  /** Set-based work inside every write. */
  hooks?: WriteHook[]
  routes?: Route[]
  jobs?: Job<any>[]
  timers?: TimerKind[]
  subscribers?: Subscriber[]
  migrations?: MigrationFolder
  /** Codes of its own: `[status, English, Indonesian]`. */
  errors?: Record<string, [number, string, string]>
}

export function defineModule(name: string, declared: Omit<Module, 'name'>): Module {
  return { name, ...declared }
}
