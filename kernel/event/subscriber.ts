// Durable readers of the event log: in order, in batches, each event once, whatever process dies when.
import type { App } from '../app.ts'
import type { Context } from '../context.ts'

export interface Event {
  seq: string
  at: Date
  object: string
  record: string
  kind: 'created' | 'updated' | 'deleted' | 'restored' | (string & {})
  version: number | null
  actor: string | null
  way: string
  cause: object | null
  before: Record<string, any> | null
  after: Record<string, any> | null
}

export interface Subscriber {
  /** `<room>.<verb>`, such as `search.index`. */
  name: string
  /** `<kind>:<object>` with `*` for any, such as `created:deal`, `*:*`. */
  events: string[]
  /** Events a transaction; default 500. */
  batch?: number
  /** Starts with the events after its installation (default) or with all there are. */
  from?: 'now' | 'beginning'
  /** False leaves `before` and `after` of the events out: cheaper where only their records matter. */
  values?: boolean
  /** Works in `context.sql`, the transaction in which the cursor moves. */
  run(context: Context, events: Event[], app: App): Promise<void>
}

export function defineSubscriber(subscriber: Subscriber): Subscriber {
  return subscriber
}
