// Field type select: one of several options.
import type { FieldDefinition } from '../../../object/definition.ts'
import { compareForms, equalityOperators } from '../../comparison.ts'
import type { FieldEnvironment, FieldType } from '../../field-type.ts'
import { checkOptions, labelOption, parseOption, readOption } from '../../options.ts'

function parse(input: unknown, field: FieldDefinition, environment: FieldEnvironment): string | null {
  return input === null || input === undefined || input === '' ? null : parseOption(input, field, environment)
}

export const select: FieldType = {
  name: 'select',
  label: { en: 'Selection', id: 'Pilihan' },
  columns: () => [{ suffix: '', type: 'text' }],
  checkDefinition: checkOptions,
  parse,
  parseText: (text, field, environment) => text.trim() === '' ? null : readOption(text, field, environment),
  toColumns: value => [value],
  read: column => column(),
  operators: equalityOperators({ type: 'text', parse, compare: compareForms }),
  sort: { expression: column => column(), type: 'text' },
  index: 'btree',
  format: (value, field, environment) => value === null ? '' : labelOption(value, field, environment),
  measures: ['countDistinct'],
  examples: ['new', 'unworn', 'O\'Neil "x"'],
}
