// Others' changes in a list: rows on the screen are renewed in place, new ones are announced or, at the top, simply there.
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { api } from '../../api.ts'
import { keys } from '../../queries.ts'
import { useRealtime } from '../../realtime.ts'
import { bothFilters } from '../filter/filter-model.ts'
import { changeRecords } from '../record-cache.ts'
import type { ListQuery } from './list-query.ts'
import type { RecordPages } from './use-record-pages.ts'

/** Changes are gathered for this long; an import's flood leads to one request, not to thousands. */
const gather = 400

export function useLiveList(object: string, query: ListQuery, pages: RecordPages, atTop: boolean): { count: number; show: () => void } {
  const client = useQueryClient()
  const [count, setCount] = useState(0)
  const touched = useRef(new Set<string>())
  const fresh = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const now = useRef({ query, pages, atTop })
  now.current = { query, pages, atTop }

  const show = useCallback(() => {
    setCount(0)
    document.querySelector('[role=grid], [data-cards]')?.scrollTo({ top: 0 })
    void client.invalidateQueries({ queryKey: keys.records(object) })
  }, [client, object])

  const work = useCallback(async () => {
    timer.current = undefined
    const ids = [...touched.current].slice(0, 200)
    touched.current.clear()
    const added = fresh.current
    fresh.current = 0
    if (ids.length) await renew(client, object, now.current.query, ids)
    if (!added) return
    void client.invalidateQueries({ queryKey: [...keys.records(object), 'count'] })
    if (now.current.atTop) void client.invalidateQueries({ queryKey: [...keys.records(object), 'page'] })
    else setCount((before) => before + added)
  }, [client, object])

  useRealtime(`records:${object}`, (message) => {
    if (message.type !== 'event') return
    const { id, kind, version } = message.event
    const shown = now.current.pages.held.find((row) => row.id === id)
    if (kind === 'created' || kind === 'restored') fresh.current += 1
    else if (shown && (kind === 'deleted' || shown.version < version)) touched.current.add(id)
    else return
    // what cannot be renewed (a field or a right is gone) is asked for as a whole, and says what is wrong
    timer.current ??= setTimeout(() => void work().catch(() => client.invalidateQueries({ queryKey: keys.records(object) })), gather)
  })
  useEffect(() => () => clearTimeout(timer.current), [])
  return { count, show }
}

/** The rows as they are now; those that no longer belong to the list leave it. */
async function renew(client: ReturnType<typeof useQueryClient>, object: string, query: ListQuery, ids: string[]): Promise<void> {
  const { data } = await api.get('/records/{object}', { path: { object }, query: { ...query, filter: bothFilters(query.filter, { id: { in: ids } }), limit: ids.length } })
  const byId = new Map(data.map((row) => [row.id, row]))
  changeRecords(client, object, ids, (row) => {
    const next = byId.get(row.id)
    return next ? { ...row, ...next } : null
  })
}
