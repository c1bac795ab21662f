// A condition in words, for the chips above a list: "Tahap salah satu dari Menang, Terkirim", "Tahap adalah Menang".
import type { FieldTools } from '../field-tools.tsx'
import { textOf } from '../value-view.tsx'
import { alignCondition, type FilterField } from './filter-fields.ts'
import { countConditions, type Condition, type Item } from './filter-model.ts'
import { filterTexts as texts, operatorTexts } from './filter-texts.ts'
import { branchWords } from '../branch-words.ts'
import { texts as shared } from '../texts.ts'
import { texts as kit } from '../../texts.ts'

function valueWords(value: unknown, { field }: FilterField, tools: FieldTools): string {
  if (value === '@me') return tools.t(shared.me)
  if (value === '@branch') return tools.t(shared.myBranch)
  if (field.type === 'user' && String(value).startsWith('branch:')) return branchWords(String(value).slice(7), tools)
  if (field.type === 'currency' && (typeof value === 'number' || typeof value === 'string')) return tools.format.moneyCompact(value)
  if (field.type === 'multiSelect' || field.type === 'tags') return textOf([value], field, tools)
  if (field.type === 'dateTime' && /^\d{4}-\d{2}-\d{2}$/.test(String(value))) return tools.format.date(String(value))
  return textOf(value, field, tools)
}

function argumentWords({ operator, argument }: Condition, field: FilterField, tools: FieldTools): string {
  if (operator === 'today') return ''
  if (field.field.type === 'boolean') return tools.t(argument ? kit.yes : kit.no)
  if (operator === 'last' || operator === 'next') {
    return Object.entries((argument ?? {}) as Record<string, number>).map(([unit, count]) => `${count} ${tools.t(texts[unit as 'days']) || unit}`).join(' ')
  }
  if (Array.isArray(argument)) return argument.map((one) => valueWords(one, field, tools)).join(operator === 'between' ? ' – ' : ', ')
  return valueWords(argument, field, tools)
}

export function conditionWords(given: Condition, fields: FilterField[], tools: FieldTools): { field: string; rest: string } {
  const condition = alignCondition(given, fields)
  const field = fields.find((one) => one.path === condition.path)
  if (!field) return { field: condition.path, rest: tools.t(operatorTexts[condition.operator]) }
  if (condition.operator === 'empty') return {
    field: field.label, rest: tools.t(condition.argument === false ? texts.isFilled : texts.isEmpty),
  }
  // one of a single value is that value
  const single = Array.isArray(condition.argument) && condition.argument.length === 1
  const operator = single && condition.operator === 'in' ? 'eq' : single && condition.operator === 'notIn' ? 'ne' : condition.operator
  return {
    field: field.label,
    rest: `${tools.t(operatorTexts[operator])} ${argumentWords(condition, field, tools)}`.trim(),
  }
}

/** A group in one line, its conditions joined by its word; groups within it stand in brackets. */
export function itemWords(item: Item, fields: FilterField[], tools: FieldTools): string {
  if (item.kind === 'raw') return tools.t(texts.special)
  if (item.kind === 'condition') {
    const { field, rest } = conditionWords(item, fields, tools)
    return `${field} ${rest}`
  }
  const words = (one: Item) => (one.kind === 'group' && countConditions(one) > 1 ? `(${itemWords(one, fields, tools)})` : itemWords(one, fields, tools))
  return item.items.filter((one) => countConditions(one) > 0).map(words).join(` ${tools.t(texts[item.mode])} `)
}
