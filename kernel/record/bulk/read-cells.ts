// Bulk room: cells pasted from a spreadsheet, read as an import reads them: numbers and dates as people write them, options by
// label, members by name or address, related records by title. Nothing is written here.
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { environmentOf } from '../../field/environment.ts'
import { InvalidValue } from '../../field/field-type.ts'
import { typeOf } from '../../field/types/index.ts'
import { messageAnswer } from '../../http/answer-part.ts'
import { messageOf, Problem } from '../../http/errors.ts'
import type { FieldDefinition } from '../../object/definition.ts'
import { canRead, mayRead } from '../../permission/rules.ts'
import { chosenFields } from '../fields.ts'
import { findRecords, readableObject } from '../find.ts'
import { memberOf } from '../import/members.ts'

const MOST_ROWS = 1000
export const cellsBody = z.strictObject({ fields: z.array(z.string()).min(1).max(100), rows: z.array(z.array(z.string().max(100_000)).max(100)).min(1).max(MOST_ROWS) })

/** `rows` in API form, null for an empty cell and for one that is not understood; `faults` say which and why, places from 0. */
export const cellsAnswer = z.object({ rows: z.array(z.array(z.unknown())), faults: z.array(messageAnswer.extend({ row: z.number(), column: z.number() })) })
type Cells = z.output<typeof cellsAnswer>

export async function readCells(context: Context, name: string, { fields: names, rows }: z.infer<typeof cellsBody>): Promise<Cells> {
  const object = readableObject(context, name)
  const chosen = chosenFields(context, object, names)
  const fields = names.map(each => chosen.find(field => field.name === each)!)
  const faults: Cells['faults'] = []
  const values = rows.map(row => row.slice(0, fields.length).map(text => text as unknown))
  for (const [column, field] of fields.entries()) {
    const read = field.type === 'relation' ? await titlesRead(context, field, rows.map(row => row[column] ?? '')) : (text: string) => readText(context, field, text)
    rows.forEach((row, at) => {
      if (row[column] === undefined) return
      try {
        values[at][column] = row[column].trim() === '' ? null : read(row[column]) ?? null
      } catch (error) {
        if (!(error instanceof InvalidValue)) throw error
        values[at][column] = null
        faults.push({ row: at, column, code: error.code, message: messageOf(error.code, error.parameters, context.locale) })
      }
    })
  }
  return { rows: values, faults: faults.sort((one, other) => one.row - other.row || one.column - other.column) }
}

function readText(context: Context, field: FieldDefinition, text: string): unknown {
  if (field.type === 'user') return memberOf(context.workspace, text.trim())
  const type = typeOf(field)
  const environment = { ...environmentOf(context), speech: context.locale }
  return type.parseText ? type.parseText(text, field, environment) : type.parse(text, field, environment)
}

/** Related records by their titles, all of them by one query; two of one name are no answer. */
async function titlesRead(context: Context, field: FieldDefinition, texts: string[]): Promise<(text: string) => unknown> {
  const target = Array.isArray(field.to) ? undefined : context.workspace.objects.get(field.to!)
  const wanted = [...new Set(texts.map(text => text.trim()).filter(Boolean))]
  const ids = new Map<string, string[]>()
  if (target && wanted.length && mayRead(context, target.name) && canRead(context, target.name, target.title)) {
    for (let at = 0; at < wanted.length; at += 100) {
      const { data } = await findRecords(context, target.name, { filter: { [target.title]: { in: wanted.slice(at, at + 100) } }, fields: ['id', target.title], limit: 500 }).catch(notOurs)
      for (const record of data) ids.set(fold(record[target.title]), [...ids.get(fold(record[target.title])) ?? [], record.id])
    }
  }
  return text => {
    const found = ids.get(fold(text)) ?? []
    if (found.length === 1) return found[0]
    throw new InvalidValue(found.length ? 'conflict.several' : 'relation.unknown')
  }
}

/** A title that cannot be filtered by names no record. */
function notOurs(error: unknown): { data: never[] } {
  if (error instanceof Problem && error.status === 422) return { data: [] }
  throw error
}

function fold(text: unknown): string {
  return String(text).trim().toLowerCase()
}
