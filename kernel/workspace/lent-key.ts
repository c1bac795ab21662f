// Workspace room: a key for a command of this machine that acts as a member herself, for as long as the command runs.
import { v7 as uuid } from 'uuid'
import type { Database } from '../database/database.ts'
import { identifier, sql } from '../database/sql.ts'
import { wallClock } from '../job/clock.ts'
import { Refusal } from '../refusal.ts'
import { KeyCache, makeKey } from './api-key.ts'

export interface LentKey {
  key: string
  /** Takes it back, here and in every running process. */
  end(): Promise<void>
}

/** `slug` may be left out where there is one workspace. Refuses (`Refusal`) what is not there. */
export async function lendKey(database: Database, slug: string | undefined, email: string): Promise<LentKey> {
  const schema = await findSchema(database, slug)
  const [member] = await database.query<{ id: string }>(sql`select id from ${identifier(schema, '_member')}
    where lower(email) = lower(${email}) and kind = 'person' and active`)
  if (!member) throw new Refusal(`No active member of the workspace has the address ${email}.`)
  const { key, hash, hint } = makeKey(schema)
  const id = uuid()
  await database.query(sql`insert into ${identifier(schema, '_api_key')} (id, name, hash, member, hint, created_at)
    values (${id}, 'hubung import', ${hash}, ${member.id}, ${hint}, ${wallClock()})`)
  return {
    key,
    async end() {
      await database.query(sql`delete from ${identifier(schema, '_api_key')} where id = ${id}`)
      await new KeyCache(database, () => {}).forget(id)
    },
  }
}

async function findSchema(database: Database, slug: string | undefined): Promise<string> {
  const [{ exists }] = await database.query<{ exists: boolean }>(sql`select to_regclass('hubung.workspace') is not null as exists`)
  const rows = exists ? await database.query<{ slug: string, schema: string }>(sql`select slug, schema
    from hubung.workspace order by created_at, id`) : []
  if (rows.length === 0) throw new Refusal('There is no workspace yet: start the server and open its address.')
  if (slug === undefined && rows.length > 1) throw new Refusal(`Say which workspace is meant: --workspace ${rows.map(row => row.slug).join(' | ')}.`)
  const row = slug === undefined ? rows[0] : rows.find(each => each.slug === slug)
  if (!row) throw new Refusal(`There is no workspace "${slug}": there are ${rows.map(each => each.slug).join(', ')}.`)
  return row.schema
}
