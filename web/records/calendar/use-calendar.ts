// A calendar's data: what the window's days hold, others' changes live, and moving a record to another day.
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import { api } from '../../api.ts'
import { keys, type FieldInfo, type ObjectInfo } from '../../queries.ts'
import { useRealtime } from '../../realtime.ts'
import { useToast } from '../../ui/toast.tsx'
import { useFieldTools } from '../field-tools.tsx'
import type { RecordRow } from '../field-web.ts'
import { listQuery, type ListQuery } from '../list/list-query.ts'
import type { ListModel } from '../list/use-list-model.ts'
import { useWriteField } from '../records-frame.tsx'
import { titleOf } from '../related.ts'
import { texts as shared } from '../texts.ts'
import { isEditable } from '../value-view.tsx'
import { dayOf, moveRecord, valueOn, type CalendarDay } from './calendar-model.ts'
import { calendarTexts as texts } from './calendar-texts.ts'

/** Changes are gathered for this long: a flood of them leads to one request. */
const gather = 500

export type Calendar = {
  object: ObjectInfo
  field: FieldInfo
  colour: FieldInfo | undefined
  query: ListQuery
  days: Map<string, CalendarDay>
  /** Holidays and joint leave by their days, in words. */
  holidays: Map<string, string>
  pending: boolean
  error: unknown
  retry: () => void
  movable: (record: RecordRow) => boolean
  move: (record: RecordRow, day: string) => void
}

/** What the records of a calendar show besides their titles. */
export function useCalendarFields(model: ListModel): { field: FieldInfo | undefined; colour: FieldInfo | undefined; query: ListQuery } {
  const { object, dateField, colorBy, address } = model
  const field = object.fields.find((one) => one.name === dateField)
  const colour = object.fields.find((one) => one.name === colorBy)
  const query = useMemo(
    () => listQuery(object, [field, colour].filter((one) => one !== undefined), { filter: model.filter, sort: field?.name, search: address.q }),
    [object, field, colour, model.filter, address.q],
  )
  return { field, colour, query }
}

export function useCalendar(model: ListModel, field: FieldInfo, colour: FieldInfo | undefined, query: ListQuery, days: string[], perDay: number): Calendar {
  const { object } = model
  const { format: { region: { timeZone } } } = useFieldTools()
  const key = [...keys.records(object.name), 'calendar', field.name, days[0], days.at(-1), perDay, timeZone, query.filter ?? null, query.fields]
  const found = useQuery({
    queryKey: key, placeholderData: keepPreviousData, staleTime: 30_000,
    queryFn: ({ signal }) => api.get('/records/{object}/calendar', {
      path: { object: object.name }, query: { date: field.name, from: days[0], to: days.at(-1)!, timeZone, perDay, filter: query.filter, fields: query.fields }, signal,
    }),
  })
  useLiveCalendar(object.name)
  const move = useMove(object, field, key, timeZone)
  const byDay = useMemo(() => new Map((found.data?.data ?? []).map((day) => [day.date, day])), [found.data])
  const holidays = useHolidays(days)
  const mayUpdate = object.access.update !== 'none'
  return {
    object, field, colour, query, days: byDay, holidays, pending: found.isPending, error: found.data ? null : found.error, retry: () => void found.refetch(),
    movable: (record) => mayUpdate && isEditable(field, record), move,
  }
}

function useHolidays(days: string[]): Map<string, string> {
  const { t } = useFieldTools()
  const [from, to] = [days[0], days.at(-1)!]
  const { data } = useQuery({
    queryKey: ['holidays', 'window', from, to], placeholderData: keepPreviousData, staleTime: 300_000,
    queryFn: async ({ signal }) => (await api.get('/holidays', { query: { from, to, own: 'true', limit: 500 }, signal })).data,
  })
  return useMemo(() => new Map([...Map.groupBy(data ?? [], (each) => each.date)].map(([date, each]) => [date, [...new Set(each.map(({ name }) => t(name)))].join(', ')])), [data, t])
}

function useLiveCalendar(object: string): void {
  const client = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  useRealtime(`records:${object}`, (message) => {
    if (message.type !== 'event') return
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      void client.invalidateQueries({ queryKey: [...keys.records(object), 'calendar'] })
      void client.invalidateQueries({ queryKey: [...keys.records(object), 'day'] })
    }, gather)
  })
}

/** Shown at once, taken back when refused, with undo. */
function useMove(object: ObjectInfo, field: FieldInfo, key: readonly unknown[], timeZone: string) {
  const client = useQueryClient()
  const toast = useToast()
  const write = useWriteField()
  const { t, format } = useFieldTools()
  return async (record: RecordRow, day: string) => {
    const from = dayOf(record[field.name], timeZone)
    if (from === day) return
    const value = valueOn(field, record[field.name], day, timeZone)
    const before = client.getQueryData<{ data: CalendarDay[] }>(key)
    await client.cancelQueries({ queryKey: key })
    if (before) client.setQueryData(key, { ...before, data: moveRecord(before.data, record, from, day, field.name, value) })
    const name = titleOf(record, object) ?? t(shared.untitled)
    const error = await write(object, record, { [field.name]: value }, { said: t(texts.moved, { name, date: format.date(day, { year: false }) }) })
    if (error) {
      if (before) client.setQueryData(key, before)
      toast({ text: error, tone: 'bad' })
    }
    void client.invalidateQueries({ queryKey: [...keys.records(object.name), 'calendar'] })
  }
}
