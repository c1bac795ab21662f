// The mapping of an import: as the caller gave it, checked, or as the headings suggest.
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { Problem, type Fault } from '../../http/errors.ts'
import type { FieldDefinition, ObjectDefinition } from '../../object/definition.ts'
import { canWrite } from '../../permission/rules.ts'
import { fieldOf, readableFields } from '../fields.ts'
import { matchHeadings, type ColumnTarget, type Mapping } from './headings.ts'

const target = z.union([z.string(), z.strictObject({ field: z.string(), matchOn: z.string().optional(), create: z.boolean().optional(), optional: z.boolean().optional(), values: z.record(z.string(), z.unknown()).optional(), part: z.string().optional() })])

export const importOptions = z.strictObject({
  object: z.string(),
  mapping: z.record(z.string(), target.nullable()).optional(),
  mode: z.enum(['create', 'upsert']).default('create'),
  matchOn: z.array(z.string()).max(5).default([]),
  dryRun: z.boolean().default(false),
  delimiter: z.string().length(1).optional(),
  encoding: z.string().optional(),
  dateFormat: z.string().max(50).optional(),
  phoneCountry: z.string().regex(/^[A-Z]{2}$/).default('ID'),
  createOptions: z.boolean().default(true),
  runWorkflows: z.boolean().default(false),
  enforceStageRules: z.boolean().default(false),
})

export type ImportOptions = z.output<typeof importOptions>

/** One column of the file: its heading, where it goes, and a few cells to recognise it by. */
export interface FileColumn { name: string, target: ColumnTarget | null, samples: string[] }

/** Where each column goes. Every fault of the mapping is listed; a file of which no column is known is refused. */
export function settleMapping(context: Context, object: ObjectDefinition, options: ImportOptions, headings: string[]): Mapping {
  const writable = (field: FieldDefinition) => canWrite(context, object.name, field)
  const mapping = options.mapping ? givenMapping(context, object, options.mapping, headings) : matchHeadings(object, headings, writable)
  if (!Object.values(mapping).some(Boolean)) throw new Problem('invalid', { faults: [{ path: 'options.mapping', code: 'import.noColumn' }] })
  return mapping
}

function givenMapping(context: Context, object: ObjectDefinition, given: NonNullable<ImportOptions['mapping']>, headings: string[]): Mapping {
  const faults: Fault[] = []
  const readable = readableFields(context, object)
  const mapping: Mapping = {}
  for (const [column, value] of Object.entries(given)) {
    const path = `options.mapping.${column}`
    const place = value === null ? null : typeof value === 'string' ? { field: value } : value
    if (!headings.includes(column)) faults.push({ path, code: 'import.columnUnknown' })
    else if (place && !readable.some(field => field.name === place.field)) faults.push({ path, code: 'field.unknown' })
    else if (place && !canWrite(context, object.name, fieldOf(object, place.field)!)) faults.push({ path, code: 'field.readOnly' })
    mapping[column] = place
  }
  if (faults.length) throw new Problem('invalid', { faults })
  return mapping
}

/** What an upsert matches on: as said, else the id of the other program, else the email, else the phone. */
export function matchFields(options: ImportOptions, mapping: Mapping): string[] {
  if (options.matchOn.length) return options.matchOn
  const mapped = new Set(Object.values(mapping).map(each => each?.field))
  const best = ['externalId', 'email', 'phone', 'name'].find(name => mapped.has(name))
  return best ? [best] : []
}
