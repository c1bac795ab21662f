// Kernel, objects: pipelines over HTTP (API.md §4): everyone reads those of the objects and stages she may know, administrators change.
import { z } from 'zod'
import type { Context } from '../context.ts'
import { paged } from '../http/answer-part.ts'
import { Problem } from '../http/errors.ts'
import { noContent, route } from '../http/route.ts'
import { canRead, isKnown as isKnownObject, isKnownField } from '../permission/rules.ts'
import { pageInOrder, pageQuery } from '../workspace/page.ts'
import { pipelineAnswer, type Pipeline } from '../workspace/workspace.ts'
import { newPipeline, pipelineChange } from './input.ts'
import { changePipeline, checkLostStages, createPipeline, removePipeline } from './pipeline-edit.ts'
import { stageFieldOf } from './pipeline.ts'
import { knownTransitions } from './transition.ts'
import { moveRecords } from './stage-move.ts'

const named = z.object({ name: z.string() })
const tag = 'objects'
const access = 'administrator'

function isKnown(context: Context, object: string): boolean {
  const definition = context.workspace.objects.get(object)
  const stage = definition && stageFieldOf(definition)?.stage
  return isKnownObject(context, object) && (!stage || canRead(context, object, stage.name))
}

/** As the caller may know it: what a stage requires without the names of fields hidden from her. */
function knownPart(context: Context, pipeline: Pipeline): Pipeline {
  const stages = pipeline.stages.map(({ required, ...stage }) => {
    const known = required?.filter(field => isKnownField(context, pipeline.object, field))
    return known?.length ? { ...stage, required: known } : stage
  })
  const { transitions, ...rest } = pipeline
  return { ...rest, stages, ...transitions && { transitions: knownTransitions(transitions, field => isKnownField(context, pipeline.object, field)) } }
}

export const pipelineRoutes = [
  route({
    method: 'GET', path: '/pipelines', tag, summary: 'Pipelines with their stages', query: pageQuery.extend({ object: z.string().optional() }), answer: paged(pipelineAnswer),
    async handler(context, { query }) {
      const all = [...context.workspace.pipelines.values()].filter(pipeline => isKnown(context, pipeline.object)).map(pipeline => knownPart(context, pipeline))
      return pageInOrder(query.object === undefined ? all : all.filter(pipeline => pipeline.object === query.object), query)
    },
  }),

  route({
    method: 'GET', path: '/pipelines/:name', tag, summary: 'One pipeline', params: named, answer: pipelineAnswer,
    async handler(context, { params }) {
      const pipeline = context.workspace.pipelines.get(params.name)
      if (!pipeline || !isKnown(context, pipeline.object)) throw new Problem('notFound')
      return knownPart(context, pipeline)
    },
  }),

  route({
    method: 'POST', path: '/pipelines', tag, access, status: 201, summary: 'Make a pipeline; an object without one gets the fields pipeline and stage', body: newPipeline, answer: pipelineAnswer,
    handler: (context, { body }) => createPipeline(context, body),
  }),

  route({
    method: 'PATCH', path: '/pipelines/:name', tag, access, summary: 'Change labels and stages; moveTo says where the records of a removed stage go',
    params: named, body: pipelineChange, answer: pipelineAnswer, ownTransaction: true,
    async handler(context, { params, body, app }) {
      await checkLostStages(context, params.name, body, app.modules)
      // the records go first, in transactions of their own, since there may be a million of them
      for (const [from, to] of Object.entries(body.moveTo ?? {})) await moveRecords(context, app, params.name, from, to)
      const pipeline = await app.database.transaction(transaction => changePipeline({ ...context, sql: transaction }, params.name, body, app.modules))
      app.wake(context.workspace.schema)
      return pipeline
    },
  }),

  route({
    method: 'DELETE', path: '/pipelines/:name', tag, access, summary: 'Remove a pipeline that no record is in', status: 204, params: named,
    async handler(context, { params, app }) {
      await removePipeline(context, params.name, app.modules)
      return noContent
    },
  }),
]
