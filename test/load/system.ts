// Load: the system under measure: its own database and one server process, as `npm start` runs it.
import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { FormData, Pool, type Dispatcher } from 'undici'
import { startEmbedded } from '../../kernel/database/embedded.ts'

/** GET, or POST with a body; answers the body's text. Throws for a refusal. */
export type Call = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) => Promise<string>

export interface System {
  databaseUrl: string
  pool: pg.Pool
  /** The administrator, in whose name everything is done. */
  member: string
  server: ChildProcess
  /** The server's address. */
  url: string
  /** As the administrator. */
  call: Call
  /** As whoever these headers make of the caller. */
  as(headers: Record<string, string>): Call
  /** Does `work` unless the kept folder holds what it makes. Undefined when it did not. */
  once<Made>(name: string, work: () => Promise<Made>): Promise<Made | undefined>
  stop(): Promise<void>
}

const port = 4390
export const schema = 'ws_bench'

/** `kept`: a folder whose tables stay for the next run, which loads only what is not there yet; else all is made anew and removed. */
export async function startSystem(kept?: string): Promise<System> {
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'hubung-bench-'))
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o711)
  const database = await startEmbedded({ folder, log: { info() {}, warn: console.warn, error: console.error }, tuning: { max_connections: 120 } })
  const server = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=16', '--max-old-space-size=1024', 'bin/hubung.ts', 'start', '--port', String(port)], {
    env: { ...process.env, DATABASE_URL: database.url, HUBUNG_DATA: join(folder, 'hubung'), HUBUNG_SECRET: 'bench-bench-bench-bench-bench-bench' }, stdio: ['ignore', 'ignore', 'inherit'] })
  const client = new Pool(`http://127.0.0.1:${port}`, { connections: 32, pipelining: 1, headersTimeout: 600_000, bodyTimeout: 600_000 })
  await waitForServer(client)
  const keyFile = join(folder, 'key')
  if (!existsSync(keyFile)) writeFileSync(keyFile, await setUp(client))
  const key = readFileSync(keyFile, 'utf8')
  const pool = new pg.Pool({ connectionString: database.url, max: 32 })
  const { rows: [{ id: member }] } = await pool.query(`select id from ${schema}._member where kind = 'person' order by created_at limit 1`)
  const as = (headers: Record<string, string>): Call => async (method, path, body) => {
    const json = body !== undefined && !(body instanceof FormData)
    const answer = await client.request({ method, path: `/api/v1${path}`, headers: { ...headers, ...(json ? { 'content-type': 'application/json' } : {}) }, body: json ? JSON.stringify(body) : body as FormData | undefined } as Dispatcher.RequestOptions)
    const text = await answer.body.text()
    if (answer.statusCode >= 400) throw new Error(`${method} ${path}: ${answer.statusCode} ${text.slice(0, 300)}`)
    return text
  }
  return {
    once: async (name, work) => {
      const done = join(folder, `${name}.done`)
      if (existsSync(done)) return undefined
      const made = await work()
      writeFileSync(done, '')
      return made
    },
    databaseUrl: database.url, pool, member, server, url: `http://127.0.0.1:${port}`, as, call: as({ authorization: `Bearer ${key}` }),
    async stop() {
      await pool.end()
      await client.close()
      server.kill('SIGTERM')
      await new Promise(done => server.once('exit', done))
      await database.stop()
      if (!kept) rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function waitForServer(client: Pool): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const answer = await client.request({ method: 'GET', path: '/api/v1/health/ready' }).catch(() => null)
    await answer?.body.dump()
    if (answer?.statusCode === 200) return
    await new Promise(done => setTimeout(done, 100))
  }
  throw new Error('The server did not start')
}

async function setUp(client: Pool): Promise<string> {
  const answer = await client.request({ method: 'POST', path: '/api/v1/setup', headers: { 'content-type': 'application/json' }, body: JSON.stringify({
    workspace: { slug: 'bench', name: 'Bench', locale: 'id', currency: 'IDR', timeZone: 'Asia/Jakarta' },
    admin: { name: 'Ayu', email: 'ayu@example.com', password: 'correct horse battery' }, template: 'after-sales' }) })
  const body = await answer.body.json() as { apiKey: string }
  if (answer.statusCode !== 201) throw new Error(`Set-up was refused: ${JSON.stringify(body)}`)
  return body.apiKey
}

/** Megabytes of proportional set size of a process and all below it. */
export function proportionalMemory(pid: number): number {
  const children = readdirSync('/proc').filter(name => /^\d+$/.test(name)).flatMap(name => {
    try {
      const parent = Number(/\) \w (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1])
      return parent === pid ? [Number(name)] : []
    } catch {
      return []
    }
  })
  return memoryOf(pid) + children.reduce((sum, child) => sum + proportionalMemory(child), 0)
}

function memoryOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

/** Megabytes of resident memory of one process. */
export function residentMemory(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
}
