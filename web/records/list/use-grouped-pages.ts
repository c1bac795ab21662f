// The rows of a table in groups: heads and, below the open ones, their records, fetched page after page as they come into
// sight. To the grid it is one list, some of whose rows are heads.
import { useQueries, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { api } from '../../api.ts'
import { keys, type FieldInfo, type ObjectInfo, type Page } from '../../queries.ts'
import { useRealtime } from '../../realtime.ts'
import { memberOf } from '../../../kernel/field/types/user/user.tsx'
import { texts as kit } from '../../texts.ts'
import { useFieldTools } from '../field-tools.tsx'
import { texts as shared } from '../texts.ts'
import type { RecordRow } from '../field-web.ts'
import { bothFilters } from '../filter/filter-model.ts'
import { titleOf } from '../related.ts'
import { groupFilter, headsOf, orderGroups, writeGrouping, type GroupRow, type Grouping } from './group-model.ts'
import { ahead, noteLoaded, openPages, pagesFor, pageStarts, placeOf, rowCount, type Pages, type Span } from './keyset-pages.ts'
import type { ListQuery } from './list-query.ts'
import { listTexts as texts } from './list-texts.ts'
import { useGroupTotals } from './use-group-totals.ts'
import { pageQuery, type GroupHead, type RecordPages } from './use-record-pages.ts'

/** Skeletons below what is loaded of a group. */
const waiting = 8
const gather = 1_500

type Held = { key: string; open: boolean; pages: Pages; row: GroupRow }

export function useGroupedPages(object: ObjectInfo, query: ListQuery, grouping: Grouping, totals: string[], span: Span): RecordPages {
  const group = writeGrouping(grouping)
  const found = useGroupTotals(object, query.filter, group, totals)
  const { optionsOf } = useFieldTools()
  const id = JSON.stringify([object.name, query, group])
  const [held, setHeld] = useState<{ id: string; pages: Map<string, Pages>; closed: Set<string> }>({ id, pages: new Map(), closed: new Set() })
  const known = held.id === id ? held : { id, pages: new Map<string, Pages>(), closed: new Set<string>() }
  const rows = useMemo(() => orderGroups(found.rows ?? [], optionsOf(grouping.field)), [found.rows, optionsOf, grouping.field])
  const label = useGroupLabel(grouping, rows)
  const groups: Held[] = rows.map((row) => {
    const key = JSON.stringify(row.value)
    return { key, row, open: !known.closed.has(key), pages: known.pages.get(key) ?? unopened }
  })
  const heads = headsOf(groups.map(shownRows))
  const wanted = groups.flatMap((one, at) => wantedPages(one, heads[at] + 1, heads[at + 1], span).map((page) => ({ at, page })))
  const results = useQueries({
    queries: wanted.map(({ at, page }) => pageQuery(object.name, { ...query, filter: bothFilters(query.filter, groupFilter(grouping, groups[at].row.value)) }, page, groups[at].pages.cursors[page])),
  }) as UseQueryResult<Page<RecordRow>>[]

  let pages = known.pages
  const loaded = new Map<string, RecordRow[]>()
  wanted.forEach(({ at, page }, index) => {
    const data = results[index]?.data
    if (!data) return
    const { key } = groups[at]
    loaded.set(`${key} ${page}`, data.data)
    const next = noteLoaded(pages.get(key) ?? unopened, page, data.data.length, data.page?.next ?? null)
    if (next !== (pages.get(key) ?? unopened)) pages = new Map(pages).set(key, next)
  })
  // What an answer taught is known before it is painted.
  if (pages !== held.pages) setHeld({ id, pages, closed: known.closed })

  const toggle = (key: string) => setHeld((now) => {
    const closed = new Set(now.id === id ? now.closed : [])
    if (!closed.delete(key)) closed.add(key)
    return { id, pages: now.id === id ? now.pages : new Map(), closed }
  })
  useLiveGroups(object.name, grouping.field.name)
  const groupAt = (index: number): GroupHead | undefined => {
    const at = heads.indexOf(index)
    const one = groups[at]
    return one && { label: label(one.row.value), row: one.row, open: one.open, toggle: () => toggle(one.key) }
  }
  const rowAt = (index: number): RecordRow | undefined => {
    const at = heads.findLastIndex((head) => head <= index)
    const one = groups[at]
    if (!one || heads[at] === index) return undefined
    const { page, offset } = placeOf(pageStarts(one.pages), index - heads[at] - 1)
    return loaded.get(`${one.key} ${page}`)?.[offset]
  }
  const failed = found.error ?? results.find((result) => result.error)?.error
  return {
    rowAt, groupAt, held: [...loaded.values()].flat(), loaded: heads.at(-1)!, ended: found.rows !== undefined, first: !found.rows && !failed, stale: false,
    total: rows.reduce((sum, row) => sum + row.count, 0), error: failed, retry: found.retry,
  }
}

const unopened = openPages()

/** The rows below a group's head: those that are known, and a few that are on their way. */
function shownRows({ open, pages, row }: Held): number {
  if (!open) return 0
  const count = rowCount(pages)
  return pages.ended ? count : count + Math.min(waiting, Math.max(1, row.count - count))
}

/** The pages of a group that the screen shows a part of. */
function wantedPages({ open, pages }: Held, first: number, end: number, span: Span): number[] {
  if (!open || end <= first || span.last + ahead < first || span.first >= end) return []
  return pagesFor(pages, pageStarts(pages), { first: span.first - first, last: Math.min(end, span.last) - first, speed: span.speed })
}

/** Others' changes: counts and sums follow; where the group's own field changed, its rows do. */
function useLiveGroups(object: string, field: string): void {
  const client = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const moved = useRef(false)
  useEffect(() => () => clearTimeout(timer.current), [])
  useRealtime(`records:${object}`, (message) => {
    if (message.type !== 'event') return
    moved.current ||= message.event.kind !== 'updated' || Boolean(message.event.changed?.includes(field))
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      void client.invalidateQueries({ queryKey: [...keys.records(object), 'group'] })
      if (moved.current) void client.invalidateQueries({ queryKey: [...keys.records(object), 'page'] })
      moved.current = false
    }, gather)
  })
}

/** What a group is called: an option, a member, a related record's title, a city, yes or no, or a span of time. */
function useGroupLabel({ field, unit, part }: Grouping, rows: GroupRow[]): (value: unknown) => string {
  const tools = useFieldTools()
  const titles = useTitles(field, rows)
  return useCallback((value: unknown) => {
    const { t, format } = tools
    if (value === null) return t(texts.groupEmpty, { field: t(part ? shared[part] : field.label).toLowerCase() })
    if (part) return String(value)
    if (field.type === 'select') return t(tools.optionsOf(field).find((option) => option.value === value)?.label) || String(value)
    if (field.type === 'boolean') return t(value ? kit.yes : kit.no)
    if (field.type === 'user') return memberOf(value, tools).name
    if (field.type === 'relation') return titles.get(String(value)) ?? '–'
    const day = String(value)
    if (unit === 'year') return day.slice(0, 4)
    if (unit === 'quarter') return t(texts.quarter, { quarter: Math.ceil(Number(day.slice(5, 7)) / 3), year: day.slice(0, 4) })
    const date = format.date(day, { long: true })
    return unit === 'month' ? date.replace(/^\d+\s/, '') : unit === 'week' ? t(texts.weekFrom, { date }) : date
  }, [tools, field, unit, part, titles])
}

const noTitles = new Map<string, string>()

function useTitles(field: FieldInfo, rows: GroupRow[]): Map<string, string> {
  const { objectOf } = useFieldTools()
  const target = field.type === 'relation' && typeof field.to === 'string' ? objectOf(field.to) : undefined
  const ids = target ? rows.map((row) => row.value).filter((value) => typeof value === 'string').sort() : []
  const found = useQuery({
    queryKey: [...keys.records(target?.name ?? ''), 'titles', ids], enabled: ids.length > 0, staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const titles = new Map<string, string>()
      for (let start = 0; start < ids.length; start += 500) {
        const some = ids.slice(start, start + 500)
        const { data } = await api.post('/records/{object}/query', { path: { object: target!.name }, body: { filter: { id: { in: some } }, fields: ['id', target!.title], limit: 500 }, signal })
        for (const row of data) titles.set(row.id, titleOf(row, target) ?? '–')
      }
      return titles
    },
  })
  return found.data ?? noTitles
}
