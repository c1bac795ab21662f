// Load: the data: a file of contacts of our own making, and deals made by one SQL statement with their events.
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { schema, type System } from './system.ts'

const first = ['Budi', 'Siti', 'Agus', 'Dewi', 'Rina', 'Joko', 'Ayu', 'Eko', 'Putri', 'Bayu', 'Lestari', 'Wahyu', 'Indah', 'Rudi', 'Maya', 'Hendra', 'Fitri', 'Yusuf', 'Nur', 'Andi']
const last = ['Santoso', 'Wijaya', 'Saputra', 'Lestari', 'Hidayat', 'Pratama', 'Kusuma', 'Nugroho', 'Rahayu', 'Siregar', 'Simanjuntak', 'Halim', 'Gunawan', 'Setiawan', 'Utami', 'Hartono']
const cities = ['Jakarta', 'Bandung', 'Surabaya', 'Medan', 'Tangerang', 'Makassar', 'Denpasar']
export const headings = ['externalId', 'firstName', 'lastName', 'email', 'phone', 'city', 'occupation', 'source'] as const

/** One contact's cells; every value follows from its number. */
export function contactCells(at: number): string[] {
  return [`C-${at}`, first[at % 20], `${last[(at >> 3) % 16]} ${at % 9973}`, `pelanggan${at}@example.com`, `0812${String(at).padStart(8, '0')}`, cities[at % 7], at % 3 ? 'Karyawan' : 'Dokter', at % 2 ? 'referral' : 'website']
}

export async function* contactLines(rows: number, heading = true): AsyncGenerator<string> {
  if (heading) yield `${headings.join(',')}\n`
  for (let at = 0; at < rows; at += 1000) {
    let text = ''
    for (let row = at; row < Math.min(at + 1000, rows); row++) text += `${contactCells(row).join(',')}\n`
    yield text
  }
}

/** Deals with events (so that search and timelines know them) and their share of the tally. */
export async function makeDeals(pool: pg.Pool, rows: number): Promise<void> {
  const stages = `(array['prospect','qualified','consultation','proposal','negotiation','won','lost','delivered'])`
  for (let from = 0; from < rows; from += 100_000) {
    const to = Math.min(from + 100_000, rows)
    await pool.query(`with made as (insert into ${schema}.deal (id, version, "createdAt", "updatedAt", "createdBy", "updatedBy", owner, name, pipeline, stage, amount, "amountCurrency", contact, "closingDate", source)
      select gen_random_uuid(), 1, now() - i * interval '1 second', now() - (i * 7 % ${rows}) * interval '1 second', m.id, m.id, m.id, 'Transaksi ' || i, 'sales', ${stages}[1 + i % 8], 100000 + i % 90000000, 'IDR', c.id, current_date + i % 365, 'referral'
      from generate_series(${from}, ${to - 1}) i cross join (select id from ${schema}._member order by created_at limit 1) m left join ${schema}.contact c on c."externalId" = 'C-' || i
      returning id, stage, amount, owner, name),
      logged as (insert into ${schema}._event (at, object, record, kind, version, actor, way, after) select now(), 'deal', id, 'created', 1, owner, 'import', jsonb_build_object('name', name, 'stage', stage) from made)
      insert into ${schema}._tally (object, pipeline, stage, owner, currency, count, amount) select 'deal', 'sales', stage, owner, 'IDR', count(*), sum(amount) from made group by stage, owner`)
  }
  await pool.query(`analyze ${schema}.deal`)
}

/** Raw: the same rows and events by COPY into a staging table and one INSERT … SELECT each, into tables with the same indexes. Seconds. */
export async function importRaw({ pool }: System, rows: number): Promise<number> {
  await pool.query(`create schema raw; create table raw.contact (like ${schema}.contact including all); create table raw.event (like ${schema}._event including all);
    create unlogged table raw.staging (external_id text, first_name text, last_name text, email text, phone text, city text, occupation text, source text, id uuid default gen_random_uuid())`)
  const start = performance.now()
  const client = await pool.connect()
  try {
    await pipeline(Readable.from(contactLines(rows, false)), client.query(copyFrom('copy raw.staging (external_id, first_name, last_name, email, phone, city, occupation, source) from stdin with (format csv)')))
    await client.query(`insert into raw.contact (id, "externalId", version, "createdAt", "updatedAt", "createdBy", "updatedBy", owner, completeness, "fullName", "firstName", "lastName", "customerType", "isPrimary", email, phone, "mailingAddress", occupation, source)
      select s.id, external_id, 1, now(), now(), m.id, m.id, m.id, 75, first_name || ' ' || last_name, first_name, last_name, 'b2c', false, s.email, '+62' || substr(phone, 2), jsonb_build_object('city', city), occupation, source from raw.staging s, (select id from ${schema}._member order by created_at limit 1) m`)
    await client.query(`insert into raw.event (at, object, record, kind, version, actor, way, after)
      select c."createdAt", 'contact', c.id, 'created', 1, c."createdBy", 'import', jsonb_build_object('externalId', "externalId", 'firstName', "firstName", 'lastName', "lastName", 'email', email, 'phone', phone, 'owner', owner, 'customerType', "customerType", 'isPrimary', "isPrimary", 'mailingAddress', "mailingAddress", 'occupation', occupation, 'source', source) from raw.contact c`)
  } finally {
    client.release()
  }
  return (performance.now() - start) / 1000
}
