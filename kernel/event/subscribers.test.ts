// Event room: every committed event reaches each subscriber once and in order, whatever commits late and whatever dies.
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { bareApp, type BareApp } from '../../test/bare-app.ts'
import type { Transaction } from '../database/database.ts'
import { identifier, sql, type Sql } from '../database/sql.ts'
import { systemContext } from '../job/system-context.ts'
import { rebaseCursors } from './rebase.ts'
import { recordEvents } from './record-event.ts'
import { findBehind, installSubscribers, runSubscriber } from './run-subscribers.ts'
import { defineSubscriber, type Event, type Subscriber } from './subscriber.ts'

let bare: BareApp

beforeAll(async () => {
  bare = await bareApp()
  await bare.app.database.query(sql`create table ws_satu.seen (subscriber text, seq bigint, record uuid, version integer, position bigserial)`)
})
afterAll(() => bare.close())
afterEach(async () => {
  await keepLog(sql`truncate ws_satu._event, ws_satu._subscriber, ws_satu.seen`)
})

/** As who keeps the log itself: nobody else may take from it. */
async function keepLog(statement: Sql): Promise<void> {
  await bare.app.database.transaction(async transaction => {
    await transaction.query(sql`set local hubung.log_keeper = 'on'`)
    await transaction.query(statement)
  })
}

/** Keeps what it sees in the transaction of its cursor. */
function keeper(name: string, options: Partial<Subscriber> = {}): Subscriber {
  return defineSubscriber({ name, events: ['*:*'], run: (context, events) => keep(context.sql as Transaction, name, events), ...options })
}

async function keep(transaction: Pick<Transaction, 'query'>, name: string, events: Event[]): Promise<void> {
  const rows = JSON.stringify(events.map(({ seq, record, version }) => ({ seq, record, version })))
  await transaction.query(sql`insert into ws_satu.seen (subscriber, seq, record, version)
    select ${name}, seq, record, version from jsonb_to_recordset(${rows}::jsonb) as r (seq bigint, record uuid, version integer)`)
}

async function seenBy(name: string): Promise<string[]> {
  return (await bare.app.database.query<{ seq: string }>(sql`select seq from ws_satu.seen where subscriber = ${name} order by position`)).map(row => row.seq)
}

async function committed(): Promise<string[]> {
  return (await bare.app.database.query<{ seq: string }>(sql`select seq from ws_satu._event order by seq`)).map(row => row.seq)
}

async function write(transaction: Transaction, count: number, object = 'deal', record = randomUUID()): Promise<void> {
  const context = systemContext(bare.app, bare.workspace, transaction)
  await recordEvents(context, Array.from({ length: count }, (_, n) => ({ object, record, kind: n ? 'updated' : 'created', version: n + 1, after: { n } })))
}

async function catchUp(subscriber: Subscriber): Promise<void> {
  while (await runSubscriber(bare.app, bare.workspace, subscriber) === 'more');
}

const install = (...subscribers: Subscriber[]) => installSubscribers(bare.app.database, 'ws_satu', subscribers)
const inTransaction = (work: (transaction: Transaction) => Promise<void>) => bare.app.database.transaction(work)

/** A transaction held open until told. */
function hold(count: number): { written: Promise<void>, commit(): void, abort(): void, done: Promise<void> } {
  const written = Promise.withResolvers<void>()
  const end = Promise.withResolvers<void>()
  const done = inTransaction(async transaction => {
    await write(transaction, count)
    written.resolve()
    await end.promise
  }).catch(() => {})
  return { written: written.promise, commit: end.resolve, abort: () => end.reject(new Error('aborted')), done }
}

test('an event that commits after later ones is seen, once', async () => {
  const subscriber = keeper('late')
  await install(subscriber)
  const slow = hold(3)
  await slow.written
  await inTransaction(transaction => write(transaction, 2))
  await catchUp(subscriber)
  expect(await seenBy('late')).toHaveLength(2)
  slow.commit()
  await slow.done
  await catchUp(subscriber)
  await catchUp(subscriber)
  const seen = await seenBy('late')
  expect(seen).toHaveLength(5)
  expect([...seen].sort((a, b) => Number(a) - Number(b))).toEqual(await committed())
})

test('events of an aborted transaction are never seen', async () => {
  const subscriber = keeper('abort')
  await install(subscriber)
  const slow = hold(3)
  await slow.written
  await inTransaction(transaction => write(transaction, 1))
  await catchUp(subscriber)
  slow.abort()
  await slow.done
  await catchUp(subscriber)
  expect(await seenBy('abort')).toEqual(await committed())
})

test('a long stretch is worked through in chunks, while others go on writing', async () => {
  const subscriber = keeper('chunks', { batch: 10 })
  await install(subscriber)
  await inTransaction(transaction => write(transaction, 35))
  expect(await runSubscriber(bare.app, bare.workspace, subscriber)).toBe('more')
  await inTransaction(transaction => write(transaction, 7))
  await catchUp(subscriber)
  await catchUp(subscriber)
  expect(await seenBy('chunks')).toEqual(await committed())
})

test('a subscriber that writes events sees its own later, once', async () => {
  let wrote = false
  const subscriber: Subscriber = keeper('echo', {
    async run(context, events) {
      await keep(context.sql, 'echo', events)
      // a later transaction that ends first makes this one's id look done
      if (!wrote) await inTransaction(transaction => write(transaction, 1))
      if (!wrote) await recordEvents(context, [{ object: 'note', record: randomUUID(), kind: 'created' }])
      wrote = true
    },
  })
  await install(subscriber)
  await inTransaction(transaction => write(transaction, 2))
  await catchUp(subscriber)
  await inTransaction(transaction => write(transaction, 1))
  await catchUp(subscriber)
  const seen = await seenBy('echo')
  expect(seen).toHaveLength(5)
  expect(seen.sort()).toEqual((await committed()).sort())
})

test('a crash before the commit repeats the batch and loses nothing', async () => {
  let crash = true
  const subscriber = keeper('crash', {
    async run(context, events) {
      await keep(context.sql, 'crash', events)
      if (crash) await context.sql.query(sql`select pg_terminate_backend(pg_backend_pid())`)
    },
  })
  await install(subscriber)
  await inTransaction(transaction => write(transaction, 4))
  await expect(runSubscriber(bare.app, bare.workspace, subscriber)).rejects.toThrow()
  crash = false
  await catchUp(subscriber)
  expect(await seenBy('crash')).toEqual(await committed())
})

test('a poison event stops its subscriber alone, after the events before it, with its reason', async () => {
  let poison = true
  const subscriber = keeper('poison', {
    async run(context, events) {
      await keep(context.sql, 'poison', events)
      if (poison && events.some(event => event.version === 4)) throw new Error('cannot digest version 4')
    },
  })
  const other = keeper('other')
  await install(subscriber, other)
  await inTransaction(transaction => write(transaction, 6))
  expect(await runSubscriber(bare.app, bare.workspace, subscriber)).toBe('failed')
  await catchUp(other)
  const [row] = await bare.app.database.query(sql`select failures, error from ws_satu._subscriber where name = 'poison'`)
  expect(row.failures).toBe(1)
  expect(row.error).toContain('cannot digest version 4')
  expect(await seenBy('poison')).toHaveLength(3)
  expect(await seenBy('other')).toHaveLength(6)
  // the other one may be asked to look again: transactions elsewhere in the server that ran at its cursor have ended since
  expect((await findBehind(bare.app.database, 'ws_satu', [subscriber, other])).behind).not.toContain('poison')
  await bare.app.database.query(sql`update ws_satu._subscriber set updated_at = now() - interval '1 hour'`)
  expect((await findBehind(bare.app.database, 'ws_satu', [subscriber, other])).behind).toContain('poison')
  poison = false
  await catchUp(subscriber)
  expect(await seenBy('poison')).toEqual(await committed())
})

test('a subscriber gets only what it asked for, and passes over the rest', async () => {
  const subscriber = keeper('picky', { events: ['created:deal', '*:note'], batch: 2 })
  await install(subscriber)
  await inTransaction(async transaction => {
    await write(transaction, 3, 'deal')
    await write(transaction, 3, 'contact')
    await write(transaction, 3, 'note')
  })
  await catchUp(subscriber)
  const rows = await bare.app.database.query(sql`select e.object, e.kind from ws_satu.seen join ws_satu._event e using (seq) order by position`)
  expect(rows.map(row => `${row.kind}:${row.object}`)).toEqual(['created:deal', 'created:note', 'updated:note', 'updated:note'])
  // whatever ran elsewhere in the server meanwhile, it comes to rest
  await expect.poll(async () => {
    await catchUp(subscriber)
    return (await findBehind(bare.app.database, 'ws_satu', [subscriber])).behind
  }).toEqual([])
})

test('a subscriber that is added later starts with now, or with the beginning if it says so', async () => {
  await install(keeper('first'))
  await inTransaction(transaction => write(transaction, 3))
  const [now, all] = [keeper('now'), keeper('all', { from: 'beginning' })]
  await install(now, all)
  await inTransaction(transaction => write(transaction, 2))
  await Promise.all([catchUp(now), catchUp(all)])
  expect(await seenBy('now')).toHaveLength(2)
  expect(await seenBy('all')).toHaveLength(5)
})

test('two processes share one subscriber without doing an event twice', async () => {
  const subscriber = keeper('shared', { batch: 5 })
  await install(subscriber)
  const other = await bare.again()
  await inTransaction(transaction => write(transaction, 100))
  const work = async (app: typeof other) => {
    for (let outcome = 'more'; outcome === 'more' || outcome === 'busy';) outcome = await runSubscriber(app, bare.workspace, subscriber)
  }
  await Promise.all([work(bare.app), work(other)])
  expect(await seenBy('shared')).toEqual(await committed())
})

test('many writers that commit in any order: every event is seen once, each record by its versions', async () => {
  const subscriber = keeper('many', { batch: 7 })
  const plan = fc.array(fc.record({ writers: fc.array(fc.record({ record: fc.nat(3), pause: fc.nat(4), abort: fc.boolean() }), { maxLength: 8 }), read: fc.boolean() }), { minLength: 1, maxLength: 4 })
  await fc.assert(fc.asyncProperty(plan, async rounds => {
    await keepLog(sql`truncate ws_satu._event, ws_satu._subscriber, ws_satu.seen`)
    await bare.app.database.query(sql`create table if not exists ws_satu.thing (id uuid primary key, version integer not null)`)
    const ids = [1, 2, 3, 4].map(n => `00000000-0000-0000-0000-00000000000${n}`)
    await bare.app.database.query(sql`insert into ws_satu.thing select id, 0 from unnest(${ids}::uuid[]) id on conflict (id) do update set version = 0`)
    await install(subscriber)
    for (const { writers, read } of rounds) {
      const writing = writers.map(writer => changeThing(ids[writer.record], writer.pause, writer.abort))
      if (read) await catchUp(subscriber)
      await Promise.all(writing)
    }
    await catchUp(subscriber)
    const rows = await bare.app.database.query<{ record: string, version: number }>(sql`select record, version from ws_satu.seen order by position`)
    expect(rows).toHaveLength((await committed()).length)
    for (const id of ids) {
      const versions = rows.filter(row => row.record === id).map(row => row.version)
      expect(versions).toEqual(versions.map((_, n) => n + 1))
    }
  }), { numRuns: 15 })
})

/** As kernel/record writes: the row first (its lock), then the event with its `seq`. */
async function changeThing(id: string, pause: number, abort: boolean): Promise<void> {
  await inTransaction(async transaction => {
    const [{ version }] = await transaction.query(sql`update ws_satu.thing set version = version + 1 where id = ${id} returning version`)
    await recordEvents(systemContext(bare.app, bare.workspace, transaction), [{ object: 'thing', record: id, kind: 'updated', version }])
    await new Promise(resolve => setTimeout(resolve, pause))
    if (abort) throw new Error('aborted')
  }).catch(() => {})
}

test('after a restore into another cluster each subscriber goes on where it stood', async () => {
  const [ahead, behind] = [keeper('ahead'), keeper('behind', { batch: 3 })]
  await install(ahead, behind)
  await inTransaction(transaction => write(transaction, 4))
  await catchUp(behind)
  const slow = hold(2)
  await slow.written
  await inTransaction(transaction => write(transaction, 5))
  await catchUp(ahead)
  await runSubscriber(bare.app, bare.workspace, behind)
  slow.commit()
  await slow.done
  // another cluster: transaction ids that this one has not reached
  const shift = sql`1000000`
  await keepLog(sql`update ws_satu._event set xid = ((xid::text::bigint + ${shift})::text)::xid8`)
  for (const column of ['snapshot', 'target']) {
    const name = identifier(column)
    await bare.app.database.query(sql`update ws_satu._subscriber set ${name} = concat(pg_snapshot_xmin(${name})::text::bigint + ${shift}, ':', pg_snapshot_xmax(${name})::text::bigint + ${shift}, ':',
      (select string_agg((xip::text::bigint + ${shift})::text, ',' order by xip) from pg_snapshot_xip(${name}) xip))::pg_snapshot where ${name} is not null`)
  }
  await inTransaction(transaction => rebaseCursors(transaction, 'ws_satu'))
  await inTransaction(transaction => write(transaction, 1))
  await Promise.all([catchUp(ahead), catchUp(behind)])
  await Promise.all([catchUp(ahead), catchUp(behind)])
  const all = (await committed()).sort()
  expect((await seenBy('ahead')).sort()).toEqual(all)
  expect((await seenBy('behind')).sort()).toEqual(all)
})
