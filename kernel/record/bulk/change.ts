// Bulk room: what is to become of many records, checked as a whole before the first of them is touched, and again with
// each part: rights and definitions count as they are at that moment.
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { Problem } from '../../http/errors.ts'
import type { ObjectDefinition } from '../../object/definition.ts'
import { rowFilter } from '../../permission/rules.ts'
import type { Change, RecordValues } from '../hook.ts'
import type { Operation, WriteOptions } from '../operation.ts'
import { isEmpty, startPreparation, takeValues } from '../prepare.ts'
import { checkRelations } from '../relations.ts'

const tags = z.array(z.string()).max(100).optional()

/** The change as it is told. */
export const changeAnswer = z.strictObject({ set: z.record(z.string(), z.unknown()).optional(), addTags: tags, removeTags: tags, delete: z.literal(true).optional() })

export const bulkChange = changeAnswer
  .refine(({ set, addTags, removeTags, delete: remove }) => Boolean(remove) !== [Object.keys(set ?? {}), addTags ?? [], removeTags ?? []].some(list => list.length > 0))
  .refine(({ set, addTags, removeTags }) => !(set && 'tags' in set && (addTags || removeTags)))
export type BulkChange = z.infer<typeof bulkChange>

/** One field of a path such as `change.set.email`, `change.addTags`. */
function pathIn(part: string): (at: number, name: string) => string {
  return (_, name) => part === 'set' ? `change.set.${name}` : `change.${part}`
}

/** The change with its values in API form. Throws Problem with every fault that would meet each of the records. */
export async function settleChange(context: Context, object: ObjectDefinition, change: BulkChange, total: number): Promise<BulkChange> {
  if (rowFilter(context, object.name, change.delete ? 'delete' : 'update').kind === 'none') throw new Problem('permission.denied')
  if (change.delete) return change
  return {
    ...change.set && { set: await settleValues(context, object, change.set, 'set', total) },
    ...change.addTags?.length && { addTags: (await settleValues(context, object, { tags: change.addTags }, 'addTags', total)).tags ?? [] },
    ...change.removeTags?.length && { removeTags: (await settleValues(context, object, { tags: change.removeTags }, 'removeTags', total)).tags ?? [] },
  }
}

async function settleValues(context: Context, object: ObjectDefinition, given: RecordValues, part: string, total: number): Promise<RecordValues> {
  const preparation = startPreparation(context, object, { path: pathIn(part) }, new Map())
  const { faults, plan } = preparation
  const after: RecordValues = {}
  takeValues(preparation, given, null, after, 0)
  for (const field of plan.required) if (field.name in after && isEmpty(after[field.name])) faults.add(0, field.name, 'value.required')
  for (const field of object.fields) if (field.unique && total > 1 && !isEmpty(after[field.name])) faults.add(0, field.name, 'conflict.unique')
  await checkRelations(preparation, [{ kind: 'updated', object: object.name, id: '', version: 0, before: null, after, changed: [] } satisfies Change], [0])
  faults.throwAny()
  return after
}

/** The settled change as operations on these records, and how they are to be written. */
export function operationsFor(change: BulkChange, ids: string[]): { operations: (Operation & { id: string })[], options: WriteOptions } {
  if (change.delete) return { operations: ids.map(id => ({ op: 'delete', id })), options: {} }
  const { set: data = {}, addTags = [], removeTags = [] } = change
  const options: WriteOptions = { parsed: true }
  if (addTags.length + removeTags.length) options.revise = before => ({ ...data, tags: retag(before.tags ?? [], addTags, removeTags) })
  return { operations: ids.map(id => ({ op: 'update', id, data })), options }
}

/** Null for no tags at all, as the field type has it. */
function retag(tags: string[], add: string[], remove: string[]): string[] | null {
  const left = new Set([...tags.filter(tag => !remove.includes(tag)), ...add])
  return left.size ? [...left] : null
}
