// The approvals' screens: what they ask the server for, and deciding.
import { queryOptions, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { api, queryClient, type Row } from '../../../web/api.ts'
import { keys } from '../../../web/queries.ts'

export type Approval = Row<'GET /approvals'>
export type Tab = 'mine' | 'asked' | 'all'

const base = ['approvals'] as const
/** Others decide meanwhile: looked at anew so often while somebody looks. Milliseconds. */
const ANEW = 30_000

export const useApprovals = (tab: Tab) => useInfiniteQuery({
  queryKey: [...base, 'list', tab], initialPageParam: undefined as string | undefined, refetchInterval: ANEW,
  queryFn: ({ pageParam, signal }) => api.get('/approvals', { query: { limit: 50, after: pageParam, ...(tab === 'mine' && { mine: true }), ...(tab === 'asked' && { asked: true }) }, signal }),
  getNextPageParam: (last) => last.page.next ?? undefined,
})

export const approvalQuery = (id: string) => queryOptions({ queryKey: [...base, 'one', id], queryFn: ({ signal }) => api.get('/approvals/{id}', { path: { id }, signal }) })

/** Pending ones about a record. */
export const usePending = (object: string, id: string) => useQuery({
  queryKey: [...base, 'about', object, id], refetchInterval: ANEW,
  queryFn: async ({ signal }) => (await api.get('/approvals', { query: { object, recordId: id, state: 'pending', limit: 5 }, signal })).data,
}).data ?? []

/** How many wait for the viewer, counted to this. */
export const mostCounted = 50
export const useWaiting = () => useQuery({
  queryKey: [...base, 'waiting'], refetchInterval: 2 * ANEW, queryFn: ({ signal }) => api.get('/approvals', { query: { mine: true, limit: mostCounted }, signal }),
}).data

export const refreshApprovals = (object?: string | null) => Promise.all([
  queryClient.invalidateQueries({ queryKey: base }), queryClient.invalidateQueries({ queryKey: keys.notifications }), object ? queryClient.invalidateQueries({ queryKey: keys.records(object) }) : undefined,
])

export type Act = { verb: 'approve' | 'reject' | 'withdraw'; comment: string } | { verb: 'delegate'; to: string; comment: string }

export const useAct = ({ id, object }: Approval, onDone: () => void) => useMutation({
  mutationFn: (act: Act) => {
    const asked = { path: { id }, body: { comment: act.comment || null } }
    switch (act.verb) {
      case 'approve': return api.post('/approvals/{id}/approve', asked)
      case 'reject': return api.post('/approvals/{id}/reject', asked)
      case 'withdraw': return api.post('/approvals/{id}/withdraw', asked)
      case 'delegate': return api.post('/approvals/{id}/delegate', { path: { id }, body: { to: act.to, comment: act.comment || null } })
    }
  },
  onSuccess: async () => {
    onDone()
    await refreshApprovals(object)
  },
})
