// Contacts: duplicates over HTTP, for every object that has phones, emails or names to tell by.
import { z } from 'zod'
import { noContent, route } from '../../../kernel/http/route.ts'
import { duplicatesAnswer, duplicatesOf, duplicatesOfValues } from './find.ts'
import { dismissPair, listPairs, pairsAnswer } from './pairs.ts'

const tag = 'records'
const id = z.uuid().transform(text => text.toLowerCase())

export const duplicateRoutes = [
  route({ method: 'GET', path: '/records/:object/:id/duplicates', tag, summary: 'Records that may be this one, with a score and the fields that agree', params: z.object({ object: z.string(), id }), answer: duplicatesAnswer,
    handler: async (context, { params }) => ({ data: await duplicatesOf(context, params.object, params.id), page: { next: null } }) }),

  route({ method: 'POST', path: '/records/:object/duplicates', tag, summary: 'Records that may be the one with these values, while it is typed', params: z.object({ object: z.string() }), reads: true, answer: duplicatesAnswer,
    body: z.strictObject({ values: z.record(z.string(), z.unknown()), id: id.optional() }),
    handler: async (context, { params, body }) => ({ data: await duplicatesOfValues(context, params.object, body.values, body.id), page: { next: null } }) }),

  route({ method: 'GET', path: '/duplicates', tag, summary: 'Pairs of records that may be one, found each night',
    query: z.strictObject({ object: z.string(), limit: z.coerce.number().int().min(1).max(100).default(25), after: z.string().max(1000).optional() }), answer: pairsAnswer,
    handler: (context, { query: { object, ...page } }) => listPairs(context, object, page) }),

  route({ method: 'POST', path: '/duplicates/dismiss', tag, summary: 'Remember that two records are not one', body: z.strictObject({ object: z.string(), ids: z.tuple([id, id]) }), status: 204,
    async handler(context, { body }) {
      await dismissPair(context, body.object, body.ids)
      return noContent
    } }),
]
