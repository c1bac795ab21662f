// Sales: gives deals the times that no write gave them (times.ts): those from before the times were kept, once, and those
// whose stage became another kind in the settings. In stretches short enough that no writer waits long; a stretch that a
// crash cut off is done anew. The times are derived and in no history, so that a record's version stays.
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { identifier, sql, type Sql } from '../../kernel/database/sql.ts'
import { defineSubscriber } from '../../kernel/event/subscriber.ts'
import { addJob, defineJob } from '../../kernel/job/job.ts'
import { tableOf } from '../../kernel/record/fields.ts'
import { recomputeAll } from '../../kernel/record/recompute.ts'
import { readSetting, writeSetting } from '../../kernel/workspace/setting.ts'
import { stageTable } from './report.ts'
import { isMerged } from './stays.ts'
import { times } from './times.ts'

const STRETCH = 1000
const SETTING = 'sales.times'
const FIRST = '00000000-0000-0000-0000-000000000000'

/** How far it is; of a workspace whose deals are all filled only `done`. */
interface Progress { done: boolean, after: string, changed: boolean }

async function readProgress(context: Context): Promise<Progress> {
  return await readSetting<Progress>(context, SETTING, true) ?? { done: false, after: FIRST, changed: false }
}

async function writeProgress(context: Context, progress: Progress): Promise<void> {
  await writeSetting(context, SETTING, progress)
}

/** Asked each day, and after a stage became another kind. */
export const fillTimes = defineJob({
  name: 'sales.fillTimes',
  payload: z.object({}),
  async run(context, _, { app, signal }) {
    // this process may not yet have heard of the stages that queued it
    const workspace = await app.workspaces.fresh(context.workspace.slug)
    if (!workspace?.objects.has('deal')) return
    for (let done = false; !done;) {
      signal.throwIfAborted()
      done = await app.database.transaction(transaction => fillStretch({ ...context, workspace, sql: transaction }))
    }
  },
})

/** Answers whether nothing is left. */
async function fillStretch(context: Context): Promise<boolean> {
  const progress = await readProgress(context)
  if (progress.done) return true
  const [{ last, changed }] = await context.sql.query<{ last: string | null, changed: boolean }>(stretch(context, progress.after))
  const next = { done: last === null, after: last ?? FIRST, changed: progress.changed || changed }
  if (next.done && next.changed) await recomputeReaders(context)
  await writeProgress(context, next.done ? { ...next, changed: false } : next)
  return next.done
}

/**
 * Deals of which a time is missing, or that have a closing while they are open. A deal was opened when it was made, or at
 * its earliest known time; of one that was closed before it was made nobody knows. It is closed since it came into the
 * first of the stages of this kind that it never left again; one that was never open here since its closing date, where
 * that is past.
 */
function stretch(context: Context, after: string): Sql {
  const { schema, timeZone } = context.workspace
  const history = identifier(schema, '_stage_history')
  return sql`with stage as materialized (select * from ${stageTable(context)}),
    picked as materialized (select t.id, t.pipeline, t."createdAt", t."openedAt", t."stageSince", t."closedAt", s.kind, t."closingDate"::timestamp at time zone ${timeZone} as day
      from ${tableOf(context, 'deal')} t join stage s on s.pipeline = t.pipeline and s.stage = t.stage
      where t.id > ${after}::uuid and (t."openedAt" is null or t."stageSince" is null or (t."closedAt" is null) <> (s.kind = 'open')) order by t.id limit ${STRETCH} for update of t),
    stays as (select p.id, h.entered_at, h.left_at, coalesce(s.kind, 'gone') <> p.kind as other
      from picked p join ${history} h on h.record = p.id left join stage s on s.pipeline = h.pipeline and s.stage = h.stage where not ${isMerged(schema, sql`h`, sql`p.id`)}),
    marks as (select id, max(entered_at) filter (where left_at is null) as since, max(entered_at) filter (where other) as left_other from stays group by 1),
    closings as (select m.id, min(y.entered_at) as at from marks m join stays y on y.id = m.id and not y.other and y.entered_at > coalesce(m.left_other, '-infinity') group by 1),
    known as (select p.*, coalesce(p."stageSince", m.since, p."createdAt") as since, case when p.kind <> 'open' then coalesce(p."closedAt",
        case when m.left_other is null and p.day < p."createdAt" then greatest(p.day, p."openedAt") end, c.at, m.since, p."createdAt") end as closed
      from picked p left join marks m on m.id = p.id left join closings c on c.id = p.id),
    told as (select id, since, closed, coalesce("openedAt", case when closed is null or closed >= "createdAt" then least("createdAt", since) end) as opened from known),
    changed as (update ${tableOf(context, 'deal')} t set "openedAt" = x.opened, "stageSince" = x.since, "closedAt" = x.closed from told x
      where t.id = x.id and (t."openedAt", t."stageSince", t."closedAt") is distinct from (x.opened, x.since, x.closed) returning 1)
    select (select id from picked order by id desc limit 1) as last, exists (select from changed) as changed`
}

/** Formulas and roll-ups that read the times. */
async function recomputeReaders(context: Context): Promise<void> {
  for (const { name, fields } of context.workspace.objects.values()) {
    const sources = times.map(field => name === 'deal' ? field : `deal.${field}`)
    if (fields.some(field => field.derivedFrom?.some(source => sources.includes(source)))) await addJob(context, recomputeAll, { object: name })
  }
}

/** A stage that is of another kind than before, or new to its pipeline, has its deals looked at again. */
export const restampStages = defineSubscriber({
  name: 'sales.restampStages',
  events: ['updated:_pipeline'],
  async run(context, events) {
    const kinds = (values: Record<string, any> | null) => Object.entries(values ?? {}).filter(([name]) => name.startsWith('stages.')).map(([name, stage]) => [name, stage?.kind])
    if (!events.some(({ before, after }) => !isDeepStrictEqual(new Map(kinds(before) as [string, string][]), new Map(kinds(after) as [string, string][])))) return
    await writeProgress(context, { done: false, after: FIRST, changed: false })
    await addJob(context, fillTimes, {}, { key: `sales.fillTimes ${context.workspace.slug}` })
  },
})
