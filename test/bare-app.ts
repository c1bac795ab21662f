// Tests: an app with a database of its own and one workspace that holds the kernel's tables alone – for the rooms below
// the records (event log, jobs, timers), which are tried without objects, sign-in and HTTP.
import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { inject } from 'vitest'
import type { App } from '../kernel/app.ts'
import { Database } from '../kernel/database/database.ts'
import { migrateShared, migrateWorkspace } from '../kernel/database/migrate.ts'
import { sql } from '../kernel/database/sql.ts'
import { openWake } from '../kernel/event/wake.ts'
import { openClock } from '../kernel/job/clock.ts'
import { migrateJobs } from '../kernel/job/worker.ts'
import type { Module } from '../kernel/module.ts'
import type { Workspace } from '../kernel/workspace/workspace.ts'
import { openWorkspaces } from '../kernel/workspace/workspaces.ts'
import { onServer } from './scratch-database.ts'

export interface BareApp {
  app: App
  workspace: Workspace
  /** Another process on the same database. */
  again(): Promise<App>
  close(): Promise<void>
}

export async function bareApp(options: { manual?: boolean, modules?: Module[] } = {}): Promise<BareApp> {
  const { url, drop } = await makeDatabase()
  const first = new Database(url, 4)
  await migrateShared(first)
  await migrateJobs(first)
  await first.query(sql`insert into hubung.workspace (id, slug, name, schema, locale, currency, time_zone, created_at)
    values (${randomUUID()}, 'satu', 'Satu', 'ws_satu', 'id', 'IDR', 'Asia/Jakarta', now())`)
  await migrateWorkspace(first, 'ws_satu', [])
  await first.end()
  const apps: App[] = []
  const open = async () => {
    const app = await openApp(url, options)
    apps.push(app)
    return app
  }
  const app = await open()
  return {
    app,
    workspace: (await app.workspaces.get('satu'))!,
    again: open,
    async close() {
      for (const each of apps) {
        await each.workspaces.close()
        await each.database.end()
      }
      await drop()
    },
  }
}

async function openApp(url: string, { manual = false, modules = [] }: { manual?: boolean, modules?: Module[] }): Promise<App> {
  const database = new Database(url, 12)
  const workspaces = await openWorkspaces(database, modules)
  const clock = await openClock(database, manual)
  const wake = await openWake(database, workspaces.listener, clock)
  return { database, workspaces, clock, modules, log: pino({ level: 'silent' }), wake: wake.wake, onWake: wake.onWake } as App
}

async function makeDatabase(): Promise<{ url: string, drop(): Promise<void> }> {
  const admin = new URL(inject('adminUrl'))
  const name = `bare_${randomUUID().slice(0, 8)}`
  await onServer(admin.href, `create database ${name}`)
  const url = new URL(admin)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => onServer(admin.href, `drop database ${name} with (force)`) }
}
