// How many records a filter leaves: told by the bar above a list of any kind, which needs no pages for it.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { keys } from '../../queries.ts'
import type { ListQuery } from './list-query.ts'

/** How many rows there are; beyond 10,000 the server stops counting. */
export function useCount(object: string, filter: ListQuery['filter'], enabled = true) {
  return useQuery({
    queryKey: [...keys.records(object), 'count', filter ?? null], enabled, staleTime: 60_000,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => api.get('/records/{object}', { path: { object }, query: { filter, count: 'capped', limit: 1, fields: 'id' }, signal }),
  }).data
}
