// Records that the member keeps at hand: her favourites, and those that she opened last; the same on every device.
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from './api.ts'

export type OwnRecord = { object: string; id: string; title: string | null; at: string }

export const favouritesQuery = queryOptions({
  queryKey: ['favourites'], staleTime: 60_000, refetchOnWindowFocus: true,
  queryFn: async ({ signal }): Promise<OwnRecord[]> => (await api.get('/favourites', { query: { limit: 100 }, signal })).data,
})
export const recentsQuery = queryOptions({
  queryKey: ['recents'], staleTime: 10_000,
  queryFn: async ({ signal }): Promise<OwnRecord[]> => (await api.get('/recents', { query: { limit: 20 }, signal })).data,
})

/** Whether the record is a favourite, and making it one or none: shown at once. */
export function useFavourite(object: string, id: string, title: string | undefined): { favourite: boolean; toggle: () => Promise<void> } {
  const cache = useQueryClient()
  const favourites = useQuery(favouritesQuery).data ?? []
  const favourite = favourites.some((one) => one.object === object && one.id === id)
  const toggle = async () => {
    const rest = favourites.filter((one) => one.object !== object || one.id !== id)
    cache.setQueryData(favouritesQuery.queryKey, favourite ? rest : [{ object, id, title: title ?? null, at: '' }, ...rest])
    try {
      await (favourite ? api.delete('/favourites/{object}/{id}', { path: { object, id } }) : api.put('/favourites', { body: { object, id } }))
    } finally {
      void cache.invalidateQueries({ queryKey: favouritesQuery.queryKey })
    }
  }
  return { favourite, toggle }
}

/** A record that stays open for a moment was opened; one that is only passed on the way was not. */
const moment = 800

export function useNoteRecent(object: string, id: string | undefined): void {
  const cache = useQueryClient()
  useEffect(() => {
    if (!id) return
    const timer = setTimeout(() => {
      // Not being noted is no reason to disturb anybody.
      api.put('/recents', { body: { object, id } }).then(() => cache.invalidateQueries({ queryKey: recentsQuery.queryKey }), () => {})
    }, moment)
    return () => clearTimeout(timer)
  }, [cache, object, id])
}
