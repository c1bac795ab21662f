// Kernel, objects: an object as a caller may know it: hidden fields are absent, rights are said, building indexes shown.
import { z } from 'zod'
import type { Context } from '../context.ts'
import { labelAnswer } from '../http/answer-part.ts'
import { canRead, canWrite, isKnownField, isMasked } from '../permission/rules.ts'
import { rightsOf, scopes, type Scope } from '../permission/role.ts'
import { rollupMeasures, type FieldDefinition, type Label, type ObjectDefinition } from './definition.ts'
import { stageFieldOf } from './pipeline.ts'
import { fieldIndexes } from './table.ts'
import { knownTransitions } from './transition.ts'
import { transitionsAnswer } from './transition-shape.ts'

const may = z.boolean().optional()
const text = z.string().optional()
const scope = z.enum(scopes)

/** A field as a caller may know it: its definition (definition.ts) but for the SQL, with her right. */
export const fieldAnswer = z.object({
  name: z.string(), label: labelAnswer, type: z.string(), help: labelAnswer.optional(),
  required: may, unique: may, index: may, ownerIndex: may, writeOnce: may, sensitive: may, track: may, strict: may, toCustom: may, keepGiven: may, readOnly: may, standard: may,
  format: z.enum(['nik', 'npwp']).optional(), weight: z.number().optional(), max: z.number().optional(), min: z.number().optional(),
  default: z.unknown().optional(),
  options: z.array(z.object({ value: z.string(), label: labelAnswer, color: text, when: z.object({ field: z.string(), in: z.array(z.string()) }).optional().meta({ description: 'It is there only where this other select holds one of these, or nothing' }) })).optional(),
  transitions: transitionsAnswer.optional(),
  to: z.union([z.string(), z.array(z.string())]).optional(),
  pipelineField: text, formula: text, result: text, pattern: text, from: text, derivedFrom: z.array(z.string()).optional(),
  rollup: z.object({ object: z.string(), by: z.string(), measure: z.enum(rollupMeasures), of: text, filter: z.unknown().optional() }).optional(),
  masked: z.literal(true).optional().meta({ description: 'Masks stand for its values, for this caller' }),
  computed: z.boolean(),
  access: z.enum(['read', 'write']),
  indexState: z.enum(['building', 'ready']).optional(),
} satisfies Record<keyof FieldDefinition | 'access' | 'indexState', z.ZodType>)

export const objectAnswer = z.object({
  name: z.string(),
  label: labelAnswer,
  pluralLabel: labelAnswer,
  icon: z.string().nullable(),
  custom: z.boolean(),
  title: z.string(),
  hidden: z.boolean(),
  pipeline: z.boolean().meta({ description: 'It moves through pipelines' }),
  from: z.string().nullable().meta({ description: 'The module or template that brought it; null: a customer' }),
  uniqueSets: z.array(z.object({ fields: z.array(z.string()) })),
  validations: z.array(z.object({ name: z.string(), when: z.unknown().optional(), must: z.unknown().optional(), keep: z.array(z.string()).optional(), message: labelAnswer, field: text })).optional()
    .meta({ description: 'For administrators: the rules name fields that others may not know' }),
  access: z.object({ read: scope, create: z.boolean(), update: scope, delete: scope, override: z.boolean().meta({ description: 'May go where transition rules do not let her, with a reason' }) }),
  fields: z.array(fieldAnswer),
})

export type FieldInfo = z.output<typeof fieldAnswer>
export type ObjectInfo = z.output<typeof objectAnswer>

/** `ready` are the names of the indexes that can be used (table-state.ts). */
export function describeObject(context: Context, object: ObjectDefinition, ready: ReadonlySet<string>): ObjectInfo {
  const { create, delete: remove, ...rights } = rightsOf(context.actor.role, object.name)
  const [read, update] = (['read', 'update'] as const).map(verb => widened(context, object.name, verb, rights[verb]))
  return {
    name: object.name,
    label: object.label,
    pluralLabel: object.pluralLabel ?? object.label,
    icon: object.icon ?? null,
    custom: object.custom ?? false,
    // where the title is hidden, a record is called by its id
    title: canRead(context, object.name, object.title) ? object.title : 'id',
    hidden: object.hidden ?? false,
    pipeline: stageFieldOf(object) !== undefined,
    from: object.from ?? null,
    uniqueSets: (object.uniqueSets ?? []).filter(set => set.fields.every(field => isKnownField(context, object.name, field))),
    ...context.actor.role.administrator ? { validations: object.validations ?? [] } : {},
    access: { read, create, update, delete: remove, override: rights.override ?? false },
    fields: object.fields.filter(field => isKnownField(context, object.name, field.name)).map(field => describeField(context, object, field, ready)),
  }
}

/** Where sharing rules alone open rows, a screen offers what it offers for `own`. */
function widened({ actor }: Context, object: string, verb: 'read' | 'update', scope: Scope): Scope {
  const shared = actor.shares.some(rule => rule.object === object && (verb === 'read' || rule.access === 'update'))
  return scope === 'none' && shared ? 'own' : scope
}

/** The SQL of a computed field is nobody's business outside. */
export function describeField(context: Context, object: ObjectDefinition, { computed, ...given }: FieldDefinition, ready: ReadonlySet<string>): FieldInfo {
  const { pipelineField, ...rest } = given
  const field = pipelineField && canRead(context, object.name, pipelineField) ? given : rest
  const indexes = field.standard ? [] : fieldIndexes(object, { ...field, computed })
  return {
    ...field,
    ...field.transitions ? { transitions: knownTransitions(field.transitions, name => isKnownField(context, object.name, name)) } : {},
    ...field.options?.some(({ when }) => when && !isKnownField(context, object.name, when.field)) ? { options: field.options.map(({ when, ...option }) => when && isKnownField(context, object.name, when.field) ? { ...option, when } : option) } : {},
    computed: computed !== undefined,
    ...isMasked(context, object.name, field.name) ? { masked: true as const } : {},
    access: canWrite(context, object.name, { ...field, computed }) ? 'write' : 'read',
    ...indexes.length ? { indexState: indexes.every(index => ready.has(index.name)) ? 'ready' as const : 'building' as const } : {},
  }
}

/** The label in the caller's language, for messages. */
export function say(label: Label, locale: Context['locale']): string {
  return label[locale] ?? label.en ?? label.id ?? ''
}
