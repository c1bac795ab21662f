// Merge room: what the survivor holds afterwards. The caller's choice for a field comes first; lists are united; what is
// empty is filled from the others, in their order. Pure.
import type { Context } from '../../context.ts'
import type { Fault } from '../../http/errors.ts'
import type { FieldDefinition, ObjectDefinition } from '../../object/definition.ts'
import type { RecordValues } from '../hook.ts'
import { isEmpty, sameValue } from '../prepare.ts'
import { writePlan } from '../write-plan.ts'

/** Field → id of the record whose value is wanted. */
export type Choices = Record<string, string>

export interface MergedValues {
  /** Values to write to the survivor, in API form: only those that differ from what it has. */
  data: RecordValues
  /** Field → id of the record that its value comes from; fields that keep the survivor's value are left out. */
  sources: Choices
}

/** Standard fields that are a record's own values; the rest (who, when, version) are the kernel's. */
const ownStandard = new Set(['externalId', 'owner', 'tags'])

/** Whether a merge settles this field; stages stay the survivor's, since a stay in a stage is its history. */
export function isMerged(object: ObjectDefinition, field: FieldDefinition): boolean {
  if (field.readOnly || field.computed || (field.standard && !ownStandard.has(field.name))) return false
  return !field.pipelineField && !object.fields.some(other => other.pipelineField === field.name)
}

/** What is wrong with the choices: names that the caller may not know or write, ids that are not part of the merge. */
export function checkChoices(context: Context, object: ObjectDefinition, take: Choices, ids: string[]): Fault[] {
  const { fields } = writePlan(context, object)
  return Object.entries(take).flatMap(([name, id]): Fault[] => {
    const planned = fields.get(name)
    const path = `take.${name}`
    if (!planned?.readable) return [{ path, code: 'field.unknown' }]
    if (!ids.includes(id)) return [{ path, code: 'value.invalid' }]
    return id !== ids[0] && (!planned.writable || !isMerged(object, planned.field)) ? [{ path, code: 'field.readOnly' }] : []
  })
}

/** `others` in the order of the request. A relation from one merged record to another would point to itself: it is dropped. */
export function mergeValues(object: ObjectDefinition, survivor: RecordValues, others: RecordValues[], take: Choices): MergedValues {
  const ids = new Set([survivor.id, ...others.map(other => other.id)])
  const merged: MergedValues = { data: {}, sources: {} }
  for (const field of object.fields.filter(each => isMerged(object, each))) {
    const own = survivor[field.name] ?? null
    const pointsWithin = (value: unknown) => field.type === 'relation' && value !== null && ids.has(idOf(value))
    const { value, source } = settle(field, pointsWithin(own) ? { ...survivor, [field.name]: null } : survivor, others.filter(other => !pointsWithin(other[field.name] ?? null)), take[field.name])
    if (sameValue(own, value)) continue
    merged.data[field.name] = value
    if (source !== survivor.id) merged.sources[field.name] = source
  }
  return merged
}

function settle({ name }: FieldDefinition, survivor: RecordValues, others: RecordValues[], taken: string | undefined): { value: unknown, source: string } {
  const all = [survivor, ...others]
  const chosen = taken === undefined ? undefined : all.find(record => record.id === taken)
  if (chosen) return { value: chosen[name] ?? null, source: chosen.id }
  const filled = all.filter(record => !isEmpty(record[name]))
  if (filled.length === 0) return { value: null, source: survivor.id }
  const [first] = filled
  if (!filled.every(record => Array.isArray(record[name]))) return { value: first[name], source: first.id }
  const united = new Map(filled.flatMap(record => (record[name] as unknown[]).map(item => [JSON.stringify(item), item] as const)))
  const differs = filled.find(record => record.id !== survivor.id)
  return { value: [...united.values()], source: (differs ?? first).id }
}

function idOf(value: unknown): string {
  return typeof value === 'string' ? value : (value as { id: string }).id
}
