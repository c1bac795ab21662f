// Field type json: anything, for what other programs keep on a record.
import { emptyOperator } from '../../comparison.ts'
import type { FieldType } from '../../field-type.ts'
import { InvalidValue } from '../../field-type.ts'

const DEEPEST = 50
const LONGEST = 100_000

/** The value with keys in jsonb's order, refused when it is too deep, too long or holds what PostgreSQL cannot keep. */
function normalise(input: unknown, depth: number, budget: { left: number }): unknown {
  if (--budget.left < 0) throw new InvalidValue('json.tooLarge', { max: LONGEST })
  if (depth > DEEPEST) throw new InvalidValue('json.tooDeep', { max: DEEPEST })
  if (input === null || typeof input === 'boolean') return input
  if (typeof input === 'string') return checkString(input, budget)
  if (typeof input === 'number' && Number.isFinite(input)) return input === 0 ? 0 : input
  if (Array.isArray(input)) return input.map(item => normalise(item, depth + 1, budget))
  if (typeof input !== 'object') throw new InvalidValue('json.invalid')
  const entries = Object.entries(input).map(([key, item]) => [checkString(key, budget), normalise(item, depth + 1, budget)] as const)
  return Object.fromEntries(entries.sort(([a], [b]) => Buffer.byteLength(a) - Buffer.byteLength(b) || Buffer.compare(Buffer.from(a), Buffer.from(b))))
}

function checkString(text: string, budget: { left: number }): string {
  budget.left -= text.length
  if (budget.left < 0) throw new InvalidValue('json.tooLarge', { max: LONGEST })
  if (!text.isWellFormed() || text.includes('\0')) throw new InvalidValue('text.invalid')
  return text
}

export const json: FieldType = {
  name: 'json',
  label: { en: 'JSON', id: 'JSON' },
  columns: () => [{ suffix: '', type: 'jsonb' }],
  parse: input => input === null || input === undefined ? null : normalise(input, 1, { left: LONGEST }),
  parseText(text, field, environment) {
    if (text.trim() === '') return null
    try {
      return json.parse(JSON.parse(text), field, environment)
    } catch (error) {
      if (error instanceof SyntaxError) throw new InvalidValue('json.invalid')
      throw error
    }
  },
  toColumns: value => [value],
  read: column => column(),
  operators: { empty: emptyOperator },
  sort: null,
  index: null,
  format: value => value === null ? '' : JSON.stringify(value),
  measures: [],
  examples: [{ longer: 1, a: [true, null, 'x'], b: { c: 1.5 } }, [], 'text', 0, false, { 'é': '🙂' }],
}
