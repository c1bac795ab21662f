// Job room: timers fire once, by the product's clock, in one transaction with their effect.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { bareApp, type BareApp } from '../../test/bare-app.ts'
import type { Context } from '../context.ts'
import { sql } from '../database/sql.ts'
import { moveClock } from './clock.ts'
import { systemContext } from './system-context.ts'
import { cancelTimers, defineTimer, finishTimers, setTimers, type NewTimer, type Timer } from './timer.ts'
import { fireDueTimers } from './timers.ts'

let bare: BareApp

const day = 86_400_000

beforeAll(async () => {
  bare = await bareApp({ manual: true })
  await bare.app.database.query(sql`create table ws_satu.fired (subject text, occurrence text, due_at timestamptz, now timestamptz)`)
})
afterAll(() => bare.close())
afterEach(async () => {
  await bare.app.database.query(sql`truncate ws_satu._timer, ws_satu.fired`)
})

async function keep(context: Context, timers: Timer[]): Promise<void> {
  for (const { subject, occurrence, dueAt } of timers) {
    await context.sql.query(sql`insert into ws_satu.fired values (${subject}, ${occurrence}, ${dueAt}, ${context.now})`)
  }
}

const remind = defineTimer({ name: 'test.remind', fire: keep })

const set = (...timers: (Partial<NewTimer> & { days: number })[]) => bare.app.database.transaction(transaction =>
  setTimers(systemContext(bare.app, bare.workspace, transaction), timers.map(({ days, ...rest }) => ({ kind: remind.name, subject: 'a', occurrence: '1', dueAt: inDays(days), ...rest }))))
const inDays = (days: number) => new Date(bare.app.clock.now().getTime() + days * day)
const fire = (kind = remind) => fireDueTimers(bare.app, bare.workspace, [kind])
const fired = async () => (await bare.app.database.query<{ subject: string }>(sql`select subject from ws_satu.fired order by due_at, subject`)).map(row => row.subject)
const states = async () => Object.fromEntries((await bare.app.database.query(sql`select subject, state, reason from ws_satu._timer`)).map(row => [row.subject, row.reason ? `${row.state}: ${row.reason}` : row.state]))

async function pass(days: number): Promise<void> {
  await moveClock(bare.app.database, inDays(days))
  await bare.app.clock.refresh()
}

test('a timer fires when the clock reaches it, once', async () => {
  await set({ subject: 'a', days: 3 }, { subject: 'b', days: 5 })
  expect(await fire()).toBe(0)
  await pass(4)
  expect(await fire()).toBe(1)
  expect(await fire()).toBe(0)
  expect(await fired()).toEqual(['a'])
  await pass(2)
  await fire()
  expect(await fired()).toEqual(['a', 'b'])
  expect(await states()).toEqual({ a: 'done', b: 'done' })
})

test('setting a waiting timer again moves it; one that has fired stays fired', async () => {
  await set({ days: 1 })
  await set({ days: 3 }, { days: 4 })
  await pass(2)
  expect(await fire()).toBe(0)
  await pass(2)
  expect(await fire()).toBe(1)
  await set({ days: 0 })
  expect(await fire()).toBe(0)
})

test('a timer that was cancelled before it came due may wait again, one that was judged may not', async () => {
  const cancel = (subject: string, reason: string) => bare.app.database.transaction(transaction => cancelTimers(systemContext(bare.app, bare.workspace, transaction), remind.name, subject, reason))
  await set({ subject: 'early', days: 2 }, { subject: 'late', days: 1 })
  await cancel('early', 'cleared')
  await pass(1)
  await cancel('late', 'condition')
  expect(await states()).toEqual({ early: 'cancelled: cleared', late: 'cancelled: condition' })
  await set({ subject: 'early', days: 1 }, { subject: 'late', days: 1 })
  await pass(2)
  await fire()
  expect(await fired()).toEqual(['early'])
})

test('a bad timer ends as failed with its reason, the others of its batch fire', async () => {
  const picky = defineTimer({ name: remind.name, async fire(context, timers) {
    await keep(context, timers)
    if (timers.some(timer => timer.subject === 'bad')) throw new Error('no such record')
  } })
  await set({ subject: 'a', days: 0 }, { subject: 'bad', days: 0 }, { subject: 'c', days: 0 })
  await fire(picky)
  expect(await fired()).toEqual(['a', 'c'])
  expect(await states()).toEqual({ a: 'done', bad: 'failed: no such record', c: 'done' })
})

test('a kind may end a timer otherwise, or set it for later, which then fires too', async () => {
  let rounds = 0
  const yearly = defineTimer({ name: remind.name, async fire(context, timers) {
    await finishTimers(context, timers.filter(timer => timer.subject === 'no').map(timer => timer.id), 'cancelled', 'condition')
    const yes = timers.filter(timer => timer.subject === 'yes')
    await keep(context, yes)
    if (rounds++ < 3) await setTimers(context, yes.map(timer => ({ ...timer, dueAt: new Date(timer.dueAt.getTime() + day) })))
  } })
  await set({ subject: 'no', days: 0 }, { subject: 'yes', days: 0 })
  await pass(10)
  await fire(yearly)
  expect(await fired()).toEqual(['yes', 'yes', 'yes', 'yes'])
  expect(await states()).toEqual({ no: 'cancelled: condition', yes: 'done' })
})

test('two processes share what is due; a crash leaves it waiting', async () => {
  const other = await bare.again()
  await set(...Array.from({ length: 1200 }, (_, n) => ({ subject: `s${n}`, days: 0 })))
  const crash = defineTimer({ name: remind.name, async fire(context) { await context.sql.query(sql`select pg_terminate_backend(pg_backend_pid())`) } })
  await expect(fire(crash)).rejects.toThrow()
  const count = defineTimer({ name: remind.name, async fire(context, timers) {
    await context.sql.query(sql`insert into ws_satu.fired (subject) select unnest(${timers.map(timer => timer.subject)}::text[])`)
  } })
  await Promise.all([fire(count), fireDueTimers(other, bare.workspace, [count])])
  const [{ all, distinct }] = await bare.app.database.query(sql`select count(*)::int as all, count(distinct subject)::int as distinct from ws_satu.fired`)
  expect([all, distinct]).toEqual([1200, 1200])
})

test('the clock never goes back', async () => {
  const start = bare.app.clock.now()
  expect(await moveClock(bare.app.database, new Date(start.getTime() - 1))).toBe(false)
  const other = await bare.again()
  expect(other.clock.now()).toEqual(start)
})
