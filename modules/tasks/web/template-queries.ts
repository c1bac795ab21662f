// Task templates as the API tells them.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, type Answer, type Row } from '../../../web/api.ts'

export type Template = Row<'GET /task-templates'>

export const templatesKey = ['task-templates'] as const

export const templatesQuery = infiniteQueryOptions({
  queryKey: [...templatesKey, 'pages'], initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam, signal }) => api.get('/task-templates', { query: { limit: 100, ...(pageParam !== undefined && { after: pageParam }) }, signal }),
  getNextPageParam: (last: Answer<'GET /task-templates'>) => last.page.next ?? undefined,
})

/** Those that make tasks about records of this kind. */
export const usableQuery = (object: string) => queryOptions({
  queryKey: [...templatesKey, 'for', object], staleTime: 60_000,
  queryFn: async ({ signal }) => (await api.get('/task-templates', { signal })).data.filter((template) => template.object === null || template.object === object),
})
