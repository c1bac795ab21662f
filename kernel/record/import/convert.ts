// From a row's cells to a record's values, with what is wrong with each cell.
import type { Context } from '../../context.ts'
import { environmentOf } from '../../field/environment.ts'
import { InvalidValue, type FieldEnvironment } from '../../field/field-type.ts'
import { namesOption } from '../../field/options.ts'
import { typeOf } from '../../field/types/index.ts'
import { messageOf, type Fault } from '../../http/errors.ts'
import type { FieldDefinition, ObjectDefinition } from '../../object/definition.ts'
import { fieldOf } from '../fields.ts'
import type { RecordValues } from '../hook.ts'
import type { FileRow } from './csv-reader.ts'
import { knownValue, separatorOf, type ColumnTarget } from './headings.ts'
import type { FileColumn, ImportOptions } from './mapping.ts'
import { memberOf } from './members.ts'
import { combineParts } from './parts.ts'
import { asNumber } from './workbook-cell.ts'

export interface Column {
  heading: string
  at: number
  target: ColumnTarget
  field: FieldDefinition
  environment: Conversion['environment']
  /** Of several values in one cell the first counts. */
  separator?: string
  /** What cells of few different texts mean, remembered: a value, or the error. */
  known: Map<string, unknown>
}

/** A cell that names a related record, to be looked up with those of the other rows. */
export interface OpenLink { column: Column, text: string }

export interface ConvertedRow {
  row: FileRow
  data: RecordValues
  links: OpenLink[]
  faults: Fault[]
}

export interface Conversion {
  context: Context
  object: ObjectDefinition
  columns: Column[]
  /** Columns whose field went away since the import began. */
  lost: { heading: string, at: number }[]
  environment: FieldEnvironment & { dateFormat?: string }
  /** Headings, to tell a row with more cells. */
  width: number
}

/** Values of these types repeat from row to row, and reading them costs more than remembering. */
const repeating = new Set(['select', 'multiSelect', 'user', 'date', 'boolean', 'tags'])
const MOST_KNOWN = 2000
const numeric = new Set(['number', 'decimal', 'percent', 'currency', 'rating', 'duration'])

export function startConversion(context: Context, object: ObjectDefinition, options: ImportOptions, fileColumns: FileColumn[]): Conversion {
  const columns: Column[] = []
  const lost: Conversion['lost'] = []
  const environment = { ...environmentOf(context, true), phoneCountry: options.phoneCountry, dateFormat: options.dateFormat, ...(options.timeZone ? { timeZone: options.timeZone } : {}) }
  fileColumns.forEach(({ name: heading, target, decimalSign, dayOrder }, at) => {
    const field = target && fieldOf(object, target.field)
    const sign = decimalSign ?? (target?.part && fileColumns.find(other => other.target?.field === target.field && other.decimalSign)?.decimalSign)
    if (target && field) columns.push({ heading, at, target, field, environment: { ...environment, dayOrder, ...sign && { numbers: sign === '.' ? 'en' as const : 'id' as const } }, separator: separatorOf(heading), known: new Map() })
    else if (target) lost.push({ heading, at })
  })
  const [spare, others] = [columns.filter(column => column.target.spare), columns.filter(column => !column.target.spare)]
  return { context, object, columns: [...spare.reverse(), ...others], lost, environment, width: fileColumns.length }
}

/** Empty cells say nothing: they neither fill nor clear. Of several columns for one field the last filled one counts, of spare ones the first. */
export function convertRow(conversion: Conversion, row: FileRow): ConvertedRow {
  const converted: ConvertedRow = { row, data: {}, links: [], faults: [] }
  const { cells } = row
  if (cells.length > conversion.width) checkWidth(conversion, cells, converted)
  for (const { heading, at } of conversion.lost) if (cells[at]?.trim()) converted.faults.push({ path: heading, code: 'field.unknown' })
  let parts: { column: Column, text: string }[] | undefined
  for (const column of conversion.columns) {
    const text = firstOf(spelled(row, column), column.separator)
    if (text === '') continue
    if (column.target.part) (parts ??= []).push({ column, text })
    else if (column.field.type === 'relation' && !isNamed(column, text)) openLink(converted, column, text)
    else fill(converted, column, () => cellValue(conversion, column, text))
  }
  if (parts) for (const [column, given] of groupByField(parts)) fill(converted, column, () => combineParts(column.field, given, column.environment))
  return converted
}

/** A marked cell as its column's field reads it; the row keeps it so, for the error file. */
function spelled(row: FileRow, { at, field, target }: Column): string {
  const mark = row.marks?.get(at)
  if (mark === undefined || !numeric.has(field.type)) return row.cells[at]?.trim() ?? ''
  row.marks!.delete(at)
  const number = asNumber(row.cells[at])
  return row.cells[at] = mark && field.type === 'currency' && !target.part ? `${mark} ${number}` : number
}

function firstOf(text: string, separator?: string): string {
  return separator !== undefined && text.includes(separator) ? text.split(separator).map(each => each.trim()).find(Boolean) ?? '' : text
}

/** More cells than headings are a fault unless nothing stands in them. */
function checkWidth({ width }: Conversion, cells: string[], { faults }: ConvertedRow): void {
  const found = cells.findLastIndex(cell => cell.trim() !== '') + 1
  if (found > width) faults.push({ path: '', code: 'import.ragged', parameters: { expected: width, found } })
}

function openLink({ links, faults }: ConvertedRow, column: Column, text: string): void {
  if (text.includes('\0')) faults.push({ path: column.heading, code: 'text.invalid' })
  else links.push({ column, text: text.normalize() })
}

function groupByField(parts: { column: Column, text: string }[]): Map<Column, Record<string, string>> {
  const groups = new Map<Column, Record<string, string>>()
  for (const { column, text } of parts) {
    const first = [...groups.keys()].find(each => each.field === column.field) ?? column
    const given = groups.get(first) ?? {}
    given[column.target.part!] ??= text
    groups.set(first, given)
  }
  return groups
}

function fill({ data, faults }: ConvertedRow, { field, target, heading }: Column, read: () => unknown): void {
  try {
    const value = read()
    if (value !== null) data[field.name] = value
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error
    if (!target.optional) faults.push({ path: heading, code: error.code, parameters: error.parameters })
  }
}

function cellValue(conversion: Conversion, column: Column, text: string): unknown {
  if (!repeating.has(column.field.type)) return readCell(conversion, column, text)
  const { known } = column
  let value = known.get(text)
  if (value === undefined) {
    value = attempt(() => readCell(conversion, column, text))
    if (known.size < MOST_KNOWN) known.set(text, value)
  }
  if (value instanceof InvalidValue) throw value
  return value
}

function attempt(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    if (error instanceof InvalidValue) return error
    throw error
  }
}

function readCell({ context, object }: Conversion, { field, target, environment }: Column, text: string): unknown {
  const type = typeOf(field)
  if (target.values && Object.hasOwn(target.values, text)) return target.values[text] === null ? null : type.parse(target.values[text], field, environment)
  if (field.type === 'user') return memberOf(context.workspace, text, target.matchOn)
  // an option of that very name is what is meant
  const synonym = field.options && !namesOption(text, field, environment) ? knownValue(object.name, field.name, text) : undefined
  if (synonym !== undefined && environment.optionsOf(field).some(option => option.value === synonym)) return synonym
  // Google's birthday without its year says no date
  if (field.type === 'date' && /^--\d\d-?\d\d$/.test(text)) return null
  const plain = field.type === 'tags' && /:::|^\s*\* /.test(text) ? groupsOf(text) : text
  return type.parseText ? type.parseText(plain, field, environment) : type.parse(plain, field, environment)
}

/** Google's labels: `Family ::: VIP ::: * myContacts`; those with a star are its own. */
function groupsOf(text: string): string {
  return text.split(':::').map(group => group.trim()).filter(group => !group.startsWith('*')).join(';')
}

/** Whether the mapping itself says which record the cell means. */
function isNamed({ target }: Column, text: string): boolean {
  return target.values !== undefined && Object.hasOwn(target.values, text)
}

/** The reasons of a failed row, as the error file shows them. */
export function reasonsOf(faults: Fault[], locale: 'id' | 'en'): string[] {
  return faults.map(({ path, code, parameters }) => `${path ? `${path}: ` : ''}${messageOf(code, parameters, locale)}`)
}
