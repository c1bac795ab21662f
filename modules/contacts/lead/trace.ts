// Contacts: what a conversion did, kept so that it can be undone: what it made, what it filled in, what it moved.
import { isDeepStrictEqual } from 'node:util'
import type { Context } from '../../../kernel/context.ts'
import type { Change, RecordValues } from '../../../kernel/record/hook.ts'
import { lockRows } from '../../../kernel/record/lock.ts'
import type { Operation } from '../../../kernel/record/operation.ts'
import { sameValue } from '../../../kernel/record/prepare.ts'
import { writeRecords } from '../../../kernel/record/write.ts'

/** Values of a record before and after, of the fields that the conversion wrote. */
export interface Written { object: string, id: string, before: RecordValues, after: RecordValues }

export interface Trace {
  /** The lead's status before. */
  status: string
  /** Records that were made: the company, the contact and the deal, in the order in which they were made, each with its version then. */
  made: { object: string, id: string, version: number }[]
  /** Of the contact that was there already: what it lacked. And notes, tasks and the like that went over. */
  written: Written[]
}

/** The fields that a change wrote, of those named. */
export function writtenBy({ object, id, before, after, changed }: Change, names: string[]): Written {
  const pick = (values: RecordValues) => Object.fromEntries(names.filter(name => changed.includes(name)).map(name => [name, values[name] ?? null]))
  return { object, id, before: pick(before!), after: pick(after) }
}

/** An administrator's rights with the caller's name: taking back may clear what is written once, and a converted lead is closed. */
export function asAdministrator(context: Context): Context {
  const role = [...context.workspace.roles.values()].find(each => each.administrator) ?? context.actor.role
  return { ...context, actor: { ...context.actor, role } }
}

const CHUNK = 500

/** `jsonb` does not keep the order of the parts of a value. */
const isStill = (value: unknown, written: unknown) => sameValue(value, written) || isDeepStrictEqual(value, written)

/** Gives each value back where the record still holds what was written; what was changed since stays. */
export async function takeBack(context: Context, written: Written[]): Promise<void> {
  for (const [name, list] of Map.groupBy(written, each => each.object)) {
    const object = context.workspace.objects.get(name)
    if (!object) continue
    for (let start = 0; start < list.length; start += CHUNK) {
      const part = list.slice(start, start + CHUNK)
      const rows = await lockRows(context, object, part.map(each => each.id))
      const operations = part.flatMap(({ id, before, after }): Operation[] => {
        const row = rows.get(id)
        const names = Object.keys(after).filter(field => object.fields.some(each => each.name === field) && isStill(row?.values[field] ?? null, after[field]))
        return row && !row.deleted && names.length ? [{ op: 'update', id, data: Object.fromEntries(names.map(field => [field, before[field]])) }] : []
      })
      if (operations.length) await writeRecords(asAdministrator(context), name, operations, { unbounded: true, parsed: true, stageRules: false })
    }
  }
}
