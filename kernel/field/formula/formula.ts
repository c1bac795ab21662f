// Formulas: from the text of a formula to what it reads, what type it yields, and its value for a record.
import type { FieldDefinition, ObjectDefinition } from '../../object/definition.ts'
import { InvalidValue } from '../field-type.ts'
import { checkingEnvironment, running } from './environment.ts'
import { innerName, withInnerNames } from './names.ts'
import { expressionTypes, fromExpression, resultTypes, toExpression } from './values.ts'

type Values = Record<string, any>

export interface Formula {
  /** The field type of its value. */
  result: string
  /** Fields of the record itself that it reads. */
  fields: string[]
  /** Fields of related records that it reads, by the relation's name. */
  related: Map<string, string[]>
  /**
   * Its value in API form, or what the result type still has to parse; null where it cannot be computed. `related` holds
   * for each relation the record that it points to.
   */
  value(values: Values, related: Record<string, Values | null>): unknown
}

/** Longest text of a formula. */
const LONGEST = 5000

/** Checks and compiles; throws InvalidValue `formula.invalid` with the reason. The formula itself and others that stand on it must not be among what it reads (see loops.ts). */
export function compileFormula(field: FieldDefinition, object: ObjectDefinition, objects: ReadonlyMap<string, ObjectDefinition>): Formula {
  const formula = field.formula ?? ''
  if (formula.trim() === '' || formula.length > LONGEST) throw new InvalidValue('formula.invalid', { reason: `1 – ${LONGEST}` })
  const text = withInnerNames(formula, object.fields.map(each => each.name))
  const checked = check(text, object, objects)
  const allowed = resultTypes[checked] ?? []
  const result = field.result ?? allowed[0]
  if (!result || !allowed.includes(result)) throw new InvalidValue('formula.result', { type: checked, allowed: allowed.join(', ') || '–' })
  const { fields, related } = readsOf(text, object, objects)
  const run = running.parse(text)
  const own = object.fields.filter(each => fields.includes(each.name))
  return {
    result, fields, related,
    value(values, records) {
      const variables: Values = {}
      for (const each of own) variables[innerName(each.name)] = toExpression(values[each.name], each)
      for (const [name, names] of related) variables[innerName(name)] = relatedValues(name, names, object, objects, records)
      try {
        return fromExpression(run(variables))
      } catch {
        // an empty value where one is needed, two currencies, a division by zero: the result is empty
        return null
      }
    },
  }
}

function relatedValues(relation: string, names: string[], object: ObjectDefinition, objects: ReadonlyMap<string, ObjectDefinition>, records: Record<string, Values | null>): Values | null {
  const record = records[relation]
  if (!record) return Object.fromEntries(names.map(name => [name, null]))
  const target = objects.get(object.fields.find(each => each.name === relation)!.to as string)!
  return Object.fromEntries(names.map(name => [name, toExpression(record[name], target.fields.find(each => each.name === name)!)]))
}

function check(text: string, object: ObjectDefinition, objects: ReadonlyMap<string, ObjectDefinition>): string {
  try {
    const { valid, type, error } = checkingEnvironment(object, objects, isUsable).check(text)
    if (valid) return String(type)
    throw new InvalidValue('formula.invalid', { reason: firstLine(error) })
  } catch (error) {
    if (error instanceof InvalidValue) throw error
    throw new InvalidValue('formula.invalid', { reason: firstLine(error) })
  }
}

/** Times of the last change would make a record change because it changed. */
function isUsable({ name }: FieldDefinition): boolean {
  return !['version', 'updatedAt', 'updatedBy', 'completeness'].includes(name)
}

/** With fields by the names that the author knows. */
function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0].replace(/\b_(?=[a-z])/g, '').slice(0, 200)
}

interface Node { op: string, args: unknown }

/** Names in the tree that are fields: `amount`, and `company.industry` across a relation. */
function readsOf(text: string, object: ObjectDefinition, objects: ReadonlyMap<string, ObjectDefinition>): Pick<Formula, 'fields' | 'related'> {
  const fields = new Set<string>()
  const related = new Map<string, string[]>()
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit)
    if (typeof node !== 'object' || node === null) return
    const { op, args } = node as Node
    if (op === 'id') {
      const found = object.fields.find(each => innerName(each.name) === args)
      if (found && expressionTypes[found.result ?? found.type]) fields.add(found.name)
    }
    if ((op === '.' || op === '.?') && Array.isArray(args)) {
      const [from, name] = args as [Node, string]
      const relation = from?.op === 'id' ? object.fields.find(each => innerName(each.name) === from.args && each.type === 'relation' && typeof each.to === 'string') : undefined
      if (relation && objects.get(relation.to as string)?.fields.some(each => each.name === name)) related.set(relation.name, [...new Set([...related.get(relation.name) ?? [], name])])
    }
    visit(args)
  }
  visit(running.parse(text).ast)
  return { fields: [...fields], related }
}
