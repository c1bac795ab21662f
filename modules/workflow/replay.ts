// The workflow room: what was, read from the event log: each change of an object's records since a time, with the whole record
// before and after it. Reckoned back from the records as they are; fields whose changes are not kept are as they are now.
import type { Context } from '../../kernel/context.ts'
import { empty, identifier, sql } from '../../kernel/database/sql.ts'
import { findRecords } from '../../kernel/record/find.ts'
import type { Change, RecordValues } from '../../kernel/record/hook.ts'
import { findByIds } from './related.ts'

export interface Past {
  change: Change
  at: Date
  by: string | null
}

/** One record's life since then: how it was at the beginning (null: it was not there) and what happened, oldest first. */
export interface Story { id: string, first: RecordValues | null, past: Past[] }

const PAGE = 500
const kinds = new Set<string>(['created', 'updated', 'deleted', 'restored'])

interface EventRow { record: string, kind: Change['kind'], at: Date, version: number | null, actor: string | null, before: RecordValues | null, after: RecordValues | null }

/** The records that the caller may read, in pages by their ids. */
export async function* readStories(context: Context, object: string, since: Date): AsyncGenerator<Story[]> {
  const events = identifier(context.workspace.schema, '_event')
  for (let last: string | undefined; ;) {
    const page = await context.sql.query<{ record: string }>(sql`select record from ${events} where object = ${object} and at >= ${since}::timestamptz ${last ? sql`and record > ${last}::uuid` : empty} group by record order by record limit ${PAGE}`)
    if (page.length === 0) return
    const ids = page.map(row => row.record)
    last = ids.at(-1)
    const rows = await context.sql.query<EventRow>(sql`select record, kind, at, version, actor, before, after from ${events} where record = any(${ids}::uuid[]) and object = ${object} and at >= ${since}::timestamptz order by seq desc`)
    const byRecord = Map.groupBy(rows, row => row.record)
    const living = await findByIds(context, object, ids)
    const gone = (await findRecords(context, object, { filter: { id: { in: ids } }, bin: true, limit: PAGE })).data
    yield [...living, ...gone].map(values => storyOf(object, values, byRecord.get(values.id)!))
  }
}

/** `rows`: newest first. */
function storyOf(object: string, values: RecordValues, rows: EventRow[]): Story {
  let state: RecordValues | null = values
  const past = rows.map(({ kind, at, version, actor, before, after }): Past => {
    const now: RecordValues = state ?? values
    const earlier: RecordValues | null = kind === 'created' ? null : { ...now, ...before }
    state = earlier
    const changed = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
    return { change: { kind, object, id: values.id, version: version ?? 0, before: earlier, after: now, changed }, at, by: actor }
  })
  return { id: values.id, first: state, past: past.reverse().filter(({ change }) => kinds.has(change.kind)) }
}

/** The record as it was at this time, by its story; null before it was made and while it lay in the bin. */
export function stateAt({ first, past }: Story, time: Date): RecordValues | null {
  const last = past.findLast(({ at }) => at <= time)
  if (!last) return first
  return last.change.kind === 'deleted' ? null : last.change.after
}
