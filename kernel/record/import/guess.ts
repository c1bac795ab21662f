// What a column may be that no heading tells for sure: a heading that is nearly a field's, else what its cells look like.
// A guess is shown, and taken only by whoever imports.
import type { Context } from '../../context.ts'
import { editDistance } from '../../edit-distance.ts'
import { environmentOf } from '../../field/environment.ts'
import { InvalidValue } from '../../field/field-type.ts'
import { typeOf } from '../../field/types/index.ts'
import type { FieldDefinition, ObjectDefinition } from '../../object/definition.ts'
import { canImport } from '../../permission/rules.ts'
import { fold, type ColumnTarget } from './headings.ts'
import type { FileColumn } from './mapping.ts'

/** Letters of a word that is long enough to be a part of another, or to have slips. */
const TELLING = 4
/** Types whose values look like nothing else. */
const shapes = ['email', 'phone', 'url']

/** The columns without a target, with what each may be; a field that a column goes to already is not guessed. */
export function guessColumns(context: Context, object: ObjectDefinition, columns: FileColumn[]): FileColumn[] {
  const taken = new Set(columns.flatMap(({ target }) => target ? [target.field] : []))
  const free = object.fields.filter(field => field.type !== 'id' && !taken.has(field.name) && canImport(context, object.name, field))
  return columns.map(column => {
    if (column.target) return column
    const field = byHeading(free, column.name) ?? byCells(context, free, column.samples)
    return field ? { ...column, guess: targetOf(field) } : column
  })
}

/** A part of an address or of an amount cannot be guessed from the whole's name: the first one is. */
function targetOf(field: FieldDefinition): ColumnTarget {
  const [part] = Object.keys(typeOf(field).parts ?? {})
  return part === undefined ? { field: field.name } : { field: field.name, part }
}

/** The field with the nearest name or label. */
function byHeading(fields: FieldDefinition[], heading: string): FieldDefinition | undefined {
  const folded = fold(heading)
  if (folded.length < TELLING) return undefined
  const near = fields.flatMap(field => {
    const distances = [field.name, field.label.en, field.label.id].filter(name => name !== undefined).map(name => distance(folded, fold(name)))
    const least = Math.min(...distances)
    return least === Infinity ? [] : [{ field, least }]
  })
  return near.sort((one, other) => one.least - other.least)[0]?.field
}

/** Infinity for what is not near: one slip in five letters, or one word within the other. */
function distance(one: string, other: string): number {
  if (other.length < TELLING) return Infinity
  if (one.includes(other) || other.includes(one)) return Math.abs(one.length - other.length)
  const slips = editDistance(one, other)
  return slips <= Math.max(one.length, other.length) / 5 ? slips : Infinity
}

function byCells(context: Context, fields: FieldDefinition[], samples: string[]): FieldDefinition | undefined {
  if (samples.length === 0) return undefined
  const environment = environmentOf(context)
  return fields.find(field => shapes.includes(field.type) && samples.every(text => reads(() => typeOf(field).parse(text, { ...field, strict: true }, environment))))
}

function reads(work: () => unknown): boolean {
  try {
    work()
    return true
  } catch (error) {
    if (error instanceof InvalidValue) return false
    throw error
  }
}
