// Kernel, objects: the conditions of layouts and buttons as a test in the browser, while somebody types. A part of the filter
// language (kernel/filter/predicate.ts needs the server's field types): what it cannot judge is refused when it is saved. Pure.

type Values = Record<string, unknown>
type Test = (value: any, argument: any) => boolean

const same = (value: unknown, argument: unknown) => value !== null && plainOf(value) === plainOf(argument)
const among: Test = (value, list: unknown[]) => list.some(each => same(value, each))
const ordered = (test: (order: number) => boolean): Test => (value, argument) => value !== null && test(compare(plainOf(value), plainOf(argument)))

const operators: Record<string, Test> = {
  eq: same, ne: (value, argument) => !same(value, argument), in: among, notIn: (value, list) => !among(value, list),
  gt: ordered(order => order > 0), gte: ordered(order => order >= 0), lt: ordered(order => order < 0), lte: ordered(order => order <= 0),
  before: ordered(order => order < 0), after: ordered(order => order > 0), on: same,
  between: (value, [from, to]) => operators.gte(value, from) && operators.lte(value, to),
  contains: (value, part) => value !== null && String(value).toLowerCase().includes(part.toLowerCase()),
  startsWith: (value, part) => value !== null && String(value).toLowerCase().startsWith(part.toLowerCase()),
  hasAny: (value, list: unknown[]) => value !== null && list.some(each => value.includes(each)),
  hasAll: (value, list: unknown[]) => value !== null && list.every(each => value.includes(each)),
  empty: (value, wanted) => (value === null || (Array.isArray(value) && value.length === 0)) === wanted,
}

const equal = ['eq', 'ne', 'in', 'notIn', 'empty']
const order = [...equal, 'gt', 'gte', 'lt', 'lte', 'between']
const byType: Record<string, string[]> = {
  text: [...equal, 'contains', 'startsWith'], longText: ['contains', 'startsWith', 'empty'], select: equal, boolean: equal, number: order, decimal: order, percent: order, rating: order,
  currency: order, date: [...order, 'on', 'before', 'after'], multiSelect: ['hasAny', 'hasAll', 'empty'], tags: ['hasAny', 'hasAll', 'empty'],
}

/** Whether the browser can judge this operator on a field of this type; of all others, whether they are empty. */
export function isJudged(type: string, operator: string): boolean {
  return (byType[type] ?? ['empty']).includes(operator)
}

/** Whether the record, in API form or as a form holds it, meets the condition; nothing is no condition. */
export function meets(filter: unknown, record: Values): boolean {
  if (typeof filter !== 'object' || filter === null) return true
  return Object.entries(filter).every(([key, inner]) => {
    if (key === 'and') return (inner as unknown[]).every(each => meets(each, record))
    if (key === 'or') return (inner as unknown[]).some(each => meets(each, record))
    if (key === 'not') return !meets(inner, record)
    const value = record[key] === '' || record[key] === undefined ? null : record[key]
    return Object.entries(inner as Values).every(([name, argument]) => operators[name]?.(value, argument) ?? true)
  })
}

/** An amount of money by its amount, a linked record by its id. Numbers may come as texts, being too long for others. */
function plainOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const { amount, id } = value as { amount?: unknown, id?: unknown }
  return amount === undefined ? id ?? value : amount
}

function compare(one: any, other: any): number {
  if (typeof one === 'number' || typeof other === 'number') return Number(one) - Number(other)
  return one < other ? -1 : one > other ? 1 : 0
}
