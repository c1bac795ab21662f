// The workflow room: which records a workflow would have been set off by since a time: found in the event log, by the same rules
// as in a write and when a timer fires.
import type { Context } from '../../kernel/context.ts'
import { sql } from '../../kernel/database/sql.ts'
import { isoTime } from '../../kernel/field/iso-time.ts'
import { testFilter } from '../../kernel/filter/predicate.ts'
import type { RecordValues } from '../../kernel/record/hook.ts'
import { isEmpty } from '../../kernel/record/prepare.ts'
import { judge } from './condition.ts'
import { dueRows, type Dated, type Which } from './dates.ts'
import type { Program } from './program.ts'
import { readStories, stateAt, type Story } from './replay.ts'
import { findByIds } from './related.ts'
import type { Meaning } from './triggers/record.ts'
import { isInside, isMeant } from './triggers/record.ts'

/** What would have become a run. */
export interface Hit {
  record: string
  at: Date
  status: 'run' | 'cancelled' | 'missed'
  reason: 'condition' | 'deleted' | 'late' | null
  trigger: RecordValues
}

/** Nobody reads more of them. */
export const MOST_HITS = 10_000

/** Oldest first; what fell due or happened at that very moment is told too. */
export async function hitsSince(context: Context, program: Program, since: Date): Promise<Hit[]> {
  const hits = program.meaning ? await recordHits(context, program, program.meaning, since) : await dateHits(context, program, new Date(since.getTime() - 1))
  program.environment.now = context.now
  return hits.sort((one, other) => one.at.getTime() - other.at.getTime() || one.record.localeCompare(other.record))
}

async function recordHits(context: Context, program: Program, meaning: Meaning, since: Date): Promise<Hit[]> {
  const hits: Hit[] = []
  for await (const stories of readStories(context, program.object.name, since)) {
    const meant = stories.flatMap(story => story.past.filter(({ change, silent }) => !silent && isMeant(meaning, change)).map(past => ({ story, ...past })))
    const held = await holding(context, program, meant.map(({ change, at }) => ({ values: change.after, at })))
    // what `afterExit` waits for is the state and the condition together, as in a write
    const stayed = meaning.reenrol === 'afterExit' ? await holding(context, program, meant.map(({ change, at }) => ({ values: change.before ?? {}, at }))) : []
    const entered = new Map<string, number>()
    const latest = new Map<string, { at: number, version: number }>()
    meant.forEach(({ story, change, at, by }, place) => {
      const entry = (entered.get(story.id) ?? 0) + 1
      const again = meaning.reenrol === 'every' || (meaning.reenrol === 'afterExit' && (!(stayed[place] && isInside(meaning, change.before)) || wasDeleted(story, latest.get(story.id)?.version ?? 0, change.version)))
      const isRested = at.getTime() - (latest.get(story.id)?.at ?? -Infinity) >= (meaning.cooldown ?? 0)
      if (!held[place] || (entry > 1 && !again) || !isRested) return
      entered.set(story.id, entry)
      latest.set(story.id, { at: at.getTime(), version: change.version })
      hits.push({ record: story.id, at, status: 'run', reason: null, trigger: { type: 'record', kind: change.kind, changed: change.changed, by, at: isoTime(at), before: change.before, entry, ...change.kind === 'deleted' ? { record: change.after } : {} } })
    })
    if (hits.length > MOST_HITS) break
  }
  return hits
}

/** Between these versions: what was deleted has left the state, and enters anew when it is back. */
function wasDeleted({ past }: Story, from: number, to: number): boolean {
  return past.some(({ change, silent }) => change.kind === 'deleted' && !silent && change.version > from && change.version < to)
}

/** Conditions across relations are judged on what the database holds now: of related records there is no story. */
async function holding(context: Context, { object, condition, environment }: Program, states: { values: RecordValues, at: Date }[]): Promise<boolean[]> {
  if (condition.crosses) return judge(context, object.name, condition, states.map(({ values }) => values))
  return states.map(({ values, at }) => {
    environment.now = at
    return testFilter(condition.filter, values)
  })
}

interface Due { record: string, occurrence: string, due_at: Date }

async function dateHits(context: Context, program: Program, since: Date): Promise<Hit[]> {
  const workflow: Dated = { id: '', object: program.object.name, dating: program.dating! }
  const stories = new Map<string, Story>()
  for await (const page of readStories(context, program.object.name, since)) for (const story of page) stories.set(story.id, story)
  const unchanged = (await dueOf(context, workflow, { kind: 'all', since }, since)).filter(due => !stories.has(due.record))
  const records = new Map((await findByIds(context, program.object.name, unchanged.map(due => due.record))).map(record => [record.id as string, record]))
  const quiet = unchanged.flatMap(due => records.has(due.record) ? [{ due, at: due.due_at, values: records.get(due.record)! as RecordValues | null }] : [])
  const told = await changedDues(context, workflow, [...stories.values()], since)
  const all = [...quiet, ...told]
  const held = await holding(context, program, all.map(({ values, at }) => ({ values: values ?? {}, at })))
  return all.map(({ due, at, values }, place): Hit => {
    const late = at.getTime() - due.due_at.getTime() > workflow.dating.grace
    const [status, reason] = late ? ['missed', 'late'] as const : values === null ? ['cancelled', 'deleted'] as const : held[place] ? ['run', null] as const : ['cancelled', 'condition'] as const
    return { record: due.record, at, status, reason, trigger: { type: 'date', at: isoTime(at), dueAt: isoTime(due.due_at), date: due.occurrence.split('/')[0], entry: 1 } }
  })
}

/** Every time that fell due up to now, also repeats. */
async function dueOf(context: Context, { dating, ...workflow }: Dated, which: Which, since: Date): Promise<Due[]> {
  const found: Due[] = []
  let asked: Which = which
  while (found.length <= MOST_HITS) {
    const rows = await context.sql.query<Due>(sql`select * from (${dueRows(context.workspace, { ...workflow, dating }, asked)}) d where due_at > ${since}::timestamptz and due_at <= ${context.now}::timestamptz limit ${MOST_HITS + 1}`)
    found.push(...rows)
    if (!dating.repeat || rows.length === 0) return found
    asked = laterThan(asked, rows)
  }
  return found
}

/** The repeats that come after these. */
function laterThan(asked: Which, rows: Due[]): Which {
  if (asked.kind !== 'values') return { kind: 'each', after: rows.map(row => ({ id: row.record, since: row.due_at })), firing: [] }
  const values = new Map(asked.rows.map(row => [row.place, row]))
  return { kind: 'values', rows: (rows as (Due & { place: number })[]).map(({ place, due_at: since }) => ({ ...values.get(place)!, since })) }
}

/** Of records with a story: each date for as long as it stood; one that was already past when it was written fell due then. */
async function changedDues(context: Context, workflow: Dated, stories: Story[], since: Date): Promise<{ due: Due, at: Date, values: RecordValues | null }[]> {
  const { dating } = workflow
  const stood = stories.flatMap(story => periodsOf(story, dating.field.name, since, context.now).map(period => ({ story, ...period })))
  const found: { due: Due, at: Date, values: RecordValues | null }[] = []
  for (let at = 0; at < stood.length; at += 1000) {
    const part = stood.slice(at, at + 1000)
    const dues = await dueOf(context, workflow, { kind: 'values', rows: part.map(({ story, value, from }, place) => ({ id: story.id, value, since: dating.repeat ? from : null, place })) }, new Date(0))
    for (const due of dues as (Due & { place: number })[]) {
      const { story, from, to, isNew } = part[due.place]
      const time = due.due_at >= from ? due.due_at : isNew && !dating.repeat ? from : undefined
      if (time && time < to) found.push({ due, at: time, values: stateAt(story, time) })
    }
  }
  return found
}

interface Period { value: string, from: Date, to: Date, /** It was written then, by what sets workflows off, and had not stood before. */ isNew: boolean }

function periodsOf({ first, past }: Story, field: string, since: Date, now: Date): Period[] {
  const periods: Period[] = []
  const end = new Date(now.getTime() + 1)
  let open: Omit<Period, 'to'> | undefined = isEmpty(first?.[field]) ? undefined : { value: first![field], from: since, isNew: false }
  for (const { change, at, silent } of past) {
    const value = change.kind === 'deleted' || isEmpty(change.after[field]) ? undefined : change.after[field] as string
    if (open && open.value === value) continue
    if (open) periods.push({ ...open, to: at })
    open = value === undefined ? undefined : { value, from: at, isNew: change.kind !== 'restored' && !silent }
  }
  return open ? [...periods, { ...open, to: end }] : periods
}
