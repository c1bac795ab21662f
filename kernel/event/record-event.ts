// Event room: writes the events that are no record changes (settings, exports, notes of the kernel). A record change's
// event is written by kernel/record, in the statement that writes the record.
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'

export interface NewEvent {
  /** An object, or a kernel table such as `_notification`. */
  object: string
  /** What it is about, a UUID. */
  record: string
  kind: string
  version?: number
  before?: Record<string, unknown> | null
  after?: Record<string, unknown> | null
}

/** Appends events in the context's transaction: they exist if and only if it commits. One round trip. */
export async function recordEvents(context: Context, events: NewEvent[]): Promise<void> {
  if (events.length === 0) return
  const table = identifier(context.workspace.schema, '_event')
  await context.sql.query(sql`insert into ${table} (at, object, record, kind, version, actor, way, cause, before, after)
    select ${context.now}::timestamptz, e.object, e.record, e.kind, e.version, ${context.actor.member}::uuid, ${context.actor.way}, ${context.cause ? JSON.stringify(context.cause) : null}::jsonb,
      nullif(e.before, 'null'), nullif(e.after, 'null')
    from rows from (jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as (object text, record uuid, kind text, version integer, before jsonb, after jsonb)) with ordinality
      as e (object, record, kind, version, before, after, position) order by e.position`)
}
