// Kernel, objects: an object as a caller may know it: hidden fields are absent, rights are said, building indexes shown.
import type { Context } from '../context.ts'
import { canRead, canWrite } from '../permission/rules.ts'
import { rightsOf, type Scope } from '../permission/role.ts'
import type { FieldDefinition, Label, ObjectDefinition, UniqueSet, Validation } from './definition.ts'
import { stageFieldOf } from './pipeline.ts'
import { fieldIndexes } from './table.ts'

export interface ObjectInfo {
  name: string
  label: Label
  pluralLabel: Label
  icon: string | null
  custom: boolean
  title: string
  hidden: boolean
  /** It moves through pipelines. */
  pipeline: boolean
  /** The module or template that brought it; null: a customer. */
  from: string | null
  uniqueSets: UniqueSet[]
  /** For administrators: the rules name fields that others may not know. */
  validations?: Validation[]
  access: { read: Scope, create: boolean, update: Scope, delete: Scope }
  fields: FieldInfo[]
}

export type FieldInfo = Omit<FieldDefinition, 'computed'> & { computed: boolean, access: 'read' | 'write', indexState?: 'building' | 'ready' }

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
    uniqueSets: (object.uniqueSets ?? []).filter(set => set.fields.every(field => canRead(context, object.name, field))),
    ...context.actor.role.administrator ? { validations: object.validations ?? [] } : {},
    access: { read, create, update, delete: remove },
    fields: object.fields.filter(field => canRead(context, object.name, field.name)).map(field => describeField(context, object, field, ready)),
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
    computed: computed !== undefined,
    access: canWrite(context, object.name, { ...field, computed }) ? 'write' : 'read',
    ...indexes.length ? { indexState: indexes.every(index => ready.has(index.name)) ? 'ready' as const : 'building' as const } : {},
  }
}

/** The label in the caller's language, for messages. */
export function say(label: Label, locale: Context['locale']): string {
  return label[locale] ?? label.en ?? label.id ?? ''
}
