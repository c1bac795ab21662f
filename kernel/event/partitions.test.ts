// Event room: the months of the event log.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bareApp, type BareApp } from '../../test/bare-app.ts'
import { sql } from '../database/sql.ts'
import { systemContext } from '../job/system-context.ts'
import { ensurePartitions } from './partitions.ts'
import { recordEvents } from './record-event.ts'

let bare: BareApp
beforeAll(async () => { bare = await bareApp() })
afterAll(() => bare.close())

const partitions = async () => (await bare.app.database.query<{ name: string }>(sql`select inhrelid::regclass::text as name from pg_inherits where inhparent = 'ws_satu._event'::regclass order by 1`)).map(row => row.name.replace('ws_satu.', ''))
const places = async () => Object.fromEntries((await bare.app.database.query(sql`select tableoid::regclass::text as name, count(*)::int from ws_satu._event group by 1`)).map(row => [row.name.replace('ws_satu.', ''), row.count]))

async function write(at: string): Promise<void> {
  await bare.app.database.transaction(transaction =>
    recordEvents({ ...systemContext(bare.app, bare.workspace, transaction), now: new Date(at) }, [{ object: 'deal', record: randomUUID(), kind: 'created', version: 1 }]))
}

test('a month and the next two are made, and what came before them is moved, with its order', async () => {
  await write('2026-11-30T23:59:59Z')
  await write('2026-12-31T23:59:59.999Z')
  await write('2027-05-01T00:00:00Z')
  const before = await bare.app.database.query(sql`select seq, xid::text, at from ws_satu._event order by seq`)
  await ensurePartitions(bare.app.database, 'ws_satu', new Date('2026-11-21T00:00:00Z'))
  expect(await partitions()).toEqual(['_event_2026_11', '_event_2026_12', '_event_2027_01', '_event_other'])
  expect(await places()).toEqual({ _event_2026_11: 1, _event_2026_12: 1, _event_other: 1 })
  expect(await bare.app.database.query(sql`select seq, xid::text, at from ws_satu._event order by seq`)).toEqual(before)
})

test('several processes may make them at once, while others write', async () => {
  const other = await bare.again()
  const later = new Date('2027-04-15T00:00:00Z')
  const writing = Promise.all(Array.from({ length: 20 }, () => write('2027-05-02T00:00:00Z')))
  await Promise.all([bare.app, other, bare.app].map(app => ensurePartitions(app.database, 'ws_satu', later)))
  await writing
  expect(await places()).toEqual({ _event_2026_11: 1, _event_2026_12: 1, _event_2027_05: 21 })
  expect(await partitions()).toHaveLength(7)
})
