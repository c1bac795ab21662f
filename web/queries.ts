// What every screen asks the server for: session, objects, members, pipelines; and optimistic writes. Shapes as the API sends them.
import { queryOptions, useMutation, useQuery, useQueryClient, type QueryKey } from '@tanstack/react-query'
import { api, ApiError } from './api.ts'
import type { Label } from './i18n.tsx'

export type Session = {
  user: { id: string; name: string; email: string }
  workspace: { slug: string; name: string; locale: string; currency: string; timeZone: string }
  member: { id: string; name: string; role: string; team: string | null; locale: string | null; timeZone: string | null; kind: string }
  workspaces: { slug: string; name: string }[]
  administrator: boolean
}

export type FieldOption = { value: string; label: Label; color?: string }
export type FieldInfo = {
  name: string
  label: Label
  type: string
  options?: FieldOption[]
  to?: string | string[]
  required?: boolean
  unique?: boolean
  index?: boolean
  writeOnce?: boolean
  sensitive?: boolean
  weight?: number
  standard?: boolean
  computed?: boolean
  /** formula, rollup: what the server calls its type; `type` is what its values are shown and filtered as. */
  derived?: string
  readOnly?: boolean
  access: 'read' | 'write'
  help?: Label
  [setting: string]: unknown
}
export type Scope = 'own' | 'team' | 'branch' | 'all' | 'none'
export type ObjectInfo = {
  name: string
  label: Label
  pluralLabel: Label
  icon?: string
  custom: boolean
  title: string
  pipeline?: boolean
  access: { read: Scope; create: boolean; update: Scope | boolean; delete: Scope | boolean }
  fields: FieldInfo[]
}
export type Member = {
  id: string; name: string; email: string | null; role: string; team: string | null; branch: string | null; manager: string | null
  kind: 'person' | 'key' | 'workflow'; active: boolean; invited: boolean; locale: string | null
}
export type Stage = { value: string; label: Label; probability: number; color?: string; kind: 'open' | 'won' | 'lost'; help?: Label; required?: string[] }
export type Pipeline = { name: string; label: Label; object: string; stages: Stage[] }
export type Page<Row> = { data: Row[]; page?: { next: string | null }; total?: number; capped?: boolean }

export const keys = {
  session: ['session'] as const,
  objects: ['objects'] as const,
  members: ['members'] as const,
  notifications: ['notifications'] as const,
  pipelines: (object?: string) => ['pipelines', object ?? '*'] as const,
  views: (object: string) => ['views', object] as const,
  /** Every query about an object's records starts with this, so that one invalidation reaches them all. */
  records: (object: string) => ['records', object] as const,
  record: (object: string, id: string) => ['records', object, 'one', id] as const,
  timeline: (object: string, id: string) => ['records', object, 'timeline', id] as const,
}

export const sessionQuery = queryOptions({
  queryKey: keys.session,
  staleTime: 5 * 60_000,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return await api.get<Session>('/session', undefined, signal)
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null
      throw error
    }
  },
})

function showDerived(object: ObjectInfo): ObjectInfo {
  const fields = object.fields.map((field) => (typeof field.result === 'string' ? { ...field, type: field.result, derived: field.type, computed: true } : field))
  return { ...object, fields }
}

export const objectsQuery = queryOptions({
  queryKey: keys.objects,
  // An administrator may change them while others work: looked at anew when someone comes back to the window.
  staleTime: 60_000,
  refetchOnWindowFocus: true,
  queryFn: async ({ signal }) => (await api.get<{ data: ObjectInfo[] }>('/objects', undefined, signal)).data.map(showDerived),
})

export const membersQuery = queryOptions({
  queryKey: keys.members,
  staleTime: 60_000,
  queryFn: async ({ signal }) => (await api.get<{ data: Member[] }>('/members', undefined, signal)).data,
})

export const pipelinesQuery = (object?: string) => queryOptions({
  queryKey: keys.pipelines(object),
  staleTime: 5 * 60_000,
  queryFn: async ({ signal }) => (await api.get<{ data: Pipeline[] }>('/pipelines', { object }, signal)).data,
})

/** The session behind the shell's doors; null only where nobody is signed in. */
export const useSession = (): Session | null => useQuery(sessionQuery).data ?? null
export const useObjects = (): ObjectInfo[] => useQuery(objectsQuery).data ?? []
export const useObject = (name: string): ObjectInfo | undefined => useObjects().find((object) => object.name === name)
export const useMembers = (): Member[] => useQuery(membersQuery).data ?? []
export const usePipelines = (object?: string): Pipeline[] => useQuery(pipelinesQuery(object)).data ?? []

type Optimistic<Input, Data, Answer> = {
  key: QueryKey
  run: (input: Input) => Promise<Answer>
  /** What the cached data becomes at once; the server's answer or a refetch replaces it. */
  apply: (data: Data, input: Input) => Data
  onAnswer?: (answer: Answer, input: Input) => void
  onRefused?: (error: Error, input: Input) => void
}

/** A write that shows at once, is taken back when refused, and is refreshed when done. */
export function useOptimistic<Input, Data, Answer>({ key, run, apply, onAnswer, onRefused }: Optimistic<Input, Data, Answer>) {
  const client = useQueryClient()
  return useMutation<Answer, Error, Input, { before: Data | undefined }>({
    mutationFn: run,
    onMutate: async (input) => {
      await client.cancelQueries({ queryKey: key })
      const before = client.getQueryData<Data>(key)
      if (before !== undefined) client.setQueryData<Data>(key, apply(before, input))
      return { before }
    },
    onError: (error, input, kept) => {
      if (kept?.before !== undefined) client.setQueryData(key, kept.before)
      onRefused?.(error, input)
    },
    onSuccess: (answer, input) => onAnswer?.(answer, input),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  })
}
