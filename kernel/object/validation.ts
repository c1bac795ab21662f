// Kernel, objects: an object's own rules (`must`, as a filter, with a message in both languages): what is wrong with one.
import type { Context } from '../context.ts'
import { environmentOf } from '../field/environment.ts'
import { crossesRelations, parseFilter, type Filter, type FilterScope } from '../filter/filter.ts'
import { Problem, type Fault } from '../http/errors.ts'
import type { ObjectDefinition, Validation } from './definition.ts'

/** A rule speaks of every field; who may not know one of them is told nothing (kernel/record/validations.ts). */
export function ruleScope(context: Context, objects: ReadonlyMap<string, ObjectDefinition>): FilterScope {
  return { objects: name => objects.get(name), environment: environmentOf(context), canRead: () => true, rows: () => ({ kind: 'all' }) }
}

export function checkValidations(context: Context, object: ObjectDefinition, objects: ReadonlyMap<string, ObjectDefinition>): Fault[] {
  const rules = object.validations ?? []
  const scope = ruleScope(context, objects)
  return rules.flatMap((rule, index) => {
    const path = `validations[${index}].`
    const unknown = (rule.keep ?? []).flatMap((name, at) => object.fields.some(field => field.name === name) ? [] : [{ path: `${path}keep[${at}]`, code: 'field.unknown' }])
    const faults: Fault[] = [...rule.keep ? unknown : checkPart(rule.must, `${path}must`, object, scope), ...rule.when === undefined ? [] : checkPart(rule.when, `${path}when`, object, scope)]
    if (rule.keep && rule.must !== undefined) faults.push({ path: `${path}must`, code: 'value.invalid' })
    if (rules.findIndex(other => other.name === rule.name) < index) faults.push({ path: `${path}name`, code: 'name.taken' })
    if (rule.field !== undefined && !object.fields.some(field => field.name === rule.field)) faults.push({ path: `${path}field`, code: 'field.unknown' })
    return faults
  })
}

function checkPart(input: unknown, path: string, object: ObjectDefinition, scope: FilterScope): Fault[] {
  try {
    const filter: Filter = parseFilter(input, object, scope, path)
    if (filter.kind === 'all' || filter.kind === 'none') return [{ path, code: 'filter.invalid' }]
    // a rule is judged on the record at hand, without the database
    return crossesRelations(filter) ? [{ path, code: 'filter.relations' }] : []
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return error.faults
  }
}

/** The filters of a rule as JSON. */
export function filtersOf({ when, must }: Validation): unknown[] {
  return [when, must].filter(filter => filter !== undefined)
}
