// Kernel, objects: what administrators do to objects and fields. Each works in the request's transaction, on definitions
// that are locked, and answers them as they are afterwards.
import { isDeepStrictEqual } from 'node:util'
import type { Context } from '../context.ts'
import { environmentOf } from '../field/environment.ts'
import { InvalidValue } from '../field/field-type.ts'
import { fieldTypes, typeOf } from '../field/types/index.ts'
import type { Fault } from '../http/errors.ts'
import { Problem, refuse } from '../http/errors.ts'
import type { Module } from '../module.ts'
import { lockDefinitions, saveDefinitions } from './change.ts'
import type { Definitions } from './definitions.ts'
import { withDefinitions } from './definitions.ts'
import type { FieldDefinition, ObjectDefinition } from './definition.ts'
import { derivedTypes, standardFields } from './definition.ts'
import { refuseHeldOptions, refuseRepeatedValues } from './held-values.ts'
import type { FieldChange, NewField, NewObject, ObjectChange } from './input.ts'
import { checkField, completeObject, normaliseObject, ownFields } from './normalise.ts'
import { refuseNamedOptions } from './option-change.ts'
import { addsTargets, canRetype } from './retype.ts'
import { objectTexts } from './texts.ts'
import { fillStages } from './pipeline.ts'
import { checkTransitions } from './transition-check.ts'
import { checkValidations } from './validation.ts'
import { refuseRepeatedSets } from './unique-set.ts'
import { refuseUsed } from './uses.ts'

/** The context with the definitions as they are after the change. */
export async function createObject(context: Context, { fields = [], ...input }: NewObject): Promise<Context> {
  const before = await lockDefinitions(context)
  if (before.objects.has(input.name)) throw refuse([{ path: 'name', code: 'name.taken' }])
  // an object without fields gets the one that names its records
  const own = fields.length ? fields.map(cleanField) : [{ name: 'name', label: objectTexts.name, type: 'text', required: true }]
  const object = { title: '', ...input, custom: true, fields: own } as ObjectDefinition
  const normal = normaliseObject(object, new Set(before.objects.keys()))
  refuseFaults([...own.flatMap((field, at) => [...checkDefault(context, field, `fields[${at}].`), ...checkRules(context, field, normal, `fields[${at}].`)]), ...checkValidations(context, normal, before.objects)])
  return save(context, before, normal)
}

export async function changeObject(context: Context, name: string, change: ObjectChange): Promise<Context> {
  const { before, object } = await lockObject(context, name)
  const next = { ...object, ...change, icon: change.icon === null ? undefined : change.icon ?? object.icon }
  const normal = normaliseObject(next as ObjectDefinition)
  if (change.validations) refuseFaults(checkValidations(context, fillStages([normal], before.pipelines.values())[0], before.objects))
  await refuseRepeatedSets(context, normal, normal.uniqueSets?.filter(set => !object.uniqueSets?.some(each => isDeepStrictEqual(each, set))) ?? [])
  return save(context, before, normal)
}

export async function addField(context: Context, name: string, input: NewField): Promise<Context> {
  const { before, object } = await lockObject(context, name)
  const field = cleanField(input)
  const next = { ...object, fields: [...object.fields, field] }
  refuseFaults([...checkField(field, wholeObject(next, before), '', new Set(before.objects.keys())), ...checkDefault(context, field, ''), ...checkRules(context, field, next)])
  return save(context, before, normaliseObject(next))
}

export async function changeField(context: Context, name: string, fieldName: string, input: FieldChange, modules: Module[]): Promise<Context> {
  const { before, object } = await lockObject(context, name)
  const field = findField(object, fieldName)
  const next = cleanField({ ...field, ...input } as NewField)
  if (!isSame(field, next)) throw refuse([{ path: field.type === next.type ? 'to' : 'type', code: 'type.fixed', parameters: { from: field.type, to: next.type } }])
  const changed = { ...object, fields: object.fields.map(each => each.name === fieldName ? next : each) }
  refuseFaults([...checkField(next, wholeObject(changed, before), '', new Set(before.objects.keys())), ...checkDefault(context, next, ''), ...checkRules(context, next, changed)])
  await refuseHeldOptions(context, name, field, next)
  await refuseNamedOptions(withDefinitions(context, before), before, name, field, next.options, modules)
  if (next.unique && !field.unique) await refuseRepeatedValues(context, name, next)
  return save(context, before, normaliseObject(changed))
}

/** A module's own field stays, its code relies on it; a template's and a customer's may go, unless in use. */
export async function removeField(context: Context, name: string, fieldName: string, modules: Module[]): Promise<void> {
  const { before, object } = await lockObject(context, name)
  const field = findField(object, fieldName)
  if (modules.some(module => module.name === field.from)) throw new Problem('conflict.standard')
  await refuseUsed(context, before.objects, modules, { object: name, field: fieldName })
  await save(context, before, normaliseObject({ ...object, fields: object.fields.filter(each => each !== field) }))
}

/** With the standard fields, and the stages that its pipelines give: what a new field is checked against. */
function wholeObject(object: ObjectDefinition, { pipelines }: Definitions): ObjectDefinition {
  return fillStages([completeObject(object)], pipelines.values())[0]
}

async function lockObject(context: Context, name: string): Promise<{ before: Definitions, object: ObjectDefinition }> {
  const before = await lockDefinitions(context)
  const object = before.objects.get(name)
  if (!object) throw new Problem('notFound')
  return { before, object }
}

async function save(context: Context, before: Definitions, object: ObjectDefinition): Promise<Context> {
  // as JSON keeps it: nothing undefined
  const stored = JSON.parse(JSON.stringify({ ...object, fields: ownFields(object) })) as ObjectDefinition
  const after = await saveDefinitions(context, before, { ...before, objects: new Map(before.objects).set(object.name, stored) })
  return withDefinitions(context, after)
}

function findField(object: ObjectDefinition, name: string): FieldDefinition {
  const field = object.fields.find(each => each.name === name)
  if (field) return field
  throw new Problem(standardFields.some(each => each.name === name) ? 'conflict.standard' : 'notFound')
}

/** Null means: not set. */
function cleanField(input: NewField): FieldDefinition {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null && value !== undefined)) as unknown as FieldDefinition
}

/** The columns stay what they are, or only new targets of a relation are added. */
function isSame(field: FieldDefinition, next: FieldDefinition): boolean {
  if (isDeepStrictEqual([field.type, field.to, field.result], [next.type, next.to, next.result])) return true
  return addsTargets(field, next) || canRetype(field, next)
}

function checkDefault(context: Context, field: FieldDefinition, path: string): Fault[] {
  // an unknown type is a fault of its own, and so is a result where nothing is computed
  if (field.default === undefined || derivedTypes.has(field.type) || !Object.hasOwn(fieldTypes, field.result ?? field.type)) return []
  try {
    typeOf(field).parse(field.default, field, environmentOf(context))
    return []
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error
    return [{ path: `${path}default`, code: error.code, parameters: error.parameters }]
  }
}

/** Only the values of a select of its own have ways; of stages the pipeline says them. */
function checkRules(context: Context, field: FieldDefinition, object: ObjectDefinition, path = ''): Fault[] {
  if (!field.transitions) return []
  if (field.type !== 'select' || field.pipelineField || object.fields.some(other => other.pipelineField === field.name)) return [{ path: `${path}transitions`, code: 'value.invalid' }]
  return checkTransitions(context, field.transitions, field, (field.options ?? []).map(option => option.value), [...ownFields(object), ...standardFields], path)
}

function refuseFaults(faults: Fault[]): void {
  if (faults.length) throw refuse(faults)
}
