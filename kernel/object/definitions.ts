// Kernel, objects: the definitions of a workspace as they are stored, and what a context looks like with them.
import type { Context } from '../context.ts'
import type { Queryable } from '../database/database.ts'
import { identifier, sql } from '../database/sql.ts'
import type { Pipeline } from '../workspace/workspace.ts'
import type { ObjectDefinition } from './definition.ts'
import { completeObject } from './normalise.ts'
import { fillStages } from './pipeline.ts'

export interface Definitions {
  /** As they are stored: without the standard fields. */
  objects: Map<string, ObjectDefinition>
  pipelines: Map<string, Pipeline>
}

export async function readDefinitions(queryable: Queryable, schema: string): Promise<Definitions> {
  const read = <Value>(table: string): Promise<{ name: string, definition: Value }[]> =>
    queryable.query(sql`select name, definition from ${identifier(schema, table)} order by created_at, name`)
  const objects = await read<ObjectDefinition>('_object')
  const pipelines = await read<Pipeline>('_pipeline')
  return {
    objects: new Map(objects.map(row => [row.name, row.definition])),
    pipelines: new Map(pipelines.map(row => [row.name, row.definition])),
  }
}

/** The context with definitions as they will be after this transaction. */
export function withDefinitions(context: Context, { objects, pipelines }: Definitions): Context {
  const filled = fillStages([...objects.values()].map(completeObject), pipelines.values())
  return { ...context, workspace: { ...context.workspace, objects: new Map(filled.map(object => [object.name, object])), pipelines } }
}
