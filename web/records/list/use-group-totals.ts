// Counts and sums by group, or over the whole list: asked of the server, which adds up what the caller may read.
import { keepPreviousData, useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../../api.ts'
import { keys, type ObjectInfo } from '../../queries.ts'
import type { Filter } from '../filter/filter-model.ts'
import { joinGroups, measureSets, type GroupRow } from './group-model.ts'

/** `group` as the server reads it (`closingDate:month`); undefined adds up everything. */
export function useGroupTotals(object: ObjectInfo, filter: Filter | undefined, group: string | undefined, totals: string[], enabled = true): { rows: GroupRow[] | undefined; error: unknown; retry: () => void } {
  const sets = measureSets(object, totals)
  const found = useQueries({
    queries: sets.map((measures) => ({
      queryKey: [...keys.records(object.name), 'group', group ?? null, measures.join(), filter ?? null], enabled, staleTime: 30_000, placeholderData: keepPreviousData,
      queryFn: ({ signal }: { signal: AbortSignal }) => api.get('/records/{object}/aggregate', { path: { object: object.name }, query: { groupBy: group, measure: measures.join(), filter }, signal }),
    })),
    combine: (results) => ({ data: results.map((one) => one.data?.data), error: results.find((one) => one.error)?.error, refetch: () => results.forEach((one) => void one.refetch()) }),
  })
  const rows = useMemo(() => (found.data[0] ? joinGroups(found.data.map((answer) => answer ?? []), group) : undefined), [found.data, group])
  return { rows, error: found.error, retry: found.refetch }
}
