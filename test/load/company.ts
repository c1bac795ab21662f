// Load: a company around the contacts and deals: 200 members in 20 teams, to whom the records belong, and 5,000,000 tasks and notes.
import type pg from 'pg'
import { schema, type System } from './system.ts'

const teams = 20
const perTeam = 10
const chunk = 250_000

/** Password of every member of the load's company. */
export const password = 'a long enough password'

/** The one of them who signs in. */
export const salesperson = mailOf(7, 3)

/** Teams and members by the API. */
export async function hireMembers({ call }: System): Promise<void> {
  for (let team = 1; team <= teams; team++) {
    await call('POST', '/teams', { name: `team${team}`, label: { en: `Team ${team}`, id: `Tim ${team}` } })
    for (let at = 1; at <= perTeam; at++) await call('POST', '/members', { email: mailOf(team, at), name: `Anggota ${team}-${at}`, role: 'sales', team: `team${team}` })
  }
}

function mailOf(team: number, at: number): string {
  return `anggota${team}.${at}@example.com`
}

/** Takes the invitation of `email` as she would. */
export async function joinAs({ call, url }: System, email: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const { data } = JSON.parse(await call('GET', '/development/mailbox?limit=500')) as { data: { to: string, text: string }[] }
    const token = /\/invitation\/([\w-]+)/.exec(data.find(mail => mail.to.includes(email))?.text ?? '')?.[1]
    if (token) {
      const answer = await fetch(`${url}/api/v1/invitations/${token}`, { method: 'POST', headers: { 'content-type': 'application/json', origin: url }, body: JSON.stringify({ password }) })
      if (!answer.ok) throw new Error(`The invitation was refused: ${await answer.text()}`)
      return
    }
    await new Promise(done => setTimeout(done, 100))
  }
  throw new Error(`No invitation for ${email} arrived`)
}

/** The headers of a new session of hers. */
export async function signInAs({ url }: System, email: string): Promise<Record<string, string>> {
  const answer = await fetch(`${url}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json', origin: url }, body: JSON.stringify({ email, password }) })
  if (!answer.ok) throw new Error(`${email} could not sign in: ${await answer.text()}`)
  return { cookie: answer.headers.getSetCookie().map(cookie => cookie.split(';')[0]).join('; '), origin: url }
}

/** Gives every contact and deal to one of the members, evenly, with all that follows from the owner (team, search, counts of stages). */
export async function shareRecords({ pool }: System): Promise<void> {
  const nth = (id: string) => `1 + abs(hashtext(${id}::text)) % ${teams * perTeam}`
  await pool.query(`drop table if exists raw_members; create table raw_members as select row_number() over (order by id)::int as n, id, team from ${schema}._member where kind = 'person' and team is not null`)
  for (const object of ['contact', 'deal']) {
    await loadFast(pool, object, client => client.query(`update ${schema}.${object} r set owner = m.id, "_team" = m.team from raw_members m where m.n = ${nth('r.id')}`))
  }
  await loadFast(pool, '_search', client => client.query(`update ${schema}._search s set owner = m.id, team = m.team, words = array_to_tsvector(array_append(tsvector_to_array(s.words), '#o:' || m.id)) from raw_members m where m.n = ${nth('s.record')}`))
  await pool.query(`delete from ${schema}._tally where object = 'deal'`)
  await pool.query(`insert into ${schema}._tally (object, pipeline, stage, owner, currency, count, amount) select 'deal', pipeline, stage, owner, "amountCurrency", count(*), sum(amount) from ${schema}.deal where "_deletedAt" is null group by 2, 3, 4, 5`)
}

/** Half tasks, half notes, each about a contact, with events as any write has them. */
export async function makeActivities({ pool }: System, contacts: number, activities: number): Promise<void> {
  const half = activities / 2
  const standard = 'id, version, "createdAt", "updatedAt", "createdBy", "updatedBy", owner, "_team"'
  const values = `gen_random_uuid(), 1, now() - i * interval '10 seconds', now() - i * interval '10 seconds', c.owner, c.owner, c.owner, c."_team"`
  const event = `insert into ${schema}._event (at, object, record, kind, version, actor, way, after) select now()`
  const inChunks = async (client: pg.PoolClient, statement: (source: string) => string) => {
    for (let from = 0; from < half; from += chunk) {
      await client.query(statement(`from generate_series(${from}, ${Math.min(from + chunk, half) - 1}) i join ${schema}.contact c on c."externalId" = 'C-' || (i % ${contacts}) and c."_deletedAt" is null`))
    }
  }
  await loadFast(pool, 'task', client => inChunks(client, source => `with made as (insert into ${schema}.task (${standard}, subject, status, priority, "dueAt", about_contact)
    select ${values}, 'Telepon ' || c."fullName" || ' ' || i, (array['open','inProgress','done','closed'])[1 + i % 4], (array['low','normal','high'])[1 + i % 3], now() + (i % 2000 - 1000) * interval '1 hour', c.id ${source} returning id, owner, subject)
    ${event}, 'task', id, 'created', 1, owner, 'import', jsonb_build_object('subject', subject) from made`))
  await loadFast(pool, 'note', client => inChunks(client, source => `with made as (insert into ${schema}.note (${standard}, body, about_contact)
    select ${values}, 'Catatan ' || i || ': pelanggan minta penawaran ulang', c.id ${source} returning id, owner, body)
    ${event}, 'note', id, 'created', 1, owner, 'import', jsonb_build_object('body', body) from made`))
}

/**
 * Works on a table without its indexes and references, and makes the indexes anew at the end: a change of a million rows takes a
 * minute, not a quarter of an hour.
 */
async function loadFast(pool: pg.Pool, table: string, work: (client: pg.PoolClient) => Promise<unknown>): Promise<void> {
  const { rows: indexes } = await pool.query<{ name: string, definition: string }>(`select c.relname as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i join pg_class c on c.oid = i.indexrelid
    where i.indrelid = '${schema}.${table}'::regclass and not exists (select from pg_constraint where conindid = i.indexrelid)`)
  const client = await pool.connect()
  try {
    await client.query(`set session_replication_role = replica; set maintenance_work_mem = '1GB'; set work_mem = '256MB'`)
    for (const { name } of indexes) await client.query(`drop index ${schema}."${name}"`)
    await work(client)
    for (const { definition } of indexes) await client.query(definition)
    await client.query(`vacuum (analyze) ${schema}."${table}"`)
  } finally {
    client.release(true)
  }
}

/** What a team keeps as tabs over its contacts: by value, place, time, relation and person, some of many records and some of few. */
const tabs: Record<string, object> = {
  doctors: { occupation: { eq: 'Dokter' } }, jakarta: { mailingAddress: { city: { eq: 'Jakarta' } } }, recent: { createdAt: { last: { days: 7 } } },
  mine: { owner: { eq: '@me' } }, alone: { company: { empty: true }, source: { eq: 'referral' } }, rare: { occupation: { eq: 'Penjahit' } },
}

export async function saveViews({ call }: System): Promise<number> {
  for (const [name, filter] of Object.entries(tabs)) await call('POST', '/views', { object: 'contact', label: { en: name, id: name }, filter, visibility: 'everyone' })
  return Object.keys(tabs).length
}
