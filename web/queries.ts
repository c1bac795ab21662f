// What every screen asks the server for: session, objects, members, pipelines; and optimistic writes. Shapes as the API sends them.
import { queryOptions, useMutation, useQuery, useQueryClient, type QueryKey } from '@tanstack/react-query'
import { ApiError, api, type Answer, type Row } from './api.ts'
import type { Label } from './i18n.tsx'

export type Session = Answer<'GET /session'>
export type FieldInfo = Omit<Row<'GET /objects'>['fields'][number], 'computed'> & {
  computed?: boolean
  /** formula, rollup: what the server calls its type; `type` is what its values are shown and filtered as. */
  derived?: string
}
/** What may be chosen; a member's name is the same in every language. */
export type FieldOption = Omit<NonNullable<FieldInfo['options']>[number], 'label'> & { label: Label }
export type ObjectInfo = Omit<Row<'GET /objects'>, 'fields'> & { fields: FieldInfo[] }
export type Scope = ObjectInfo['access']['read']
export type Member = Row<'GET /members'>
export type Branch = Row<'GET /branches'>
export type Pipeline = Row<'GET /pipelines'>
export type Stage = Pipeline['stages'][number]
export type Page<Row> = { data: Row[]; page: { next: string | null }; total?: number; capped?: boolean }

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
      return await api.get('/session', { signal })
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null
      throw error
    }
  },
})

function showDerived(object: Row<'GET /objects'>): ObjectInfo {
  const fields = object.fields.map((field) => (typeof field.result === 'string' ? { ...field, type: field.result, derived: field.type, computed: true } : field))
  return { ...object, fields }
}

export const objectsQuery = queryOptions({
  queryKey: keys.objects,
  // An administrator may change them while others work: looked at anew when someone comes back to the window.
  staleTime: 60_000,
  refetchOnWindowFocus: true,
  queryFn: async ({ signal }) => (await api.get('/objects', { signal })).data.map(showDerived),
})

export const membersQuery = queryOptions({
  queryKey: keys.members,
  staleTime: 60_000,
  queryFn: async ({ signal }) => {
    const all: Member[] = []
    for (let after: string | undefined; ;) {
      const { data, page } = await api.get('/members', { query: { after }, signal })
      all.push(...data)
      if (page.next === null) return all
      after = page.next
    }
  },
})

export const branchesQuery = queryOptions({ queryKey: ['branches'], staleTime: 5 * 60_000, queryFn: async ({ signal }) => (await api.get('/branches', { query: { limit: 500 }, signal })).data })

export const pipelinesQuery = (object?: string) => queryOptions({
  queryKey: keys.pipelines(object),
  staleTime: 5 * 60_000,
  queryFn: async ({ signal }) => (await api.get('/pipelines', { query: { object }, signal })).data,
})

/** The session behind the shell's doors; null only where nobody is signed in. */
export const useSession = (): Session | null => useQuery(sessionQuery).data ?? null
export const useObjects = (): ObjectInfo[] => useQuery(objectsQuery).data ?? []
export const useObject = (name: string): ObjectInfo | undefined => useObjects().find((object) => object.name === name)
export const useMembers = (): Member[] => useQuery(membersQuery).data ?? []
export const useBranches = (): Branch[] => useQuery(branchesQuery).data ?? []
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
