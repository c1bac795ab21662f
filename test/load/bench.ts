// `npm run bench`: what Hubung does in a second, each line with its ratio to the same SQL through `pg` in the same run.
// BENCH_ROWS (default 1,000,000) contacts and as many deals, BENCH_ACTIVITIES (five times as many) tasks and notes;
// BENCH_SECONDS for each closed loop (default 10); BENCH_PARTS names what to measure (default all); BENCH_DATA names a folder
// whose tables are kept for the next run.
import { writeFileSync } from 'node:fs'
import { measureBrowser } from './browser.ts'
import { measureBulk } from './bulk.ts'
import { hireMembers, joinAs, makeActivities, password, salesperson, saveViews, shareRecords, signInAs } from './company.ts'
import { importRaw, makeDeals } from './data.ts'
import { importFile, waitForSearch } from './import.ts'
import { runClosed, runOpen, type Measured } from './loop.ts'
import { pairs } from './pairs.ts'
import { measureDay, measureNewField } from './platform.ts'
import { measureTimers } from './timers.ts'
import { measureStart } from './start.ts'
import { startSystem, type Call, type System } from './system.ts'
import { measureWrites } from './writes.ts'

const rows = Number(process.env.BENCH_ROWS ?? 1_000_000)
const seconds = Number(process.env.BENCH_SECONDS ?? 10)
const activities = Number(process.env.BENCH_ACTIVITIES ?? 5 * rows)
const parts = new Set((process.env.BENCH_PARTS ?? 'start,pairs,mixed,bulk,writes,timers,day,field,browser').split(','))
const lines: string[] = []

function say(line: string): void {
  console.log(line)
  lines.push(line)
}

const round = (value: number, digits = 0) => value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })

async function benchImport(system: System): Promise<void> {
  const { perSecond, memory, slowestList } = await importFile(system, rows)
  const caughtUp = await waitForSearch(system)
  const raw = rows / await importRaw(system, rows)
  say(`| import of ${round(rows)} contacts | ${round(perSecond)} rows/s | ${round(raw)} rows/s | ${round(perSecond / raw, 2)} | ≥ 0.40 | peak memory of the process ${round(memory)} MB, slowest list meanwhile ${round(slowestList)} ms |`)
  say(`| search caught up after the import | ${round(caughtUp, 1)} s | | | ≤ 60 s | |`)
}

async function benchPair(name: string, target: number, ours: (turn: number) => Promise<unknown>, raw: (turn: number) => Promise<unknown>): Promise<void> {
  const ratios: number[] = []
  let [one, other]: Measured[] = []
  for (let turn = 0; turn < 3; turn++) {
    other = await runClosed(raw, 32, seconds / 2)
    one = await runClosed(ours, 32, seconds)
    ratios.push(one.perSecond / other.perSecond)
  }
  const ratio = ratios.sort((a, b) => a - b)[1]
  say(`| ${name} | ${round(one.perSecond)}/s | ${round(other.perSecond)}/s | ${round(ratio, 2)} | ≥ ${target.toFixed(2)} | p95 ${round(one.p95, 1)} ms${one.failures ? `, ${one.failures} FAILED` : ''} |`)
}

async function benchMixed(system: System): Promise<void> {
  const { mixed } = pairs(system, rows)
  const measured = await runOpen(mixed, 30, 60)
  for (const [name, { p50, p95, p99, failures }] of Object.entries(measured)) {
    say(`| ${name} at 30 mixed requests/s | p95 ${round(p95, 1)} ms | | | ≤ 100 ms | p50 ${round(p50, 1)}, p99 ${round(p99, 1)}${failures ? `, ${failures} FAILED` : ''} |`)
  }
}

/** Members, to whom the records belong, and their tasks and notes. */
async function makeCompany(system: System): Promise<void> {
  await system.once('members', () => hireMembers(system))
  await system.once('salesperson', () => joinAs(system, salesperson))
  await system.once('owners', () => shareRecords(system))
  await system.once('activities', async () => {
    await makeActivities(system, rows, activities)
    say(`| search caught up after ${round(activities)} tasks and notes | ${round(await waitForSearch(system), 1)} s | | | | |`)
    await system.pool.query('vacuum analyze')
  })
  await system.once('views', () => saveViews(system))
}

async function benchBulk(system: System): Promise<void> {
  const turns: Awaited<ReturnType<typeof measureBulk>>[] = []
  for (const digit of [1, 3, 5]) turns.push(await measureBulk(system, digit))
  const ratio = turns.map(turn => turn.rawSeconds / turn.seconds).sort((a, b) => a - b)[1]
  const { rows: edited, seconds: took, rawSeconds, listP95, listSlowest } = turns[2]
  say(`| bulk edit of ${round(edited)} contacts | ${round(edited / took)} rows/s | ${round(edited / rawSeconds)} rows/s | ${round(ratio, 2)} | ≥ 0.40 | lists meanwhile p95 ${round(listP95)} ms, slowest ${round(listSlowest)} ms |`)
}

/** The company's day: one line for each kind of request, the slowest of its kind. */
async function benchDay(system: System, sales: Call): Promise<void> {
  const measured = await measureDay(system, sales, rows, 120)
  const groups = new Map<string, [string, Measured][]>()
  for (const [name, figures] of Object.entries(measured)) {
    const group = name.replace(/ by .*/, ', sorted by any indexed field')
    groups.set(group, [...groups.get(group) ?? [], [name, figures]])
  }
  for (const [group, members] of groups) {
    const [slowest, { p50, p95, p99 }] = members.toSorted((one, other) => other[1].p95 - one[1].p95)[0]
    const failures = members.reduce((sum, [, each]) => sum + each.failures, 0)
    const note = members.length > 1 ? `, slowest of ${members.length}: ${slowest.replace(/.* by /, '')}` : ''
    say(`| ${group} at 30 mixed requests/s | p95 ${round(p95, 1)} ms | | | ≤ 100 ms | p50 ${round(p50, 1)}, p99 ${round(p99, 1)}${note}${failures ? `, ${failures} FAILED` : ''} |`)
  }
}

async function benchNewField(system: System): Promise<void> {
  const { longest, usual, seconds: took } = await measureNewField(system)
  say(`| a new indexed field on ${round(rows)} rows: the longest that a writer waited | ${round(longest)} ms | | | ≤ 200 ms | ${round(usual)} ms before; index ready after ${round(took, 1)} s |`)
}

async function benchBrowser(system: System, email: string): Promise<void> {
  const figures = await measureBrowser(system, email, password)
  if (!figures) return say('| browser | not measured: no Chromium | | | | |')
  const { scroll, drag, routes } = figures
  say(`| scroll through ${round(scroll.rows)} rows: the longest that a row in sight was empty | ${round(scroll.longestBlank)} ms | | | ≤ 100 ms | ${round(scroll.seconds)} s, ${round(scroll.frames / scroll.seconds)} frames/s, ${round(100 * scroll.blankFrames / scroll.frames, 1)} % of them with an empty row |`)
  say(`| dragging over a board of ${round(drag.cards)} cards: most script in a frame | ${drag.longestFrame ? `${round(drag.longestFrame)} ms` : 'under 50 ms'} | | | ≤ 50 ms | ${round(drag.frames)} frames |`)
  for (const [name, script] of Object.entries(routes)) say(`| route change, ${name}: script | ${round(script)} ms | | | ≤ 150 ms | |`)
}

async function benchTimers(system: System): Promise<void> {
  const { rows: timers, switchedOn, seconds: took, rawRows, rawSeconds, lists } = await measureTimers(system, Number(process.env.BENCH_TIMERS ?? rows))
  const [ours, raw] = [timers / took, rawRows / rawSeconds]
  say(`| switching a workflow on for ${round(timers)} records | ${round(switchedOn, 1)} s | | | ≤ 60 s | |`)
  say(`| ${round(timers)} timers due in one minute: updateRecord and notify | ${round(ours)} runs/s | ${round(raw)} runs/s | ${round(ours / raw, 2)} | ≥ 0.40 | lists at 30 requests/s meanwhile p95 ${round(lists.p95)} ms (≤ 150), p50 ${round(lists.p50)} |`)
}

async function benchWrites(system: System): Promise<void> {
  const { workflows, created, updated } = await measureWrites(system, 50, seconds)
  for (const [name, figures] of Object.entries({ create: created, update: updated })) {
    say(`| ${name} on an object with ${workflows} workflows that do not mean it, and without | ${round(figures.with)}/s | ${round(figures.without)}/s without | ${round(100 * figures.share)} % more | ≤ 20 % | |`)
  }
}

async function benchStart(): Promise<void> {
  const { cold, warm, memory } = await measureStart()
  say(`| start with packages in place: first, later | ${round(cold, 1)} s, ${round(warm, 2)} s | | | ≤ 2 s | |`)
  say(`| idle, database included (proportional set size) | ${round(memory)} MB | | | ≤ 300 MB | |`)
}

say(`| what (${round(rows)} contacts, ${round(rows)} deals) | Hubung | raw SQL | ratio | target | |`)
say('|---|---|---|---|---|---|')
if (parts.has('start')) await benchStart()
const system = await startSystem(process.env.BENCH_DATA)
try {
  await system.once('contacts', () => benchImport(system))
  await system.once('deals', async () => {
    await makeDeals(system.pool, rows)
    await waitForSearch(system)
    await system.pool.query('vacuum analyze')
  })
  const { list, get, create } = pairs(system, rows)
  if (parts.has('pairs')) {
    await benchPair('list of 50, filter and sort', 0.7, list.ours, list.raw)
    await benchPair('get one', 0.5, get.ours, get.raw)
    await benchPair('create with history and workflow matching', 0.5, create.ours, create.raw)
  }
  if (parts.has('mixed')) await benchMixed(system)
  if (parts.has('bulk')) await benchBulk(system)
  if (parts.has('writes')) await benchWrites(system)
  if (parts.has('timers')) await benchTimers(system)
  if (['day', 'field', 'browser'].some(part => parts.has(part))) {
    await makeCompany(system)
    const sales = system.as(await signInAs(system, salesperson))
    if (parts.has('day')) await benchDay(system, sales)
    if (parts.has('field')) await benchNewField(system)
    if (parts.has('browser')) await benchBrowser(system, salesperson)
  }
} finally {
  await system.stop()
}
if (process.env.BENCH_OUT) writeFileSync(process.env.BENCH_OUT, `${lines.join('\n')}\n`)
