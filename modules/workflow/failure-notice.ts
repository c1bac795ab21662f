// The workflow room: who is told that runs failed: the workflow's author, and whoever owns the record. One notification for each of
// them and workflow, which counts for as long as it is unread: ten thousand failures are one line in the list.
import { v7 as uuid } from 'uuid'
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { notifyMembers, retellMembers, type NewNotification } from '../../kernel/event/notification.ts'
import { messageOf } from '../../kernel/http/errors.ts'
import { rightsOf } from '../../kernel/permission/role.ts'
import { actorOf } from '../../kernel/workspace/actor.ts'
import type { Workspace } from '../../kernel/workspace/workspace.ts'
import { findByIds } from './related.ts'
import type { RunError } from './run.ts'
import { steps } from './steps/index.ts'
import { texts } from './texts.ts'

/** A run that failed. */
export interface Failed { id: string, workflow: string, object: string | null, record: string | null, error: RunError | null }

interface Origin { id: string, name: string, member: string, author: string | null }

/** Last in the transaction that ends the runs: nobody else's line is held for longer than its end. */
export async function tellFailed(context: Context, failed: Failed[]): Promise<void> {
  if (failed.length === 0) return
  const groups = Map.groupBy(failed, each => each.workflow)
  const origins = await context.sql.query<Origin>(sql`select id, name, member, author from ${identifier(context.workspace.schema, '_workflow')} where id = any(${[...groups.keys()]}::uuid[]) order by id`)
  for (const origin of origins) await tellOf(context, origin, groups.get(origin.id)!)
}

async function tellOf(context: Context, origin: Origin, failed: Failed[]): Promise<void> {
  const owners = await ownersOf(context, origin, await untold(context, failed))
  const authors = authorsOf(context.workspace, origin.author)
  const telling = new Map(authors.map(member => [member, { failed, link: `/settings/workflows/${origin.id}` }]))
  for (const [member, hers] of owners) if (!telling.has(member)) telling.set(member, { failed: hers, link: `/o/${hers.at(-1)!.object}/${hers.at(-1)!.record}` })
  const notices: NewNotification[] = []
  const counts = await countMore(context, origin.id, new Map([...telling].map(([member, each]) => [member, each.failed.length])))
  for (const [member, { failed: [...hers], link }] of telling) {
    const { key, count } = counts.get(member)!
    const { object, record, error } = hers.at(-1)!
    const locale = context.workspace.members.get(member)?.locale ?? context.workspace.locale
    const title = (count === 1 ? texts.runFailed : texts.runsFailed)[locale].replace('{name}', origin.name).replace('{count}', String(count))
    notices.push({ member, key, title, body: error && messageOf(error.code, error.parameters, locale), link, object, record })
  }
  const isNew = ({ member }: NewNotification) => counts.get(member)!.isNew
  await notifyMembers(context, notices.filter(isNew))
  await retellMembers(context, notices.filter(each => !isNew(each)))
}

/** The author, also where she is a program; where she is no person who is there, the administrators besides. */
function authorsOf({ members, roles }: Workspace, author: string | null): string[] {
  const known = members.get(author ?? '')
  if (known?.active && known.kind === 'person') return [known.id]
  const administrators = [...members.values()].filter(member => member.kind === 'person' && member.active && roles.get(member.role)?.administrator).map(member => member.id)
  return known?.active ? [known.id, ...administrators] : administrators
}

/** Of a message to her customer the owner is told by the room that sends it, one by one (modules/messaging/tell.ts). */
async function untold({ workspace: { schema }, sql: query }: Context, failed: Failed[]): Promise<Failed[]> {
  const types = Object.values(steps).filter(step => step.reachesCustomers).map(step => step.type)
  const told = await query.query<{ id: string }>(sql`select r.id from ${identifier(schema, '_workflow_run')} r join ${identifier(schema, '_workflow_step')} s on s.run = r.id and s.step = r.error ->> 'step'
    where r.id = any(${failed.map(each => each.id)}::uuid[]) and s.type = any(${types}::text[])`)
  return failed.filter(({ id }) => !told.some(run => run.id === id))
}

/** The people whose records these are, as far as the workflow and they themselves may see them. */
async function ownersOf(context: Context, { member }: Origin, failed: Failed[]): Promise<Map<string, Failed[]>> {
  const { workspace } = context
  const actor = actorOf(workspace, member, 'workflow')
  const found = new Map<string, Failed[]>()
  for (const [object, group] of Map.groupBy(failed.filter(each => each.object !== null && each.record !== null), each => each.object!)) {
    if (!actor || rightsOf(actor.role, object).read === 'none' || !workspace.objects.has(object)) continue
    const records = await findByIds({ ...context, actor }, object, group.map(each => each.record!), ['owner'])
    const owners = new Map(records.map(({ id, owner }) => [id as string, workspace.members.get(owner ?? '')]))
    for (const each of group) {
      const owner = owners.get(each.record!)
      if (owner?.kind !== 'person' || !owner.active || rightsOf(workspace.roles.get(owner.role)!, object).read === 'none') continue
      found.set(owner.id, [...found.get(owner.id) ?? [], each])
    }
  }
  return found
}

interface Counted { key: string, count: number, isNew: boolean }

/** How often she is told of by now: since she read it last. */
async function countMore({ workspace: { schema }, sql: query }: Context, workflow: string, more: Map<string, number>): Promise<Map<string, Counted>> {
  const table = identifier(schema, '_workflow_failing')
  const members = [...more.keys()].sort()
  await query.query(sql`insert into ${table} (workflow, member, key) select ${workflow}::uuid, member, '' from unnest(${members}::uuid[]) member order by member on conflict do nothing`)
  const rows = await query.query<{ member: string, key: string, count: number }>(sql`select member, key, count from ${table} where workflow = ${workflow}::uuid and member = any(${members}::uuid[]) order by member for update`)
  const unread = new Set((await query.query<{ key: string }>(sql`select key from ${identifier(schema, '_notification')} where key = any(${rows.map(row => row.key)}::text[]) and read_at is null order by key for update`)).map(row => row.key))
  const counted = rows.map(({ member, key, count }) => unread.has(key)
    ? { member, key, count: count + more.get(member)!, isNew: false }
    : { member, key: `failed:${workflow}:${member}:${uuid()}`, count: more.get(member)!, isNew: true })
  await query.query(sql`update ${table} t set key = c.key, count = c.count from jsonb_to_recordset(${JSON.stringify(counted)}::jsonb) c(member uuid, key text, count integer) where t.workflow = ${workflow}::uuid and t.member = c.member`)
  return new Map(counted.map(each => [each.member, each]))
}
