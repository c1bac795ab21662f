// Field types file and image: what their values are, and how they are found.
import { hangFiles, type FileValue } from '../../../file/hang.ts'
import { sql } from '../../../database/sql.ts'
import type { Label } from '../../../object/definition.ts'
import { emptyOperator } from '../../comparison.ts'
import type { FieldType } from '../../field-type.ts'
import { InvalidValue } from '../../field-type.ts'
import { parseId } from '../../id-value.ts'
import { splitTexts } from '../../list-value.ts'
import { partOperators } from '../../text-operators.ts'
import { checkText, fold, likePattern } from '../../text-value.ts'

const MOST = 50
const LONGEST_NAME = 255
const keys = ['id', 'name', 'size', 'type']

/** Keys in jsonb's order, so that a value equals what is read back. */
function parseFile(input: unknown): FileValue {
  if (typeof input === 'string') return { id: parseId(input)! }
  if (typeof input !== 'object' || input === null || Array.isArray(input) || Object.keys(input).some(key => !keys.includes(key))) throw new InvalidValue('file.invalid')
  const { id, name, size, type } = input as Record<string, unknown>
  if (id === null || id === undefined) throw new InvalidValue('file.invalid')
  if (size !== undefined && !(Number.isSafeInteger(size) && (size as number) >= 0)) throw new InvalidValue('file.invalid')
  return {
    id: parseId(id)!, ...name === undefined ? {} : { name: checkText(name, LONGEST_NAME) },
    // -0 is kept as 0
    ...size === undefined ? {} : { size: (size as number) + 0 }, ...type === undefined ? {} : { type: checkText(type, LONGEST_NAME) },
  }
}

function parseFiles(input: unknown, max: number): FileValue[] | null {
  if (input === null || input === undefined) return null
  if (!Array.isArray(input)) throw new InvalidValue('list.expected')
  if (input.length > max) throw new InvalidValue('list.tooLong', { max })
  const files = new Map(input.map(parseFile).map(file => [file.id, file]))
  return files.size ? [...files.values()] : null
}

export function fileFieldType(name: string, label: Required<Label>, examples: unknown[]): FieldType {
  return {
    name, label, examples,
    columns: () => [{ suffix: '', type: 'jsonb' }],
    checkDefinition({ max }) {
      if (max !== undefined && !(Number.isInteger(max) && max >= 1 && max <= MOST)) throw new InvalidValue('definition.max', { max: MOST })
    },
    parse: (input, field) => parseFiles(input, field.max ?? MOST),
    parseText: (text, field) => parseFiles(splitTexts(text), field.max ?? MOST),
    settle: hangFiles,
    toColumns: value => [value],
    read: column => column(),
    operators: {
      empty: emptyOperator,
      contains: {
        ...partOperators.contains,
        toSql: (column, part) => sql`exists (select from jsonb_array_elements(${column()}) f where ${fold(sql`(f->>'name')`)} like ${`%${likePattern(part)}%`})`,
        test: (value: FileValue[] | null, part) => value !== null && value.some(file => file.name?.toLowerCase().includes(part) ?? false),
      },
    },
    sort: null,
    index: null,
    format: (value: FileValue[] | null) => value === null ? '' : value.map(file => file.name ?? file.id).join(', '),
    measures: [],
    search: 'text',
    words: column => sql`(select string_agg(f->>'name', ' ') from jsonb_array_elements(${column()}) f)`,
  }
}
