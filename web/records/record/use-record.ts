// One record with its relations, kept fresh by others' changes.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ApiError } from '../../api.ts'
import { keys, type ObjectInfo } from '../../queries.ts'
import { useRealtime } from '../../realtime.ts'

export const recordQuery = (object: ObjectInfo, id: string) => ({
  queryKey: keys.record(object.name, id),
  queryFn: ({ signal }: { signal: AbortSignal }) => {
    const expand = object.fields.filter((field) => field.type === 'relation').map((field) => field.name)
    return api.get('/records/{object}/{id}', { path: { object: object.name, id }, query: { expand: expand.length ? expand.join(',') : undefined }, signal })
  },
})

/** Not found and not allowed read the same. */
export const isGone = (error: unknown): boolean => error instanceof ApiError && [400, 403, 404, 422].includes(error.status)

export function useRecord(object: ObjectInfo, id: string) {
  const client = useQueryClient()
  const query = useQuery(recordQuery(object, id))
  useRealtime(`record:${object.name}:${id}`, (message) => {
    if (message.type !== 'event') return
    const { version, kind } = message.event
    if (kind === 'updated' && (query.data?.version ?? 0) >= version) return
    void client.invalidateQueries({ queryKey: keys.record(object.name, id) })
    void client.invalidateQueries({ queryKey: keys.timeline(object.name, id) })
  })
  return query
}
