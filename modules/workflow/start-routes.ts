// The workflow room over HTTP: what a person may set off: the buttons that are for her, and pressing one.
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { filterAnswer, labelAnswer, paged } from '../../kernel/http/answer-part.ts'
import { route, type Route } from '../../kernel/http/route.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { mayRead } from '../../kernel/permission/rules.ts'
import { readableObject, visibleRows } from '../../kernel/record/find.ts'
import { pageInOrder, pageQuery } from '../../kernel/workspace/page.ts'
import type { WorkflowDefinition } from './definition.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { readStart, startAnswer, startWorkflow } from './start.ts'
import { mayStart } from './triggers/button.ts'
import { findWorkflow } from './workflows.ts'

const tag = 'workflows'
const params = z.object({ id: z.uuid() })

const buttonAnswer = z.object({
  id: z.string(), object: z.string(), type: z.enum(['button', 'manual']), label: labelAnswer, icon: z.string().nullable(), places: z.array(z.enum(['record', 'list'])), confirm: labelAnswer.nullable(),
  when: filterAnswer.nullable().meta({ description: 'For which records: the workflow\'s condition, as far as the caller may see all that it names' }),
  inputs: z.array(z.object({ name: z.string(), label: labelAnswer, type: z.string(), required: z.boolean(), options: z.array(z.object({ value: z.string(), label: labelAnswer })).optional() })),
})

const press = z.strictObject({
  ids: z.array(z.uuid()).min(1).max(10_000).optional(), filter: z.record(z.string(), z.unknown()).optional(), input: z.record(z.string(), z.unknown()).default({}),
}).refine(({ ids, filter }) => ids !== undefined || filter !== undefined, { path: ['ids'], params: { code: 'value.required' } })

export const startRoutes: Route[] = [
  route({ method: 'GET', path: '/workflow-buttons', tag, summary: 'The workflows that the caller may set off for records of an object', query: pageQuery.extend({ object: z.string().max(200).optional() }), answer: paged(buttonAnswer),
    handler: async (context, { query: { object, ...page } }) => pageInOrder(await listButtons(context, object), page) }),

  route({ method: 'POST', path: '/workflow-buttons/:id/press', tag, summary: 'Set a workflow off for these records, or for all that fulfil a filter', params, body: press, status: 202, answer: startAnswer,
    async handler(context, { params: { id }, body }) {
      const row = await findWorkflow(context, id)
      if (!row.enabled) throw new Problem('notFound')
      return readStart(context, await startWorkflow(context, row, body))
    } }),

  route({ method: 'GET', path: '/workflow-starts/:id', tag, summary: 'How far it is, for who set it off', params, answer: startAnswer, handler: (context, { params: { id } }) => readStart(context, id) }),
]

/** Null where it names what the caller may not see: pressing then says whether it applies. */
function shownCondition(context: Context, name: string, condition: WorkflowDefinition['condition']): NonNullable<WorkflowDefinition['condition']> | null {
  try {
    visibleRows(context, readableObject(context, name), condition)
    return condition ?? null
  } catch (error) {
    if (error instanceof Problem) return null
    throw error
  }
}

async function listButtons(context: Context, object: string | undefined): Promise<z.output<typeof buttonAnswer>[]> {
  const rows = await context.sql.query<{ id: string, definition: WorkflowDefinition }>(sql`select id, definition from ${identifier(context.workspace.schema, '_workflow')}
    where enabled and deleted_at is null and definition -> 'trigger' ->> 'type' in ('button', 'manual') and ${object === undefined ? sql`true` : sql`object = ${object}`} order by id`)
  return rows.flatMap(({ id, definition: { trigger, object: own, name, condition } }) => {
    if ((trigger.type !== 'button' && trigger.type !== 'manual') || !own || !mayRead(context, own) || !mayStart(context, trigger)) return []
    const face = trigger.type === 'button' ? { label: trigger.label ?? { en: name, id: name }, icon: trigger.icon ?? null, places: trigger.places, confirm: trigger.confirm ?? null } : { label: { en: name, id: name }, icon: null, places: ['list' as const], confirm: null }
    return [{ id, object: own, type: trigger.type, ...face, when: shownCondition(context, own, condition), inputs: trigger.inputs }]
  })
}
