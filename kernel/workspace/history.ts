// Workspace room: changes of members, teams, keys and settings in the event log, as everything else that changes.
import { isDeepStrictEqual } from 'node:util'
import type { Context } from '../context.ts'
import { recordEvents } from '../event/record-event.ts'

/**
 * One event of `object` (`_member`, `_team`, `_apiKey`, `_setting`) about the row `id`: created, updated or deleted by
 * what stands before and after. Only what differs is kept; callers leave secrets out. Nothing when nothing differs.
 */
export async function recordChange(context: Context, object: string, id: string, before: object | null,
  after: object | null): Promise<void> {
  const [old, fresh] = [entries(before), entries(after)]
  const changed = [...new Set([...old.keys(), ...fresh.keys()])].filter(key =>
    !isDeepStrictEqual(old.get(key), fresh.get(key)))
  if (changed.length === 0) return
  const pick = (from: Map<string, unknown>) => Object.fromEntries(changed.map(key => [key, from.get(key) ?? null]))
  const kind = before === null ? 'created' : after === null ? 'deleted' : 'updated'
  await recordEvents(context, [{ object, record: id, kind, before: before && pick(old), after: after && pick(fresh) }])
}

function entries(value: object | null): Map<string, unknown> {
  return new Map(Object.entries(value ?? {}))
}
