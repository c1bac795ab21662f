// Faults: a year of follow-ups on a real database with processes of their own, while web processes, workers and PostgreSQL itself
// are killed (kill -9) at random moments. At the end every effect that was due is there once, and nobody outside saw two keys
// for one of them. Seeded: the same seed makes the same year.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { startEmbedded, type Embedded } from '../../kernel/database/embedded.ts'
import { dayText, expectedOf, makePlan, offsets, randomOf, type Plan, type Size } from './year-model.ts'

export interface YearOptions extends Size { seed: number, kills: number, webs: number, workers: number, say?(line: string): void }

export interface YearReport {
  expected: string[]
  /** What the product did, as tasks tell it. */
  done: string[]
  /** What arrived outside, each with the keys that it came with. */
  sent: Map<string, Set<string>>
  kills: Record<'web' | 'worker' | 'postgres', number>
  /** Runs that are neither completed nor cancelled for a reason that the plan has. */
  strange: { status: string, reason: string | null, count: number }[]
}

const program = fileURLToPath(new URL('../../bin/hubung.ts', import.meta.url))
const secret = 'fault-fault-fault-fault-fault-fault-fault'
const schema = 'ws_year'
const PATIENCE_MS = 120_000
const IN_FLIGHT = 6

/** State with a life: the processes of one year. */
class House {
  readonly folder = mkdtempSync(join(tmpdir(), 'hubung year-'))
  readonly sent = new Map<string, Set<string>>()
  private readonly processes: Record<'web' | 'worker', (Process | undefined)[]>
  private database!: Embedded
  private outside!: Server
  private key = ''
  private turn = 0
  private pool!: pg.Pool

  constructor({ webs, workers }: YearOptions) {
    this.processes = { web: Array.from({ length: webs }), worker: Array.from({ length: workers }) }
  }

  async open(): Promise<void> {
    chmodSync(this.folder, 0o711)
    this.database = await startEmbedded({ folder: this.folder, log: { info() {}, warn() {}, error: console.error }, tuning: { max_connections: 200 } })
    this.pool = new pg.Pool({ connectionString: this.database.url, max: 2 })
    this.pool.on('error', () => {})
    this.outside = createServer((request, response) => {
      let text = ''
      request.setEncoding('utf8').on('data', part => { text += part }).on('end', () => {
        const { effect } = JSON.parse(text) as { effect: string }
        this.sent.set(effect, (this.sent.get(effect) ?? new Set()).add(String(request.headers['idempotency-key'])))
        response.end('{}')
      })
    }).listen(0, '127.0.0.1')
    await once(this.outside, 'listening')
    // one after the other: the first makes the shared tables
    for (const role of ['web', 'worker'] as const) for (let at = 0; at < this.processes[role].length; at++) this.processes[role][at] = await this.spawn(role)
    const { apiKey } = await this.ask('POST', '/setup', { workspace: { slug: 'year', name: 'Year', locale: 'en', currency: 'IDR', timeZone: 'Asia/Jakarta' }, admin: { name: 'Ayu', email: 'ayu@example.com', password: 'correct horse battery' }, template: 'blank' })
    this.key = apiKey
  }

  get outsideUrl(): string {
    return `http://127.0.0.1:${(this.outside.address() as AddressInfo).port}/`
  }

  /** Asks until there is an answer: the same key on each try, so that what was done is not done again. */
  async ask(method: string, path: string, body?: object, key?: string): Promise<any> {
    const until = performance.now() + PATIENCE_MS
    for (;;) {
      const process = this.processes.web[this.turn++ % this.processes.web.length]
      const answer = await process?.answers.then(url => fetch(`${url}/api/v1${path}`, {
        method, signal: AbortSignal.timeout(20_000), body: body && JSON.stringify(body),
        headers: { ...body ? { 'content-type': 'application/json' } : {}, ...this.key ? { authorization: `Bearer ${this.key}` } : {}, ...key ? { 'idempotency-key': key } : {} },
      })).then(async reply => ({ status: reply.status, text: await reply.text() })).catch(() => undefined)
      if (answer && answer.status < 400) return answer.text ? JSON.parse(answer.text) : undefined
      // its first try may be under way still (409), or the database may be coming back (5xx)
      if (answer && answer.status < 500 && answer.status !== 409) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
      if (performance.now() > until) throw new Error(`${method} ${path}: no answer, the last was ${answer?.status} ${answer?.text}`)
      await pause(50)
    }
  }

  private async spawn(role: 'web' | 'worker'): Promise<Process> {
    const folder = mkdtempSync(join(this.folder, `${role}-`))
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, HUBUNG_DATA: folder, HUBUNG_PORT: '0', DATABASE_URL: this.database.url, HUBUNG_SECRET: secret, HUBUNG_CLOCK: 'manual', HUBUNG_LOG: 'silent' }
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, 'start', '--role', role], { env, stdio: ['ignore', 'pipe', 'ignore'] })
    const answers = new Promise<string>((resolve, reject) => {
      let said = ''
      child.stdout!.setEncoding('utf8').on('data', (text: string) => {
        said += text
        const [, url] = /running at (\S+)/.exec(said) ?? []
        if (url) resolve(url)
      })
      child.once('exit', () => reject(new Error('It ended')))
    })
    answers.catch(() => {})
    if (role === 'web') await answers.catch(() => {})
    return { child, answers }
  }

  /** Kills one of them; what is told of a dead worker is told as if the half minute of its silence were over. */
  async kill(what: 'web' | 'worker' | 'postgres', which: number): Promise<void> {
    // one that was killed a moment ago is not there to be killed again until it has been started anew
    if (what === 'postgres') {
      while (!wasKilled(this.database.pid())) await pause(20)
      return
    }
    const list = this.processes[what]
    const at = which % list.length
    while (!list[at]) await pause(20)
    const victim = list[at]
    list[at] = undefined
    if (victim.child.exitCode === null && victim.child.signalCode === null) {
      victim.child.kill('SIGKILL')
      await once(victim.child, 'exit')
    }
    list[at] = await this.spawn(what)
    await this.query(`update hubung.worker set beat_at = now() - interval '1 minute' where beat_at < now() - interval '1 second'`).catch(() => {})
  }

  /** Processes that gave up because the database was away are started anew, as whoever runs them would. */
  async tend(): Promise<void> {
    for (const role of ['web', 'worker'] as const) {
      for (const [at, each] of this.processes[role].entries()) if (each && (each.child.exitCode !== null || each.child.signalCode !== null)) this.processes[role][at] = await this.spawn(role)
    }
  }

  async query<Row extends object>(text: string): Promise<Row[]> {
    return (await this.pool.query<Row>(text)).rows
  }

  /** Until nothing is due and nothing is under way. */
  async settle(): Promise<void> {
    const until = performance.now() + PATIENCE_MS
    for (let quiet = 0; quiet < 2;) {
      await this.tend()
      const [row] = await this.query<{ open: number }>(`select ((select count(*) from ${schema}._timer where state = 'waiting' and due_at <= (select now from hubung.clock))
        + (select count(*) from ${schema}._workflow_run where status in ('queued', 'running')) + (select count(*) from ${schema}._workflow_call))::int as open`).catch(() => [{ open: -1 }])
      quiet = row.open === 0 ? quiet + 1 : 0
      if (performance.now() > until) throw new Error(`Still ${row.open} pieces of work are open: ${JSON.stringify(await this.openWork(), null, 1)}`)
      if (quiet < 2) await pause(15)
    }
  }

  /** What is under way, and which jobs and workers there are: why a year did not end. */
  private async openWork(): Promise<object> {
    const jobs = `select j.id, t.identifier, j.payload, j.attempts, j.run_at, j.locked_at, j.locked_by, j.last_error, now() from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id limit 20`
    const [timers, runs, calls, queued, workers, queues] = await Promise.all([`select * from ${schema}._timer where state = 'waiting' and due_at <= (select now from hubung.clock) limit 20`,
      `select * from ${schema}._workflow_run where status in ('queued', 'running') limit 20`, `select * from ${schema}._workflow_call limit 20`, jobs, 'select * from hubung.worker', 'select * from graphile_worker._private_job_queues where locked_by is not null limit 20'].map(text => this.query(text)))
    return { timers, runs, calls, queued, workers, queues }
  }

  async close(): Promise<void> {
    for (const each of [...this.processes.web, ...this.processes.worker]) each?.child.kill('SIGKILL')
    await this.pool.end().catch(() => {})
    await this.database.stop()
    this.outside.close()
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
}

function wasKilled(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    throw error
  }
}

interface Process { child: ChildProcess, answers: Promise<string> }

export async function runYear(options: YearOptions): Promise<YearReport> {
  const plan = makePlan(options.seed, options)
  const house = new House(options)
  try {
    await house.open()
    await makeWorkflows(house, plan)
    const kills = await live(house, plan, options)
    const strange = await house.query<YearReport['strange'][number]>(`select status, reason, count(*)::int from ${schema}._workflow_run where status not in ('completed', 'missed') and not (status = 'cancelled' and reason = 'condition') group by 1, 2`)
    return { expected: expectedOf(plan), done: await doneOf(house), sent: house.sent, kills, strange }
  } finally {
    await house.close()
  }
}

/** One workflow for each follow-up, the birthday and the win: a task inside, and a call to the outside. */
async function makeWorkflows(house: House, plan: Plan): Promise<void> {
  await house.ask('PUT', '/outside-hosts', { private: ['127.0.0.1'], functions: [] })
  await house.ask('PUT', '/clock', { now: `${plan.first}T00:00:00+07:00` })
  const steps = (effect: string) => [
    { id: 'task', type: 'createRecord', object: 'task', data: { subject: effect } }, { id: 'tell', type: 'notify', to: 'role:administrator', title: effect },
    { id: 'call', type: 'httpRequest', method: 'POST', url: house.outsideUrl, body: { effect } }]
  for (const offset of offsets) {
    await house.ask('POST', '/workflows', { name: `D+${offset}`, object: 'deal', trigger: { type: 'date', field: 'closingDate', offset: { days: offset }, at: '09:00' }, condition: { stage: { ne: 'lost' } }, steps: steps(`D+${offset} {{ record.name }} {{ trigger.date }}`) })
  }
  await house.ask('POST', '/workflows', { name: 'Birthday', object: 'contact', trigger: { type: 'date', field: 'dateOfBirth', repeat: 'yearly', at: '09:30' }, steps: steps('HBD {{ record.fullName }} {{ trigger.dueAt | date: "%Y" }}') })
  await house.ask('POST', '/workflows', { name: 'Won', object: 'deal', trigger: { type: 'record', to: { stage: 'won' } }, steps: steps('Won {{ record.name }}') })
}

/** Day by day: the clock moves, what is due comes, then the day's writes are made; some days somebody is killed meanwhile. */
async function live(house: House, plan: Plan, { seed, kills, say }: YearOptions): Promise<YearReport['kills']> {
  const random = randomOf(seed + 1)
  const killed = { web: 0, worker: 0, postgres: 0 }
  const killDays = Map.groupBy(Array.from({ length: kills }, () => Math.floor(random() * plan.days)), day => day)
  const ids = new Map<string, string>()
  for (let day = 0; day < plan.days; day++) {
    const murders = (killDays.get(day) ?? []).map(async () => {
      const what = (['web', 'worker', 'worker', 'postgres'] as const)[Math.floor(random() * 4)]
      const which = Math.floor(random() * 10)
      await pause(random() * 400)
      killed[what]++
      await house.kill(what, which)
    })
    // heard below, after the day's work: unheard until then, one that fails would end the process and leave its children
    for (const murder of murders) murder.catch(() => {})
    await house.ask('PUT', '/clock', { now: `${dayText(plan.first, day)}T10:00:00+07:00` })
    await house.settle()
    await inTurns(writesOf(house, plan, day, ids))
    await Promise.all(murders)
    await house.settle()
    if (say && day % 20 === 19) say(`day ${day + 1} of ${plan.days}, killed ${JSON.stringify(killed)}`)
  }
  return killed
}

function writesOf(house: House, plan: Plan, day: number, ids: Map<string, string>): (() => Promise<void>)[] {
  const contacts = plan.contacts.filter(contact => contact.day === day).map(({ name, birthday }) => async () => {
    await house.ask('POST', '/records/contact', { firstName: name, dateOfBirth: birthday }, `contact ${name}`)
  })
  const deals = plan.deals.flatMap(({ name, acts }) => acts.flatMap((act, at) => act.day === day ? [async () => {
    const values = { ...act.date === undefined ? {} : { closingDate: act.date === null ? null : dayText(plan.first, act.date) }, ...act.stage ? { stage: act.stage, ...act.stage === 'lost' ? { lostReason: 'x' } : {} } : {} }
    if (at === 0) ids.set(name, (await house.ask('POST', '/records/deal', { name, ...values }, `deal ${name}`)).id)
    else await house.ask('PATCH', `/records/deal/${ids.get(name)}`, values, `deal ${name} ${at}`)
  }] : []))
  return [...contacts, ...deals]
}

async function inTurns(work: (() => Promise<void>)[]): Promise<void> {
  const rest = [...work]
  await Promise.all(Array.from({ length: IN_FLIGHT }, async () => {
    for (let next = rest.shift(); next; next = rest.shift()) await next()
  }))
}

async function doneOf(house: House): Promise<string[]> {
  const rows = await house.query<{ subject: string }>(`select subject from ${schema}.task where "_deletedAt" is null`)
  return rows.map(row => row.subject).sort()
}

/** What is wrong with it, in lines; none when all is as it should be. */
export function faultsOf({ expected, done, sent, strange }: YearReport): string[] {
  const [wanted, made] = [new Set(expected), new Set(done)]
  return [
    ...expected.filter(effect => !made.has(effect)).map(effect => `missing: ${effect}`),
    ...[...made].filter(effect => !wanted.has(effect)).map(effect => `not due: ${effect}`),
    ...done.filter((effect, at) => done[at - 1] === effect).map(effect => `twice: ${effect}`),
    ...expected.filter(effect => !sent.has(effect)).map(effect => `not sent: ${effect}`),
    ...[...sent].filter(([effect, keys]) => keys.size > 1 || !wanted.has(effect)).map(([effect, keys]) => `sent wrongly: ${effect} with ${keys.size} keys`),
    ...strange.map(({ status, reason, count }) => `${count} runs are ${status} (${reason})`),
  ]
}
