// Export room: the columns of an export, and a record's values as cells.
import { DateTime } from 'luxon'
import type { Context, Locale } from '../../context.ts'
import { environmentOf } from '../../field/environment.ts'
import { toDecimal } from '../../field/exact-number.ts'
import type { FieldEnvironment } from '../../field/field-type.ts'
import { kindOf, typeOf } from '../../field/types/index.ts'
import type { FileValue } from '../../file/hang.ts'
import type { FieldDefinition } from '../../object/definition.ts'
import type { RecordValues } from '../hook.ts'
import type { Titles } from '../title.ts'

/** Numbers are decimal text; `date` is a day (`2026-11-21`), `dateTime` a local time without a zone (`2026-11-21T09:30:00`). */
export interface Cell { kind: 'text' | 'number' | 'date' | 'dateTime', text: string }

export interface Column {
  heading: string
  cell(record: RecordValues, titles: Titles): Cell | null
}

/** What a part is called in a heading that is read by people. */
export const partLabels: Record<string, Record<Locale, string>> = { currency: { en: 'currency', id: 'mata uang' } }
const numeric = new Set(['number', 'decimal', 'percent', 'rating', 'duration'])

/** One column a field; amounts have their currency beside them, and addresses, unless they are to be read by people, a column a part. */
export function columnsOf(context: Context, fields: FieldDefinition[], labels: boolean): Column[] {
  const environment = environmentOf(context)
  return fields.flatMap(field => columnsOfField(field, labels, environment))
}

function columnsOfField(field: FieldDefinition, labels: boolean, environment: FieldEnvironment): Column[] {
  const { locale } = environment
  const heading = labels ? field.label[locale] ?? field.label.en ?? field.name : field.name
  const part = (name: string, kind: Cell['kind']): Column => ({
    heading: labels ? `${heading} (${partLabels[name]?.[locale] ?? name})` : `${field.name}/${name}`,
    cell: record => filled(kind, record[field.name]?.[name]),
  })
  if (field.masked) return [{ heading, cell: record => filled('text', record[field.name]) }]
  if (kindOf(field) === 'currency') return [{ heading, cell: record => filled('number', plainNumber(record[field.name]?.amount)) }, part('currency', 'text')]
  const { parts } = typeOf(field)
  if (parts && !labels) return Object.keys(parts).map(name => part(name, 'text'))
  return [{ heading, cell: cellOf(field, labels, environment) }]
}

function filled(kind: Cell['kind'], value: unknown): Cell | null {
  return value === null || value === undefined || value === '' ? null : { kind, text: typeof value === 'object' ? JSON.stringify(value) : String(value) }
}

function cellOf(field: FieldDefinition, labels: boolean, environment: FieldEnvironment): Column['cell'] {
  const { name } = field
  const type = kindOf(field)
  if (numeric.has(type)) return record => filled('number', plainNumber(record[name]))
  if (type === 'date') return record => filled('date', record[name])
  if (type === 'dateTime') return record => filled('dateTime', record[name] && localTime(record[name], environment.timeZone))
  if (type === 'relation' || type === 'user') return (record, titles) => filled('text', linkText(record[name], labels, titles))
  if (type === 'json') return record => filled('text', record[name] === null ? null : JSON.stringify(record[name]))
  if (type === 'file' || type === 'image') return record => filled('text', (record[name] as FileValue[] | null)?.map(file => labels ? file.name : file.id).join('; '))
  const values = typeOf(field)
  // a lone one with a comma would come back as two
  if (type === 'tags') return record => filled('text', (record[name] as string[] | null)?.join('; ').replace(/^([^;]*,[^;]*)$/, '$1;'))
  return record => {
    const value = record[name] ?? null
    if (value === null) return null
    if (Array.isArray(value)) return filled('text', value.map(item => labels && field.options ? values.format([item], field, environment) : String(item)).join('; '))
    return filled('text', labels || typeof value === 'object' ? values.format(value, field, environment) : value)
  }
}

/** Without an exponent, which no import reads. */
function plainNumber(value: unknown): unknown {
  return toDecimal(value) ?? value
}

/** What the caller may not read of a related record she does not read here; its id is a value of the record itself. */
function linkText(value: unknown, labels: boolean, titles: Titles): string | undefined {
  if (!value) return undefined
  const id = typeof value === 'object' ? (value as { id: string }).id : String(value)
  return labels ? titles.get(id) : id
}

/** Spreadsheets know no time zones: the workspace's, to the second. */
function localTime(instant: string, timeZone: string): string {
  return DateTime.fromISO(instant, { zone: timeZone }).toFormat("yyyy-MM-dd'T'HH:mm:ss")
}
