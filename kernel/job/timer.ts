// Long waits as rows: due by the product's clock, each occurrence once, effect and mark in one transaction.
import type { App } from '../app.ts'
import type { Context } from '../context.ts'

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
   * a timer's own due time is `timer.dueAt`. Set-based: all claimed timers of the kind at once.
   */
  fire(context: Context, timers: Timer[], app: App): Promise<void>
}

export function defineTimer(kind: TimerKind): TimerKind {
  return kind
}
