// The options of a select as they stand: those of the field, or the stages of the pipelines for a stage.
import type { FieldInfo, FieldOption, Pipeline } from '../queries.ts'
import type { RecordRow } from './field-web.ts'

/** Whether the field holds a stage: it names the sibling field that holds its pipeline. */
export const isStage = (field: FieldInfo) =>
  typeof field.pipelineField === 'string' || (field.name === 'stage' && field.type === 'select' && !field.options?.length)

/** Null for a field that is no stage. Stages of several pipelines are told apart by value, the first one's label wins. */
export function stageOptions(field: FieldInfo, pipelines: Pipeline[], record?: RecordRow): FieldOption[] | null {
  if (field.type === 'pipeline') return pipelines.map(({ name, label }) => ({ value: name, label }))
  if (!isStage(field)) return null
  const own = record?.[String(field.pipelineField ?? 'pipeline')]
  const chosen = pipelines.filter((pipeline) => pipeline.name === own)
  const byValue = new Map<string, FieldOption>()
  for (const pipeline of chosen.length ? chosen : pipelines) {
    for (const { value, label, color } of pipeline.stages) if (!byValue.has(value)) byValue.set(value, { value, label, color })
  }
  return byValue.size ? [...byValue.values()] : null
}
