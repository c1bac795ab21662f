// Tests of single rooms: an empty database of their own on the run's server, without workspaces.
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { Database } from '../kernel/database/database.ts'

/** `drop` closes and removes it: call it in `afterAll`. */
export async function scratchDatabase(): Promise<{ database: Database, drop(): Promise<void> }> {
  const admin = inject('adminUrl')
  const name = `hubung_scratch_${randomUUID().replaceAll('-', '')}`
  await withClient(admin, client => client.query(`create database ${name}`))
  const url = new URL(admin)
  url.pathname = `/${name}`
  const database = new Database(url.href, 4)
  return {
    database,
    async drop() {
      await database.end()
      await withClient(admin, client => client.query(`drop database ${name} with (force)`))
    },
  }
}

async function withClient(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
