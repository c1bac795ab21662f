// Merge room over HTTP (API.md §5): merge, look before, undo.
import { z } from 'zod'
import { paged, recordAnswer } from '../../http/answer-part.ts'
import { Answer, route } from '../../http/route.ts'
import { readRecordText } from '../find.ts'
import { present } from '../present.ts'
import { mergeEntry } from '../timeline.ts'
import { mergeRecords } from './merge.ts'
import { mergesOf, mergesQuery, previewAnswer, previewMerge } from './preview.ts'
import { undoMerge, undoneAnswer } from './undo.ts'

const id = z.uuid().transform(text => text.toLowerCase())
const take = z.record(z.string(), id).optional()
const parts = { into: id, from: z.array(id).min(1).max(20), take }
const object = z.object({ object: z.string() })
const tag = 'records'

export const mergeRoutes = [
  route({ method: 'POST', path: '/records/:object/merge', tag, summary: 'Merge records into one: values by choice, all that is related moves', params: object,
    body: z.strictObject({ ...parts, versions: z.record(z.uuid(), z.int().positive()).optional() }), answer: recordAnswer,
    handler: async (context, { params, body }) => {
      const change = await mergeRecords(context, params.object, body)
      return new Answer({ text: present(context, change), headers: { etag: `"${change.after.version}"` } })
    } }),

  route({ method: 'POST', path: '/records/:object/merge/preview', tag, summary: 'What a merge would do', params: object, body: z.strictObject(parts), reads: true, answer: previewAnswer,
    handler: (context, { params, body }) => previewMerge(context, params.object, body) }),

  route({ method: 'GET', path: '/records/:object/:id/merges', tag, summary: 'The merges into a record, newest first', params: z.object({ object: z.string(), id }), query: mergesQuery, answer: paged(mergeEntry),
    handler: async (context, { params, query }) => {
      await readRecordText(context, params.object, params.id, { fields: ['id'] })
      const merges = await mergesOf(context, params.object, params.id, { ...query, limit: query.limit + 1 })
      const data = merges.slice(0, query.limit)
      return { data, page: { next: merges.length > query.limit ? data.at(-1)!.id : null } }
    } }),

  route({ method: 'POST', path: '/records/:object/merge/:merge/undo', tag, summary: 'Undo a merge within 30 days; what was changed since is listed', params: z.object({ object: z.string(), merge: id }), answer: undoneAnswer,
    handler: (context, { params }) => undoMerge(context, params.object, params.merge) }),
]
