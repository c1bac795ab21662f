// The filter language in plain words, Indonesian or English, for views, workflow logs and messages.
import type { Locale } from '../context.ts'
import { isDay } from '../field/calendar.ts'
import { formatDay } from '../field/date-format.ts'
import { InvalidValue } from '../field/field-type.ts'
import { typeOf } from '../field/types/index.ts'
import type { Label } from '../object/definition.ts'
import { operatorOf, type Condition, type Filter } from './filter.ts'
import { negations, texts, units } from './texts.ts'

const quoted = new Set(['text', 'longText'])

/** "City is "Jakarta" and Amount is at least Rp 1.000.000". */
export function describeFilter(filter: Filter, locale: Locale): string {
  switch (filter.kind) {
    case 'all': return texts.all[locale]
    case 'none': return texts.none[locale]
    case 'and': return filter.of.map(each => each.kind === 'or' ? `(${describeFilter(each, locale)})` : describeFilter(each, locale)).join(texts.and[locale])
    case 'or': return filter.of.map(each => each.kind === 'and' ? `(${describeFilter(each, locale)})` : describeFilter(each, locale)).join(texts.or[locale])
    case 'not': return fill(texts.not[locale], { filter: describeFilter(filter.of, locale) })
    case 'condition': return describeCondition(filter, locale)
    case 'scope': return texts[filter.scope][locale]
    case 'orphaned': return texts.orphaned[locale]
    case 'related': {
      const several = Array.isArray(filter.field.to)
      const field = labelOf(filter.field.label, locale, filter.field.name) + (several ? ` (${labelOf(filter.target.label, locale, filter.target.name)})` : '')
      return filter.filter.kind === 'all' ? fill(texts.anyRelated[locale], { field }) : fill(texts.related[locale], { field, filter: describeFilter(filter.filter, locale) })
    }
  }
}

function describeCondition(condition: Condition, locale: Locale): string {
  const { operator, input } = condition
  const field = nameOf(condition, locale)
  const { label, argument } = operatorOf(condition)
  if (argument === 'boolean') return fill(texts.flag[locale], { field, operator: input ? label[locale]! : negations[operator][locale] })
  if (argument === 'range') {
    const [from, to] = (input as unknown[]).map(each => describeValue(condition, each, locale))
    return fill(texts.between[locale], { field, from, to })
  }
  if (argument === 'period') return fill(texts[operator as 'last' | 'next'][locale], { field, period: describePeriod(input as Record<string, number>, locale) })
  const value = argument === 'values' ? (input as unknown[]).map(each => describeValue(condition, each, locale)).join(', ') : describeValue(condition, input, locale)
  return fill(texts.condition[locale], { field, operator: label[locale]!, value })
}

function nameOf({ field, part }: Condition, locale: Locale): string {
  const name = labelOf(field.label, locale, field.name)
  return part === undefined ? name : `${name}: ${labelOf(typeOf(field).parts![part], locale, part)}`
}

function describePeriod(period: Record<string, number>, locale: Locale): string {
  const [[unit, count]] = Object.entries(period)
  return `${count} ${units[unit][locale][count === 1 ? 0 : 1]}`
}

function describeValue({ field, part, operator, environment }: Condition, input: unknown, locale: Locale): string {
  if (input === '@me') return texts.me[locale]
  if (input === '@branch') return texts.myBranch[locale]
  if (field.type === 'user' && typeof input === 'string' && input.startsWith('branch:')) return fill(texts.ofBranch[locale], { branch: labelOf(environment.branchLabel?.(input.slice(7)) ?? {}, locale, input.slice(7)) })
  if (typeof input === 'boolean') return (input ? texts.yes : texts.no)[locale]
  if (part !== undefined || ['contains', 'startsWith'].includes(operator) || quoted.has(field.type)) return `"${String(input)}"`
  if (typeof input === 'string' && isDay(input)) return formatDay(input, locale)
  const type = typeOf(field)
  const { describe } = type.operators[operator]
  if (describe) return describe(input, locale)
  const localEnvironment = { ...environment, locale }
  try {
    const value = type.parse(['hasAny', 'hasAll'].includes(operator) ? [input] : input, field, localEnvironment)
    return type.format(value, field, localEnvironment)
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error
    return String(input)
  }
}

function labelOf(label: Label, locale: Locale, otherwise: string): string {
  return label[locale] ?? label.en ?? label.id ?? otherwise
}

function fill(text: string, parameters: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => parameters[name])
}
