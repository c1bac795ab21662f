// The workflow room: what was, read from the event log: each change of an object's records since a time, with the whole record
// before and after it. Reckoned back from the records as they are; fields whose changes are not kept are as they are now.
import type { Context } from '../../kernel/context.ts'
import { empty, identifier, sql, type Sql } from '../../kernel/database/sql.ts'
import { findRecords } from '../../kernel/record/find.ts'
import type { Change, RecordValues } from '../../kernel/record/hook.ts'
import { findByIds } from './related.ts'

export interface Past {
  change: Change
  at: Date
  by: string | null
  /** It set nothing off: an import without `runWorkflows`, what took something back, a merge. */
  silent: boolean
}

/** One record's life since then: how it was at the beginning (null: it was not there) and what happened, oldest first. */
export interface Story { id: string, first: RecordValues | null, past: Past[] }

const PAGE = 500
const kinds = new Set<string>(['created', 'updated', 'deleted', 'restored'])

interface EventRow { record: string, kind: Change['kind'], at: Date, version: number | null, actor: string | null, before: RecordValues | null, after: RecordValues | null, silent: boolean }

/** The records that the caller may read, in pages by their ids. */
export async function* readStories(context: Context, object: string, since: Date): AsyncGenerator<Story[]> {
  const events = identifier(context.workspace.schema, '_event')
  for (let last: string | undefined; ;) {
    const page = await context.sql.query<{ record: string }>(sql`select record from ${events} where object = ${object} and at >= ${since}::timestamptz ${last ? sql`and record > ${last}::uuid` : empty} group by record order by record limit ${PAGE}`)
    if (page.length === 0) return
    const ids = page.map(row => row.record)
    last = ids.at(-1)
    const rows = await context.sql.query<EventRow>(sql`select record, kind, at, version, actor, before, after, ${isSilent(context)} as silent from ${events} e where record = any(${ids}::uuid[]) and object = ${object} and at >= ${since}::timestamptz order by seq desc`)
    const byRecord = Map.groupBy(rows, row => row.record)
    const living = await findByIds(context, object, ids)
    const gone = (await findRecords(context, object, { filter: { id: { in: ids } }, bin: true, limit: PAGE })).data
    yield [...living, ...gone].map(values => storyOf(object, values, byRecord.get(values.id)!))
  }
}

/** Of an event `e`: workflows did not see it. */
function isSilent({ workspace: { schema } }: Context): Sql {
  return sql`(coalesce(jsonb_exists(e.cause, 'undo'), false) or (coalesce(jsonb_exists(e.cause, 'import'), false) and not exists (select from ${identifier(schema, '_import')} i
      where i.id = (e.cause ->> 'import')::uuid and (i.options ->> 'runWorkflows')::boolean and (i.undo is null or e.seq < (i.undo ->> 'until')::bigint)))
    or (e.kind = 'deleted' and exists (select from ${identifier(schema, '_merged_record')} r join ${identifier(schema, '_merge')} m on m.id = r.merge where r.record = e.record and m.at = e.at)))`
}

/** `rows`: newest first. */
function storyOf(object: string, values: RecordValues, rows: EventRow[]): Story {
  let state: RecordValues | null = values
  const past = rows.map(({ kind, at, version, actor, before, after, silent }): Past => {
    const now: RecordValues = state ?? values
    const earlier: RecordValues | null = kind === 'created' ? null : { ...now, ...before }
    state = earlier
    const changed = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
    return { change: { kind, object, id: values.id, version: version ?? 0, before: earlier, after: now, changed }, at, by: actor, silent }
  })
  return { id: values.id, first: state, past: past.reverse().filter(({ change }) => kinds.has(change.kind)) }
}

/** The record as it was at this time, by its story; null before it was made and while it lay in the bin. */
export function stateAt({ first, past }: Story, time: Date): RecordValues | null {
  const last = past.findLast(({ at }) => at <= time)
  if (!last) return first
  return last.change.kind === 'deleted' ? null : last.change.after
}
