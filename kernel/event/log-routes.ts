// Event room: the event log over HTTP. It is read and never written here: only what changes something adds to it.
import { z } from 'zod'
import type { Way } from '../context.ts'
import { paged } from '../http/answer-part.ts'
import { route } from '../http/route.ts'
import { memberKind } from '../workspace/workspace.ts'
import { readLog } from './log.ts'

const name = z.string().max(120).refine(value => !value.includes('\0') && value.isWellFormed())
/** PostgreSQL knows no year 0. */
const moment = z.iso.datetime({ offset: true }).refine(value => value >= '0001')

const ways = ['person', 'api', 'import', 'bulk', 'workflow', 'system'] as const satisfies Way[]
const entry = z.object({
  id: z.string(), at: z.string(), object: z.string(), record: z.string(), kind: z.string(), version: z.number().nullable(), way: z.string(), cause: z.record(z.string(), z.unknown()).nullable(),
  /** As it is called now; null for what is gone or has no name. */
  title: z.string().nullable(),
  actor: z.object({ id: z.string(), name: z.string(), kind: memberKind }).nullable(),
  changes: z.array(z.object({ field: z.string(), from: z.unknown(), to: z.unknown(), fromText: z.string().nullable(), toText: z.string().nullable() })),
})

export const logRoutes = [
  route({
    method: 'GET', path: '/events', tag: 'events',
    summary: 'The event log, newest first: who changed what, by person, record, field, way and time; a short page that has a `next` goes on',
    query: z.strictObject({
      actor: z.uuid().optional(), object: name.optional(), record: z.uuid().optional(), field: name.optional(),
      way: z.enum(ways).optional(), from: moment.optional(), to: moment.optional(),
      after: z.string().max(1000).optional(), limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: paged(entry),
    async handler(context, { query }) {
      return readLog(context, query)
    },
  }),
]
