// Records over HTTP (API.md §5): one set of routes for every object.
import { z } from 'zod'
import { isDay } from '../field/calendar.ts'
import { paged, recordAnswer } from '../http/answer-part.ts'
import { Problem } from '../http/errors.ts'
import { flag, json, limit, names } from '../http/query-part.ts'
import { Answer, noContent, route } from '../http/route.ts'
import { line } from '../workspace/input.ts'
import { aggregateAnswer, aggregateRecords } from './aggregate.ts'
import { batchAnswer, writeBatch } from './batch.ts'
import { calendarAnswer, readCalendar } from './calendar.ts'
import { listRecords, readRecordText, type Page, type Query } from './find.ts'
import { followMerge } from './merge/pointer.ts'
import { present } from './present.ts'
import { revealFields } from './reveal.ts'
import { readTimeline, timelineAnswer } from './timeline.ts'
import { upsertAnswer, upsertRecords } from './upsert.ts'
import { writeRecords } from './write.ts'

const object = z.object({ object: z.string() })
const record = z.object({ object: z.string(), id: z.uuid().transform(text => text.toLowerCase()) })
const data = z.record(z.string(), z.unknown())
const day = z.string().max(10).refine(isDay, { params: { code: 'date.invalid' } })

const listQuery = z.strictObject({
  filter: json.optional(), sort: z.string().optional(), fields: names.optional(), expand: names.optional(), limit: limit.optional(),
  after: z.string().optional(), count: z.enum(['true', 'capped']).optional(), bin: flag.optional(),
})

const queryBody = z.strictObject({
  filter: z.unknown().optional(), sort: z.string().optional(), limit: z.number().int().min(1).max(500).optional(), after: z.string().optional(),
  fields: z.union([z.array(z.string()), names]).optional(), expand: z.union([z.array(z.string()), names]).optional(),
  count: z.union([z.enum(['true', 'capped']), z.literal(true).transform(() => 'true' as const)]).optional(), bin: z.boolean().optional(),
})

const recordsAnswer = paged(recordAnswer).extend({
  total: z.number().optional().meta({ description: 'Where `count` asked for it' }),
  capped: z.literal(true).optional().meta({ description: 'There are more than `total`' }),
})

function toAnswer(page: Page): Answer {
  const rest = JSON.stringify({ page: { next: page.next }, total: page.total, capped: page.capped })
  return new Answer({ text: `{"data":${page.json},${rest.slice(1)}` })
}

function versionOf(header: string | undefined): number | undefined {
  if (header === undefined || header === '*') return undefined
  const version = Number(/^(?:W\/)?"?(\d+)"?$/.exec(header.trim())?.[1])
  if (!Number.isSafeInteger(version)) throw new Problem('syntax.invalid', { parameters: { reason: 'If-Match' } })
  return version
}

/** Of a record's text. The last one: a json field or an expanded record before it may have a version of its own. */
function versionIn(text: string): string {
  return /\d+/.exec(text.slice(text.lastIndexOf('"version":')))![0]
}

const tag = 'records'

export const recordRoutes = [
  route({ method: 'GET', path: '/records/:object', tag, summary: 'A page of records', params: object, query: listQuery, answer: recordsAnswer,
    handler: async (context, { params, query }) => toAnswer(await listRecords(context, params.object, query as Query)) }),

  route({ method: 'POST', path: '/records/:object/query', tag, summary: 'A page of records, with the parameters as JSON', params: object, body: queryBody, reads: true, answer: recordsAnswer,
    handler: async (context, { params, body }) => toAnswer(await listRecords(context, params.object, body as Query)) }),

  route({ method: 'GET', path: '/records/:object/aggregate', tag, summary: 'Counts, sums and the like by up to two groups', params: object, answer: aggregateAnswer,
    query: z.strictObject({
      groupBy: names.optional(), measure: names.optional(), filter: json.optional(),
      currency: z.literal('base').optional().meta({ description: 'Amounts in the workspace\'s currency; a rate that is missing is a refusal' }), rateOn: z.string().max(100).optional().meta({ description: 'The date field whose day\'s rate counts; else today\'s' }),
    }),
    handler: (context, { params, query }) => aggregateRecords(context, params.object, query) }),

  route({ method: 'GET', path: '/records/:object/calendar', tag, summary: 'How many records each day of a window holds, and the first of each', params: object, answer: calendarAnswer,
    query: z.strictObject({ date: z.string(), from: day, to: day, timeZone: z.string().max(60).optional(), filter: json.optional(), fields: names.optional(), expand: names.optional(), perDay: z.coerce.number().int().min(1).max(500).optional() }),
    handler: (context, { params, query }) => readCalendar(context, params.object, query) }),

  route({ method: 'GET', path: '/records/:object/:id', tag, summary: 'One record', params: record, answer: recordAnswer,
    query: z.strictObject({ fields: names.optional(), expand: names.optional(), bin: flag.optional() }),
    handler: async (context, { params, query, request }) => {
      const text = await readRecordText(context, params.object, params.id, query).catch((refusal: unknown) => followMerge(context, params.object, params.id, refusal, request.url.slice(request.url.split('?')[0].length)))
      if (text instanceof Answer) return text
      return new Answer({ text, headers: { etag: `"${versionIn(text)}"` } })
    } }),

  route({ method: 'POST', path: '/records/:object', tag, summary: 'Create a record', params: object, body: data, status: 201, answer: recordAnswer,
    handler: async (context, { params, body }) => {
      const [change] = await writeRecords(context, params.object, [{ op: 'create', data: body }])
      return new Answer({ status: 201, text: present(context, change), headers: { etag: `"${change.version}"`, location: `/api/v1/records/${params.object}/${change.id}` } })
    } }),

  route({ method: 'PATCH', path: '/records/:object/:id', tag, summary: 'Change a record (with If-Match when given); overrideReason lets an administrator change what is written once, and who may override go where transition rules do not let her', params: record, body: data, answer: recordAnswer,
    query: z.object({ overrideReason: line(500).optional() }),
    handler: async (context, { params, query, body, request }) => {
      const version = versionOf(request.headers['if-match'])
      const [change] = await writeRecords(context, params.object, [{ op: 'update', id: params.id, version, data: body }], query)
      return new Answer({ text: present(context, change), headers: { etag: `"${change.after.version}"` } })
    } }),

  route({ method: 'POST', path: '/records/:object/:id/reveal', tag, summary: 'Show masked values of a record; who saw them is kept', params: record, limit: 60,
    body: z.strictObject({ fields: z.array(z.string().max(100)).min(1).max(50), reason: line(500).optional() }),
    answer: z.strictObject({ values: z.record(z.string(), z.unknown()) }),
    handler: async (context, { params, body }) => ({ values: await revealFields(context, params.object, params.id, body.fields, body.reason) }) }),

  route({ method: 'DELETE', path: '/records/:object/:id', tag, summary: 'Move a record to the bin', status: 204, params: record,
    handler: async (context, { params, request }) => {
      await writeRecords(context, params.object, [{ op: 'delete', id: params.id, version: versionOf(request.headers['if-match']) }])
      return noContent
    } }),

  route({ method: 'POST', path: '/records/:object/:id/restore', tag, summary: 'Take a record out of the bin', params: record, answer: recordAnswer,
    handler: async (context, { params }) => {
      const [change] = await writeRecords(context, params.object, [{ op: 'restore', id: params.id }])
      return new Answer({ text: present(context, change), headers: { etag: `"${change.version}"` } })
    } }),

  route({ method: 'POST', path: '/records/:object/batch', tag, summary: 'Create, update and delete many, all or each for itself', params: object, answer: batchAnswer,
    body: z.strictObject({ atomic: z.boolean().default(true), operations: z.array(z.unknown()) }),
    handler: (context, { params, body }) => writeBatch(context, params.object, body.operations, body.atomic) }),

  route({ method: 'POST', path: '/records/:object/upsert', tag, summary: 'Create or update by the values of the named fields', params: object, answer: upsertAnswer,
    body: z.strictObject({ matchOn: z.array(z.string()).min(1).max(5), records: z.array(data) }),
    handler: (context, { params, body }) => upsertRecords(context, params.object, body.matchOn, body.records) }),

  route({ method: 'GET', path: '/records/:object/:id/timeline', tag, summary: 'Every change, note and task about a record, newest first', params: record, answer: timelineAnswer,
    query: z.strictObject({ after: z.string().optional(), limit: limit.optional(), types: names.optional() }),
    handler: (context, { params, query }) => readTimeline(context, params.object, params.id, query) }),
]
