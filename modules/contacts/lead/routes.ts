// Contacts: leads over HTTP: their conversion, and what their score is made of.
import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { route } from '../../../kernel/http/route.ts'
import { mayRead } from '../../../kernel/permission/rules.ts'
import { readableFields } from '../../../kernel/record/fields.ts'
import { readRecord } from '../../../kernel/record/find.ts'
import { duplicatesOfValues, type Duplicate } from '../duplicate/find.ts'
import { conversionAnswer, convertedAnswer, convertLead, readConversion } from './conversion.ts'
import { mappingAnswer, mappingInput, readMapping, writeMapping } from './mapping.ts'
import { progressAnswer, readProgress } from './rescore-job.ts'
import { previewAnswer, previewRules } from './scoring-preview.ts'
import { explainScore, readRules, rulesAnswer, rulesInput, saveRules, scoreAnswer } from './scoring.ts'
import { undoConversion, undoneAnswer } from './undo.ts'

const tag = 'contacts'
const id = z.uuid().transform(text => text.toLowerCase())
const params = z.object({ id })
/** How far the last scoring of all leads is; null before the first. */
const scoringAnswer = z.object({ rules: rulesAnswer, progress: progressAnswer.nullable() })

/** Records that the lead may be already, by the fields that there are and that the caller may read. */
async function candidates(context: Context, object: 'contact' | 'company', values: Record<string, unknown>): Promise<Duplicate[]> {
  const definition = context.workspace.objects.get(object)
  if (!definition || !mayRead(context, object)) return []
  const known = readableFields(context, definition).map(({ name }) => [name, values[name]]).filter(([, value]) => value)
  return duplicatesOfValues(context, object, Object.fromEntries(known))
}

export const leadRoutes = [
  route({ method: 'GET', path: '/records/lead/:id/conversion', tag, summary: 'What the lead was converted to, or who it may be already', params, answer: conversionAnswer,
    async handler(context, { params }) {
      const lead = await readRecord(context, 'lead', params.id)
      const converted = await readConversion(context, params.id)
      if (converted) return { converted, contacts: [], companies: [] }
      const { firstName, lastName, email, phone, companyName } = lead
      return { converted: null, contacts: await candidates(context, 'contact', { firstName, lastName, email, phone }), companies: companyName ? await candidates(context, 'company', { name: companyName }) : [] }
    } }),

  route({ method: 'POST', path: '/records/lead/:id/convert', tag, summary: 'Make a contact, a company and a deal of a lead, once; a repeat answers the same three ids', params, answer: convertedAnswer,
    body: z.strictObject({ deal: z.record(z.string(), z.unknown()).nullable().optional(), contact: id.optional(), company: id.nullable().optional() }),
    handler: (context, { params, body }) => convertLead(context, params.id, body) }),

  route({ method: 'POST', path: '/records/lead/:id/conversion/undo', tag, summary: 'Take a conversion back within 30 days: what it made goes to the bin, unless somebody has worked on it since', params, answer: undoneAnswer,
    handler: (context, { params }) => undoConversion(context, params.id) }),

  route({ method: 'GET', path: '/lead-conversion', tag, access: 'administrator', summary: 'Where the fields of a lead go when it is converted', answer: mappingAnswer, handler: async context => ({ fields: await readMapping(context) }) }),

  route({ method: 'PUT', path: '/lead-conversion', tag, access: 'administrator', summary: 'Say where the fields of a lead go', body: z.strictObject({ fields: mappingInput }), answer: mappingAnswer,
    async handler(context, { body }) {
      await writeMapping(context, body.fields)
      return body
    } }),

  route({ method: 'GET', path: '/records/lead/:id/score', tag, summary: 'A lead\'s score with the reasons that made it, as far as the caller may know them', params, answer: scoreAnswer,
    handler: (context, { params }) => explainScore(context, params.id) }),

  route({ method: 'GET', path: '/lead-scoring', tag, access: 'administrator', summary: 'The rules that score leads, and how far the last rescoring is', answer: scoringAnswer,
    handler: async context => ({ rules: await readRules(context), progress: await readProgress(context) }) }),

  route({ method: 'PUT', path: '/lead-scoring', tag, access: 'administrator', summary: 'Set the rules that score leads; all leads are scored anew in the background', body: z.strictObject({ rules: rulesInput }), answer: scoringAnswer,
    async handler(context, { body }) {
      return { rules: await saveRules(context, body.rules), progress: await readProgress(context) }
    } }),

  route({ method: 'POST', path: '/lead-scoring/preview', tag, access: 'administrator', reads: true, summary: 'What rules would do to the scores of all leads; nothing is written', body: z.strictObject({ rules: rulesInput }), answer: previewAnswer,
    handler: (context, { body }) => previewRules(context, body.rules) }),
]
