// Field type tags: free words on a record.
import type { FieldType } from '../../field-type.ts'
import { listOperators, parseTexts, splitTexts } from '../../list-value.ts'
import { parsePlainText } from '../../text-value.ts'

const LONGEST_TAG = 100

function parseTag(input: unknown): string | null {
  return parsePlainText(input, LONGEST_TAG)
}

export const tags: FieldType = {
  name: 'tags',
  label: { en: 'Tags', id: 'Tag' },
  columns: () => [{ suffix: '', type: 'text[]' }],
  parse: input => parseTexts(input, parseTag),
  parseText: text => parseTexts(splitTexts(text), parseTag),
  toColumns: value => [value],
  read: column => column(),
  operators: listOperators(parseTag),
  sort: null,
  index: 'gin',
  format: value => value === null ? '' : value.join(value.some((tag: string) => tag.includes(',')) ? '; ' : ', '),
  measures: [],
  search: 'text',
  examples: [['vip'], ['Overdue', 'vip', 'vip'], ['a,b', '{x}', '"quoted" \\ \'', 'NULL']],
}
