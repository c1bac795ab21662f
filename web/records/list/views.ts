// Saved views: what the server keeps, and writing them.
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api.ts'
import type { Label } from '../../i18n.tsx'
import { keys } from '../../queries.ts'
import type { Filter } from '../filter/filter-model.ts'
import type { ListKind } from './list-address.ts'

export type Visibility = 'private' | 'team' | 'role' | 'everyone'
export type SavedView = {
  id: string; object: string; label: Label; kind: ListKind; filter: Filter | null; sort: string | null; columns: string[] | null
  groupBy: string | null; dateField: string | null; colorBy: string | null; totals: string[] | null; visibility: Visibility; owner: string | null
}
export type ViewDraft = Omit<SavedView, 'id' | 'owner'>

export const viewsQuery = (object: string) => queryOptions({
  queryKey: keys.views(object),
  staleTime: 60_000,
  queryFn: async ({ signal }) => (await api.get<{ data: SavedView[] }>('/views', { object }, signal)).data,
})

export const useViews = (object: string): SavedView[] => useQuery(viewsQuery(object)).data ?? []

/** Writes that show at once in the tabs. */
export function useViewWrites(object: string) {
  const client = useQueryClient()
  const set = (change: (views: SavedView[]) => SavedView[]) => client.setQueryData<SavedView[]>(keys.views(object), (views) => change(views ?? []))
  return {
    create: async (draft: ViewDraft) => {
      const view = await api.post<SavedView>('/views', draft)
      set((views) => [...views, view])
      return view
    },
    /** A view stays with its object. */
    update: async (id: string, { object: _object, ...patch }: Partial<ViewDraft>) => {
      set((views) => views.map((view) => (view.id === id ? { ...view, ...patch } : view)))
      try {
        const fresh = await api.patch<SavedView>(`/views/${id}`, patch)
        set((views) => views.map((view) => (view.id === id ? fresh : view)))
      } catch (error) {
        void client.invalidateQueries({ queryKey: keys.views(object) })
        throw error
      }
    },
    remove: async (view: SavedView) => {
      set((views) => views.filter((one) => one.id !== view.id))
      await api.delete(`/views/${view.id}`).finally(() => client.invalidateQueries({ queryKey: keys.views(object) }))
    },
  }
}

const firstViewKey = (object: string) => `hubung.view.${object}`

/** The view that opens first on this device; undefined is "All". */
export const firstView = (object: string): string | undefined => localStorage.getItem(firstViewKey(object)) ?? undefined

export function setFirstView(object: string, view: string | undefined): void {
  if (view) localStorage.setItem(firstViewKey(object), view)
  else localStorage.removeItem(firstViewKey(object))
}
