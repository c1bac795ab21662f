// Database room: the PostgreSQL that DATABASE_URL names: reached, and new enough, before anything else begins.
import pg from 'pg'
import { codeOf, messageOf, Refusal } from '../refusal.ts'

/** The oldest version that the SQL of Hubung is written for. */
const oldest = 15

const sentences: Record<string, string> = {
  '28P01': 'refuses the password: correct it in DATABASE_URL',
  '28000': 'refuses this user: correct DATABASE_URL or the server\'s pg_hba.conf',
  '3D000': 'does not have this database: create it (createdb), or correct DATABASE_URL',
  '53300': 'has no connection left: raise its max_connections, or stop another program',
  ECONNREFUSED: 'does not listen there: start it, or correct the host and port in DATABASE_URL',
  ENOTFOUND: 'is not found under this host name: correct DATABASE_URL',
  ETIMEDOUT: 'does not answer: check the network and DATABASE_URL',
}

/** Returns the server's major version; refuses with one sentence when it cannot be used. Never repeats the password. */
export async function checkExternal(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows: [row] } = await client.query(`select current_setting('server_version_num')::int / 10000 as major,
      current_setting('server_encoding') as encoding, has_database_privilege(current_database(), 'create') as may`)
    if (row.major < oldest) throw new Refusal(`The server of DATABASE_URL is PostgreSQL ${row.major}: Hubung needs ${oldest} or newer.`)
    if (row.encoding !== 'UTF8') throw new Refusal(`The database of DATABASE_URL is encoded in ${row.encoding}: create one with the encoding UTF8.`)
    if (!row.may) throw new Refusal('The user of DATABASE_URL may not create schemas in this database: run GRANT CREATE ON DATABASE … TO … as its owner.')
    return row.major
  } catch (error) {
    if (error instanceof Refusal) throw error
    const { hostname } = new URL(url)
    const known = sentences[codeOf(error)] ?? (messageOf(error).includes('timeout') ? sentences.ETIMEDOUT : `cannot be used (${messageOf(error)}): check DATABASE_URL`)
    throw new Refusal(`The PostgreSQL server ${hostname} ${known}.`, { cause: error })
  } finally {
    await client.end().catch(() => {})
  }
}
