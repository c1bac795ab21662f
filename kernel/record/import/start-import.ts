// Begins an import: the heading and the mapping are checked now, so that a wrong one is refused at once; the rows are a job's.
import { v7 as uuid } from 'uuid'
import type { Context } from '../../context.ts'
import { identifier, sql } from '../../database/sql.ts'
import { Problem, type Fault } from '../../http/errors.ts'
import { addJob } from '../../job/job.ts'
import type { ObjectDefinition } from '../../object/definition.ts'
import { isKnown, mayCreate } from '../../permission/rules.ts'
import { BrokenFile } from './csv-reader.ts'
import { guessColumns } from './guess.ts'
import { asAsked, finish, importTable, readThrough } from './import-row.ts'
import { runImport } from './job.ts'
import { nothingFits, settleMapping, type FileColumn, type ImportOptions } from './mapping.ts'
import { nameColumns, readRows, type StoredFile } from './rows.ts'

const SAMPLES = 5
/** Bytes of a file that is read through before the answer: what is wrong with it is then a refusal. */
const READ_AT_ONCE = 16 * 1024 * 1024
const MOST_COLUMNS = 1000

/** The object that an import is into, if the caller may make records of it; one she may not know answers as if it were not there. */
export function importable(context: Context, { object: name }: ImportOptions): ObjectDefinition {
  const object = context.workspace.objects.get(name)
  if (!object || !isKnown(context, name)) throw new Problem('invalid', { faults: [{ path: 'options.object', code: 'object.unknown' }] })
  if (!mayCreate(context, name)) throw new Problem('permission.denied')
  return object
}

export interface CheckedFile {
  columns: FileColumn[]
  rows: number | null
  /** Why a trial ends before its first row: no column goes anywhere. */
  fault?: Fault
}

/**
 * What the file holds, and where it goes. Throws Problem with every fault of the mapping, or of the file. A file of which
 * no column is known is refused; a trial of it tells the columns, so that they can be mapped by hand.
 */
export async function checkFile(context: Context, stored: StoredFile, options: ImportOptions): Promise<CheckedFile> {
  const object = importable(context, options)
  const file = asAsked(stored, options)
  checkSheet(file, options)
  try {
    const { headings, samples } = await readHead(context, file)
    const targets = settleMapping(context, object, options, headings)
    const columns = guessColumns(context, object, headings.map((name, at) => ({ name, target: targets[at], samples: samples.map(cells => (cells[at] ?? '').replaceAll('\0', '␀').slice(0, 200)).filter(Boolean) })))
    const faults = targets.some(Boolean) ? [] : nothingFits(context, object, columns, options)
    if (faults.length && !options.dryRun) throw new Problem('invalid', { faults })
    return { fault: faults[0], columns, rows: null, ...file.size <= READ_AT_ONCE && await readThrough(context, file, object.name, columns) }
  } catch (error) {
    if (!(error instanceof BrokenFile)) throw error
    const { code, line } = error
    throw new Problem('invalid', { faults: [{ path: 'file', code, parameters: { line } }] })
  }
}

/** Of a file that is imported again only the sheet is left that was read. */
function checkSheet({ sheet }: StoredFile, { sheet: wanted }: ImportOptions): void {
  if (sheet === null || wanted === undefined || wanted.trim().toLowerCase() === sheet.trim().toLowerCase()) return
  throw new Problem('invalid', { faults: [{ path: 'options.sheet', code: 'import.sheetOther', parameters: { sheet } }] })
}

async function readHead(context: Context, file: StoredFile): Promise<{ headings: string[], samples: string[][] }> {
  for await (const [heading, ...rows] of readRows(context.sql, context.workspace.schema, file)) {
    if (!heading) continue
    if (heading.cells.length > MOST_COLUMNS) throw new Problem('invalid', { faults: [{ path: 'file', code: 'list.tooLong', parameters: { max: MOST_COLUMNS } }] })
    const names = nameColumns(heading.cells.map(cell => cell.replaceAll('\0', '␀').slice(0, 200)))
    return { headings: names, samples: rows.slice(0, SAMPLES).map(row => row.cells) }
  }
  throw new Problem('import.empty', { faults: [{ path: 'file', code: 'import.empty' }] })
}

/** Queues it in the context's transaction; answers its id. */
export async function startImport(context: Context, file: string, options: ImportOptions, { columns, rows, fault }: CheckedFile): Promise<string> {
  const id = uuid()
  await context.sql.query(sql`insert into ${importTable(context)} (id, file, object, options, columns, member, narrowed, status, rows, created_at, seq_from)
    values (${id}::uuid, ${file}::uuid, ${options.object}, ${JSON.stringify(options)}::jsonb, ${JSON.stringify(columns)}::jsonb, ${context.actor.member}::uuid, ${context.actor.role.narrowed ?? null}, 'running', ${rows}, ${context.now}, (select last_value from ${identifier(context.workspace.schema, '_event_seq')}))`)
  if (fault) await finish(context, id, 'failed', fault)
  else await addJob(context, runImport, { import: id }, { queue: `import ${context.workspace.schema}` })
  return id
}
