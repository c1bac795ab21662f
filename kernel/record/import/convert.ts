// From a row's cells to a record's values, with what is wrong with each cell.
import type { Context } from '../../context.ts'
import { environmentOf } from '../../field/environment.ts'
import { InvalidValue, type FieldEnvironment } from '../../field/field-type.ts'
import { typeOf } from '../../field/types/index.ts'
import { messageOf, type Fault } from '../../http/errors.ts'
import type { FieldDefinition, ObjectDefinition } from '../../object/definition.ts'
import { fieldOf } from '../fields.ts'
import type { RecordValues } from '../hook.ts'
import { knownValue, type ColumnTarget } from './headings.ts'
import type { ImportOptions } from './mapping.ts'
import type { FileRow } from './rows.ts'

export interface Column { heading: string, at: number, target: ColumnTarget, field: FieldDefinition }

/** A cell that names a related record, to be looked up with those of the other rows. */
export interface OpenLink { column: Column, text: string }

export interface ConvertedRow {
  row: FileRow
  data: RecordValues
  links: OpenLink[]
  faults: Fault[]
}

export interface Conversion {
  object: ObjectDefinition
  columns: Column[]
  environment: FieldEnvironment & { dateFormat?: string }
  /** Headings, to tell a row with more cells. */
  width: number
}

export function startConversion(context: Context, object: ObjectDefinition, options: ImportOptions, headings: string[], mapping: Record<string, ColumnTarget | null>): Conversion {
  const columns = headings.flatMap((heading, at): Column[] => {
    const target = headings.indexOf(heading) === at ? mapping[heading] : undefined
    const field = target && fieldOf(object, target.field)
    return target && field ? [{ heading, at, target, field }] : []
  })
  const environment = { ...environmentOf(context, true), phoneCountry: options.phoneCountry, dateFormat: options.dateFormat }
  return { object, columns, environment, width: headings.length }
}

/** Empty cells say nothing: they neither fill nor clear. */
export function convertRow(conversion: Conversion, row: FileRow): ConvertedRow {
  const converted: ConvertedRow = { row, data: {}, links: [], faults: [] }
  if (row.cells.length > conversion.width) converted.faults.push({ path: '', code: 'import.ragged', parameters: { expected: conversion.width, found: row.cells.length } })
  for (const column of conversion.columns) {
    const text = row.cells[column.at]?.trim() ?? ''
    if (text === '') continue
    if (column.field.type === 'relation' && column.target.values?.[text] === undefined) converted.links.push({ column, text })
    else convertCell(conversion, column, text, converted)
  }
  return converted
}

function convertCell(conversion: Conversion, column: Column, text: string, converted: ConvertedRow): void {
  const { field, target } = column
  try {
    const value = cellValue(conversion, column, text)
    if (target.part) converted.data[field.name] = { ...converted.data[field.name] as object | undefined, [target.part]: value }
    else converted.data[field.name] = value
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error
    if (!target.optional) converted.faults.push({ path: column.heading, code: error.code, parameters: error.parameters })
  }
}

function cellValue({ object, environment }: Conversion, { field, target }: Column, text: string): unknown {
  if (target.part) return text
  const type = typeOf(field)
  const named = target.values ? target.values[text] : undefined
  if (named !== undefined) return named === null ? null : type.parse(named, field, environment)
  const synonym = field.options ? knownValue(object.name, field.name, text) : undefined
  if (synonym !== undefined && field.options!.some(option => option.value === synonym)) return synonym
  return type.parseText ? type.parseText(text, field, environment) : type.parse(text, field, environment)
}

/** The reasons of a failed row, as the error file shows them. */
export function reasonsOf(faults: Fault[], locale: 'id' | 'en'): string[] {
  return faults.map(({ path, code, parameters }) => `${path ? `${path}: ` : ''}${messageOf(code, parameters, locale)}`)
}
