// Formulas: what a field's value is inside an expression, and what a result becomes as a field's value.
import type { FieldDefinition } from '../../object/definition.ts'
import { toApiNumber, toDecimal } from '../exact-number.ts'
import { isoTime } from '../iso-time.ts'

/** A day without a time, "2026-11-21". */
export class Day {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

export class Money {
  readonly amount: number
  readonly currency: string
  constructor(amount: number, currency: string) {
    this.amount = amount
    this.currency = currency
  }
}

/** The type in an expression of each field type that formulas know. */
export const expressionTypes: Record<string, string> = {
  text: 'string', longText: 'string', richText: 'string', email: 'string', phone: 'string', url: 'string', select: 'string', autoNumber: 'string',
  number: 'double', decimal: 'double', percent: 'double', rating: 'double', currency: 'Money', boolean: 'bool', date: 'Day', dateTime: 'google.protobuf.Timestamp',
  multiSelect: 'list<string>', tags: 'list<string>',
}

/** The field types that a result of each expression type may be kept as, the usual one first. */
export const resultTypes: Record<string, string[]> = {
  string: ['text', 'longText'], double: ['decimal', 'number', 'percent'], int: ['number', 'decimal', 'percent'], bool: ['boolean'], Day: ['date'],
  'google.protobuf.Timestamp': ['dateTime'], Money: ['currency'],
}

/** Decimals that a computed number is rounded to: what a currency holds, and more than a double keeps wrong. */
const DECIMALS = 4

/** From API form to the value in an expression. */
export function toExpression(value: any, { type, result }: Pick<FieldDefinition, 'type' | 'result'>): unknown {
  if (value === null || value === undefined) return null
  switch (expressionTypes[result ?? type]) {
    case 'double': return Number(value)
    case 'Money': return new Money(Number(value.amount), value.currency)
    case 'Day': return new Day(value)
    case 'google.protobuf.Timestamp': return new Date(value)
    default: return value
  }
}

/** From an expression's value to what the result type parses; null for what is no value (a division by zero). */
export function fromExpression(value: unknown): unknown {
  if (typeof value === 'bigint') return fromExpression(Number(value))
  if (typeof value === 'number') return round(value)
  if (value instanceof Day) return value.text
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : isoTime(value)
  if (!(value instanceof Money)) return value ?? null
  const amount = round(value.amount)
  return amount === null ? null : { amount, currency: value.currency }
}

function round(value: number): number | string | null {
  if (!Number.isFinite(value)) return null
  const decimal = toDecimal(Math.abs(value) < 1e11 ? Number(value.toFixed(DECIMALS)) : value)
  return decimal === null ? null : toApiNumber(decimal)
}
