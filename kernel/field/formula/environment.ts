// Formulas: the language is CEL (Common Expression Language): it has no loops without end, no side effects and no way
// out. This is what it knows here beyond its own: days, money, numbers of both kinds together, and empty values.
import { Environment } from '@marcbachmann/cel-js'
import type { FieldDefinition, ObjectDefinition } from '../../object/definition.ts'
import { innerName } from './names.ts'
import { Day, expressionTypes, Money } from './values.ts'

type Numeric = number | bigint
const DAY_MS = 86_400_000
const timestamp = 'google.protobuf.Timestamp'

const arithmetic: Record<string, (one: number, other: number) => number> = {
  '+': (one, other) => one + other, '-': (one, other) => one - other, '*': (one, other) => one * other, '/': (one, other) => one / other,
}
const comparison: Record<string, (one: number | string, other: number | string) => boolean> = {
  '<': (one, other) => one < other, '<=': (one, other) => one <= other, '>': (one, other) => one > other, '>=': (one, other) => one >= other, '==': (one, other) => one === other,
}

/** Empty values reach the operators only here, where each variable may be anything: what cannot be computed is empty. */
export const running = addLanguage(new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false, limits: { maxAstNodes: 2000, maxDepth: 100 } }), false)

/** For checking: the object's fields by their inner names and types, and those of the records that it points to. */
export function checkingEnvironment(object: ObjectDefinition, objects: ReadonlyMap<string, ObjectDefinition>, usable: (field: FieldDefinition) => boolean): Environment {
  const environment = addLanguage(new Environment({ limits: { maxAstNodes: 2000, maxDepth: 100 } }), true)
  const made = new Set<string>()
  for (const field of object.fields.filter(usable)) {
    const target = field.type === 'relation' && typeof field.to === 'string' ? objects.get(field.to) : undefined
    if (target) {
      const type = `Record_${target.name}`
      if (!made.has(type)) environment.registerType(type, { fields: Object.fromEntries(target.fields.flatMap(each => entryOf(each))) })
      made.add(type)
      environment.registerVariable(innerName(field.name), type)
    }
    for (const [name, type] of entryOf(field)) environment.registerVariable(innerName(name), type)
  }
  return environment
}

function entryOf({ name, type, result }: FieldDefinition): [string, string][] {
  const known = expressionTypes[result ?? type]
  return known ? [[name, known]] : []
}

function addLanguage(environment: Environment, typed: boolean): Environment {
  environment.registerType('Day', { ctor: Day, fields: {} })
  environment.registerType('Money', { ctor: Money, fields: { amount: 'double', currency: 'string' } })
  addNumbers(environment)
  addMoney(environment)
  addDays(environment)
  return addEmpties(environment, typed)
}

/** Whole numbers and others may meet, and a division never cuts off: `stock / 2`, `price * 1.1`. */
function addNumbers(environment: Environment): void {
  for (const [one, other] of [['int', 'double'], ['double', 'int']]) {
    for (const [sign, work] of Object.entries(arithmetic)) environment.registerOperator(`${one} ${sign} ${other}: double`, (a: Numeric, b: Numeric) => work(Number(a), Number(b)))
  }
  // it holds the other way round as well
  environment.registerOperator('double == int', (a: Numeric, b: Numeric) => Number(a) === Number(b))
  environment.registerFunction('round(double, int): double', (value: number, digits: bigint) => Number(value.toFixed(Math.min(Math.max(Number(digits), 0), 10))))
  environment.registerFunction('min(double, double): double', (a: number, b: number) => Math.min(a, b))
  environment.registerFunction('max(double, double): double', (a: number, b: number) => Math.max(a, b))
  environment.registerFunction('abs(double): double', (a: number) => Math.abs(a))
}

/** Money of one currency adds up; of two it is refused, and the result empty. */
function addMoney(environment: Environment): void {
  const same = (a: Money, b: Money) => {
    if (a.currency !== b.currency) throw new Error(`${a.currency} and ${b.currency} do not add up`)
  }
  for (const sign of ['+', '-']) {
    environment.registerOperator(`Money ${sign} Money: Money`, (a: Money, b: Money) => {
      same(a, b)
      return new Money(arithmetic[sign](a.amount, b.amount), a.currency)
    })
  }
  for (const number of ['double', 'int']) {
    for (const sign of ['*', '/']) environment.registerOperator(`Money ${sign} ${number}: Money`, (a: Money, b: Numeric) => new Money(arithmetic[sign](a.amount, Number(b)), a.currency))
    environment.registerOperator(`${number} * Money: Money`, (a: Numeric, b: Money) => new Money(Number(a) * b.amount, b.currency))
    environment.registerFunction(`money(${number}, string): Money`, (amount: Numeric, currency: string) => new Money(Number(amount), currency))
  }
  environment.registerOperator('Money / Money: double', (a: Money, b: Money) => {
    same(a, b)
    return a.amount / b.amount
  })
  for (const [sign, holds] of Object.entries(comparison)) {
    environment.registerOperator(`Money ${sign} Money`, (a: Money, b: Money) => {
      same(a, b)
      return holds(a.amount, b.amount)
    })
  }
}

function addDays(environment: Environment): void {
  const later = (day: Day, days: Numeric) => new Day(new Date(Date.parse(day.text) + Number(days) * DAY_MS).toISOString().slice(0, 10))
  for (const [sign, holds] of Object.entries(comparison)) environment.registerOperator(`Day ${sign} Day`, (a: Day, b: Day) => holds(a.text, b.text))
  environment.registerFunction('day(string): Day', (text: string) => later(new Day(text), 0))
  environment.registerFunction('daysBetween(Day, Day): int', (a: Day, b: Day) => BigInt(Math.round((Date.parse(b.text) - Date.parse(a.text)) / DAY_MS)))
  environment.registerFunction(`daysBetween(${timestamp}, ${timestamp}): int`, (a: Date, b: Date) => BigInt(Math.floor((b.getTime() - a.getTime()) / DAY_MS)))
  for (const number of ['double', 'int']) environment.registerFunction(`addDays(Day, ${number}): Day`, later)
  for (const [name, from, to] of [['year', 0, 4], ['month', 5, 7], ['dayOfMonth', 8, 10]] as const) environment.registerFunction(`${name}(Day): int`, (day: Day) => BigInt(day.text.slice(from, to)))
}

/** `isEmpty(x)`, and `coalesce(x, y)`: the first unless it is empty. All else that meets an empty value is empty. */
function addEmpties(environment: Environment, typed: boolean): Environment {
  environment.registerFunction('isEmpty(dyn): bool', (value: unknown) => value === null || value === '' || (Array.isArray(value) && value.length === 0))
  if (!typed) return environment.registerFunction('coalesce(dyn, dyn): dyn', (value: unknown, other: unknown) => value ?? other)
  for (const type of ['string', 'double', 'bool', 'Day', 'Money', timestamp]) {
    environment.registerFunction(`coalesce(${type}, ${type}): ${type}`, (value: unknown, other: unknown) => value ?? other)
  }
  environment.registerFunction('coalesce(double, int): double', (value: number | null, other: bigint) => value ?? Number(other))
  return environment
}
