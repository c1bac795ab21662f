// Load: a bulk edit of a ninth of all contacts (those whose number begins with one digit), beside one set-based statement that
// writes the same rows and events; and what lists take meanwhile.
import { schema, type System } from './system.ts'

export interface BulkFigures { rows: number, seconds: number, rawSeconds: number, listP95: number, listSlowest: number }

/** Another one in each run: kept tables have what an earlier one wrote. */
const stamp = Date.now().toString(36)

/** `digit` names the contacts that Hubung edits, the next digit those of the raw statement. */
export async function measureBulk(system: System, digit: number): Promise<BulkFigures> {
  const rawSeconds = await editRaw(system, digit + 1)
  const start = performance.now()
  const lists: number[] = []
  const { id } = JSON.parse(await system.call('POST', '/records/contact/bulk', { filter: { externalId: { startsWith: `C-${digit}` } }, change: { set: { occupation: `Petani ${digit} ${stamp}` } } })) as { id: string }
  for (;;) {
    const before = performance.now()
    await system.call('GET', '/records/contact?sort=-updatedAt&limit=50')
    lists.push(performance.now() - before)
    const status = JSON.parse(await system.call('GET', `/bulk/${id}`)) as { status: string, total: number, changed: number }
    if (status.status !== 'running') {
      if (status.changed !== status.total || status.total === 0) throw new Error(`The bulk edit changed ${status.changed} of ${status.total}: ${JSON.stringify(status)}`)
      lists.sort((one, other) => one - other)
      return { rows: status.changed, seconds: (performance.now() - start) / 1000, rawSeconds, listP95: lists[Math.floor(lists.length * 0.95)], listSlowest: lists.at(-1)! }
    }
    await new Promise(done => setTimeout(done, 100))
  }
}

/** Seconds. */
async function editRaw({ pool, member }: System, digit: number): Promise<number> {
  const start = performance.now()
  await pool.query(`with old as (select id, version, occupation from ${schema}.contact where "externalId" like 'C-${digit}%' and "_deletedAt" is null order by id for no key update),
    made as (update ${schema}.contact t set occupation = 'Petani ${digit} ${stamp}', version = t.version + 1, "updatedAt" = now(), "updatedBy" = $1::uuid from old where t.id = old.id returning t.id, t.version)
    insert into ${schema}._event (at, object, record, kind, version, actor, way, cause, before, after)
    select now(), 'contact', made.id, 'updated', made.version, $1::uuid, 'bulk', '{"bulk": "raw"}'::jsonb, jsonb_build_object('occupation', old.occupation), jsonb_build_object('occupation', 'Petani ${digit} ${stamp}') from made join old on old.id = made.id`, [member])
  return (performance.now() - start) / 1000
}
