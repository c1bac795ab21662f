// Kernel, objects: taking a custom object away. Records of other objects may be about its own (`toCustom`): what becomes of
// them their room says. They go first, in chunks, each a transaction of its own, since there may be many of them.
import type { App } from '../app.ts'
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { Problem } from '../http/errors.ts'
import type { Module } from '../module.ts'
import type { RecordValues } from '../record/hook.ts'
import type { Operation } from '../record/operation.ts'
import { readTitles } from '../record/title.ts'
import { writeRecords } from '../record/write.ts'
import { lockDefinitions, saveDefinitions } from './change.ts'
import { readDefinitions, type Definitions } from './definitions.ts'
import { say } from './describe.ts'
import { targetsOf } from './normalise.ts'
import { refuseUsed } from './uses.ts'

/** What becomes of an object's records when the object that they are about is removed: without `keep` they go to the bin. */
export interface Leaving {
  object: string
  /** What is written to a record that stays. `about` says what it was about, such as "Kunjungan: Toko Abadi". */
  keep?(record: RecordValues, about: string, locale: Context['locale']): RecordValues
}

const CHUNK = 500

/** An object that came with a module stays; what others still use stays too. Its table is put away for 60 days. */
export async function removeObject(context: Context, name: string, app: App): Promise<void> {
  checkCustom(await readDefinitions(context.sql, context.workspace.schema), name)
  await refuseUsed(context, context.workspace.objects, app.modules, { object: name })
  for (let left = 1; left > 0;) left = await app.database.transaction(transaction => leaveRecords({ ...context, sql: transaction }, name, app.modules))
  const before = await lockDefinitions(context)
  checkCustom(before, name)
  await refuseUsed(context, before.objects, app.modules, { object: name })
  // what was written meanwhile
  for (let left = 1; left > 0;) left = await leaveRecords(context, name, app.modules)
  const keep = <Value>(values: Map<string, Value>, test: (value: Value) => boolean): Map<string, Value> => new Map([...values].filter(([, value]) => test(value)))
  await saveDefinitions(context, before, { objects: keep(before.objects, each => each.name !== name), pipelines: keep(before.pipelines, each => each.object !== name) })
}

function checkCustom({ objects }: Definitions, name: string): void {
  const object = objects.get(name)
  if (!object) throw new Problem('notFound')
  if (!object.custom) throw new Problem('conflict.standard')
}

/** One chunk of the records about those of the object, of each object that has some; answers how many there were. */
async function leaveRecords(context: Context, name: string, modules: Module[]): Promise<number> {
  const { objects } = context.workspace
  let count = 0
  for (const leaving of modules.flatMap(module => module.leaving ?? [])) {
    for (const field of objects.get(leaving.object)?.fields ?? []) {
      if (field.toCustom && targetsOf(field).includes(name)) count += await leave(context, leaving, field.name, name)
    }
  }
  return count
}

async function leave(context: Context, { object, keep }: Leaving, field: string, name: string): Promise<number> {
  const { workspace } = context
  const column = identifier(`${field}_${name}`)
  const rows = await context.sql.query<{ id: string, about: string }>(sql`select id, ${column} as about from ${identifier(workspace.schema, object)}
    where ${column} is not null and "_deletedAt" is null order by id limit ${CHUNK}`)
  if (rows.length === 0) {
    // whose rights came by this relation shall not be everybody's in the bin (kernel/permission/inherited.ts)
    if (!keep) await context.sql.query(sql`update ${identifier(workspace.schema, object)} set "_deletedBy" = null where ${column} is not null and "_deletedBy" is not null`)
    return 0
  }
  const titles = keep ? await readTitles(context, name, rows.map(row => row.about)) : new Map()
  const label = say(workspace.objects.get(name)!.label, workspace.locale)
  // under its lock it may turn out to be about something else by now
  const revise = (record: RecordValues): RecordValues => record[field]?.object === name ? { ...keep!(record, `${label}: ${titles.get(record[field].id) ?? '–'}`, workspace.locale), [field]: null } : {}
  const operations = rows.map(({ id }): Operation => keep ? { op: 'update', id, data: {} } : { op: 'delete', id })
  await writeRecords(context, object, operations, { unbounded: true, workflows: false, ...keep && { revise } })
  return rows.length
}
