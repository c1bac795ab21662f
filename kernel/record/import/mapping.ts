// The mapping of an import: as the caller gave it, checked, or as the headings suggest.
import { IANAZone } from 'luxon'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { environmentOf } from '../../field/environment.ts'
import { isDateFormat } from '../../field/date-text.ts'
import { InvalidValue } from '../../field/field-type.ts'
import { typeOf } from '../../field/types/index.ts'
import { Problem, type Fault } from '../../http/errors.ts'
import type { FieldDefinition, ObjectDefinition } from '../../object/definition.ts'
import { canImport, mayCreate, rowFilter } from '../../permission/rules.ts'
import { country } from '../../workspace/input.ts'
import { readableFields, shownFields } from '../fields.ts'
import { keyField } from '../upsert.ts'
import { betterObject } from './better-object.ts'
import { matchHeadings, type ColumnTarget } from './headings.ts'
import { encodings } from './sniff.ts'

const name = z.string().max(100)
const detail = z.strictObject({ field: name, matchOn: name.optional(), create: z.boolean().optional(), optional: z.boolean().optional(), values: z.record(z.string(), z.unknown()).optional(), part: name.optional(), spare: z.boolean().optional() })
const target = z.union([name, detail])

function isZone(text: string): boolean {
  return IANAZone.isValidZone(text)
}

export const importOptions = z.strictObject({
  object: name,
  mapping: z.record(z.string(), target.nullable()).optional(),
  mode: z.enum(['create', 'upsert']).default('create'),
  matchOn: z.array(name).max(5).default([]),
  dryRun: z.boolean().default(false),
  delimiter: z.string().regex(/^[^\w\s"\p{L}]$|^\t$/u).optional(),
  encoding: z.string().toLowerCase().refine(text => encodings.has(text), { params: { code: 'option.unknown' } }).optional(),
  dateFormat: z.string().max(50).refine(isDateFormat, { params: { code: 'import.dateFormat' } }).optional(),
  phoneCountry: country.default('ID'),
  /** The zone that times without an offset are of; default the workspace's. */
  timeZone: z.string().max(64).refine(isZone, { params: { code: 'timeZone.unknown' } }).optional(),
  /** Of a workbook: the sheet's name; default the first that holds anything. */
  sheet: z.string().max(100).optional(),
  createOptions: z.boolean().default(true),
  runWorkflows: z.boolean().default(false),
  enforceStageRules: z.boolean().default(false),
})

export type ImportOptions = z.output<typeof importOptions>

/** One column of the file: its heading, where it goes, where it might go (`guess`), a few cells to recognise it by, and what it adds to the definitions. */
export const fileColumnAnswer = z.object({
  name: z.string(), target: detail.nullable(), guess: detail.optional(), samples: z.array(z.string()),
  decimalSign: z.enum(['.', ',']).optional().meta({ description: 'Of numbers: what stands before their decimals, where the cells tell' }),
  dayOrder: z.enum(['dayFirst', 'monthFirst']).optional().meta({ description: 'Of days in numbers: what stands first, where the cells tell' }),
  added: z.array(z.string()).optional().meta({ description: 'Words that were no options yet and became some; of a trial: that would become some' }),
})
export type FileColumn = z.output<typeof fileColumnAnswer>

/** Where each column goes, if it goes anywhere. Every fault of the mapping is listed. The headings are named apart (nameColumns). */
export function settleMapping(context: Context, object: ObjectDefinition, options: ImportOptions, headings: string[]): (ColumnTarget | null)[] {
  const given = options.mapping
  const targets = given ? givenTargets(context, object, given, headings) : matchHeadings(context.workspace, object, headings, field => canImport(context, object.name, field))
  if (options.mode === 'upsert' && targets.some(Boolean)) checkMatchOn(context, object, options, targets)
  return targets
}

/** Headings that a refusal shows. */
const MOST_SHOWN = 20

/** Of a file of which no column goes anywhere: what it has, and what each column might be that was not left out by hand. */
export function nothingFits(context: Context, object: ObjectDefinition, columns: FileColumn[], { mapping = {} }: ImportOptions): Fault[] {
  const headings = columns.map(column => column.name)
  const better = context.workspace.objects.get(betterObject(context, object.name, headings)?.object ?? '')
  const path = 'options.mapping'
  if (better) return [{ path, code: 'import.otherObject', parameters: { object: better.pluralLabel?.[context.locale] ?? better.label[context.locale] ?? better.name } }]
  const shown = columns.slice(0, MOST_SHOWN)
  const guesses = shown.flatMap(({ name: column, guess }): Fault[] => {
    const label = Object.hasOwn(mapping, column) ? undefined : object.fields.find(field => field.name === guess?.field)?.label
    return label ? [{ path: `${path}.${column}`, code: 'import.columnGuess', parameters: { column, field: label } }] : []
  })
  return [{ path, code: 'import.noColumn', parameters: { columns: shown.map(column => column.name).join(', ').slice(0, 500) + (columns.length > MOST_SHOWN ? ', …' : '') } }, ...guesses]
}

function givenTargets(context: Context, object: ObjectDefinition, given: NonNullable<ImportOptions['mapping']>, headings: string[]): (ColumnTarget | null)[] {
  const places = new Map(Object.entries(given).map(([column, value]) => [column, typeof value === 'string' ? { field: value } : value]))
  const faults: Fault[] = []
  for (const [column, place] of places) {
    const path = `options.mapping.${column}`
    if (!headings.includes(column)) faults.push({ path, code: 'import.columnUnknown' })
    else if (place) faults.push(...targetFaults(context, object, place).map(([part, code]) => ({ path: part ? `${path}.${part}` : path, code })))
  }
  if (faults.length) throw new Problem('invalid', { faults })
  return headings.map(heading => places.get(heading) ?? null)
}

/** What is wrong with one column's target: which part of it, and why. */
function targetFaults(context: Context, object: ObjectDefinition, place: ColumnTarget): [part: string, code: string][] {
  const field = shownFields(context, object).find(each => each.name === place.field)
  if (!field) return [['', 'field.unknown']]
  if (!canImport(context, object.name, field)) return [['', 'field.readOnly']]
  const faults: [string, string][] = []
  if (place.part !== undefined && !partsOf(field).includes(place.part)) faults.push(['part', 'field.unknown'])
  if (place.matchOn !== undefined && !canMatch(context, field, place.matchOn)) faults.push(['matchOn', 'field.unknown'])
  if (place.create && (field.type !== 'relation' || !targetsOf(field).some(target => mayCreate(context, target)))) faults.push(['create', 'permission.denied'])
  return [...faults, ...valueFaults(context, field, place.values ?? {})]
}

/** The parts of a field's value that a column may hold by itself. */
export function partsOf(field: FieldDefinition): string[] {
  return field.type === 'currency' ? ['amount', 'currency'] : Object.keys(typeOf(field).parts ?? {})
}

/** The objects that a relation leads to. */
export function targetsOf(field: FieldDefinition): string[] {
  return Array.isArray(field.to) ? field.to : [field.to!]
}

function canMatch(context: Context, field: FieldDefinition, matchOn: string): boolean {
  if (field.type === 'user') return ['id', 'name', 'email'].includes(matchOn)
  if (field.type !== 'relation') return false
  return targetsOf(field).some(target => rowFilter(context, target).kind !== 'none' && readableFields(context, context.workspace.objects.get(target)!).some(each => each.name === matchOn && typeOf(each).columns(each)[0].type !== 'jsonb'))
}

function valueFaults(context: Context, field: FieldDefinition, values: Record<string, unknown>): [string, string][] {
  const environment = environmentOf(context, true)
  return Object.entries(values).flatMap(([text, value]): [string, string][] => {
    try {
      if (value !== null) typeOf(field).parse(value, field, environment)
      return []
    } catch (error) {
      if (!(error instanceof InvalidValue)) throw error
      return [[`values.${text}`, error.code]]
    }
  })
}

/** What an upsert matches on: as said, else the id of the other program, else the email, the phone, the name. */
export function matchFields(options: ImportOptions, targets: (ColumnTarget | null)[]): string[] {
  if (options.mode !== 'upsert') return []
  if (options.matchOn.length) return options.matchOn
  const mapped = new Set(targets.map(each => each?.field))
  const best = ['externalId', 'email', 'phone', 'name'].find(field => mapped.has(field))
  return best ? [best] : []
}

function checkMatchOn(context: Context, object: ObjectDefinition, options: ImportOptions, targets: (ColumnTarget | null)[]): void {
  const mapped = new Set(targets.map(each => each?.field))
  const names = matchFields(options, targets)
  const faults: Fault[] = names.flatMap((matchOn, at) => {
    const path = `options.matchOn[${at}]`
    if (!keyField(context, object, matchOn)) return [{ path, code: 'field.unknown' }]
    return mapped.has(matchOn) ? [] : [{ path, code: 'import.columnUnknown' }]
  })
  if (names.length === 0) faults.push({ path: 'options.matchOn', code: 'value.required' })
  if (faults.length) throw new Problem('invalid', { faults })
}

/** The columns that name records of the import's own object, such as an employee's manager, with the field that their cells hold. */
export function ownLinks({ workspace }: Context, { object: own, columns }: { object: string, columns: FileColumn[] }): { heading: string, matchOn: string }[] {
  const object = workspace.objects.get(own)
  return columns.flatMap(({ name: heading, target }) => {
    const field = target && object?.fields.find(each => each.name === target.field)
    return field?.type === 'relation' && targetsOf(field).includes(own) ? [{ heading, matchOn: target!.matchOn ?? object!.title }] : []
  })
}
