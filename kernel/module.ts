// What a business room declares: read `modules/<room>/index.ts` as its table of contents.
import type { ObjectDefinition } from './object/definition.ts'
import type { Route } from './http/route.ts'
import type { Audience } from './event/audience.ts'
import type { FileKeeper } from './file/keeper.ts'
import type { Connector } from './connector.ts'
import type { Job } from './job/job.ts'
import type { Schedule } from './job/schedule.ts'
import type { TimerKind } from './job/timer.ts'
import type { Subscriber } from './event/subscriber.ts'
import type { TimelineSource } from './record/timeline.ts'
import type { ObjectBehaviour, WriteHook } from './record/hook.ts'
import type { Holder } from './record/held.ts'
import type { AlikeFinder } from './record/import/alike.ts'
import type { MergeParty } from './record/merge/party.ts'
import type { MigrationFolder } from './database/migrate.ts'
import type { Context } from './context.ts'
import type { Installable, InstallableView } from './object/install.ts'
import type { Leaving } from './object/remove-object.ts'
import type { Subject, Use } from './object/uses.ts'
import type { Pipeline } from './workspace/workspace.ts'
import type { Role } from './permission/role.ts'

export interface Module {
  name: string
  /** Rooms that it stands on. */
  needs?: string[]
  objects?: ObjectDefinition[]
  pipelines?: Pipeline[]
  roles?: Role[]
  views?: InstallableView[]
  /** Takes over from a template's values what the kernel does not know (workflows, forms): called after objects, pipelines and views. */
  install?(context: Context, values: Installable, from: string): Promise<void>
  /** What of the room (a workflow, a form) still names this object or field; it is then not taken away. */
  uses?(context: Context, subject: Subject): Promise<Use[]>
  /** What an object of the room does by itself when its records are written. */
  behaviours?: ObjectBehaviour[]
  /** Set-based work inside every write. */
  hooks?: WriteHook[]
  /** Why the room holds records while somebody decides about them. */
  holds?: Holder
  /** What becomes of the room's records about those of an object that is removed. */
  leaving?: Leaving[]
  /** What the room keeps about records beside them, and moves when they are merged. */
  merging?: MergeParty[]
  /** Tells which records of an import may be there already. */
  alike?: AlikeFinder
  /** What the room adds to the timelines of records. */
  timeline?: TimelineSource
  /** What it adds to the steps of workflows; the room of workflows takes them up in its `compose`. */
  steps?: readonly { type: string }[]
  /** Doors to the outside that it brings; rooms take up those whose capabilities they use in their `compose`. */
  connectors?: Connector[]
  /** Who hears of the room's own live events. */
  audiences?: Audience[]
  /** Who sees the files that the room hangs up beside records. */
  keepers?: FileKeeper[]
  /** Called once when the program starts, with all its rooms: takes up what others contribute to this one. */
  compose?(modules: Module[]): void
  routes?: Route[]
  jobs?: Job<any>[]
  timers?: TimerKind[]
  subscribers?: Subscriber[]
  schedules?: Schedule[]
  migrations?: MigrationFolder
  /** Codes of its own: `[status, English, Indonesian]`. */
  errors?: Record<string, [number, string, string]>
}

export function defineModule(name: string, declared: Omit<Module, 'name'>): Module {
  return { name, ...declared }
}
