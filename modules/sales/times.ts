// Sales: when a deal began, came into its stage and was closed: kept on the deal, so that lists sort by it, reports
// measure by it, and every figure of a report is a filter. An import brings times of the past.
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { formatInstant, startOfDay } from '../../kernel/field/calendar.ts'
import { isoTime } from '../../kernel/field/iso-time.ts'
import type { Fault } from '../../kernel/http/errors.ts'
import type { Change, RecordValues } from '../../kernel/record/hook.ts'
import type { Stage, Workspace } from '../../kernel/workspace/workspace.ts'

export const times = ['openedAt', 'stageSince', 'closedAt'] as const

export function stageOf({ pipelines }: Workspace, { pipeline, stage }: RecordValues): Stage | undefined {
  return pipelines.get(pipeline)?.stages.find(each => each.value === stage)
}

/** Stamps the times that a creation or a move makes; those that an import gives are kept, unless they cannot be. */
export function stampTimes(context: Context, { kind, before, after }: Change): Fault[] {
  if (kind !== 'created' && kind !== 'updated') return []
  const given = (name: string) => after[name] && after[name] !== before?.[name]
  const now = isoTime(context.now)
  const brought = context.actor.way === 'import'
  if (moved(before, after) && !given('stageSince')) after.stageSince = brought && !before ? closing(context, after) ?? now : now
  stampClosing(context, before, after, given('closedAt') ? after.closedAt : undefined)
  // an import that does not tell: when it was made, or at its earliest known time; of one that was closed before, nobody knows
  const closedBefore = after.closedAt && Date.parse(after.closedAt) < context.now.getTime()
  if (!before && !closedBefore) after.openedAt ??= earlier(now, after.stageSince)
  const faults: Fault[] = times.filter(name => given(name) && Date.parse(after[name]) > context.now.getTime()).map(name => ({ path: name, code: 'deal.future' }))
  const early = after.openedAt && ['stageSince', 'closedAt'].find(name => (given(name) || given('openedAt')) && after[name] && Date.parse(after[name]) < Date.parse(after.openedAt))
  return early ? [...faults, { path: early, code: 'deal.beforeOpened' }] : faults
}

const earlier = (one: string, other: string) => Date.parse(other) < Date.parse(one) ? other : one

function moved(before: RecordValues | null, after: RecordValues): boolean {
  return !before || before.stage !== after.stage || before.pipeline !== after.pipeline
}

/** From one closed stage to another of its kind (won, then delivered) a deal stays closed since the first; what is missing is filled by fill-times.ts. */
function stampClosing(context: Context, before: RecordValues | null, after: RecordValues, given: string | undefined): void {
  const kind = stageOf(context.workspace, after)?.kind ?? 'open'
  const was = before ? stageOf(context.workspace, before)?.kind : undefined
  if (kind === 'open') after.closedAt = null
  else if (given === undefined && kind !== was) after.closedAt = closing(context, after) ?? isoTime(context.now)
}

/** An imported deal that is closed was so at what the file says, or on its closing date where that is past. */
function closing({ workspace, actor, now }: Context, after: RecordValues): string | undefined {
  if (actor.way !== 'import' || (stageOf(workspace, after)?.kind ?? 'open') === 'open') return undefined
  if (after.closedAt) return after.closedAt
  const day = after.closingDate ? startOfDay(after.closingDate, workspace.timeZone) : Infinity
  const opened = after.openedAt ? Date.parse(after.openedAt) : -Infinity
  return day > now.getTime() ? undefined : formatInstant(Math.max(day, opened))
}

const isPast = (context: Context, { kind, before, after }: Change) =>
  (kind === 'created' || kind === 'updated') && moved(before, after) && after.stageSince && Date.parse(after.stageSince) !== context.now.getTime()

export function wantsPast(changes: Change[]): boolean {
  return changes.some(({ kind, before, after }) => kind === 'updated' ? moved(before, after) : kind === 'created' && after.stageSince !== after.createdAt)
}

/** The stay that the write opened at the present time begins when the deal says; what it followed ends there. */
export async function keepPast(context: Context, changes: Change[]): Promise<void> {
  const rows = changes.filter(change => isPast(context, change)).map(({ id, after }) => ({ id, since: after.stageSince }))
  if (rows.length === 0) return
  const history = identifier(context.workspace.schema, '_stage_history')
  await context.sql.query(sql`with x as (select * from json_to_recordset(${JSON.stringify(rows)}::json) as x(id uuid, since timestamptz)),
    last as (select distinct on (h.record) h.id, h.record, greatest(h.entered_at, least(x.since, h.left_at)) as until from ${history} h join x on x.id = h.record
      where h.left_at is not null order by h.record, h.left_at desc, h.entered_at desc),
    ended as (update ${history} h set left_at = last.until from last where h.id = last.id)
    update ${history} h set entered_at = coalesce(last.until, x.since) from x left join last on last.record = x.id where h.record = x.id and h.left_at is null`)
}
