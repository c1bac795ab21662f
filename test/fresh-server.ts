// Tests: a server that nobody has set up yet, on an empty database.
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { pino } from 'pino'
import { inject } from 'vitest'
import { modules, templates } from '../bin/modules.ts'
import { createApp } from '../kernel/app.ts'
import type { Settings } from '../kernel/settings.ts'
import { onServer } from './scratch-database.ts'
import { atDatabase } from './workspace.ts'

export async function freshServer(): Promise<{ url: string; close(): Promise<void> }> {
  const admin = inject('adminUrl')
  const name = `hubung_fresh_${randomBytes(6).toString('hex')}`
  await onServer(admin, `create database ${name} encoding 'UTF8' template template0`)
  const settings = { port: 0, host: '127.0.0.1', dataFolder: tmpdir(), url: '', secret: 'test-secret-test-secret-test-secret-test', clock: 'wall', role: 'all', production: false, logLevel: 'silent' } as Settings
  const app = await createApp({ settings, databaseUrl: atDatabase(admin, name), log: pino({ level: 'silent' }), modules, templates })
  const url = await app.listen()
  await app.work()
  return {
    url,
    async close() {
      await app.close()
      await onServer(admin, `drop database if exists ${name} with (force)`)
    },
  }
}
