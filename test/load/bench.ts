// `npm run bench`: what Hubung does in a second, each line with its ratio to the same SQL through `pg` in the same run.
// BENCH_ROWS (default 1,000,000) contacts and as many deals; BENCH_SECONDS for each closed loop (default 10).
import { writeFileSync } from 'node:fs'
import { importRaw, makeDeals } from './data.ts'
import { importFile, waitForSearch } from './import.ts'
import { runClosed, runOpen, type Measured } from './loop.ts'
import { pairs } from './pairs.ts'
import { measureStart } from './start.ts'
import { startSystem, type System } from './system.ts'

const rows = Number(process.env.BENCH_ROWS ?? 1_000_000)
const seconds = Number(process.env.BENCH_SECONDS ?? 10)
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

async function benchStart(): Promise<void> {
  const { cold, warm, memory } = await measureStart()
  say(`| start with packages in place: first, later | ${round(cold, 1)} s, ${round(warm, 2)} s | | | ≤ 2 s | |`)
  say(`| idle, database included (proportional set size) | ${round(memory)} MB | | | ≤ 300 MB | |`)
}

say(`| what (${round(rows)} contacts, ${round(rows)} deals) | Hubung | raw SQL | ratio | target | |`)
say('|---|---|---|---|---|---|')
await benchStart()
const system = await startSystem()
try {
  await benchImport(system)
  await makeDeals(system.pool, rows)
  await waitForSearch(system)
  await system.pool.query('vacuum analyze')
  const { list, get, create } = pairs(system, rows)
  await benchPair('list of 50, filter and sort', 0.7, list.ours, list.raw)
  await benchPair('get one', 0.5, get.ours, get.raw)
  await benchPair('create with history and workflow matching', 0.5, create.ours, create.raw)
  await benchMixed(system)
} finally {
  await system.stop()
}
if (process.env.BENCH_OUT) writeFileSync(process.env.BENCH_OUT, `${lines.join('\n')}\n`)
