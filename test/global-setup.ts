// Tests: one PostgreSQL for the run. The embedded one in a temporary folder, or the server that TEST_DATABASE_URL names
// (its user must be allowed to create databases). Tests read its address with `inject('adminUrl')`.
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { folders, quickFolder } from '../bin/quick-folder.ts'
import { readPostmaster } from '../kernel/database/embedded-process.ts'
import { startEmbedded } from '../kernel/database/embedded.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** postgres://… of a database whose user may create others. */
    adminUrl: string
    /** Tells this run's databases from another's. */
    run: string
  }
}

const prefix = 'hubung-test-'

/** Speed before safety: the cluster lives for one run. */
const tuning = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: 200, max_wal_size: '1GB' }

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide('run', `${process.pid}_${process.hrtime.bigint().toString(36)}`)
  const given = process.env.TEST_DATABASE_URL
  if (given) {
    project.provide('adminUrl', given)
    return async () => {}
  }
  sweep()
  const folder = mkdtempSync(join(quickFolder(), `${prefix}${process.pid}-`))
  chmodSync(folder, 0o711)
  const log = { info: () => {}, warn: console.warn, error: console.error }
  const database = await startEmbedded({ folder, log, tuning, sync: false })
  project.provide('adminUrl', database.url)
  return async () => {
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Takes away what a killed run left: its server and its folder, which carries that run's process number. */
function sweep(): void {
  folders.forEach(sweepIn)
}

function sweepIn(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-')[0]) : 0
    if (!pid || isAlive(pid)) continue
    const left = readPostmaster(join(folder, name, 'postgres'))
    if (left?.pid) process.kill(left.pid, 'SIGQUIT')
    rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
