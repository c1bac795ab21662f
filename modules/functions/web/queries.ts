// The functions room's screens: what the server sends about functions and their runs.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, type Answer, type Row } from '../../../web/api.ts'
import type { Block } from '../blocks/block.ts'

export type FunctionInfo = Row<'GET /functions'>
export type FunctionRun = Row<'GET /functions/{id}/runs'>
export type FunctionStory = Answer<'GET /function-runs/{id}'>

/** What a new one begins with. */
export const example = `export default async function ({ record, input, crm, http, mail, chat, log }) {
  log(record.name)
  return null
}`

export type Draft = Pick<FunctionInfo, 'name' | 'label' | 'description' | 'language' | 'code' | 'role' | 'enabled'> & { blocks: Block[] | null }

export const functionKeys = { all: ['functions'] as const, runs: (id: string) => ['functions', id, 'runs'] as const, run: (id: string) => ['functions', 'run', id] as const, hosts: ['outside-hosts'] as const }

export const functionsQuery = queryOptions({ queryKey: functionKeys.all, queryFn: async ({ signal }) => (await api.get('/functions', { query: { limit: 200 }, signal })).data })
export const functionQuery = (id: string) => queryOptions({ queryKey: [...functionKeys.all, id], queryFn: ({ signal }) => api.get('/functions/{id}', { path: { id }, signal }) })
export const storyQuery = (id: string) => queryOptions({ queryKey: functionKeys.run(id), queryFn: ({ signal }) => api.get('/function-runs/{id}', { path: { id }, signal }) })
export const hostsQuery = queryOptions({ queryKey: functionKeys.hosts, queryFn: ({ signal }) => api.get('/outside-hosts', { signal }) })

export const runsQuery = (id: string) => infiniteQueryOptions({
  queryKey: functionKeys.runs(id),
  queryFn: ({ pageParam, signal }) => api.get('/functions/{id}/runs', { path: { id }, query: { limit: 50, after: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.page.next ?? undefined,
})
