// Tasks, templates: a set of tasks as a value: what is to be done, by whom, how many days after the start, with its checklist.
import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { lockRow } from '../../../kernel/database/lock-row.ts'
import { identifier, sql, type Sql } from '../../../kernel/database/sql.ts'
import { columnTargets } from '../../../kernel/field/types/relation/relation.ts'
import { Problem, refuse, type Fault } from '../../../kernel/http/errors.ts'
import { recordChange } from '../../../kernel/object/change.ts'
import { mayRead } from '../../../kernel/permission/rules.ts'
import { newId } from '../../../kernel/record/new-id.ts'
import { isKept, line } from '../../../kernel/workspace/input.ts'

const templateTask = z.strictObject({
  subject: line(300),
  description: z.string().max(5000).refine(isKept, { params: { code: 'text.invalid' } }).nullable().default(null),
  priority: z.string().max(100).default('normal'),
  dueDays: z.number().int().min(0).max(3650).nullable().default(0).describe('Days after the start; null: it is never due'),
  dueTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/).default('09:00').describe('In the time zone of the workspace'),
  owner: z.string().max(36).default('caller').describe('Who does it: `caller`, whoever makes the set; `recordOwner`, the owner of the record that it is about; or a member'),
  checklist: z.array(line(500)).max(200).default([]),
})

export type TemplateTask = z.output<typeof templateTask>

export const templateInput = z.strictObject({
  name: line(120),
  object: z.string().max(63).nullable().default(null).describe('Whose records it is for; null: any that tasks may be about'),
  tasks: z.array(templateTask).min(1).max(50),
})
const { shape } = templateInput
export const templateChange = z.strictObject({ name: shape.name, object: shape.object.unwrap(), tasks: shape.tasks }).partial()

export const templateAnswer = templateInput.extend({ id: z.string() })
export type TaskTemplate = z.output<typeof templateAnswer>

/** A workspace holds at most so many. */
const MOST = 500

const tableOf = ({ workspace: { schema } }: Pick<Context, 'workspace'>): Sql => identifier(schema, '_task_template')

/** Objects that a task may be about. */
function aboutObjects({ workspace }: Pick<Context, 'workspace'>): string[] {
  const about = workspace.objects.get('task')?.fields.find(field => field.name === 'about')
  return about ? columnTargets(about).map(({ object }) => object) : []
}

/** One for an object that the caller may not know of is not there for her. */
export async function readTemplates(context: Context, only?: string): Promise<TaskTemplate[]> {
  const which = only === undefined ? sql`` : sql` where id = ${only}::uuid`
  const all = await context.sql.query<TaskTemplate>(sql`select id, name, object, tasks from ${tableOf(context)}${which} order by id limit ${MOST}`)
  return all.filter(({ object }) => object === null || mayRead(context, object))
}

/** Throws `notFound`. */
export async function readTemplate(context: Context, id: string): Promise<TaskTemplate> {
  const [template] = await readTemplates(context, id)
  if (!template) throw new Problem('notFound')
  return template
}

/** Throws with every fault. */
function check(context: Context, { object, tasks }: z.output<typeof templateInput>): void {
  const priorities = context.workspace.objects.get('task')?.fields.find(field => field.name === 'priority')?.options ?? []
  const faults: Fault[] = []
  for (const [at, { owner, priority }] of tasks.entries()) {
    if (owner !== 'caller' && owner !== 'recordOwner' && context.workspace.members.get(owner)?.kind !== 'person') faults.push({ path: `tasks[${at}].owner`, code: 'member.unknown' })
    if (!priorities.some(({ value }) => value === priority)) faults.push({ path: `tasks[${at}].priority`, code: 'option.unknown' })
  }
  if (object !== null && !aboutObjects(context).includes(object)) faults.push({ path: 'object', code: 'object.unknown' })
  if (faults.length) throw refuse(faults)
}

export async function addTemplate(context: Context, given: z.output<typeof templateInput>): Promise<TaskTemplate> {
  check(context, given)
  const template = { id: newId(), ...given }
  const [{ count }] = await context.sql.query<{ count: number }>(sql`select count(*)::int as count from ${tableOf(context)}`)
  if (count >= MOST) throw new Problem('taskTemplate.tooMany', { parameters: { max: MOST } })
  await context.sql.query(sql`insert into ${tableOf(context)} (id, name, object, tasks, created_at)
    values (${template.id}, ${template.name}, ${template.object}, ${JSON.stringify(template.tasks)}::jsonb, ${context.now})`)
  await recordChange(context, '_taskTemplate', template.id, null, template)
  return template
}

/** Throws `notFound`. */
export async function changeTemplate(context: Context, id: string, change: z.output<typeof templateChange>): Promise<TaskTemplate> {
  await lockRow(context.sql, tableOf(context), id)
  const before = await readTemplate(context, id)
  const template = { ...before, ...change }
  check(context, template)
  await context.sql.query(sql`update ${tableOf(context)} set name = ${template.name}, object = ${template.object}, tasks = ${JSON.stringify(template.tasks)}::jsonb where id = ${id}::uuid`)
  await recordChange(context, '_taskTemplate', id, before, template)
  return template
}

/** The tasks that were made by it stay. Throws `notFound`. */
export async function removeTemplate(context: Context, id: string): Promise<void> {
  await lockRow(context.sql, tableOf(context), id)
  const before = await readTemplate(context, id)
  await context.sql.query(sql`delete from ${tableOf(context)} where id = ${id}::uuid`)
  await recordChange(context, '_taskTemplate', id, before, null)
}
