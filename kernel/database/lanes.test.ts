// Fast lanes: many statements under way at once, each with its own answer or its own refusal.
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { Database } from './database.ts'
import { raw, sql } from './sql.ts'

let database: Database

beforeAll(() => { database = new Database(inject('adminUrl'), 6) })
afterAll(() => database.end())

const ask = (value: number) => database.query<{ value: number }>(sql`select ${value}::int * 2 as value`, { prepare: 1 })

test('hundreds of prepared statements at once each get their own answer', async () => {
  for (let turn = 0; turn < 5; turn++) {
    const answers = await Promise.all(Array.from({ length: 300 }, (_, at) => ask(at + turn)))
    expect(answers.map(([row]) => row.value)).toEqual(Array.from({ length: 300 }, (_, at) => (at + turn) * 2))
  }
})

test('a statement that fails takes no other along', async () => {
  const results = await Promise.allSettled(Array.from({ length: 60 }, (_, at) => at % 7 === 3 ? database.query(sql`select 1 / ${0}::int`, { prepare: 1 }) : ask(at)))
  results.forEach((result, at) => {
    if (at % 7 === 3) expect(result).toMatchObject({ status: 'rejected', reason: { code: '22012' } })
    else expect(result).toMatchObject({ status: 'fulfilled', value: [{ value: at * 2 }] })
  })
})

test('statements do not wait behind a slow one', async () => {
  await ask(1)
  const order: string[] = []
  const slow = Promise.all(Array.from({ length: 3 }, () => database.query(sql`select pg_sleep(${0.5})`, { prepare: 1 }).then(() => order.push('slow'))))
  await new Promise(done => setTimeout(done, 60))
  await Promise.all(Array.from({ length: 20 }, (_, at) => ask(at).then(() => order.push('quick'))))
  await slow
  expect(order.slice(0, 20)).toEqual(Array(20).fill('quick'))
})

test('lanes that the server closes are opened anew', async () => {
  await ask(1)
  await database.query(sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'hubung' and pid <> pg_backend_pid() and query like ${'%* 2 as value%'}`)
  const answered = await Promise.allSettled(Array.from({ length: 20 }, (_, at) => ask(at)))
  expect(answered.length).toBe(20)
  await expect.poll(async () => (await ask(21).catch(() => [{ value: 0 }]))[0].value).toBe(42)
})

test('a lane that is renewed answers first what it took on', async () => {
  const answers = await Promise.all(Array.from({ length: 1500 }, (_, at) => database.query<{ value: number }>(sql`select ${raw(String(at % 700))} + 0 as value`, { prepare: 1 })))
  expect(answers.map(([row]) => row.value)).toEqual(Array.from({ length: 1500 }, (_, at) => at % 700))
})

test('plans do not pile up: a lane is renewed after some hundred statements', async () => {
  for (let at = 0; at < 900; at++) await database.query(sql`select ${raw(String(at))} as value`, { prepare: 1 })
  const [{ most }] = await database.query<{ most: number }>(sql`select count(*)::int as most from pg_prepared_statements`, { prepare: 1 })
  expect(most).toBeLessThanOrEqual(202)
})

test('transactions that share a commit each have their own outcome', async () => {
  await database.query(sql`create schema if not exists lanes_test`)
  await database.query(sql`create table lanes_test.shared (id int primary key, twin int unique)`)
  const insert = (id: number, twin: number) => database.transaction(transaction => transaction.query(sql`insert into lanes_test.shared values (${id}::int, ${twin}::int)`, { prepare: 1, only: true }))
  await insert(-1, -1)
  for (let round = 0; round < 5; round++) {
    const first = round * 1000
    const results = await Promise.allSettled(Array.from({ length: 200 }, (_, at) => insert(first + at, at % 17 === 5 ? -1 : first + at)))
    results.forEach((result, at) => {
      if (at % 17 === 5) expect(result).toMatchObject({ status: 'rejected', reason: { code: '23505' } })
      else expect(result.status).toBe('fulfilled')
    })
  }
  const [{ count }] = await database.query<{ count: number }>(sql`select count(*)::int as count from lanes_test.shared`)
  expect(count).toBe(1 + 5 * (200 - 12))
  await database.query(sql`drop schema lanes_test cascade`)
})

test('transactions in opposite orders on the lanes do not fail one another', async () => {
  await database.query(sql`create schema if not exists lanes_test`)
  await database.query(sql`create table lanes_test.pairs (name text unique)`)
  const insert = (name: string) => database.transaction(transaction => transaction.query(sql`insert into lanes_test.pairs values (${name}) on conflict do nothing`, { prepare: 1, only: true }))
  await insert('first')
  const names = Array.from({ length: 40 }, (_, at) => `name ${at}`)
  for (let round = 0; round < 10; round++) await Promise.all([...names, ...names.toReversed()].map(name => insert(`${name} ${round}`)))
  const [{ count }] = await database.query<{ count: number }>(sql`select count(*)::int as count from lanes_test.pairs`)
  expect(count).toBe(401)
  await database.query(sql`drop schema lanes_test cascade`)
})

test('a refusal among those that share a commit stays its own while the lanes are being renewed', async () => {
  await database.query(sql`create schema if not exists lanes_test`)
  await database.query(sql`create table lanes_test.worn (id int primary key)`)
  const insert = (id: number) => database.transaction(transaction => transaction.query(sql`insert into lanes_test.worn values (${id}::int)`, { prepare: 1, only: true }))
  await insert(-1)
  let number = 10_000
  for (let round = 0; round < 40; round++) {
    const others = Array.from({ length: 30 }, () => database.query(sql`select ${raw(String(number++))} as worn`, { prepare: 1 }))
    const results = await Promise.allSettled(Array.from({ length: 24 }, (_, at) => insert(at % 8 === 3 ? -1 : round * 100 + at)))
    await Promise.all(others)
    expect(results.map(result => result.status === 'fulfilled' ? 'made' : result.reason.code)).toEqual(results.map((_, at) => at % 8 === 3 ? '23505' : 'made'))
  }
  await database.query(sql`drop schema lanes_test cascade`)
})
