// Event room: the event log over HTTP. It is read and never written here: only what changes something adds to it.
import { z } from 'zod'
import { wayAnswer } from '../http/answer-part.ts'
import { route } from '../http/route.ts'
import { logAnswer, readLog } from './log.ts'

const name = z.string().max(120).refine(value => !value.includes('\0') && value.isWellFormed())
/** PostgreSQL knows no year 0. */
const moment = z.iso.datetime({ offset: true }).refine(value => value >= '0001')

export const logRoutes = [
  route({
    method: 'GET', path: '/events', tag: 'events', answer: logAnswer,
    summary: 'The event log, newest first: who changed what, by person, record, field, way and time; a short page that has a `next` goes on',
    query: z.strictObject({
      actor: z.uuid().optional(), object: name.optional(), record: z.uuid().optional(), field: name.optional(),
      way: wayAnswer.optional(), from: moment.optional(), to: moment.optional(),
      after: z.string().max(1000).optional(), limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    async handler(context, { query }) {
      return readLog(context, query)
    },
  }),
]
