// Tests of single rooms: an empty database of their own on the run's server, without workspaces.
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { Database } from '../kernel/database/database.ts'

/** `drop` closes and removes it: call it in `afterAll`. */
export async function scratchDatabase(): Promise<{ database: Database, drop(): Promise<void> }> {
  const admin = inject('adminUrl')
  const name = `hubung_scratch_${randomUUID().replaceAll('-', '')}`
  await onServer(admin, `create database ${name}`)
  const url = new URL(admin)
  url.pathname = `/${name}`
  const database = new Database(url.href, 4)
  return {
    database,
    async drop() {
      await database.end()
      await onServer(admin, `drop database ${name} with (force)`)
    },
  }
}

/** One statement on a server, such as `create database`. */
export async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
