// Kernel, objects: empties a stage before it is removed, in chunks, each a transaction of its own. Every record's move is
// a change like any other, with its event and its place in the stage history; workflows are not woken by it.
import type { App } from '../app.ts'
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { Problem, refuse } from '../http/errors.ts'
import type { Operation } from '../record/operation.ts'
import { writeRecords } from '../record/write.ts'
import type { Pipeline } from '../workspace/workspace.ts'
import type { FieldDefinition } from './definition.ts'
import { moveInField } from './option-mentions.ts'
import { stageFieldOf } from './pipeline.ts'

const chunk = 500

export async function moveRecords(context: Context, app: App, name: string, from: string, to: string): Promise<void> {
  const pipeline = context.workspace.pipelines.get(name)
  if (!pipeline) throw new Problem('notFound')
  for (const value of [from, to]) {
    if (!pipeline.stages.some(stage => stage.value === value)) throw refuse([{ path: `moveTo.${from.slice(0, 60)}`, code: 'option.unknown' }])
  }
  const fields = stageFieldOf(context.workspace.objects.get(pipeline.object)!)
  if (!fields || from === to) return
  const [table, stage] = [identifier(context.workspace.schema, pipeline.object), identifier(fields.stage.name)]
  const inStage = sql`${identifier(fields.pipeline.name)} = ${name} and ${stage} = ${from}`
  const moving = withMovedOptions(context, pipeline, fields.stage, from, to)
  for (let moved = chunk; moved === chunk;) {
    moved = await app.database.transaction(async transaction => {
      const rows = await transaction.query<{ id: string }>(sql`select id from ${table} where ${inStage} and "_deletedAt" is null order by id limit ${chunk} for update skip locked`)
      const operations: Operation[] = rows.map(({ id }) => ({ op: 'update', id, data: { [fields.stage.name]: to } }))
      if (rows.length) await writeRecords({ ...moving, sql: transaction }, pipeline.object, operations, { unbounded: true, workflows: false, stageRules: false })
      return rows.length
    })
  }
  // records of the bin have no changes of their own: they only must find a stage when they come back
  await app.database.query(sql`update ${table} set ${stage} = ${to} where ${inStage} and "_deletedAt" is not null`)
}

/** Options that go with a stage that no pipeline will have go with where its records are moved: their other values fit there already. */
function withMovedOptions(context: Context, { name, object }: Pipeline, stage: FieldDefinition, from: string, to: string): Context {
  const { objects, pipelines } = context.workspace
  const stays = [...pipelines.values()].some(other => other.object === object && other.name !== name && other.stages.some(({ value }) => value === from))
  if (stays) return context
  const moves = { object, field: stage.name, targets: new Map([[from, [to]]]) }
  const definition = objects.get(object)!
  const fields = definition.fields.map(field => field.options ? moveInField(field, object, objects, moves).value : field)
  return { ...context, workspace: { ...context.workspace, objects: new Map(objects).set(object, { ...definition, fields }) } }
}
