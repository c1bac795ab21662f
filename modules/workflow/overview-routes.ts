// The workflow room over HTTP: looking a definition over, and what all workflows together do: runs, and what is to come.
import { z } from 'zod'
import { route, type Route } from '../../kernel/http/route.ts'
import { checkAnswer, checkWorkflow } from './check.ts'
import { effectsAnswer, effectsQuery, listEffects, listOutcomes, outcomesAnswer, outcomesQuery } from './effects.ts'
import { countSteps, retryAnswer, retryRequest, retryRuns, runQuery, runsAnswer, searchRuns, stepCountsAnswer } from './run-search.ts'
import { countDays, daysAnswer, daysQuery } from './upcoming-days.ts'
import { findWorkflow } from './workflows.ts'

const common = { tag: 'workflows', access: 'administrator' as const }

export const overviewRoutes: Route[] = [
  route({ ...common, method: 'POST', path: '/workflows/check', summary: 'Look over a workflow that is not saved yet: what would be refused, and what is probably not meant', reads: true,
    body: z.strictObject({ workflow: z.record(z.string(), z.unknown()) }), answer: checkAnswer, handler: (context, { body }) => checkWorkflow(context, body.workflow) }),
  route({ ...common, method: 'GET', path: '/workflows/upcoming/days', summary: 'How much will happen by itself on each day, by workflow', query: daysQuery, answer: daysAnswer, handler: (context, { query }) => countDays(context, query) }),
  route({ ...common, method: 'GET', path: '/workflows/:id/step-counts', summary: 'How far the runs since a time came on each step', params: z.object({ id: z.uuid() }), query: z.strictObject({ since: z.iso.datetime({ offset: true }) }), answer: stepCountsAnswer,
    handler: async (context, { params: { id }, query }) => {
      await findWorkflow(context, id)
      return countSteps(context, id, query.since)
    } }),
  route({ ...common, method: 'GET', path: '/workflows/effects', summary: 'What workflows did against what was done by hand, by month and object', query: effectsQuery, answer: effectsAnswer, handler: (context, { query }) => listEffects(context, query) }),
  route({ ...common, method: 'GET', path: '/workflows/outcomes', summary: 'How the runs of a month ended, workflow by workflow', query: outcomesQuery, answer: outcomesAnswer, handler: (context, { query }) => listOutcomes(context, query) }),
  route({ ...common, method: 'GET', path: '/workflow-runs', summary: 'The runs of all workflows, newest first', query: runQuery, answer: runsAnswer, handler: (context, { query }) => searchRuns(context, query) }),
  route({ ...common, method: 'POST', path: '/workflow-runs/retry', summary: 'Run failed runs again from the step that failed, up to 500 at a time', body: retryRequest, answer: retryAnswer, handler: (context, { body }) => retryRuns(context, body) }),
]
