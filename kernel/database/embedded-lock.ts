// Database room: one Hubung per data folder. A connection holds an advisory lock, which a process loses even when it is killed.
import { realpathSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

export type Lock = { isHeld(): boolean, release(): Promise<void> }

/** "hubung" on a telephone's keys: the number of the lock on the whole server. */
const lockNumber = 482864

/**
 * Takes the data folder for this process, waiting `patience` milliseconds for one that was just killed; `undefined` when
 * another holds it. `onLost` is called once when the connection, and with it the lock, breaks.
 */
export async function holdLock(url: string, patience: number, onLost: () => void): Promise<Lock | undefined> {
  const client = new pg.Client({ connectionString: url, application_name: 'hubung lock' })
  let held = true
  const lose = () => {
    if (held) onLost()
    held = false
  }
  client.on('error', lose)
  client.on('end', lose)
  await client.connect()
  for (const start = performance.now(); ;) {
    const { rows } = await client.query('select pg_try_advisory_lock($1) as taken', [lockNumber])
    if (rows[0].taken) break
    if (performance.now() - start >= patience) {
      held = false
      await client.end()
      return undefined
    }
    await pause(50)
  }
  return {
    isHeld: () => held,
    async release() {
      held = false
      await client.end().catch(() => {})
    },
  }
}

/** Whether the server that answers is the one of this cluster's folder. */
export async function isOurs(url: string, cluster: string): Promise<boolean> {
  return withClient(url, async (client) => {
    const { rows } = await client.query('show data_directory')
    try {
      return realpathSync(rows[0].data_directory) === realpathSync(cluster)
    } catch {
      return false
    }
  })
}

/** Makes the database when it is not there yet; two processes may do so at once. */
export async function makeDatabase(url: string, name: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount) return
    await client.query(`create database ${client.escapeIdentifier(name)}`).catch((error: { code?: string }) => {
      if (error.code !== '42P04' && error.code !== '23505') throw error
    })
  })
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
