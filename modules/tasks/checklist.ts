// Tasks: the checklist of a task: ordered items in one field, each ticked by whom and when. Ticks come item by item, under
// the row's lock, so that two people at once lose nothing; the event log keeps each.
import { v7 as uuid } from 'uuid'
import type { Context } from '../../kernel/context.ts'
import { isoTime } from '../../kernel/field/iso-time.ts'
import { Problem, type Fault } from '../../kernel/http/errors.ts'
import { sql } from '../../kernel/database/sql.ts'
import { canRead } from '../../kernel/permission/rules.ts'
import { tableOf } from '../../kernel/record/fields.ts'
import type { Change, ObjectBehaviour } from '../../kernel/record/hook.ts'
import { sameValue } from '../../kernel/record/prepare.ts'
import { writeRecords } from '../../kernel/record/write.ts'

/** Keys in the order in which jsonb gives them back. */
export interface ChecklistItem { id: string, done: boolean, text: string, doneAt: string | null, doneBy: string | null }

const MOST = 200
const LONGEST = 500

/** An item as a caller gives it: a text, or a text with its tick; with its id when it is there already. */
function readItem(given: unknown): { id?: string, done: boolean, text: string } | undefined {
  if (typeof given === 'string') return readItem({ text: given })
  if (typeof given !== 'object' || given === null) return undefined
  const { id, done = false, text } = given as Record<string, unknown>
  if (typeof text !== 'string' || text.trim() === '' || text.length > LONGEST || typeof done !== 'boolean') return undefined
  if (id !== undefined && (typeof id !== 'string' || !/^[\w-]{1,36}$/.test(id))) return undefined
  return { ...id === undefined ? {} : { id }, done, text: text.trim() }
}

/** Who ticked and when is ours to say. */
function settleItems(context: Context, { before, after }: Change): Fault[] {
  const given: unknown = after.checklist
  if (given === null || given === undefined || (before && sameValue(before.checklist ?? null, given))) return []
  if (!Array.isArray(given) || given.length > MOST) return [{ path: 'checklist', code: Array.isArray(given) ? 'list.tooLong' : 'list.expected', parameters: { max: MOST } }]
  const known = new Map(((before?.checklist ?? []) as ChecklistItem[]).map(item => [item.id, item]))
  const seen = new Set<string>()
  const faults: Fault[] = []
  after.checklist = given.map((each, at): ChecklistItem | null => {
    const item = readItem(each)
    const id = item?.id ?? uuid()
    if (!item || seen.has(id)) faults.push({ path: `checklist[${at}]`, code: 'task.checklist' })
    if (!item) return null
    seen.add(id)
    const old = known.get(id)
    const ticked = !item.done ? { doneAt: null, doneBy: null } : old?.done ? { doneAt: old.doneAt, doneBy: old.doneBy } : { doneAt: isoTime(context.now), doneBy: context.actor.member }
    return { id, done: item.done, text: item.text, ...ticked }
  })
  if (given.length === 0) after.checklist = null
  return faults
}

export const checklistBehaviour: ObjectBehaviour = { object: 'task', prepare: settleItems }

/** The same items, none ticked. */
export function freshItems(items: ChecklistItem[] | null | undefined): ChecklistItem[] | null {
  return items?.map(({ id, text }) => ({ id, done: false, text, doneAt: null, doneBy: null })) ?? null
}

/** Changes a task's items as they are now; its row is locked meanwhile. Throws `notFound` when `edit` answers undefined. */
export async function editChecklist(context: Context, task: string, edit: (items: ChecklistItem[]) => Partial<ChecklistItem>[] | undefined): Promise<Change> {
  if (!canRead(context, 'task', 'checklist')) throw new Problem('notFound')
  const [row] = await context.sql.query<{ checklist: ChecklistItem[] | null }>(sql`select checklist from ${tableOf(context, 'task')} where "id" = ${task}::uuid and "_deletedAt" is null for no key update`)
  const checklist = row && edit(row.checklist ?? [])
  if (!checklist) throw new Problem('notFound')
  const [change] = await writeRecords(context, 'task', [{ op: 'update', id: task, data: { checklist } }])
  return change
}
