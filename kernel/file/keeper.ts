// File room: files that hang on something other than a record's field (a message). The room that keeps it says who sees it;
// nobody hangs up what another one brought.
import type { Context } from '../context.ts'
import { sql } from '../database/sql.ts'
import { refuse } from '../http/errors.ts'
import { fileTable, placeTable, type FileRow } from './file.ts'
import type { FileValue } from './hang.ts'

export interface FileKeeper {
  /** As the place of a file names it; it begins with an underscore. */
  object: string
  /** Whether the caller may see any of these. */
  maySeeAny(context: Context, ids: string[]): Promise<boolean>
}

const keepers = new Map<string, FileKeeper>()

/** Called once at start with what the modules declare. */
export function registerKeepers(declared: FileKeeper[]): void {
  keepers.clear()
  for (const keeper of declared) keepers.set(keeper.object, keeper)
}

export const keeperOf = (object: string): FileKeeper | undefined => keepers.get(object)

/** The files as they are to be kept with what they hang on. Throws 422 `file.unknown`, also for another one's file. */
export async function hangUp(context: Context, object: string, id: string, files: string[]): Promise<FileValue[]> {
  if (files.length === 0) return []
  const rows = await context.sql.query<FileRow>(sql`select id, name, size, type from ${fileTable(context)} where id = any(${files}::uuid[]) and uploaded_by = ${context.actor.member}::uuid`)
  const known = new Map(rows.map(row => [row.id, row]))
  const faults = files.flatMap((file, at) => known.has(file) ? [] : [{ path: `files[${at}]`, code: 'file.unknown' }])
  if (faults.length) throw refuse(faults)
  await context.sql.query(sql`insert into ${placeTable(context)} (file, object, record, field) select unnest(${files}::uuid[]), ${object}, ${id}::uuid, 'files' on conflict do nothing`)
  return files.map(file => {
    const { name, size, type } = known.get(file)!
    return { id: file, name, size: Number(size), type }
  })
}

/** What hung there hangs there no longer. */
export async function takeDown(context: Context, object: string, id: string): Promise<void> {
  await context.sql.query(sql`delete from ${placeTable(context)} where object = ${object} and record = ${id}::uuid`)
}
