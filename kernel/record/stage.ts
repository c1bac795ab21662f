// Records that move through a pipeline: their stage must be of their pipeline, and when they were where is kept.
import { v7 as uuid } from 'uuid'
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import type { FieldDefinition, ObjectDefinition } from '../object/definition.ts'
import type { Change } from './hook.ts'
import type { Faults } from './operation.ts'

/** The field that holds the stage, for objects that have one. */
export function stageField(object: ObjectDefinition): FieldDefinition | undefined {
  return object.fields.find(field => field.pipelineField !== undefined)
}

/** Gives a record its pipeline's first stage where it has none, and refuses a stage of another pipeline. */
export function settleStage({ workspace }: Context, object: ObjectDefinition, change: Change, at: number, faults: Faults): void {
  const field = stageField(object)
  if (!field) return
  const { after, before } = change
  const pipelines = [...workspace.pipelines.values()].filter(pipeline => pipeline.object === object.name)
  after[field.pipelineField!] ??= pipelines[0]?.name ?? null
  const stages = workspace.pipelines.get(after[field.pipelineField!])?.stages ?? []
  if (after[field.name] === null) after[field.name] = stages[0]?.value ?? null
  const moved = !before || before[field.name] !== after[field.name] || before[field.pipelineField!] !== after[field.pipelineField!]
  if (moved && !stages.some(stage => stage.value === after[field.name])) faults.add(at, field.name, 'option.unknown')
}

/** Closes the stay in the old stage and opens the one in the new, for updated records. */
export async function moveStages(context: Context, object: ObjectDefinition, changes: Change[]): Promise<void> {
  const field = stageField(object)
  const moved = field ? changes.filter(change => change.kind === 'updated' && (change.changed.includes(field.name) || change.changed.includes(field.pipelineField!))) : []
  if (!field || moved.length === 0) return
  const table = identifier(context.workspace.schema, '_stage_history')
  await context.sql.query(sql`update ${table} set left_at = ${context.now}::timestamptz where record = any(${moved.map(change => change.id)}::uuid[]) and left_at is null`)
  const rows = moved.map(change => ({ id: uuid(), record: change.id, pipeline: change.after[field.pipelineField!], stage: change.after[field.name] }))
  await context.sql.query(sql`insert into ${table} (id, object, record, pipeline, stage, entered_at, actor)
    select h.id, ${object.name}, h.record, h.pipeline, h.stage, ${context.now}::timestamptz, ${context.actor.member}::uuid
    from json_to_recordset(${JSON.stringify(rows)}::json) as h(id uuid, record uuid, pipeline text, stage text)`)
}
