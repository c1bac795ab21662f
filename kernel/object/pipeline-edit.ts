// Kernel, objects: what administrators do to pipelines.
import type { z } from 'zod'
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { Problem, refuse, type Fault } from '../http/errors.ts'
import type { Module } from '../module.ts'
import type { Pipeline } from '../workspace/workspace.ts'
import { lockDefinitions, saveDefinitions } from './change.ts'
import { readDefinitions, withDefinitions, type Definitions } from './definitions.ts'
import type { ObjectDefinition } from './definition.ts'
import type { newPipeline, pipelineChange } from './input.ts'
import { normaliseObject, ownFields } from './normalise.ts'
import { findMentions, refuseMentions, saveMentions, type Mentions } from './option-change.ts'
import { checkPipeline, stageFieldOf } from './pipeline.ts'
import { objectTexts } from './texts.ts'
import { checkTransitions } from './transition-check.ts'
import { refuseUses } from './uses.ts'

export async function createPipeline(context: Context, input: z.output<typeof newPipeline>): Promise<Pipeline> {
  const before = await lockDefinitions(context)
  const pipeline = clean(input)
  const faults = [...checkPipeline(pipeline, before.objects), ...checkRules(context, pipeline, before.objects)]
  if (before.pipelines.has(pipeline.name)) faults.push({ path: 'name', code: 'name.taken' })
  if (faults.length) throw refuse(faults)
  const object = withStage(before.objects.get(pipeline.object)!, pipeline.name)
  await saveDefinitions(context, before, { objects: new Map(before.objects).set(object.name, object), pipelines: new Map(before.pipelines).set(pipeline.name, pipeline) })
  return pipeline
}

/** An object that gets its first pipeline gets the two fields that say where a record is. */
function withStage(object: ObjectDefinition, pipeline: string): ObjectDefinition {
  if (stageFieldOf(object)) return object
  const fields = [
    { name: 'pipeline', label: objectTexts.pipeline, type: 'select', default: pipeline },
    { name: 'stage', label: objectTexts.stage, type: 'select', pipelineField: 'pipeline' },
  ]
  const next = normaliseObject({ ...object, fields: [...object.fields, ...fields] })
  return { ...next, fields: ownFields(next) }
}

type Change = z.output<typeof pipelineChange>

/** Refuses a change that something else forbids, before any record is moved for it. */
export async function checkLostStages(context: Context, name: string, { stages, moveTo = {} }: Change, modules: Module[]): Promise<void> {
  const before = await readDefinitions(context.sql, context.workspace.schema)
  const pipeline = before.pipelines.get(name)
  if (pipeline && stages) await mentionsOfLost(context, before, pipeline, stages, moveTo, modules)
}

/**
 * What names stages that no pipeline of the object has any more, as it is to be afterwards: where their records go. Throws
 * `conflict.inUse` for what cannot follow, and where a stage has no place to go.
 */
async function mentionsOfLost(context: Context, before: Definitions, pipeline: Pipeline, stages: { value: string }[], moveTo: Record<string, string>, modules: Module[]): Promise<Mentions> {
  const { object } = pipeline
  const others = [...before.pipelines.values()].filter(each => each.object === object && each.name !== pipeline.name).flatMap(each => each.stages)
  const kept = new Set([...stages, ...others].map(({ value }) => value))
  const lost = pipeline.stages.map(({ value }) => value).filter(value => !kept.has(value))
  const field = stageFieldOf(before.objects.get(object)!)!.stage.name
  const moves = (values: string[]) => ({ object, field, targets: new Map(values.map(value => [value, moveTo[value] === undefined ? [] : [moveTo[value]]])) })
  const inside = withDefinitions(context, before)
  await refuseMentions(inside, before, moves(lost.filter(value => moveTo[value] === undefined)), modules)
  const mentions = await findMentions(inside, before, moves(lost.filter(value => moveTo[value] !== undefined)), modules)
  refuseUses(mentions.stuck)
  return mentions
}

/** Stages may be renamed, coloured, ordered and added; one that records hold is not removed, and what names it follows its records. */
export async function changePipeline(context: Context, name: string, { moveTo = {}, ...change }: Change, modules: Module[]): Promise<Pipeline> {
  const before = await lockDefinitions(context)
  const pipeline = before.pipelines.get(name)
  if (!pipeline) throw new Problem('notFound')
  const next = clean({ ...pipeline, ...change })
  const faults = [...checkPipeline(next, before.objects), ...checkRules(context, next, before.objects)]
  if (faults.length) throw refuse(faults)
  const gone = pipeline.stages.map(stage => stage.value).filter(value => !next.stages.some(stage => stage.value === value))
  const held = await findHeldStage(context, before.objects.get(pipeline.object)!, name, gone)
  if (held !== undefined) throw refuse([{ path: 'stages', code: 'conflict.stage', parameters: { stage: held } }])
  const mentions = await mentionsOfLost(context, before, pipeline, next.stages, moveTo, modules)
  await saveMentions(context, mentions)
  await saveDefinitions(context, before, { objects: mentions.objects, pipelines: new Map(before.pipelines).set(name, next) })
  return next
}

/** Stages, roles and fields that its transition rules name are there. */
function checkRules(context: Context, { object: name, stages, transitions }: Pipeline, objects: ReadonlyMap<string, ObjectDefinition>): Fault[] {
  const object = objects.get(name)
  if (!transitions || !object) return []
  return checkTransitions(context, transitions, stageFieldOf(object)?.stage, stages.map(stage => stage.value), object.fields, '')
}

/** The last pipeline of an object, the one new records start in, and one that records are in or that something names stay. */
export async function removePipeline(context: Context, name: string, modules: Module[]): Promise<void> {
  const before = await lockDefinitions(context)
  const pipeline = before.pipelines.get(name)
  if (!pipeline) throw new Problem('notFound')
  const object = before.objects.get(pipeline.object)!
  const others = [...before.pipelines.values()].filter(each => each.object === pipeline.object && each.name !== name)
  const fields = stageFieldOf(object)
  if (others.length === 0 || fields?.pipeline.default === name) throw new Problem('conflict.standard')
  const held = await findHeldStage(context, object, name, pipeline.stages.map(stage => stage.value))
  if (held !== undefined) throw refuse([{ path: 'stages', code: 'conflict.stage', parameters: { stage: held } }])
  await mentionsOfLost(context, before, pipeline, [], {}, modules)
  await refuseMentions(withDefinitions(context, before), before, { object: pipeline.object, field: fields!.pipeline.name, targets: new Map([[name, []]]) }, modules)
  const pipelines = new Map(before.pipelines)
  pipelines.delete(name)
  await saveDefinitions(context, before, { ...before, pipelines })
}

/** The first of these stages that a record holds, in the bin too: it may come back. */
async function findHeldStage(context: Context, object: ObjectDefinition, pipeline: string, stages: string[]): Promise<string | undefined> {
  const fields = stageFieldOf(object)
  if (!fields || stages.length === 0) return undefined
  const [row] = await context.sql.query<{ stage: string }>(sql`select ${identifier(fields.stage.name)} as stage from ${identifier(context.workspace.schema, object.name)}
    where ${identifier(fields.pipeline.name)} = ${pipeline} and ${identifier(fields.stage.name)} = any(${stages}::text[]) limit 1`)
  return row?.stage
}

/** As JSON keeps it; a help text or limit that was emptied is gone, and so is an empty list. */
function clean({ name, label, object, stages, transitions }: z.output<typeof newPipeline> | Pipeline): Pipeline {
  const kept = stages.map(({ help, required, rottenAfterDays, ...stage }) => ({ ...stage, ...help && { help }, ...required?.length && { required }, ...rottenAfterDays && { rottenAfterDays } }))
  return JSON.parse(JSON.stringify({ name, label, object, stages: kept, ...transitions && (transitions.rules.length || transitions.default === 'refuse') && { transitions } }))
}
