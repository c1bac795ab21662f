// The fields that a filter may name: those of the object, the parts of an address, and those of related records one step away.
import { maskedOperators } from '../../../kernel/field/mask.ts'
import type { FieldInfo, ObjectInfo } from '../../queries.ts'
import { addressParts } from '../../../kernel/field/types/address/address.tsx'
import { fieldWebOf } from '../../../kernel/field/types/web.ts'
import type { FieldTools } from '../field-tools.tsx'
import type { OperatorChoice } from '../field-web.ts'
import type { Condition } from './filter-model.ts'
import { texts } from '../texts.ts'

export type FilterField = { path: string; label: string; field: FieldInfo; operators: OperatorChoice[] }

const isHidden = (field: FieldInfo) =>
  field.name === 'version' || field.name === 'id' || fieldWebOf(field.type).operators.length === 0

function ownField(field: FieldInfo, tools: FieldTools): FilterField[] {
  const label = tools.t(field.label)
  if (field.masked) {
    const allowed = maskedOperators(field)
    return [{ path: field.name, label, field, operators: fieldWebOf(field.type).operators.filter((operator) => allowed.has(operator.name)) }]
  }
  if (field.type === 'address') {
    return addressParts.filter((part) => part !== 'rt' && part !== 'rw').map((part) => ({
      path: `${field.name}.${part}`, label: `${label} › ${tools.t(texts[part])}`,
      field: { ...field, type: 'text', name: part }, operators: fieldWebOf('text').operators,
    }))
  }
  const { operators } = fieldWebOf(field.type)
  // A relation to one of several objects is filtered by being there or not.
  const possible = field.type === 'relation' && Array.isArray(field.to)
    ? operators.filter((operator) => operator.name === 'empty')
    : operators
  return [{ path: field.name, label, field, operators: possible }]
}

export function filterFields(object: ObjectInfo, tools: FieldTools): FilterField[] {
  const own = object.fields.filter((field) => !isHidden(field)).flatMap((field) => ownField(field, tools))
  const related = object.fields.filter((field) => field.type === 'relation' && typeof field.to === 'string').flatMap((relation) => {
    const target = tools.objectOf(relation.to as string)
    const fields = target?.fields.filter((field) => !isHidden(field) && !field.standard && !['relation', 'address', 'longText'].includes(field.type)) ?? []
    return fields.map((field) => ({
      path: `${relation.name}.${field.name}`, label: `${tools.t(relation.label)} › ${tools.t(field.label)}`, field,
      operators: fieldWebOf(field.type).operators,
    }))
  })
  return [...own, ...related]
}

/** `eq` and `ne` of a choice, as the API may write them, are "one of" and "none of" with one value in the builder. */
export function alignCondition(condition: Condition, fields: FilterField[]): Condition {
  const operators = fields.find((one) => one.path === condition.path)?.operators ?? []
  const plural = condition.operator === 'eq' ? 'in' : condition.operator === 'ne' ? 'notIn' : undefined
  if (!plural || operators.some((one) => one.name === condition.operator) || !operators.some((one) => one.name === plural)) return condition
  return { ...condition, operator: plural, argument: [condition.argument] }
}

/** One whose field is still to be chosen. */
export const blankCondition: Condition = { kind: 'condition', path: '', operator: 'eq', argument: null }

/** The first operator of a field, with the argument it begins with. */
export function newCondition(field: FilterField): Condition {
  const [operator] = field.operators
  return {
    kind: 'condition', path: field.path, operator: operator.name,
    argument: operator.argument === 'boolean' ? true : null,
  }
}
