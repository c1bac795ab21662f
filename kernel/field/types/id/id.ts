// Field type id: a record's own id, a UUID made by the kernel.
import { compareForms, equalityOperators } from '../../comparison.ts'
import type { FieldType } from '../../field-type.ts'
import { parseId } from '../../id-value.ts'

export const id: FieldType = {
  name: 'id',
  label: { en: 'Id', id: 'Id' },
  columns: () => [{ suffix: '', type: 'uuid' }],
  parse: parseId,
  toColumns: value => [value],
  read: column => column(),
  operators: equalityOperators({ type: 'uuid', parse: parseId, compare: compareForms }),
  sort: { expression: column => column(), type: 'uuid' },
  index: 'btree',
  format: value => value ?? '',
  measures: ['countDistinct'],
  examples: ['0197a5b0-7c5e-7d3a-9f10-3f2b8e1c4d5a', '0197A5B0-7C5E-7D3A-9F10-3F2B8E1C4D5B'],
}
