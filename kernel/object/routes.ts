// Kernel, objects: objects and their fields over HTTP (API.md §4). Everyone reads what she may know; administrators change.
import { z } from 'zod'
import type { Context } from '../context.ts'
import { paged } from '../http/answer-part.ts'
import { Problem } from '../http/errors.ts'
import { noContent, route } from '../http/route.ts'
import type { Module } from '../module.ts'
import { knownObject } from '../permission/rules.ts'
import { pageInOrder, pageQuery } from '../workspace/page.ts'
import { describeField, describeObject, fieldAnswer, objectAnswer } from './describe.ts'
import { addField, changeField, changeObject, createObject, removeField } from './edit.ts'
import { fieldChange, newField, newObject, objectChange } from './input.ts'
import { removeObject } from './remove-object.ts'
import { readReadyIndexes } from './table-state.ts'
import { listUses, useAnswer, type Subject } from './uses.ts'

const object = z.object({ object: z.string() })
const field = z.object({ object: z.string(), field: z.string() })
const tag = 'objects'
const access = 'administrator'

async function answerObject(context: Context, name: string): Promise<z.output<typeof objectAnswer>> {
  return describeObject(context, context.workspace.objects.get(name)!, await readReadyIndexes(context.sql, context.workspace.schema))
}

async function answerField(context: Context, objectName: string, name: string): Promise<z.output<typeof fieldAnswer>> {
  const found = context.workspace.objects.get(objectName)!
  return describeField(context, found, found.fields.find(each => each.name === name)!, await readReadyIndexes(context.sql, context.workspace.schema))
}

async function readUses(context: Context, modules: Module[], subject: Subject): Promise<object[]> {
  const found = context.workspace.objects.get(subject.object)
  if (!found || (subject.field !== undefined && !found.fields.some(each => each.name === subject.field))) throw new Problem('notFound')
  return listUses(context, context.workspace.objects, modules, subject)
}

export const objectRoutes = [
  route({
    method: 'GET', path: '/objects', tag, summary: 'The objects and fields that the caller may know', query: pageQuery, answer: paged(objectAnswer),
    async handler(context, { query }) {
      const ready = await readReadyIndexes(context.sql, context.workspace.schema)
      const known = [...context.workspace.objects.values()].map(each => describeObject(context, each, ready))
      return pageInOrder(known.filter(each => each.access.read !== 'none' || each.access.create), query)
    },
  }),

  route({
    method: 'POST', path: '/objects', tag, access, status: 201, summary: 'Make an object: a table of its own', body: newObject, answer: objectAnswer,
    handler: async (context, { body }) => answerObject(await createObject(context, body), body.name),
  }),

  route({
    method: 'GET', path: '/objects/:object', tag, summary: 'One object with its fields', params: object, answer: objectAnswer,
    handler: (context, { params }) => answerObject(context, knownObject(context, params.object).name),
  }),

  route({
    method: 'PATCH', path: '/objects/:object', tag, access, summary: 'Change an object\'s labels, icon or title', params: object, body: objectChange, answer: objectAnswer,
    handler: async (context, { params, body }) => answerObject(await changeObject(context, params.object, body), params.object),
  }),

  route({
    method: 'DELETE', path: '/objects/:object', tag, access, summary: 'Remove an object that nothing uses; its records are kept aside for 60 days, notes and documents about them go to the bin, tasks say what they were about', status: 204, params: object,
    async handler(context, { params, app }) {
      await removeObject(context, params.object, app)
      return noContent
    },
  }),

  route({
    method: 'POST', path: '/objects/:object/fields', tag, access, status: 201, summary: 'Add a field: a column of its own', params: object, body: newField, answer: fieldAnswer,
    handler: async (context, { params, body }) => answerField(await addField(context, params.object, body), params.object, body.name),
  }),

  route({
    method: 'PATCH', path: '/objects/:object/fields/:field', tag, access, summary: 'Change a field', params: field, body: fieldChange, answer: fieldAnswer,
    handler: async (context, { params, body, app }) => answerField(await changeField(context, params.object, params.field, body, app.modules), params.object, params.field),
  }),

  route({
    method: 'GET', path: '/objects/:object/uses', tag, access, summary: 'What names the object, and so forbids its removal', params: object, answer: z.object({ data: z.array(useAnswer) }),
    handler: async (context, { params, app }) => ({ data: await readUses(context, app.modules, { object: params.object }) }),
  }),

  route({
    method: 'GET', path: '/objects/:object/fields/:field/uses', tag, access, summary: 'What names the field, and so forbids its removal', params: field, answer: z.object({ data: z.array(useAnswer) }),
    handler: async (context, { params, app }) => ({ data: await readUses(context, app.modules, params) }),
  }),

  route({
    method: 'DELETE', path: '/objects/:object/fields/:field', tag, access, summary: 'Remove a field that nothing uses; its values are kept aside for 60 days', status: 204, params: field,
    async handler(context, { params, app }) {
      await removeField(context, params.object, params.field, app.modules)
      return noContent
    },
  }),
]
