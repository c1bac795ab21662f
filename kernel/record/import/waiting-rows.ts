// Rows that name another row of the same file which stands further down, as an employee her manager: they failed where they
// stood, and are tried again once all others are written.
import type { Context } from '../../context.ts'
import { identifier, sql } from '../../database/sql.ts'
import { convertBatch, writeBatch, type Run } from './batch.ts'
import { ownLinks } from './mapping.ts'

const BATCH = 1000
/** How many records may stand one above the other; each round writes one layer of them, or more. */
const MOST_ROUNDS = 50

/** Answers false when there was no more to do, as `writeBatch` does. */
export async function writeWaiting(context: Context, run: Run): Promise<boolean> {
  const headings = ownLinks(context, run.given).map(({ heading }) => heading)
  if (headings.length === 0) return true
  for (let round = 0, last = Infinity; round < MOST_ROUNDS; round++) {
    let waiting = 0
    for (let after = 0; ;) {
      const rows = await readWaiting(context, run.given.id, headings, after)
      if (rows.length === 0) break
      waiting += rows.length
      after = rows.at(-1)!.line
      if (!await writeBatch(run, await convertBatch(run, rows.map(row => ({ ...row, size: 0 }))), true)) return false
    }
    if (waiting === 0 || waiting === last) break
    last = waiting
  }
  return true
}

/** Failed rows in the order of the file that lack nothing else. */
function readWaiting(context: Context, id: string, headings: string[], after: number): Promise<{ line: number, cells: string[] }[]> {
  return context.sql.query(sql`select line, cells from ${identifier(context.workspace.schema, '_import_failure')} f
    where import = ${id}::uuid and line > ${after} and not exists (select from jsonb_array_elements(f.reasons) r where r->>'code' <> 'relation.unknown' or r->>'path' <> all(${headings}::text[]))
    order by line limit ${BATCH}`)
}
