// What the address of a list holds: the view, what differs from it, the search and the record that is peeked at.
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { Span } from '../calendar/calendar-model.ts'
import type { Filter } from '../filter/filter-model.ts'

export type ListKind = 'table' | 'board' | 'calendar'
export type ListAddress = {
  view?: string; kind?: ListKind; filter?: Filter; sort?: string; group?: string; pipeline?: string; q?: string; peek?: string
  /** What a grouped table adds up: measures, joined by commas. */
  totals?: string
  /** A calendar's date field and colour, how much it shows at once, and the day that it stands on (today where none). */
  date?: string; color?: string; span?: Span; day?: string
}

const text = (value: unknown): string | undefined =>
  (typeof value === 'string' && value ? value : typeof value === 'number' ? String(value) : undefined)

export function readAddress(search: Record<string, unknown>): ListAddress {
  const { view, kind, filter, sort, group, pipeline, q, peek, totals, date, color, span, day } = search
  return {
    view: text(view), sort: text(sort), group: text(group), pipeline: text(pipeline), q: text(q), peek: text(peek),
    date: text(date), color: text(color), totals: typeof totals === 'string' ? totals : undefined,
    span: span === 'week' || span === 'day' || span === 'month' ? span : undefined, day: /^\d{4}-\d{2}-\d{2}$/.test(String(day)) ? String(day) : undefined,
    kind: kind === 'board' || kind === 'table' || kind === 'calendar' ? kind : undefined,
    filter: typeof filter === 'object' && filter !== null && !Array.isArray(filter) ? (filter as Filter) : undefined,
  }
}

const withoutEmpty = (address: ListAddress): Record<string, unknown> =>
  Object.fromEntries(Object.entries(address).filter(([, value]) => value !== undefined && value !== ''))

/** The object, its list's address, and how to change a part of it; a step that Back should undo does not `replace`, and leaves its mark in the history's state. */
export function useListAddress(): { object: string; address: ListAddress; change: (patch: Partial<ListAddress>, options?: { replace?: boolean }) => void } {
  const { object = '' } = useParams({ strict: false }) as { object?: string }
  const search = useSearch({ strict: false }) as Record<string, unknown>
  const navigate = useNavigate()
  const change = useCallback((patch: Partial<ListAddress>, { replace = true } = {}) => {
    void navigate({ to: '.', search: (now: Record<string, unknown>) => withoutEmpty({ ...readAddress(now), ...patch }), replace, state: replace || { step: true }, resetScroll: false } as never)
  }, [navigate])
  return { object, address: readAddress(search), change }
}
