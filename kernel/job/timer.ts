// Long waits as rows: due by the product's clock, each occurrence once, effect and mark in one transaction.
import { v7 as uuid } from 'uuid'
import type { App } from '../app.ts'
import type { Context } from '../context.ts'
import { empty, identifier, sql } from '../database/sql.ts'

export interface Timer {
  id: string
  kind: string
  /** What it is about, such as `<workflow>:<record>`. */
  subject: string
  /** Which time of several, such as the date value: unique with kind and subject. */
  occurrence: string
  dueAt: Date
  payload: any
}

export interface TimerKind {
  name: string
  /**
   * Takes effect in `context.sql`, the transaction that also marks the timers done. `context.now` is the clock's;
   * a timer's own due time is `timer.dueAt`. Set-based: all claimed timers of the kind at once. It may end some
   * differently (`finishTimers`) or set them anew for later (`setTimers`); an error of one makes that one `failed`.
   */
  fire(context: Context, timers: Timer[], app: App): Promise<void>
}

export function defineTimer(kind: TimerKind): TimerKind {
  return kind
}

/** `scope`: what set it, such as a workflow, so that all that it still waits for is found. */
export type NewTimer = Omit<Timer, 'id' | 'payload'> & { payload?: unknown, scope?: string }

/**
 * Sets timers in the context's transaction. One that waits already is moved; one that was cancelled before it came due
 * waits again; one that has fired stays as it is. One statement, in a fixed order, so that writers do not deadlock.
 */
export async function setTimers(context: Context, timers: NewTimer[]): Promise<void> {
  if (timers.length === 0) return
  const table = identifier(context.workspace.schema, '_timer')
  const rows = [...new Map(timers.map(each => [JSON.stringify([each.kind, each.subject, each.occurrence]), { ...each, id: uuid(), payload: each.payload ?? {} }])).values()]
  await context.sql.query(sql`insert into ${table} as t (id, kind, subject, occurrence, due_at, payload, created_at, scope)
    select id, kind, subject, occurrence, "dueAt", payload, ${context.now}::timestamptz, scope
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, kind text, subject text, occurrence text, "dueAt" timestamptz, payload jsonb, scope uuid)
    order by kind, subject, occurrence
    on conflict (kind, subject, occurrence) do update set due_at = excluded.due_at, payload = excluded.payload, state = 'waiting', reason = null, finished_at = null
    where t.state = 'waiting' or (t.state = 'cancelled' and t.finished_at < t.due_at)`)
}

/** Cancels the waiting timers of these subjects, but for the occurrence `keep`. The reason is shown, such as `condition`. */
export async function cancelTimers(context: Context, kind: string, subjects: string | string[], reason: string, keep?: string): Promise<void> {
  const list = Array.isArray(subjects) ? subjects : [subjects]
  if (list.length === 0) return
  const table = identifier(context.workspace.schema, '_timer')
  await context.sql.query(sql`with gone as (select id from ${table} where state = 'waiting' and kind = ${kind} and subject = any(${list}::text[])
      ${keep === undefined ? empty : sql`and occurrence <> ${keep}`} order by kind, subject, occurrence for update)
    update ${table} t set state = 'cancelled', reason = ${reason}, finished_at = ${context.now}::timestamptz from gone where t.id = gone.id`)
}

/**
 * Cancels the waiting timers of these subjects, but for those that fire at this moment: for whoever holds what `fire` will ask
 * for, and has seen to it that there is nothing left to do. Neither waits for the other.
 */
export async function cancelIdleTimers(context: Context, kind: string, subjects: string[], reason: string): Promise<void> {
  if (subjects.length === 0) return
  const table = identifier(context.workspace.schema, '_timer')
  await context.sql.query(sql`with gone as (select id from ${table} where state = 'waiting' and kind = ${kind} and subject = any(${subjects}::text[]) order by kind, subject, occurrence for update skip locked)
    update ${table} t set state = 'cancelled', reason = ${reason}, finished_at = ${context.now}::timestamptz from gone where t.id = gone.id`)
}

/** Ends timers otherwise than by `done`; for `fire`, whose timers are locked by the running transaction. */
export async function finishTimers(context: Context, ids: string[], state: 'cancelled' | 'missed' | 'failed', reason: string): Promise<void> {
  if (ids.length === 0) return
  await context.sql.query(sql`update ${identifier(context.workspace.schema, '_timer')} set state = ${state}, reason = ${reason},
    finished_at = ${context.now}::timestamptz where id = any(${ids}::uuid[]) and state = 'waiting'`)
}
