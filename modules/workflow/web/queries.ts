// The workflow room's screens: what the server sends about workflows and their runs.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, type Answer, type Row } from '../../../web/api.ts'

export type Workflow = Row<'GET /workflows'>
export type Trigger = Workflow['trigger']
export type DateTrigger = Extract<Trigger, { type: 'date' }>
export type ScheduleTrigger = Extract<Trigger, { type: 'schedule' }>
export type RecordTrigger = Extract<Trigger, { type: 'record' }>
export type TriggerKind = RecordTrigger['on'][number]
type Step = Workflow['steps'][number]
/** In the editor a new step has no id yet. */
export type StepDraft = { id?: string; type: string; if?: Step['if']; onError?: Step['onError']; [input: string]: unknown }
export type Draft = Pick<Workflow, 'name' | 'description' | 'object' | 'enabled' | 'trigger' | 'condition' | 'exit'> & { role?: string; steps: StepDraft[] }

export type RunStory = Answer<'GET /workflow-runs/{id}'>
export type Run = Row<'GET /workflows/{id}/runs'>
export type RunStatus = Run['status']
export type RunFault = NonNullable<Run['error']>
export type RunStep = RunStory['steps'][number]

export const workflowKeys = { all: ['workflows'] as const, runs: (id: string) => ['workflows', id, 'runs'] as const, run: (id: string) => ['workflows', 'run', id] as const }

export const workflowsQuery = queryOptions({
  queryKey: workflowKeys.all,
  queryFn: async ({ signal }) => (await api.get('/workflows', { query: { limit: 500 }, signal })).data,
})

export const runsQuery = (workflow: string, status: RunStatus | '') => infiniteQueryOptions({
  queryKey: [...workflowKeys.runs(workflow), status],
  queryFn: ({ pageParam, signal }) => api.get('/workflows/{id}/runs', { path: { id: workflow }, query: { limit: 50, after: pageParam, status: status || undefined }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.page?.next ?? undefined,
})

export const runQuery = (id: string) => queryOptions({ queryKey: workflowKeys.run(id), queryFn: ({ signal }) => api.get('/workflow-runs/{id}', { path: { id }, signal }) })

export const isOpen = (status: RunStatus): boolean => status === 'queued' || status === 'running' || status === 'waiting'
