// Field type autoNumber: the counters. One row for each object, field and resolved prefix, moved in the transaction that
// writes the records: a refused write gives its numbers back, and two that come at once wait for each other.
import type { Context } from '../../../context.ts'
import { identifier, sql, type Sql } from '../../../database/sql.ts'
import type { FieldDefinition, ObjectDefinition } from '../../../object/definition.ts'
import type { Settlement } from '../../field-type.ts'
import { branchOf } from '../../../workspace/actor.ts'
import type { Workspace } from '../../../workspace/workspace.ts'
import { counterOf, countIn, numberText, OWNERS_BRANCH, PLAIN, resolvePattern, type Numbering } from './pattern.ts'

interface Claim { values: Record<string, any>, numbering: Numbering, counter: string }

/**
 * Numbers the new records in their order, in one statement whatever their number, and those that are older than the field
 * when they are computed anew. Given numbers move the counter on, so that it never repeats one.
 */
export async function numberRecords({ context, object, field, changes, dryRun, recompute }: Settlement): Promise<void> {
  if (dryRun) return
  const claims = changes.filter(({ kind, after }) => kind === 'created' || (recompute && !after[field.name])).map(({ after }) => claimOf(context, object, field, after))
  const open = claims.filter(({ values }) => !values[field.name])
  const highest = await moveCounters(context, object, field, claims)
  const left = new Map<string, number>()
  for (const { counter } of open) left.set(counter, (left.get(counter) ?? 0) + 1)
  for (const { values, numbering, counter } of open) {
    const count = highest.get(counter)! - left.get(counter)! + 1
    left.set(counter, left.get(counter)! - 1)
    values[field.name] = numberText(numbering, count)
  }
}

/** The day in a number is the one on which the record was made. */
function claimOf({ workspace }: Context, object: ObjectDefinition, field: FieldDefinition, values: Record<string, any>): Claim {
  const known = new Set(object.fields.map(each => each.name))
  const text = (name: string) => name === OWNERS_BRANCH ? branchCode(workspace, values.owner) : known.has(name) && ['string', 'number'].includes(typeof values[name]) ? String(values[name]) : ''
  const numbering = resolvePattern(field.pattern ?? PLAIN, new Date(values.createdAt), workspace.timeZone, text)
  return { values, numbering, counter: counterOf(numbering) }
}

/** Of where the owner works from at that moment; nothing for somebody who is in no branch. */
function branchCode(workspace: Workspace, owner: unknown): string {
  const member = workspace.members.get(String(owner))
  const branch = member && workspace.branches.get(branchOf(workspace, member) ?? '')
  return branch ? branch.code ?? branch.name : ''
}

/** Each counter's last number afterwards. In the counters' order, so that writers do not lock each other out crosswise. */
async function moveCounters(context: Context, object: ObjectDefinition, field: FieldDefinition, claims: Claim[]): Promise<Map<string, number>> {
  const given = new Map<string, number>()
  const wanted = new Map<string, number>()
  for (const { counter, values, numbering } of claims) {
    if (!values[field.name]) wanted.set(counter, (wanted.get(counter) ?? 0) + 1)
    else given.set(counter, Math.max(given.get(counter) ?? 0, countIn(numbering, values[field.name]) ?? 0))
  }
  await move(context, object, field, given, sql`greatest(n.last, excluded.last)`)
  return move(context, object, field, wanted, sql`n.last + excluded.last`)
}

async function move(context: Context, object: ObjectDefinition, field: FieldDefinition, by: Map<string, number>, next: Sql): Promise<Map<string, number>> {
  const rows = [...by].flatMap(([counter, count]) => count > 0 ? [{ counter, count }] : [])
  if (rows.length === 0) return new Map()
  const moved = await context.sql.query<{ counter: string, last: string }>(sql`insert into ${identifier(context.workspace.schema, '_auto_number')} as n (object, field, counter, last)
    select ${object.name}, ${field.name}, w.counter, w.count from json_to_recordset(${JSON.stringify(rows)}::json) as w(counter text, count bigint) order by w.counter
    on conflict (object, field, counter) do update set last = ${next} returning counter, last`)
  return new Map(moved.map(({ counter, last }) => [counter, Number(last)]))
}
