// Kernel, objects: how many records each view holds, for the tabs of a list: one request for all of them. A count stops at
// 10,000; one that takes too long is the planner's estimate, and said to be.
import type { App } from '../app.ts'
import type { Context } from '../context.ts'
import { identifier, sql, type Sql } from '../database/sql.ts'
import { ROW, tableOf } from '../record/fields.ts'
import { countRecords, readableObject, visibleRows } from '../record/find.ts'
import { roleKey } from '../permission/role.ts'
import { viewsOf } from './view-edit.ts'

/** Milliseconds that a count may take. */
const PATIENCE = 50
const MOST_VIEWS = 100

/** `capped`: there are more than `count`. `approximate`: estimated, since counting took too long. */
export interface Count { count: number, capped?: true, approximate?: true }

/** The counts of the views of an object that the caller sees; `view` null is the whole list. */
export async function countViews(context: Context, app: App, name: string): Promise<{ data: (Count & { view: string | null })[] }> {
  readableObject(context, name)
  const views = (await viewsOf(context, name)).slice(0, MOST_VIEWS)
  const data = []
  // one after the other: a list's tabs must not take the pool from everyone else
  for (const { id, filter } of [{ id: null, filter: undefined }, ...views.map(({ id, definition: { filter } }) => ({ id, filter }))]) {
    data.push({ view: id, ...await cacheOf(app).get(context, keyOf(context, name, filter), () => countWithin(context, app, name, filter)) })
  }
  return { data }
}

/** Who may read everything shares what she counts, unless the filter asks who she is; relative dates hold for a minute. */
function keyOf({ workspace, actor, now }: Context, object: string, filter: unknown): string {
  const text = JSON.stringify(filter ?? {})
  const own = actor.role.administrator && !/@(me|branch)"/.test(text) ? '' : `${actor.member} ${roleKey(actor.role)} ${[...actor.teams, ...actor.reports, ...actor.mates].join()}`
  return JSON.stringify([workspace.slug, workspace.version, own, object, text, Math.floor(now.getTime() / 60_000)])
}

async function countWithin(context: Context, app: App, name: string, filter: unknown): Promise<Count> {
  const object = readableObject(context, name)
  try {
    const { total, capped } = await app.database.transaction(async transaction => {
      await transaction.query(sql`select set_config('statement_timeout', ${String(PATIENCE)}, true)`)
      return countRecords({ ...context, sql: transaction }, object, filter, 'capped')
    })
    return { count: total, ...capped ? { capped } : {} }
  } catch (error) {
    // 57014: the time was up
    if ((error as { code?: string }).code !== '57014') throw error
    return estimate(context, name, visibleRows(context, object, filter))
  }
}

async function estimate(context: Context, name: string, rows: Sql): Promise<Count> {
  const [row] = await context.sql.query<{ 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }>(sql`explain (format json) select 1 from ${tableOf(context, name)} ${identifier(ROW)} where ${rows}`)
  const count = Math.round(row['QUERY PLAN'][0].Plan['Plan Rows'])
  return count > 10_000 ? { count: 10_000, capped: true, approximate: true } : { count, approximate: true }
}

/** Milliseconds for which a count holds: while nothing was written, while something was, and when it is an estimate. */
const HOLDS = { quiet: 30_000, busy: 1_500, approximate: 5_000 }
const MOST_KEPT = 5_000

interface Kept { written: number, at: number, count: Promise<Count>, approximate?: boolean }

/** Counts of this process by who asks what. A write in a workspace, by whichever process, makes its counts old. */
class CountCache {
  private readonly kept = new Map<string, Kept>()
  private readonly writes = new Map<string, number>()
  private lost = 0

  hear(schema: string | null): void {
    if (schema === null) this.lost++
    else this.writes.set(schema, (this.writes.get(schema) ?? 0) + 1)
  }

  /** Several who ask at once wait for one count. */
  get({ workspace: { schema } }: Context, key: string, count: () => Promise<Count>): Promise<Count> {
    const written = this.lost + (this.writes.get(schema) ?? 0)
    const known = this.kept.get(key)
    // how long ago, whatever the clock that rules records says
    const now = performance.now()
    if (known && now - known.at < (known.approximate ? HOLDS.approximate : known.written === written ? HOLDS.quiet : HOLDS.busy)) return known.count
    if (this.kept.size > MOST_KEPT) this.kept.clear()
    const fresh: Kept = { written, at: now, count: count() }
    this.kept.set(key, fresh)
    fresh.count.then(({ approximate }) => { fresh.approximate = approximate }, () => this.kept.delete(key))
    return fresh.count
  }
}

const caches = new WeakMap<App, CountCache>()

function cacheOf(app: App): CountCache {
  let cache = caches.get(app)
  if (!cache) {
    caches.set(app, cache = new CountCache())
    app.onWake(schema => cache!.hear(schema))
  }
  return cache
}
