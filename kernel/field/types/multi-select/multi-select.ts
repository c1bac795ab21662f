// Field type multiSelect: any number of the options.
import type { FieldDefinition } from '../../../object/definition.ts'
import type { FieldEnvironment, FieldType } from '../../field-type.ts'
import { listOperators, parseTexts, splitTexts } from '../../list-value.ts'
import { checkOptions, labelOption, namesOption, parseOption, readOption } from '../../options.ts'

function parse(input: unknown, field: FieldDefinition, environment: FieldEnvironment): string[] | null {
  return parseTexts(input, item => parseOption(item, field, environment))
}

export const multiSelect: FieldType = {
  name: 'multiSelect',
  label: { en: 'Multiple selection', id: 'Pilihan ganda' },
  columns: () => [{ suffix: '', type: 'text[]' }],
  checkDefinition: checkOptions,
  parse,
  parseText(text, field, environment) {
    // one whose own name holds a comma
    const parts = namesOption(text, field, environment) ? [text] : splitTexts(text)
    return parse(parts.map(part => readOption(part, field, environment)), field, environment)
  },
  toColumns: value => [value],
  read: column => column(),
  operators: listOperators(parseOption),
  sort: null,
  index: 'gin',
  format: (value, field, environment) => value === null ? '' : value.map((item: string) => labelOption(item, field, environment)).join(', '),
  measures: [],
  examples: [['new'], ['unworn', 'new', 'new'], ['O\'Neil "x"']],
}
