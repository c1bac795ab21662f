// Kernel, objects: from what a module, a template or a customer wrote to the one form that the system works with.
// Reports everything that is wrong at once, each fault with its path.
import type { Fault } from '../http/errors.ts'
import { refuse } from '../http/errors.ts'
import { InvalidValue } from '../field/field-type.ts'
import { fieldTypes, typeOf } from '../field/types/index.ts'
import type { FieldDefinition, Label, ObjectDefinition, Option } from './definition.ts'
import { derivedTypes, indexedTypes, isName, maxCustomFields, standardFields } from './definition.ts'
import { columnsOfField, standardColumns } from './table.ts'
import { checkUniqueSets } from './unique-set.ts'

/** PostgreSQL cuts names beyond 63 bytes. */
const maxColumnName = 63
const titleTypes = new Set(['text', 'longText', 'email', 'phone', 'url', 'autoNumber'])

/**
 * The normal form: defaults filled in, standard fields added. Doing it twice changes nothing.
 * `known` are the names that relations may point to; without it targets are not checked.
 * Throws a Problem that lists every fault.
 */
export function normaliseObject(definition: ObjectDefinition, known?: ReadonlySet<string>): ObjectDefinition {
  const normal = completeObject(definition)
  const faults = checkObject(normal, known)
  if (faults.length) throw refuse(faults)
  return normal
}

/** Fills in defaults and the standard fields without checking anything: for definitions that were checked before. */
export function completeObject(definition: ObjectDefinition): ObjectDefinition {
  const own = ownFields(definition)
  const title = definition.title || (own.find(field => titleTypes.has(field.type))?.name ?? '')
  const fields = own.map(field => completeField(field, title))
  return { ...definition, pluralLabel: definition.pluralLabel ?? definition.label, title, fields: [...fields, ...standardFields.map(field => field.name === 'completeness' ? withSources(field, fields) : field)] }
}

/** The completeness is computed from every field that counts: who may not know of one of them may not know it (kernel/permission/role.ts). */
function withSources(completeness: FieldDefinition, fields: FieldDefinition[]): FieldDefinition {
  const counted = fields.filter(field => field.weight).map(field => field.name)
  return counted.length ? { ...completeness, derivedFrom: counted } : completeness
}

function completeField(field: FieldDefinition, title: string): FieldDefinition {
  const readOnly = field.readOnly || field.computed !== undefined || derivedTypes.has(field.type)
  const index = field.index || field.name === title || Boolean(field.pipelineField) || indexedTypes.has(field.type)
  const own = Object.hasOwn(fieldTypes, field.type) ? fieldTypes[field.type].complete?.(field) : undefined
  return { track: true, weight: 0, ...field, index, ...readOnly ? { readOnly: true } : {}, ...own }
}

/** The fields without those that every record has. */
export function ownFields(definition: ObjectDefinition): FieldDefinition[] {
  return definition.fields.filter(field => !field.standard)
}

export function checkObject(object: ObjectDefinition, known?: ReadonlySet<string>): Fault[] {
  const own = ownFields(object)
  const faults: Fault[] = []
  if (!isName(object.name)) faults.push({ path: 'name', code: 'name.invalid' })
  if (!hasText(object.label)) faults.push({ path: 'label', code: 'value.required' })
  if (own.filter(field => !field.from).length > maxCustomFields) faults.push({ path: 'fields', code: 'fields.tooMany', parameters: { max: maxCustomFields } })
  own.forEach((field, index) => faults.push(...checkField(field, object, `fields[${index}].`, known)))
  if (faults.length === 0) faults.push(...checkColumns(own))
  faults.push(...checkUniqueSets(object))
  const title = own.find(field => field.name === object.title)
  if (!title || !titleTypes.has(title.type)) faults.push({ path: 'title', code: 'title.invalid' })
  return faults
}

/** What is wrong with one field; `path` is put before each fault's path. */
export function checkField(field: FieldDefinition, object: ObjectDefinition, path: string, known?: ReadonlySet<string>): Fault[] {
  const faults: Fault[] = []
  const fault = (at: string, code: string): number => faults.push({ path: path + at, code })
  if (!isName(field.name)) fault('name', 'name.invalid')
  else if (object.fields.filter(other => other.name === field.name).length > 1) fault('name', 'name.taken')
  if (!hasText(field.label)) fault('label', 'value.required')
  const { weight = 0 } = field
  if (!Number.isInteger(weight) || weight < 0 || weight > 100) fault('weight', 'value.range')
  if (derivedTypes.has(field.type)) return [...faults, ...checkDerived(field, path)]
  // every record has the one id that there is
  if (!Object.hasOwn(fieldTypes, field.type) || field.type === 'id') {
    fault('type', 'type.unknown')
    return faults
  }
  for (const part of ['formula', 'rollup', 'result'] as const) if (field[part] !== undefined) fault(part, 'value.invalid')
  if (field.result !== undefined) return faults // it would be judged by a type that it is not of
  faults.push(...checkTargets(field, object, path, known), ...checkOptions(field, object, path))
  // the options of a field that names a pipeline come from the pipelines there are
  if (!object.fields.some(other => other.pipelineField === field.name)) faults.push(...checkType(field, path))
  if (field.unique && (field.computed || typeOf(field).index !== 'btree')) fault('unique', 'value.invalid')
  return faults
}

/** What a computed field cannot be: its values are nobody's to give. That it can be computed is seen where all objects are known (derived.ts). */
function checkDerived(field: FieldDefinition, path: string): Fault[] {
  const senseless = ['required', 'unique', 'writeOnce', 'default', 'options', 'to'] as const
  return [...senseless.filter(name => field[name] !== undefined && field[name] !== false).map(name => ({ path: path + name, code: 'value.invalid' })),
    ...field.result === undefined || Object.hasOwn(fieldTypes, field.result) ? [] : [{ path: `${path}result`, code: 'type.unknown' }]]
}

function checkTargets(field: FieldDefinition, object: ObjectDefinition, path: string, known?: ReadonlySet<string>): Fault[] {
  if (field.type !== 'relation') return field.to === undefined ? [] : [{ path: `${path}to`, code: 'value.invalid' }]
  const targets = targetsOf(field)
  if (targets.length === 0) return [{ path: `${path}to`, code: 'value.required' }]
  if (new Set(targets).size < targets.length) return [{ path: `${path}to`, code: 'option.repeated' }]
  const unknown = targets.filter(target => !isName(target) || (known && target !== object.name && !known.has(target)))
  return unknown.map(() => ({ path: `${path}to`, code: 'object.unknown' }))
}

function checkOptions(field: FieldDefinition, object: ObjectDefinition, path: string): Fault[] {
  if (field.pipelineField) {
    const sibling = object.fields.find(other => other.name === field.pipelineField)
    return sibling?.type === 'select' ? [] : [{ path: `${path}pipelineField`, code: 'field.unknown' }]
  }
  const options = field.options ?? []
  return options.flatMap((option, index) => [...checkOption(option, options, index), ...checkWhen(option, field, object)].map(fault => ({ ...fault, path: `${path}options[${index}].${fault.path}` })))
}

function checkOption(option: Option, options: Option[], index: number): Fault[] {
  const faults: Fault[] = []
  if (typeof option?.value !== 'string' || option.value === '' || option.value.length > 100) faults.push({ path: 'value', code: 'value.invalid' })
  else if (options.findIndex(other => other.value === option.value) < index) faults.push({ path: 'value', code: 'option.repeated' })
  if (!hasText(option?.label)) faults.push({ path: 'label', code: 'value.required' })
  return faults
}

/** An option depends on another select, and on values that are among its options: of a stage, and of what names its pipeline, where these are filled in. */
function checkWhen({ when }: Option, field: FieldDefinition, object: ObjectDefinition): Fault[] {
  if (when === undefined) return []
  const other = object.fields.find(each => each.name === when.field)
  if (!other || other.name === field.name || other.type !== 'select') return [{ path: 'when.field', code: 'field.unknown' }]
  const isPipelines = other.pipelineField !== undefined || object.fields.some(each => each.pipelineField === other.name)
  if (isPipelines && !other.options) return []
  return when.in.flatMap((value, at): Fault[] => other.options?.some(option => option.value === value) ? [] : [{ path: `when.in[${at}]`, code: 'option.unknown' }])
}

/** Which setting a type's complaint is about. */
const settingOf: Record<string, string> = {
  'definition.max': 'max', 'definition.bounds': 'min', 'definition.pattern': 'pattern', 'definition.textPattern': 'pattern', 'definition.unique': 'unique', 'definition.optionValue': 'options',
}

/** The type's own settings (bounds, scale …). */
function checkType(field: FieldDefinition, path: string): Fault[] {
  try {
    typeOf(field).checkDefinition?.(field)
    return []
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error
    const setting = settingOf[error.code]
    return [{ path: setting ? path + setting : path.replace(/\.$/, ''), code: error.code, parameters: error.parameters }]
  }
}

/** Two fields whose columns would meet (`amount` as a currency brings `amountCurrency`), and names too long for a column. */
function checkColumns(fields: FieldDefinition[]): Fault[] {
  const taken = new Set(standardColumns.map(column => column.name))
  return fields.flatMap((field, index) => columnsOfField(field).flatMap(({ name }) => {
    const fault = (code: string): Fault[] => [{ path: `fields[${index}].name`, code }]
    if (name.length > maxColumnName) return fault('name.invalid')
    if (taken.has(name)) return fault('name.taken')
    taken.add(name)
    return []
  }))
}

function hasText(label: Label | undefined): boolean {
  return [label?.en, label?.id].some(text => typeof text === 'string' && text.trim() !== '')
}

/** The objects that a relation may point to. */
export function targetsOf(field: FieldDefinition): string[] {
  return field.to === undefined ? [] : [field.to].flat()
}
