// Everything that one day holds, page after page: beside the month as a sheet, or as the view of a day.
import { useInfiniteQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { api } from '../../api.ts'
import { keys } from '../../queries.ts'
import { v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorState, Skeleton } from '../../ui/states.tsx'
import { useFieldTools } from '../field-tools.tsx'
import { bothFilters } from '../filter/filter-model.ts'
import { CalendarItem } from './calendar-item.tsx'
import { dayFilter } from './calendar-model.ts'
import { calendarTexts as texts } from './calendar-texts.ts'
import type { Calendar } from './use-calendar.ts'

const pageSize = 50

type Props = { calendar: Calendar; day: string; peek: string | undefined; onOpen: (id: string) => void; onAdd?: (day: string) => void }

export function DayList({ calendar, day, peek, onOpen, onAdd }: Props) {
  const { t, format } = useFieldTools()
  const { object, field, query } = calendar
  const filter = bothFilters(query.filter, dayFilter(field, day, format.region.timeZone))
  const found = useInfiniteQuery({
    queryKey: [...keys.records(object.name), 'day', field.name, day, format.region.timeZone, query], initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => api.get('/records/{object}', { path: { object: object.name }, query: { filter, sort: field.name, fields: query.fields, limit: pageSize, after: pageParam }, signal }),
    getNextPageParam: (last) => last.page?.next ?? undefined,
  })
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = found
  const more = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!hasNextPage || isFetchingNextPage || !more.current) return
    const watch = new IntersectionObserver(([entry]) => entry.isIntersecting && void fetchNextPage(), { rootMargin: '300px' })
    watch.observe(more.current)
    return () => watch.disconnect()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const records = found.data?.pages.flatMap((page) => page.data) ?? []
  if (found.error && !records.length) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  return (
    <div style={{ display: 'grid', gap: 4, alignContent: 'start' }}>
      {found.isPending && [0, 1, 2].map((index) => <Skeleton key={index} height={34} />)}
      {records.map((record) => (
        <div key={record.id} style={{ contentVisibility: 'auto', containIntrinsicSize: 'auto 34px' }}>
          <CalendarItem calendar={calendar} record={record} peeked={peek === record.id} reachable large onOpen={onOpen} />
        </div>
      ))}
      {!found.isPending && !records.length && <div style={{ color: v.muted, padding: '10px 2px' }}>{t(texts.nothingOn)}</div>}
      {hasNextPage && <div ref={more} aria-hidden><Skeleton height={34} /></div>}
      {onAdd && (
        <div style={{ paddingTop: 8 }}>
          <Button size="small" variant="ghost" icon={<Plus size={16} />} onClick={() => onAdd(day)}>{t(texts.addOn, { date: format.date(day, { year: false }) })}</Button>
        </div>
      )}
    </div>
  )
}
