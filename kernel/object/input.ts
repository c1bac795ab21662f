// Kernel, objects: the pieces that the inputs of its routes are made of. What a module alone may say (computed, readOnly,
// standard, from) is not among them.
import { z } from 'zod'
import { isKept, label, line } from '../workspace/input.ts'
import { rollupMeasures } from './definition.ts'
import { transitionsInput } from './transition-shape.ts'

export const name = z.string().max(200).refine(isKept, { params: { code: 'name.invalid' } })
const colour = line(30)

const option = z.strictObject({ value: line(100), label, color: colour.optional(), when: z.strictObject({ field: name, in: z.array(line(100)).min(1).max(1000) }).optional() })

/** What may be said of a field when it is made and changed. */
const settings = {
  label,
  help: label.nullish(),
  options: z.array(option).max(1000).optional(),
  transitions: transitionsInput.nullish(),
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
  index: z.boolean().optional(),
  ownerIndex: z.boolean().optional(),
  writeOnce: z.boolean().optional(),
  sensitive: z.boolean().optional(),
  track: z.boolean().optional(),
  strict: z.boolean().optional(),
  weight: z.number().optional(),
  default: z.unknown().optional(),
  formula: z.string().max(5000).optional(),
  rollup: z.strictObject({ object: name, by: name, measure: z.enum(rollupMeasures), of: name.optional(), filter: z.unknown().optional() }).optional(),
  result: z.string().max(50).optional(),
  pattern: z.string().max(200).nullish(),
  keepGiven: z.boolean().optional(),
  format: z.enum(['nik', 'npwp']).nullish(),
  max: z.number().nullish(),
  min: z.number().nullish(),
  to: z.union([name, z.array(name).min(1).max(20)]).optional(),
}

export const newField = z.strictObject({ name, type: z.string().max(50), ...settings })
export const fieldChange = z.strictObject({ type: z.string().max(50), ...settings }).partial()

/** A value that goes: to another, to nothing (null), or by rules of which the first that a record meets decides. */
const goal = z.union([z.string().max(100), z.null(), z.array(z.strictObject({ when: z.unknown().optional(), to: z.string().max(100).nullable() })).min(1).max(20)])
export const optionChange = z.strictObject({ options: z.array(option).max(1000), moveTo: z.record(z.string().max(200), goal).default({}) })

const uniqueSets = z.array(z.strictObject({ fields: z.array(name).min(2).max(5) })).max(10)

const validations = z.array(z.strictObject({ name, when: z.unknown().optional(), must: z.unknown().optional(), keep: z.array(name).min(1).max(100).optional(), message: label, field: name.optional() })).max(50)

export const newObject = z.strictObject({
  name, label, pluralLabel: label.optional(), icon: line(40).optional(), title: name.optional(), hidden: z.boolean().optional(), uniqueSets: uniqueSets.optional(), validations: validations.optional(), fields: z.array(newField).max(600).optional(),
})
export const objectChange = z.strictObject({ label, pluralLabel: label, icon: line(40).nullable(), title: name, hidden: z.boolean(), uniqueSets, validations }).partial()

const stage = z.strictObject({
  value: name, label, help: label.nullish(), color: colour.default('gray'), probability: z.number().default(0), kind: z.enum(['open', 'won', 'lost']).default('open'),
  required: z.array(name).max(100).optional(), rottenAfterDays: z.number().int().min(1).max(3650).nullish(),
})
const stages = z.array(stage).min(1).max(100)

export const newPipeline = z.strictObject({ name, label, object: name, stages, transitions: transitionsInput.nullish() })
/** `moveTo` says for each stage that goes where its records go. */
export const pipelineChange = z.strictObject({ label: label.optional(), stages: stages.optional(), transitions: transitionsInput.nullish(), moveTo: z.record(z.string(), z.string()).optional() })

const view = {
  label,
  kind: z.enum(['table', 'board', 'calendar']),
  filter: z.unknown().optional(),
  sort: z.string().max(500).refine(isKept, { params: { code: 'text.invalid' } }).nullish(),
  columns: z.array(name).max(200).nullish(),
  groupBy: name.nullish(),
  dateField: name.nullish(),
  colorBy: name.nullish(),
  totals: z.array(name).max(20).nullish(),
  visibility: z.enum(['private', 'team', 'role', 'everyone']),
}
export const newView = z.strictObject({ object: name, ...view, kind: view.kind.default('table'), visibility: view.visibility.default('private') })
export const viewChange = z.strictObject(view).partial()

export type NewObject = z.output<typeof newObject>
export type ObjectChange = z.output<typeof objectChange>
export type NewField = z.output<typeof newField>
export type FieldChange = z.output<typeof fieldChange>
export type OptionChange = z.output<typeof optionChange>
export type NewView = z.output<typeof newView>
