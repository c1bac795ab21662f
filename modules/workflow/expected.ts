// The workflow room: events that runs wait for (`wait` with `forEvent`) or end by (`exit`): their shape, and how a change of a
// record is held against them. Pure but for the reading of filters.
import { z } from 'zod'
import { InvalidValue, type FieldEnvironment } from '../../kernel/field/field-type.ts'
import { typeOf } from '../../kernel/field/types/index.ts'
import { testFilter } from '../../kernel/filter/predicate.ts'
import type { FieldDefinition } from '../../kernel/object/definition.ts'
import type { Change, RecordValues } from '../../kernel/record/hook.ts'
import { readCondition, type Condition } from './condition.ts'
import type { Reading } from './program.ts'
import { holdsTemplate } from './template.ts'
import { isMeant, readTrigger, recordTrigger, type Meaning } from './triggers/record.ts'

const { on, changed, to } = recordTrigger.shape

export const eventInput = z.strictObject({
  /** The run's own record without it. */
  object: z.string().optional(),
  on, changed, to,
  /** Which record of another object: these fields equal these values, mostly templates: `{ "contact": "{{ record.id }}" }`. */
  match: z.record(z.string(), z.string().trim().min(1).max(500)).refine(given => Object.keys(given).length > 0 && Object.keys(given).length <= 5, { params: { code: 'value.required' } }).optional(),
  /** What must hold of the record after the change. */
  filter: z.record(z.string(), z.unknown()).optional(),
})

export type EventInput = z.output<typeof eventInput>

export interface Expected {
  object: string
  meaning: Meaning
  condition: Condition
  /** Fields that are compared with the values of `match`, by name; none: the run's own record is meant. */
  fields: FieldDefinition[]
  environment: FieldEnvironment
}

/** Types of which a value is one plain thing that another record may hold too. */
const comparable = new Set(['relation', 'user', 'text', 'email', 'phone', 'url', 'select', 'autoNumber', 'number', 'boolean', 'date'])

/** What is wrong with it is added to the reading's faults; undefined then. */
export function readExpected({ scope, object: own, faults }: Reading, given: EventInput, path: string): Expected | undefined {
  const before = faults.length
  const object = given.object === undefined ? own : scope.objects(given.object)
  if (!object?.name) {
    faults.push({ path: `${path}.object`, code: given.object === undefined ? 'value.required' : 'object.unknown' })
    return undefined
  }
  for (const part of ['to', 'filter'] as const) if (holdsTemplate(given[part])) faults.push({ path: `${path}.${part}`, code: 'workflow.fixed' })
  const meaning = readTrigger({ type: 'record', on: given.on, changed: given.changed, to: given.to, reenrol: 'every' }, object, scope, faults, path)
  const condition = readCondition(given.filter, object, scope, `${path}.filter`, faults)
  const fields: FieldDefinition[] = []
  for (const name of Object.keys(given.match ?? {}).toSorted()) {
    const field = object.fields.find(each => each.name === name && scope.canRead(object.name, name))
    if (field && comparable.has(field.type)) fields.push(field)
    else faults.push({ path: `${path}.match.${name}`, code: field ? 'value.invalid' : 'field.unknown' })
  }
  if (object.name !== own.name && given.match === undefined) faults.push({ path: `${path}.match`, code: 'value.required' })
  return faults.length > before ? undefined : { object: object.name, meaning, condition, fields, environment: scope.environment }
}

/** As far as the record's own values say; what lies across relations the database judges. */
export function mayMeet({ meaning, condition }: Expected, change: Change): boolean {
  return isMeant(meaning, change) && testFilter(condition.may, change.after)
}

/** What a run waits for, as a text that the change of the right record has too; null where a value is missing: nothing equals it. */
export function keyOf({ fields, environment }: Expected, record: string | null, match: RecordValues): string | null {
  if (fields.length === 0) return record
  const values = fields.map(field => plain(field, match[field.name], environment))
  return values.includes(null) ? null : JSON.stringify(fields.map(({ name }, at) => [name, values[at]]))
}

/** Types that have many spellings of one value. */
const spelled = new Set(['text', 'email', 'phone', 'url'])

/** As the field would keep it, so that a number spelled otherwise is found; a relation to one of several objects is known by its id. */
function plain(field: FieldDefinition, value: unknown, environment: FieldEnvironment): string | null {
  if (value === null || value === undefined || value === '') return null
  const text = String(typeof value === 'object' && 'id' in value ? value.id : value)
  const kept = spelled.has(field.type) ? keptAs(field, text, environment) : text
  return field.type === 'email' && kept !== null ? kept.toLowerCase() : kept
}

/** What the field refuses equals nothing but itself. */
function keptAs(field: FieldDefinition, text: string, environment: FieldEnvironment): string | null {
  try {
    return typeOf(field).parse(text, field, environment) as string | null
  } catch (error) {
    if (error instanceof InvalidValue) return text
    throw error
  }
}
