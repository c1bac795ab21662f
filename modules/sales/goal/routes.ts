// Sales, goals over HTTP: each with how far it is.
import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { Problem } from '../../../kernel/http/errors.ts'
import { noContent, route } from '../../../kernel/http/route.ts'
import { byName, pageOf, pageQuery } from '../../../kernel/workspace/page.ts'
import { filterAnswer } from '../report.ts'
import { progressOf, readFigure } from './figure.ts'
import { addGoal, changeGoal, editsGoal, goalChange, goalInput, measured, metrics, readGoals, removeGoal, seesGoal, type Goal } from './goal.ts'

const tag = 'sales'
const params = z.object({ id: z.uuid().transform(text => text.toLowerCase()) })

const goalAnswer = z.object({
  id: z.string(), name: z.string(), metric: z.enum(metrics), scope: z.enum(['all', 'team', 'member']), team: z.string().nullable(), member: z.string().nullable(), currency: z.string().nullable(),
  baseline: z.number(), target: z.number(), from: z.string(), to: z.string(),
  current: z.union([z.number(), z.string()]).nullable().describe('Null: nothing to measure yet'), progress: z.number().nullable().describe('Percent of the way from the baseline to the target'),
  object: z.enum(['deal', 'task', 'lead']), filter: filterAnswer.describe('The records that were looked at'), editable: z.boolean(),
})

async function present(context: Context, goal: Goal): Promise<z.output<typeof goalAnswer>> {
  const { current, filter } = await readFigure(context, goal)
  return { ...goal, current, progress: progressOf(goal, current), object: measured[goal.metric].object, filter, editable: editsGoal(context, goal) }
}

export const goalRoutes = [
  route({ method: 'GET', path: '/goals', tag, summary: 'The goals whose records the caller may read, with what is reached', query: pageQuery.extend({ limit: pageQuery.shape.limit.unwrap().default(50) }),
    answer: z.object({ data: z.array(goalAnswer), page: z.object({ next: z.string().nullable() }), mayAdd: z.boolean() }),
    async handler(context, { query }) {
      const { data, page } = pageOf((await readGoals(context)).filter(goal => seesGoal(context, goal)), byName, query)
      const leads = [...context.workspace.teams.values()].some(team => team.manager === context.actor.member) || context.actor.reports.length > 0
      return { data: await presentAll(context, data), page, mayAdd: leads || editsGoal(context, { metric: 'wonCount', scope: 'all', team: null, member: null }) }
    } }),

  route({ method: 'POST', path: '/goals', tag, status: 201, summary: 'Set a goal for all, a team or a member', body: goalInput, answer: goalAnswer,
    handler: async (context, { body }) => present(context, await addGoal(context, body)) }),

  route({ method: 'GET', path: '/goals/:id', tag, summary: 'One goal', params, answer: goalAnswer,
    async handler(context, { params }) {
      const [goal] = await readGoals(context, params.id)
      if (!goal || !seesGoal(context, goal)) throw new Problem('notFound')
      return present(context, goal)
    } }),

  route({ method: 'PATCH', path: '/goals/:id', tag, summary: 'Change a goal', params, body: goalChange, answer: goalAnswer,
    handler: async (context, { params, body }) => present(context, await changeGoal(context, params.id, body)) }),

  route({ method: 'DELETE', path: '/goals/:id', tag, status: 204, summary: 'Remove a goal', params,
    async handler(context, { params }) {
      await removeGoal(context, params.id)
      return noContent
    } }),
]

/** One after another: a page of goals must not take every connection. */
async function presentAll(context: Context, goals: Goal[]): Promise<z.output<typeof goalAnswer>[]> {
  const shown = []
  for (const goal of goals) shown.push(await present(context, goal))
  return shown
}
