// Bulk room: bulk changes over HTTP: ask for one, watch it, cancel it, undo it, read what was refused or left.
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { sql } from '../../database/sql.ts'
import { idAnswer } from '../../http/answer-part.ts'
import { Problem } from '../../http/errors.ts'
import { limit } from '../../http/query-part.ts'
import { route } from '../../http/route.ts'
import { bulkAnswer, bulksAnswer, bulkTable, leftAnswer, listBulk, listLeft, presentBulk, readOwnBulk } from './bulk-row.ts'
import { bulkChange } from './change.ts'
import { cellsAnswer, cellsBody, readCells } from './read-cells.ts'
import { MOST_IDS, startBulk } from './start-bulk.ts'
import { startUndo } from './undo.ts'

const tag = 'bulk'
const params = z.object({ id: z.uuid() })
const paged = z.strictObject({ limit: limit.default(50), after: z.string().optional() })
const body = z.strictObject({ ids: z.array(z.uuid()).min(1).max(MOST_IDS).optional(), filter: z.record(z.string(), z.unknown()).optional(), change: bulkChange })
  .refine(({ ids, filter }) => (ids === undefined) !== (filter === undefined), { path: ['ids'] })

export const bulkRoutes = [
  route({ method: 'POST', path: '/records/:object/bulk', tag, summary: 'Change, tag or delete many records as one undoable piece of work: those named, or all that match now', params: z.object({ object: z.string() }), body, status: 202, answer: idAnswer,
    handler: async (context, { params: { object }, body: asked }) => ({ id: await startBulk(context, object, asked) }) }),

  route({ method: 'POST', path: '/records/:object/cells', tag, summary: 'Read pasted cells as the fields understand them; nothing is written', params: z.object({ object: z.string() }), body: cellsBody, reads: true, answer: cellsAnswer,
    handler: (context, { params: { object }, body: asked }) => readCells(context, object, asked) }),

  route({ method: 'GET', path: '/bulk', tag, summary: 'Bulk changes, newest first: the own ones, for administrators all', query: paged, answer: bulksAnswer,
    handler: (context, { query }) => listBulk(context, query.limit, query.after) }),

  route({ method: 'GET', path: '/bulk/:id', tag, summary: 'How far a bulk change is', params, answer: bulkAnswer,
    handler: async (context, { params: { id } }) => presentBulk(context, await readOwnBulk(context, id)) }),

  route({ method: 'GET', path: '/bulk/:id/errors', tag, summary: 'The records that a bulk change could not change, with the reasons', params, query: paged, answer: leftAnswer,
    handler: (context, { params: { id }, query }) => left(context, id, 'run', query) }),

  route({ method: 'GET', path: '/bulk/:id/kept', tag, summary: 'The records that undoing left as they are, with the reasons', params, query: paged, answer: leftAnswer,
    handler: (context, { params: { id }, query }) => left(context, id, 'undo', query) }),

  route({ method: 'POST', path: '/bulk/:id/cancel', tag, summary: 'Stop a bulk change; what is done stays, and can be undone', params, answer: bulkAnswer,
    handler: async (context, { params: { id } }) => {
      await readOwnBulk(context, id)
      const [row] = await context.sql.query(sql`update ${bulkTable(context)} set status = 'cancelled', finished_at = ${context.now} where id = ${id}::uuid and status = 'running' returning id`)
      if (!row) throw new Problem('bulk.ended')
      return presentBulk(context, await readOwnBulk(context, id))
    } }),

  route({ method: 'POST', path: '/bulk/:id/undo', tag, summary: 'Put back what a bulk change wrote, within 30 days; records changed since are left and listed', params, status: 202, answer: bulkAnswer,
    handler: async (context, { params: { id } }) => {
      await startUndo(context, id)
      return presentBulk(context, await readOwnBulk(context, id))
    } }),
]

async function left(context: Context, id: string, phase: 'run' | 'undo', page: z.infer<typeof paged>): Promise<z.output<typeof leftAnswer>> {
  await readOwnBulk(context, id)
  return listLeft(context, id, phase, page.limit, page.after)
}
