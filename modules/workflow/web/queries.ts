// The workflow room's screens: what the server sends about workflows and their runs.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../../../web/api.ts'
import type { Page } from '../../../web/queries.ts'
import type { Filter } from '../../../web/records/filter/filter-model.ts'

export type Reenrol = 'never' | 'afterExit' | 'every'
export type TriggerKind = 'created' | 'updated' | 'deleted'
export type Trigger = { type: 'record'; on: TriggerKind[]; changed?: string[]; to?: Filter; from?: Filter; reenrol: Reenrol }
export type StepDraft = { id?: string; type: string; if?: Filter; onError?: 'stop' | 'continue'; [input: string]: unknown }
export type Draft = { name: string; description?: string; object: string; enabled: boolean; role?: string; trigger: Trigger; condition?: Filter; steps: StepDraft[] }
export type Workflow = Draft & {
  id: string; version: number; author: string | null; source: string | null; createdAt: string; updatedAt: string; faults: { path: string; code: string }[]
}

export type RunStatus = 'queued' | 'running' | 'waiting' | 'completed' | 'failed' | 'cancelled' | 'missed'
export type RunFault = { code: string; message: string; step?: string; errors: { path: string; message: string }[] }
export type Run = {
  id: string; workflow: string; name: string; version: number; object: string; record: string | null; status: RunStatus; reason: string | null; entry: number | null
  trigger: { kind: string; changed?: string[]; by?: string }; chain: { workflow: string; run: string; object: string; record: string | null }[]
  error: RunFault | null; createdAt: string; startedAt: string | null; finishedAt: string | null
}
export type RunStep = {
  step: string; iteration: string; type: string; status: 'running' | 'waiting' | 'completed' | 'skipped' | 'failed' | 'unknown'; input: unknown; output: unknown
  error: RunFault | null; warnings: { code: string; message: string }[]; startedAt: string; finishedAt: string | null
}
export type RunStory = Run & { steps: RunStep[] }

export const workflowKeys = { all: ['workflows'] as const, runs: (id: string) => ['workflows', id, 'runs'] as const, run: (id: string) => ['workflows', 'run', id] as const }

export const workflowsQuery = queryOptions({
  queryKey: workflowKeys.all,
  queryFn: async ({ signal }) => (await api.get<Page<Workflow>>('/workflows', { limit: 500 }, signal)).data,
})

export const runsQuery = (workflow: string, status: RunStatus | '') => infiniteQueryOptions({
  queryKey: [...workflowKeys.runs(workflow), status],
  queryFn: ({ pageParam, signal }) => api.get<Page<Run>>(`/workflows/${workflow}/runs`, { limit: 50, after: pageParam, status: status || undefined }, signal),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.page?.next ?? undefined,
})

export const runQuery = (id: string) => queryOptions({ queryKey: workflowKeys.run(id), queryFn: ({ signal }) => api.get<RunStory>(`/workflow-runs/${id}`, undefined, signal) })

export const isOpen = (status: RunStatus): boolean => status === 'queued' || status === 'running' || status === 'waiting'
