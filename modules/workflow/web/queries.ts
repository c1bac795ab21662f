// The workflow room's screens: what the server sends about workflows and their runs.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, type Answer, type Body, type Row } from '../../../web/api.ts'

export type Workflow = Row<'GET /workflows'>
export type Trigger = Workflow['trigger']
export type DateTrigger = Extract<Trigger, { type: 'date' }>
export type ScheduleTrigger = Extract<Trigger, { type: 'schedule' }>
export type RecordTrigger = Extract<Trigger, { type: 'record' }>
export type TriggerKind = RecordTrigger['on'][number]
type Step = Workflow['steps'][number]
/** In the editor a new step has no id yet. */
export type StepDraft = { id?: string; type: string; if?: Step['if']; onError?: Step['onError']; [input: string]: unknown }
export type Draft = Pick<Workflow, 'name' | 'description' | 'object' | 'enabled' | 'trigger' | 'condition' | 'exit' | 'inTransaction'> & { role?: string; steps: StepDraft[] }

export type RunStory = Answer<'GET /workflow-runs/{id}'>
export type Run = Row<'GET /workflows/{id}/runs'>
export type RunStatus = Run['status']
export type RunStep = RunStory['steps'][number]

export type Agreement = Answer<'GET /workflows/{id}/agreement'>

export const workflowKeys = { agreement: (id: string) => ['workflows', id, 'agreement'] as const, all: ['workflows'] as const, runs: (id: string) => ['workflows', id, 'runs'] as const, run: (id: string) => ['workflows', 'run', id] as const }

export const workflowsQuery = queryOptions({
  queryKey: workflowKeys.all,
  queryFn: async ({ signal }) => (await api.get('/workflows', { query: { limit: 500 }, signal })).data,
})

export type RunFilter = { workflow?: string; status?: RunStatus; object?: string; record?: string; since?: string }

export const runsQuery = (filter: RunFilter) => infiniteQueryOptions({
  queryKey: [...workflowKeys.runs(filter.workflow ?? 'all'), filter],
  queryFn: ({ pageParam, signal }) => api.get('/workflow-runs', { query: { ...filter, limit: 50, after: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.page.next ?? undefined,
})

export const runQuery = (id: string) => queryOptions({ queryKey: workflowKeys.run(id), queryFn: ({ signal }) => api.get('/workflow-runs/{id}', { path: { id }, signal }) })

export const isOpen = (status: RunStatus): boolean => status === 'queued' || status === 'running' || status === 'waiting'

/** What is sent: emptied parts as null, so that they are taken away. */
export function bodyOf({ description, condition, exit, role, inTransaction, ...draft }: Draft): Body<'POST /workflows'> {
  return { ...draft, object: draft.object ?? null, description: description?.trim() || null, condition: condition ?? null, exit: exit ?? null, inTransaction: inTransaction || null, ...role ? { role } : {} }
}

export const agreementQuery = (id: string) => queryOptions({ queryKey: workflowKeys.agreement(id), queryFn: ({ signal }) => api.get('/workflows/{id}/agreement', { path: { id }, signal }) })

/** How many runs are under way, also on older versions, which only the workflow alone tells. */
export const waitingQuery = (id: string) => queryOptions({ queryKey: ['workflows', id, 'waiting'], queryFn: ({ signal }) => api.get('/workflows/{id}', { path: { id }, signal }) })

export const versionsQuery = (id: string) => infiniteQueryOptions({
  queryKey: ['workflows', id, 'versions'],
  queryFn: ({ pageParam, signal }) => api.get('/workflows/{id}/versions', { path: { id }, query: { limit: 50, after: pageParam }, signal }),
  initialPageParam: undefined as number | undefined,
  getNextPageParam: (last) => last.page.next ?? undefined,
})

export type Version = Answer<'GET /workflows/{id}/versions'>['data'][number]
