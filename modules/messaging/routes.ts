// Messages over HTTP: a contact's messages, for whoever may read the contact, and the sending hours.
import { z } from 'zod'
import { sql } from '../../kernel/database/sql.ts'
import { labelAnswer, messageAnswer, moment, paged } from '../../kernel/http/answer-part.ts'
import { messageOf, refuse } from '../../kernel/http/errors.ts'
import { limit } from '../../kernel/http/query-part.ts'
import { route, type Route } from '../../kernel/http/route.ts'
import { recordChange } from '../../kernel/object/change.ts'
import { readRecord } from '../../kernel/record/find.ts'
import { mergedInto } from '../../kernel/record/merge/pointer.ts'
import { writeSetting } from '../../kernel/workspace/setting.ts'
import { channels, isSimulated } from './channel.ts'
import { HOURS, hoursFaults, hoursShape, readHours } from './hours.ts'
import { messageStates, messageTable } from './message.ts'
import type { RunError } from '../workflow/index.ts'

const tag = 'messages'

const shown = z.object({
  id: z.string(), direction: z.enum(['out', 'in']), channel: z.string(), contact: z.string(), language: z.string().nullable(), text: z.string().nullable(), template: z.string().nullable(),
  status: z.enum(messageStates), error: messageAnswer.nullable(), object: z.string().nullable().meta({ description: 'The record that set it off' }), record: z.string().nullable(),
  run: z.string().nullable(), dueAt: moment.nullable(), sentAt: moment.nullable(), createdAt: moment,
})

const hours = { path: '/sending-hours', tag, answer: hoursShape }

export const routes: Route[] = [
  route({
    method: 'GET', path: '/messages', tag, summary: 'The messages of a contact, newest first', query: z.strictObject({ contact: z.uuid(), limit: limit.default(50), after: z.uuid().optional() }), answer: paged(shown),
    async handler(context, { query: { contact, limit, after } }) {
      await readRecord(context, 'contact', contact, { fields: ['id'] })
      const ids = [contact, ...await mergedInto(context, contact)]
      const rows = await context.sql.query<Omit<z.input<typeof shown>, 'error'> & { error: RunError | null }>(sql`select id, direction, channel, contact, language, text, template, status, error, object, record, run,
        due_at as "dueAt", sent_at as "sentAt", created_at as "createdAt" from ${messageTable(context)} where contact = any(${ids}::uuid[]) ${after === undefined ? sql`` : sql`and id < ${after}::uuid`} order by id desc limit ${limit + 1}`)
      const data = rows.slice(0, limit).map(({ error, ...row }) => ({ ...row, error: error && { code: error.code, message: messageOf(error.code, error.parameters, context.locale) } }))
      return { data, page: { next: rows.length > limit ? data[limit - 1].id : null } }
    },
  }),
  route({
    method: 'GET', path: '/messages/channels', tag, summary: 'The channels on which customers are written to', answer: paged(z.object({ channel: z.string(), label: labelAnswer, simulated: z.boolean().meta({ description: 'Messages are kept, not sent' }) })),
    handler: async () => ({ data: channels().map(sender => ({ channel: sender.capabilities.sendsMessage.channel, label: sender.label, simulated: isSimulated(sender) })), page: { next: null } }),
  }),
  route({ ...hours, method: 'GET', summary: 'When customers may be written to, by their own clock', handler: readHours }),
  route({
    ...hours, method: 'PUT', access: 'administrator', summary: 'Say when customers may be written to', body: hoursShape.extend({ days: hoursShape.shape.days.default({}), onHolidays: hoursShape.shape.onHolidays.default(true) }),
    async handler(context, { body }) {
      const faults = hoursFaults(body)
      if (faults.length) throw refuse(faults)
      const before = await readHours(context)
      await writeSetting(context, HOURS, body)
      await recordChange(context, '_workspace', HOURS, before, body)
      return body
    },
  }),
]
