// Load: as many timers as there are records, due in the same minute, of a workflow with one updateRecord and one notify; beside
// set-based SQL that writes the same rows (runs, steps, records, events, notifications, timers) for as many more.
import { runOpen, type Measured } from './loop.ts'
import { schema, type System } from './system.ts'

export const object = 'loadItem'
/** Records of one raw transaction, which stays well under a second. */
const chunk = 2_000

export interface TimerFigures { rows: number, switchedOn: number, seconds: number, rawRows: number, rawSeconds: number, lists: Measured }

/** `rows` records for Hubung, a fifth as many for the raw statements. */
export async function measureTimers(system: System, rows: number): Promise<TimerFigures> {
  const { pool, call, member } = system
  const rawRows = Math.ceil(rows / 5)
  await makeItems(system, rows, rawRows)
  const rawSeconds = await drainRaw(system, rawRows)
  await pool.query(`vacuum analyze ${schema}."${object}"`)
  const dueAt = new Date(Math.ceil((Date.now() + 45_000 + rows / 10) / 60_000) * 60_000)
  const at = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Jakarta' }).format(dueAt)
  const { id } = JSON.parse(await call('POST', '/workflows', {
    name: 'Load', object, enabled: false, trigger: { type: 'date', field: 'day', at },
    steps: [{ id: 'mark', type: 'updateRecord', data: { note: 'told' } }, { id: 'tell', type: 'notify', to: member, title: 'Follow up {{ record.title }}', link: 'record' }],
  })) as { id: string }
  const start = performance.now()
  await call('PATCH', `/workflows/${id}`, { enabled: true })
  await until(async () => (await count(system, `select count(*) from ${schema}._timer where scope = '${id}' and state = 'waiting'`)) >= rows, 200)
  const switchedOn = (performance.now() - start) / 1000
  if (Date.now() > dueAt.getTime()) throw new Error('Switching on took longer than there was time')
  await new Promise(done => setTimeout(done, dueAt.getTime() - Date.now()))
  const began = performance.now()
  let done = false
  const drained = until(async () => await isDrained(system, id), 500).then(() => (done = true))
  const lists = await listsMeanwhile(system, () => done)
  await drained
  const seconds = (performance.now() - began) / 1000
  const completed = await count(system, `select count(*) from ${schema}._workflow_run where workflow = '${id}' and status = 'completed'`)
  if (completed !== rows) throw new Error(`${completed} of ${rows} runs were completed`)
  await call('DELETE', `/workflows/${id}`)
  return { rows, switchedOn, seconds, rawRows, rawSeconds, lists }
}

/** The object of these measurements, without the records of an earlier run. Other objects refer to it, so it cannot be truncated. */
export async function defineItems({ pool, call }: System): Promise<void> {
  const known = await pool.query(`select from ${schema}._object where name = $1`, [object])
  if (known.rowCount) {
    await pool.query(`delete from ${schema}."${object}"`)
    return
  }
  const label = (text: string) => ({ en: text, id: text })
  await call('POST', '/objects', { name: object, label: label('Load item'), title: 'title', fields: [{ name: 'title', type: 'text', label: label('Title') }, { name: 'day', type: 'date', label: label('Day') }, { name: 'note', type: 'text', label: label('Note') }, { name: 'deal', type: 'relation', to: 'deal', label: label('Deal') }] })
}

async function makeItems(system: System, rows: number, rawRows: number): Promise<void> {
  const { pool, member } = system
  await defineItems(system)
  const day = `(now() at time zone 'Asia/Jakarta')::date`
  await pool.query(`insert into ${schema}."${object}" (id, version, "createdAt", "updatedAt", "createdBy", "updatedBy", owner, title, day) select gen_random_uuid(), 1, now(), now(), $1, $1, $1, 'Item ' || i, case when i <= ${rows} then ${day} end from generate_series(1, ${rows + rawRows}) i`, [member])
  await pool.query(`vacuum analyze ${schema}."${object}"`)
}

/** The items without a day: their timers are made before the time that is taken, as Hubung's are. */
async function drainRaw({ pool, member }: System, rows: number): Promise<number> {
  const workflow = '00000000-0000-7000-8000-00000000a001'
  await pool.query(`insert into ${schema}._workflow (id, name, object, enabled, version, definition, member, created_at, updated_at) select '${workflow}', 'raw', '${object}', false, 1, '{}', $1, now(), now() on conflict do nothing`, [member])
  await pool.query(`insert into ${schema}._timer (id, kind, subject, occurrence, due_at, created_at, scope) select gen_random_uuid(), 'raw', '${workflow}:' || id, '2027-01-01', now(), now(), '${workflow}' from ${schema}."${object}" where day is null`)
  const start = performance.now()
  for (let from = 0; from < rows; from += chunk) {
    await pool.query(`with due as (select id, subject, occurrence, due_at from ${schema}._timer where kind = 'raw' and state = 'waiting' order by due_at, id limit ${chunk} for update skip locked),
      done as (update ${schema}._timer t set state = 'done', finished_at = now() from due where t.id = due.id),
      r as (insert into ${schema}._workflow_run (id, workflow, version, object, record, occurrence, status, trigger, chain, depth, attempt, created_at, started_at, finished_at)
        select gen_random_uuid(), '${workflow}', 1, '${object}', split_part(subject, ':', 2)::uuid, occurrence, 'completed', jsonb_build_object('type', 'date', 'dueAt', due_at, 'at', now(), 'date', occurrence, 'entry', 1), '[]', 1, 1, now(), now(), now() from due returning id, record),
      old as (select i.id, i.version, i.note, i.title, r.id as run from ${schema}."${object}" i join r on r.record = i.id order by i.id for no key update of i),
      made as (update ${schema}."${object}" i set note = 'told', version = i.version + 1, "updatedAt" = now(), "updatedBy" = $1::uuid from old where i.id = old.id returning i.id, i.version),
      e as (insert into ${schema}._event (at, object, record, kind, version, actor, way, cause, before, after) select now(), '${object}', made.id, 'updated', made.version, $1::uuid, 'workflow', jsonb_build_object('workflow', '${workflow}', 'run', old.run, 'depth', 1), jsonb_build_object('note', old.note), jsonb_build_object('note', 'told') from made join old on old.id = made.id),
      s as (insert into ${schema}._workflow_step (run, step, iteration, position, type, status, input, output, started_at, finished_at)
        select run, step, '', position, type, 'completed', input, output, now(), now() from old cross join lateral (values ('mark', 0, 'updateRecord', '{"data": {"note": "told"}}'::jsonb, jsonb_build_object('object', '${object}', 'id', old.id, 'version', 2)),
          ('tell', 1, 'notify', jsonb_build_object('to', $1, 'title', 'Follow up ' || old.title, 'link', 'record'), jsonb_build_object('members', jsonb_build_array($1)))) v(step, position, type, input, output))
      insert into ${schema}._notification (id, member, title, link, object, record, key, created_at) select gen_random_uuid(), $1::uuid, 'Follow up ' || title, '/o/${object}/' || id, '${object}', id, run || ':tell', now() from old`, [member])
  }
  const seconds = (performance.now() - start) / 1000
  await pool.query(`delete from ${schema}._timer where kind = 'raw'`)
  await pool.query(`delete from ${schema}._workflow where id = '${workflow}'`)
  return seconds
}

async function isDrained(system: System, id: string): Promise<boolean> {
  const open = await count(system, `select (exists (select from ${schema}._timer where scope = '${id}' and state = 'waiting'))::int + (exists (select from ${schema}._workflow_run where workflow = '${id}' and status in ('queued', 'running')))::int as count`)
  return open === 0
}

/** Lists of contacts, deals and tasks at 30 a second, in turns of five seconds, until it is done. */
async function listsMeanwhile({ call }: System, isDone: () => boolean): Promise<Measured> {
  const turns: Measured[] = []
  const paths = ['/records/contact?sort=-updatedAt&limit=50', '/records/deal?sort=-amount&limit=50', `/records/${object}?sort=title&limit=50`]
  let turn = 0
  while (!isDone() || turns.length === 0) turns.push((await runOpen({ list: () => call('GET', paths[turn++ % paths.length]) }, 30, 5)).list)
  return turns.toSorted((one, other) => one.p95 - other.p95)[Math.floor(turns.length / 2)]
}

async function count({ pool }: System, statement: string): Promise<number> {
  const { rows: [row] } = await pool.query<{ count: string }>(statement)
  return Number(row.count)
}

async function until(holds: () => Promise<boolean>, pause: number): Promise<void> {
  while (!await holds()) await new Promise(done => setTimeout(done, pause))
}
