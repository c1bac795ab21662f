// Export room: exports over HTTP: ask for one, watch it, fetch its file, cancel it.
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { sql } from '../../database/sql.ts'
import { idAnswer } from '../../http/answer-part.ts'
import { Problem } from '../../http/errors.ts'
import { limit } from '../../http/query-part.ts'
import { route } from '../../http/route.ts'
import { addJob } from '../../job/job.ts'
import { chosenFields } from '../fields.ts'
import { readableObject, visibleRows } from '../find.ts'
import { parseSort } from '../sort.ts'
import { exportAnswer, exportFile, exportsAnswer, exportTable, listExports, presentExport, readOwnExport } from './export-row.ts'
import { runExport } from './job.ts'
import { exportOptions, type ExportOptions } from './options.ts'

const tag = 'exports'
const params = z.object({ id: z.uuid() })

export const exportRoutes = [
  route({ method: 'POST', path: '/exports', tag, summary: 'Export a list as a file, in the background', apps: 'read', body: exportOptions, status: 202, answer: idAnswer,
    handler: async (context, { body }) => ({ id: await startExport(context, body) }) }),

  route({ method: 'GET', path: '/exports', tag, summary: 'The exports of the caller, newest first', query: z.strictObject({ limit: limit.default(50), after: z.string().optional() }), answer: exportsAnswer,
    handler: (context, { query }) => listExports(context, query.limit, query.after) }),

  route({ method: 'GET', path: '/exports/:id', tag, summary: 'How far an export is', params, answer: exportAnswer,
    handler: async (context, { params: { id } }) => presentExport(context, await readOwnExport(context, id)) }),

  route({ method: 'GET', path: '/exports/:id/file', tag, summary: 'The file of an export, for 24 hours, to the one who asked', params, answer: '*/*',
    handler: async (context, { params: { id } }) => exportFile(context, await readOwnExport(context, id)) }),

  route({ method: 'POST', path: '/exports/:id/cancel', tag, apps: 'read', summary: 'Stop an export', params, answer: exportAnswer,
    handler: async (context, { params: { id } }) => {
      await readOwnExport(context, id)
      const [row] = await context.sql.query(sql`update ${exportTable(context)} set status = 'cancelled', finished_at = ${context.now} where id = ${id}::uuid and status = 'running' returning id`)
      if (!row) throw new Problem('export.ended')
      return presentExport(context, await readOwnExport(context, id))
    } }),
]

/** What is wrong with the list is refused now; the rows are a job's. Exports of one person follow one another. */
async function startExport(context: Context, options: ExportOptions): Promise<string> {
  const object = readableObject(context, options.object)
  chosenFields(context, object, options.fields)
  parseSort(context, object, options.sort)
  visibleRows(context, object, options.filter)
  const id = uuid()
  await context.sql.query(sql`insert into ${exportTable(context)} (id, object, options, member, way, locale, status, created_at)
    values (${id}::uuid, ${options.object}, ${JSON.stringify(options)}::jsonb, ${context.actor.member}::uuid, ${context.actor.way}, ${context.locale}, 'running', ${context.now})`)
  await addJob(context, runExport, { export: id }, { queue: `export ${context.workspace.schema} ${context.actor.member}` })
  return id
}
