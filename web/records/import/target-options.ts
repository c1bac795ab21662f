// The places that a column of a file may go to: fields that may be written, and the parts of an address. Pure.
import type { FieldInfo, ObjectInfo } from '../../queries.ts'
import { addressParts } from '../../../kernel/field/types/address/address.tsx'
import type { FieldTools } from '../field-tools.tsx'
import { targetsOf } from '../related.ts'
import { texts } from '../texts.ts'
import type { ColumnTarget } from './import-data.ts'

export type TargetOption = { value: string; label: string; target: ColumnTarget; field: FieldInfo }

export const targetKey = (target: ColumnTarget): string => [target.field, target.part].filter(Boolean).join('/')

function optionsOf(field: FieldInfo, tools: FieldTools): TargetOption[] {
  const label = tools.t(field.label)
  if (field.type === 'address') {
    return addressParts.map((part) => ({ value: `${field.name}/${part}`, label: `${label} › ${tools.t(texts[part])}`, target: { field: field.name, part }, field }))
  }
  const plain: TargetOption = { value: field.name, label, target: { field: field.name }, field }
  return field.type === 'currency'
    ? [
      plain,
      {
        value: `${field.name}/currency`, label: `${label} › ${tools.t(texts.currency)}`,
        target: { field: field.name, part: 'currency' }, field,
      },
    ]
    : [plain]
}

export function targetOptions(object: ObjectInfo, tools: FieldTools): TargetOption[] {
  return object.fields.filter((field) => field.access === 'write' && !field.readOnly && !field.computed && field.type !== 'id').flatMap((field) => optionsOf(field, tools))
}

/** Whether a column that names related records may make those that do not exist. */
export const mayCreateRelated = (field: FieldInfo, objectOf: FieldTools['objectOf']): boolean =>
  field.type === 'relation' && !Array.isArray(field.to) && targetsOf(field).some((name) => objectOf(name)?.access.create)
