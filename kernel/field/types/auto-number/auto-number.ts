// Field type autoNumber: numbers that count by themselves, such as SO-202611-0042. Given when a record is made, without
// gaps (counter.ts), never changed after. Only an import may bring its own, where the definition says `keepGiven`.
import type { FieldType } from '../../field-type.ts'
import { keptAsText } from '../../text-operators.ts'
import { LONGEST_UNIQUE, parsePlainText } from '../../text-value.ts'
import { numberRecords } from './counter.ts'
import { checkPattern, fieldsIn } from './pattern.ts'

export const autoNumber: FieldType = {
  name: 'autoNumber',
  label: { en: 'Automatic number', id: 'Nomor otomatis' },
  ...keptAsText,
  checkDefinition: checkPattern,
  // always filled, by nobody; and known to nobody who may not know what stands in it
  complete({ pattern }) {
    const names = typeof pattern === 'string' ? fieldsIn(pattern) : []
    return { readOnly: true, required: false, ...names.length ? { derivedFrom: names } : {} }
  },
  parse: input => parsePlainText(input, LONGEST_UNIQUE),
  settle: numberRecords,
  examples: ['SO-202611-0001', 'INV/2026/000042', '7'],
}
