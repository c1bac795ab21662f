// Looking up records by their title: for relation inputs, and for the titles of ids that came alone.
import { queryOptions } from '@tanstack/react-query'
import { api, ApiError } from '../api.ts'
import { keys, type ObjectInfo } from '../queries.ts'
import type { ComboOption } from '../ui/combobox.tsx'
import { titleOf } from './related.ts'

/** Fields that tell two records of one name apart, in the order in which they are shown. */
const hintFields = ['companyName', 'email', 'phone', 'sku', 'industry']

/** Up to 20 records whose title contains the query; or the records of the ids given. */
export async function findRelated(object: ObjectInfo | undefined, query: string, signal?: AbortSignal, ids?: string[]): Promise<ComboOption[]> {
  if (!object) return []
  const hints = hintFields.filter((name) => object.fields.some((field) => field.name === name)).slice(0, 2)
  const asked = query.trim()
  const filter = ids ? { id: { in: ids } } : asked ? { [object.title]: { contains: asked } } : undefined
  const found = await api.get('/records/{object}', { path: { object: object.name }, query: {
    filter, limit: ids ? 100 : 20, sort: asked || ids ? undefined : '-updatedAt',
    fields: ['id', object.title, ...hints].join(','),
  }, signal })
  return found.data.map((record) => ({
    value: record.id, label: titleOf(record, object) ?? '–',
    hint: hints.map((name) => record[name]).filter(Boolean).join(' · ') || undefined,
  }))
}

/** The title of one record; null when it is gone or not to be seen. */
export const relatedQuery = (object: string, id: string, info?: ObjectInfo) => queryOptions({
  queryKey: [...keys.records(object), 'title', id],
  staleTime: 5 * 60_000,
  queryFn: async ({ signal }): Promise<string | null> => {
    try {
      const fields = info ? `id,${info.title}` : undefined
      return titleOf(await api.get('/records/{object}/{id}', { path: { object, id }, query: { fields }, signal }), info) ?? null
    } catch (error) {
      if (error instanceof ApiError && [403, 404, 422].includes(error.status)) return null
      throw error
    }
  },
})
