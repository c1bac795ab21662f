// Kernel, objects: pipelines as values. A stage field's options are the stages of its object's pipelines.
import type { Fault } from '../http/errors.ts'
import type { Pipeline, Stage } from '../workspace/workspace.ts'
import type { FieldDefinition, ObjectDefinition, Option } from './definition.ts'
import { isName } from './definition.ts'
import { completeObject } from './normalise.ts'

/** Fills in the options of stage fields (the union over the object's pipelines) and of the fields that name the pipeline. */
export function fillStages(objects: ObjectDefinition[], pipelines: Iterable<Pipeline>): ObjectDefinition[] {
  const all = [...pipelines]
  return objects.map(object => {
    const stageFields = object.fields.filter(field => field.pipelineField)
    if (stageFields.length === 0) return object
    const own = all.filter(pipeline => pipeline.object === object.name)
    const naming = new Set(stageFields.map(field => field.pipelineField))
    return { ...object, fields: object.fields.map(field => fillField(field, own, naming)) }
  })
}

function fillField(field: FieldDefinition, pipelines: Pipeline[], naming: Set<string | undefined>): FieldDefinition {
  if (field.pipelineField) return { ...field, options: stageOptions(pipelines) }
  if (naming.has(field.name)) return { ...field, options: pipelines.map(({ name, label }) => ({ value: name, label })) }
  return field
}

function stageOptions(pipelines: Pipeline[]): Option[] {
  const options = new Map<string, Option>()
  for (const { stages } of pipelines) {
    for (const { value, label, color } of stages) if (!options.has(value)) options.set(value, { value, label, color })
  }
  return [...options.values()]
}

/** The stage field of an object and the field that names its pipeline; undefined when it has none. */
export function stageFieldOf(object: ObjectDefinition): { stage: FieldDefinition, pipeline: FieldDefinition } | undefined {
  const stage = object.fields.find(field => field.pipelineField)
  const pipeline = stage && object.fields.find(field => field.name === stage.pipelineField)
  return stage && pipeline && { stage, pipeline }
}

const kinds = new Set(['open', 'won', 'lost'])

/** What is wrong with a pipeline; `objects` are those there are. */
export function checkPipeline(pipeline: Pipeline, objects: ReadonlyMap<string, ObjectDefinition>): Fault[] {
  const faults: Fault[] = []
  if (!isName(pipeline.name)) faults.push({ path: 'name', code: 'name.invalid' })
  if (!objects.has(pipeline.object)) faults.push({ path: 'object', code: 'object.unknown' })
  if (!hasText(pipeline)) faults.push({ path: 'label', code: 'value.required' })
  if (pipeline.stages.length === 0) faults.push({ path: 'stages', code: 'value.required' })
  pipeline.stages.forEach((stage, index) => faults.push(...checkStage(stage, pipeline.stages, index), ...checkRequired(stage, objects.get(pipeline.object), index)))
  return faults
}

function checkStage(stage: Stage, stages: Stage[], index: number): Fault[] {
  const faults: Fault[] = []
  const fault = (at: string, code: string): number => faults.push({ path: `stages[${index}].${at}`, code })
  if (!isName(stage.value)) fault('value', 'name.invalid')
  else if (stages.findIndex(other => other.value === stage.value) < index) fault('value', 'option.repeated')
  if (!hasText(stage)) fault('label', 'value.required')
  if (!(stage.probability >= 0 && stage.probability <= 100)) fault('probability', 'value.range')
  if (!kinds.has(stage.kind)) fault('kind', 'option.unknown')
  return faults
}

/** A stage may require what somebody can fill: not the stage itself, nor what the kernel and modules set. */
function checkRequired({ required = [] }: Stage, object: ObjectDefinition | undefined, index: number): Fault[] {
  const fields = object ? completeObject(object).fields : []
  const stage = fields.find(field => field.pipelineField)
  return required.flatMap((name, at) => {
    const fault = (code: string): Fault[] => [{ path: `stages[${index}].required[${at}]`, code }]
    const field = fields.find(each => each.name === name)
    if (!field) return fault('field.unknown')
    if (field.readOnly || field === stage || field.name === stage?.pipelineField) return fault('value.invalid')
    return required.indexOf(name) < at ? fault('option.repeated') : []
  })
}

function hasText({ label }: { label?: { en?: string, id?: string } }): boolean {
  return Boolean(label?.en?.trim() || label?.id?.trim())
}
