// Saved views: what the server keeps, and writing them.
import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import { api, type Answer, type Body } from '../../api.ts'
import { keys } from '../../queries.ts'
import { useRealtime } from '../../realtime.ts'

export type SavedView = Views['data'][number]
export type Visibility = SavedView['visibility']
export type ViewDraft = Omit<SavedView, 'id' | 'owner'>

export const viewsQuery = (object: string) => queryOptions({
  queryKey: keys.views(object),
  staleTime: 60_000,
  queryFn: ({ signal }) => api.get('/views', { query: { object }, signal }) as Promise<Views>,
})

/** The views in the order of her tabs, the first 500 of them; `first` opens first: her own choice, else her role's; `roles` only administrators are told. */
export type Views = Told & { first: NonNullable<Told['first']> }
type Told = Answer<'GET /views'>
const none: Views = { data: [], page: { next: null }, first: { own: null, role: null } }

export const useViews = (object: string): Views => useQuery(viewsQuery(object)).data ?? none

/** How many records each view holds; `all` is the whole list. `capped`: more than that. `approximate`: estimated. */
export type ViewCount = { count: number; capped?: true; approximate?: true }

/** Others' changes are gathered for so long, so that a flood of them leads to a request every few seconds, one for all tabs. */
const gather = 2_500

export function useViewCounts(object: string, enabled: boolean): Map<string, ViewCount> {
  const client = useQueryClient()
  const key = [...keys.views(object), 'counts']
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  useRealtime(`records:${object}`, (message) => {
    if (message.type !== 'event') return
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      void client.invalidateQueries({ queryKey: key })
    }, gather)
  })
  const { data } = useQuery({
    queryKey: key, enabled, staleTime: 10_000, placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => (await api.get('/views/counts', { query: { object }, signal })).data,
  })
  return useMemo(() => new Map((data ?? []).map(({ view, ...count }) => [view ?? 'all', count as ViewCount])), [data])
}

/** Writes that show at once in the tabs. */
export function useViewWrites(object: string) {
  const client = useQueryClient()
  const setAll = (change: (views: Views) => Views) => client.setQueryData<Views>(keys.views(object), (views) => change(views ?? none))
  const set = (change: (views: SavedView[]) => SavedView[]) => {
    setAll((views) => ({ ...views, data: change(views.data) }))
    void client.invalidateQueries({ queryKey: [...keys.views(object), 'counts'] })
  }
  return {
    create: async (draft: ViewDraft) => {
      const view = await api.post('/views', { body: draft as Body<'POST /views'> })
      set((views) => [...views, view])
      return view
    },
    /** A view stays with its object. */
    update: async (id: string, { object: _object, ...patch }: Partial<ViewDraft>) => {
      set((views) => views.map((view) => (view.id === id ? { ...view, ...patch } : view)))
      try {
        const fresh = await api.patch('/views/{id}', { path: { id }, body: patch as Body<'PATCH /views/{id}'> })
        set((views) => views.map((view) => (view.id === id ? fresh : view)))
      } catch (error) {
        void client.invalidateQueries({ queryKey: keys.views(object) })
        throw error
      }
    },
    remove: async (view: SavedView) => {
      set((views) => views.filter((one) => one.id !== view.id))
      await api.delete('/views/{id}', { path: { id: view.id } }).finally(() => client.invalidateQueries({ queryKey: keys.views(object) }))
    },
    /** Her own order of the tabs. */
    order: async (ids: string[]) => {
      setAll((views) => ({ ...views, data: ids.map((id) => views.data.find((view) => view.id === id)).filter((view) => view !== undefined) }))
      await api.put('/views/order', { body: { object, views: ids } })
    },
    /** Which view opens first: for herself, or for a role. */
    chooseFirst: async (view: string | null, role?: string) => {
      setAll((views) => (role ? { ...views, roles: withRole(views.roles, role, view) } : { ...views, first: { ...views.first, own: view } }))
      await api.put('/views/first', { body: { object, view, role } })
    },
  }
}

function withRole({ ...roles }: Record<string, string> = {}, role: string, view: string | null): Record<string, string> {
  if (view === null) delete roles[role]
  else roles[role] = view
  return roles
}
