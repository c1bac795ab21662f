// The OpenAPI 3.1 document, from the routes themselves; signed in, also the objects and fields that the caller may see.
import { z } from 'zod'
import type { App } from '../app.ts'
import type { Context } from '../context.ts'
import type { FieldDefinition, ObjectDefinition } from '../object/definition.ts'
import { canWrite, mayRead } from '../permission/rules.ts'
import { shownFields } from '../record/fields.ts'
import { neededFor } from '../workspace/apps/scope.ts'
import { authenticate } from '../workspace/authenticate.ts'
import { allRoutes } from './routes.ts'
import { route, type Route } from './route.ts'
import { version } from './version.ts'

type Json = Record<string, any>

const problem = { description: 'Refused (RFC 9457)', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }

export const openApiRoutes = [
  route({ method: 'GET', path: '/openapi.json', tag: 'meta', summary: 'This document', access: 'public',
    answer: z.looseObject({ openapi: z.string(), info: z.object({ title: z.string(), version: z.string() }), paths: z.record(z.string(), z.unknown()), components: z.looseObject({}) }),
    handler: async (context, { app, request }) => {
      const caller = await authenticate(app, request).catch(() => undefined)
      return openApiDocument(app, caller ? { ...context, ...caller } : undefined)
    } }),
]

/** The document (OpenAPI 3.1); with a context also the objects and fields that its actor may see. */
export function openApiDocument({ modules }: Pick<App, 'modules'>, context?: Context): Json {
  const paths: Json = {}
  for (const each of allRoutes({ modules })) {
    const path = each.path.replace(/:(\w+)/g, '{$1}')
    paths[path] ??= {}
    paths[path][each.method.toLowerCase()] = operation(each)
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Hubung', version },
    servers: [{ url: '/api/v1' }],
    security: [{ key: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' }, session: { type: 'apiKey', in: 'cookie', name: 'session' }, app },
      schemas: { Problem: problemSchema, ...(context ? objectSchemas(context) : {}) },
    },
  }
}

function operation(each: Route): Json {
  const parameters = [...parametersIn('path', each.params), ...parametersIn('query', each.query)]
  const body = each.multipart ? { 'multipart/form-data': formOf(each) } : each.body ? { 'application/json': { schema: schemaOf(each.body) } } : undefined
  return {
    summary: each.summary,
    tags: [each.tag],
    security: securityOf(each),
    ...(parameters.length ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, content: body } } : {}),
    responses: { [String(each.status ?? 200)]: { description: 'Done', ...contentOf(each) }, '4XX': problem },
  }
}

/** A key, a session, or an app that was allowed enough; some of it people do themselves. */
function securityOf(each: Route): Json[] {
  if (each.access === 'public') return []
  const scope = neededFor(each)
  return [{ key: [] }, { session: [] }, ...scope ? [{ app: [scope] }] : []]
}

function contentOf({ status, answer }: Route): Json {
  if (status === 204) return {}
  if (typeof answer === 'string') return { content: { [answer]: { schema: { type: 'string', format: 'binary' } } } }
  return { content: { 'application/json': { schema: answer ? schemaOf(answer, 'output') : {} } } }
}

/** A form carries `options` as JSON, then the file. */
function formOf({ body }: Route): Json {
  const properties = { ...(body ? { options: schemaOf(body) } : {}), file: { type: 'string', format: 'binary' } }
  return { schema: { type: 'object', required: Object.keys(properties), properties }, encoding: { options: { contentType: 'application/json' } } }
}

function parametersIn(place: 'path' | 'query', schema: z.ZodType | undefined): Json[] {
  if (!schema) return []
  const { properties = {}, required = [] } = schemaOf(schema)
  return Object.entries<Json>(properties).map(([name, value]) => ({ name, in: place, required: place === 'path' || required.includes(name), ...saidOf(value) }))
}

/** How a parameter's value travels: as it is, as JSON, or as a list with commas (kernel/http/query-part.ts). */
function saidOf({ contentMediaType, list, ...schema }: Json): Json {
  if (contentMediaType) return { content: { [contentMediaType]: { schema: {} } } }
  return list ? { style: 'form', explode: false, schema: { type: 'array', items: text } } : { schema }
}

/** What a schema takes, or gives: an answer may grow by a key, and is not said to be closed. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output' = 'input'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', override: ({ jsonSchema }) => {
    if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
  } }) as Json
  return rest
}

/** docs/apps.md */
const app = { type: 'oauth2', flows: { authorizationCode: { authorizationUrl: '/oauth/authorize', tokenUrl: '/api/v1/oauth/token', refreshUrl: '/api/v1/oauth/token',
  scopes: { read: 'See what the member sees', write: 'Also change records, as far as she may', admin: 'Also what administrators may' } } } }

const text = { type: 'string' }
const problemSchema = {
  type: 'object', required: ['type', 'title', 'status', 'code', 'requestId'],
  properties: { type: text, title: text, status: { type: 'integer' }, detail: text, code: text, requestId: text,
    errors: { type: 'array', items: { type: 'object', properties: { path: text, code: text, message: text } } } },
}

function objectSchemas(context: Context): Json {
  const objects = [...context.workspace.objects.values()].filter(object => mayRead(context, object.name))
  return Object.fromEntries(objects.map(object => [object.name, objectSchema(context, object)]))
}

function objectSchema(context: Context, object: ObjectDefinition): Json {
  const fields = shownFields(context, object)
  return {
    type: 'object',
    title: object.label.en ?? object.name,
    required: fields.filter(field => field.required).map(field => field.name),
    properties: Object.fromEntries(fields.map(field => [field.name, { ...field.masked ? { type: ['string', 'null'] } : fieldSchema(field), title: field.label.en ?? field.name, ...(canWrite(context, object.name, field) ? {} : { readOnly: true }) }])),
  }
}

/** JSON Schema of a field's value in API form. */
function fieldSchema(field: FieldDefinition): Json {
  const types: Record<string, Json> = {
    id: { type: 'string', format: 'uuid' }, user: { type: ['string', 'null'], format: 'uuid' },
    number: { type: ['number', 'null'] }, percent: { type: ['number', 'string', 'null'] }, decimal: { type: ['number', 'string', 'null'] }, rating: { type: ['integer', 'null'] }, duration: { type: ['integer', 'null'] },
    boolean: { type: ['boolean', 'null'] }, date: { type: ['string', 'null'], format: 'date' }, dateTime: { type: ['string', 'null'], format: 'date-time' },
    currency: { type: ['object', 'null'], properties: { amount: { type: ['number', 'string'] }, currency: text } }, address: { type: ['object', 'null'] }, json: {},
    tags: { type: ['array', 'null'], items: text }, multiSelect: { type: ['array', 'null'], items: { type: 'string', enum: field.options?.map(option => option.value) } },
    select: { type: ['string', 'null'], enum: [...(field.options ?? []).map(option => option.value), null] },
    relation: Array.isArray(field.to) ? { type: ['object', 'null'], properties: { object: { enum: field.to }, id: { type: 'string', format: 'uuid' } } } : { type: ['string', 'null'], format: 'uuid' },
  }
  return types[field.type] ?? { type: ['string', 'null'] }
}
