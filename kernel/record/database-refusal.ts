// What PostgreSQL refused, said in the product's words: which operation, which field, why.
import type { Context } from '../context.ts'
import { typeOf } from '../field/types/index.ts'
import type { ObjectDefinition } from '../object/definition.ts'
import { isConcealed } from '../permission/rules.ts'
import type { Change } from './hook.ts'
import { setIndex } from '../object/table.ts'
import { Faults, type WriteOptions } from './operation.ts'
import { addSetFaults } from './unique-sets.ts'

interface DatabaseError { code?: string, detail?: string, constraint?: string }

/** 23505 another record has the value, 23503 the linked record is gone, class 22 a value beyond what a column holds. */
export function explainRefusal(context: Context, error: unknown, object: ObjectDefinition, changes: Change[], options: WriteOptions, places: number[]): unknown {
  const { code = '', detail = '', constraint } = error as DatabaseError
  const faults = new Faults(options, part => isConcealed(context, object, part))
  const set = object.uniqueSets?.find(each => setIndex(object, each).name === constraint)
  if (set) addSetFaults(context, object, set, changes, places, detail, faults)
  else if (code === '23505' || code === '23503') {
    const { field, value } = readDetail(object, detail)
    // of two in one write the later one is at fault, not who has it already; "A-10" holds "A-1" and is another value
    const whose = (test: typeof holds) => changes.findLastIndex(({ kind, changed, after }) => field !== undefined && (kind === 'restored' || changed.includes(field)) && test(after[field], value))
    const exact = whose(equals)
    faults.add(places[Math.max(exact < 0 ? whose(holds) : exact, 0)] ?? 0, field ?? 'id', code === '23505' ? 'conflict.unique' : 'relation.unknown')
  } else if (code.startsWith('22') && code !== '22023') {
    faults.add(places[0] ?? 0, '', 'value.invalid')
  }
  try {
    faults.throwAny()
  } catch (problem) {
    return problem
  }
  return error
}

/** From `Key (lower(email))=(a@b.co) already exists.` the field and the value. */
function readDetail(object: ObjectDefinition, detail: string): { field?: string, value: string } {
  const [, expression = '', value = ''] = /^Key \((.*?)\)=\((.*?)\) /.exec(detail) ?? []
  const words = new Set(expression.match(/\w+/g) ?? [])
  const field = object.fields.find(each => typeOf(each).columns(each).some(column => words.has(each.name + column.suffix)))
  return { field: field?.name, value }
}

function equals(value: unknown, text: string): boolean {
  return value !== null && value !== undefined && String(value).toLowerCase() === text.toLowerCase()
}

/** For values that the database tells in another form: one of several columns, a link to one of several objects. */
function holds(value: unknown, text: string): boolean {
  if (value === null || value === undefined) return false
  const own = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return own.toLowerCase().includes(text.toLowerCase())
}
