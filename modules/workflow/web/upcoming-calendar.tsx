// The workflow room's screens: a calendar of every timer of the next year: how many on each day, and what they are about.
import styled from '@emotion/styled'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CalendarClock, ChevronLeft, ChevronRight, Hourglass } from 'lucide-react'
import { useState } from 'react'
import { api, type Row } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { daysOf, plusMonths, weekdayOf } from '../../../web/records/calendar/calendar-model.ts'
import { texts } from '../../../web/texts.ts'
import { label, phone, v } from '../../../web/theme.ts'
import { colourOf } from '../../../web/colours.ts'
import { useFormat } from '../../../web/use-format.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { Card } from '../../../web/ui/page.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../../web/ui/states.tsx'
import { Segmented } from '../../../web/ui/toggle.tsx'
import { overviewTexts as o } from './overview-texts.ts'
import { RunSheet } from './run-sheet.tsx'

const YEAR_DAYS = 366
const namedInCell = 2

const Grid = styled('div')({ display: 'grid', gridTemplateColumns: 'repeat(7, minmax(0, 1fr))', border: `1px solid ${v.line}`, borderRadius: 8, overflow: 'hidden', backgroundColor: v.paper })
const Day = styled('button')({
  display: 'flex', flexDirection: 'column', gap: 2, minHeight: 84, padding: 6, border: 0, borderTop: `1px solid ${v.line}`, borderLeft: `1px solid ${v.line}`, margin: '-1px 0 0 -1px', background: 'none', font: 'inherit', fontSize: 12.5, lineHeight: '17px', color: v.text, textAlign: 'left', cursor: 'pointer', minWidth: 0,
  '&:hover': { backgroundColor: v.hover }, '&:focus-visible': { outlineOffset: -2 }, '&[aria-pressed=true]': { boxShadow: `inset 0 0 0 2px ${v.accent}` }, '&[data-beyond=true]': { backgroundColor: v.sunken, color: v.secondary },
  [phone]: { minHeight: 56, padding: 4, alignItems: 'center' },
})
const Pill = styled('span')({ display: 'block', padding: '1px 6px', borderRadius: 5, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', maxWidth: '100%', [phone]: { '& span': { display: 'none' } } })

type DayCount = Row<'GET /workflows/upcoming/days'>

/** Of one workflow, or of all. */
export function UpcomingCalendar({ workflow }: { workflow?: string }) {
  const t = useText()
  const format = useFormat()
  const today = format.today()
  const [shown, setShown] = useState<'month' | 'list'>('month')
  const [month, setMonth] = useState(today)
  const [day, setDay] = useState<string | null>(null)
  const days = daysOf('month', month)
  const query = useQuery({
    queryKey: ['workflows', 'upcoming', 'days', workflow ?? '', days[0]], enabled: shown === 'month',
    queryFn: ({ signal }) => api.get('/workflows/upcoming/days', { query: { from: days[0], days: days.length, workflow }, signal }),
  })
  const heading = format.date(`${month.slice(0, 7)}-01`, { long: true }).replace(/^1 /, '')
  const last = plusMonths(today, 12)
  return (
    <div style={{ display: 'grid', gap: 14 }}>
      <div style={{ display: 'flex', gap: 4, alignItems: 'center', flexWrap: 'wrap' }}>
        {shown === 'month' && (
          <>
            <IconButton label={t(o.before)} disabled={month <= today} onClick={() => setMonth(plusMonths(month, -1))}><ChevronLeft size={18} /></IconButton>
            <h2 style={{ margin: 0, minWidth: 150, fontSize: 15, fontWeight: 600, textAlign: 'center' }}>{heading}</h2>
            <IconButton label={t(o.next)} disabled={month >= last} onClick={() => setMonth(plusMonths(month, 1))}><ChevronRight size={18} /></IconButton>
          </>
        )}
        <span style={{ flex: 1 }} />
        <Segmented label={t(o.shownAs)} value={shown} onChange={setShown} options={[{ value: 'month', label: t(o.month) }, { value: 'list', label: t(o.list) }]} />
      </div>
      {shown === 'list' && <TimerList workflow={workflow} />}
      {shown === 'month' && query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {shown === 'month' && (
        <>
          <Grid>
            {days.slice(0, 7).map((each) => <span key={each} style={{ padding: '4px 8px', fontSize: 12, fontWeight: 500, color: v.secondary, minWidth: 0, overflow: 'hidden' }}>{weekdayName(each, format.region.language)}</span>)}
            {days.map((each) => <DayCell key={each} {...{ day: each, today }} isBeyond={each.slice(0, 7) !== month.slice(0, 7) || each < today} counts={(query.data?.data ?? []).filter((one) => one.day === each)} chosen={day === each} onChoose={() => setDay(each)} />)}
          </Grid>
          {query.data?.data.length === 0 && !day && <p style={{ margin: 0, color: v.secondary }}>{t(o.noneThatMonth)}</p>}
          {day && <section aria-label={format.date(day, { long: true, weekday: true })}><h3 style={{ margin: '0 0 8px', fontSize: 14, fontWeight: 600 }}>{format.date(day, { long: true, weekday: true })}</h3><TimerList workflow={workflow} day={day} /></section>}
        </>
      )}
    </div>
  )
}

const weekdayName = (day: string, language: string) => new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(new Date(`2024-01-0${weekdayOf(day) + 1}T00:00:00Z`))

function DayCell({ day, today, counts, isBeyond, chosen, onChoose }: { day: string; today: string; counts: DayCount[]; isBeyond: boolean; chosen: boolean; onChoose: () => void }) {
  const t = useText()
  const format = useFormat()
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  return (
    <Day type="button" data-beyond={isBeyond} aria-pressed={chosen} aria-label={t(o.dayCount, { day: format.date(day, { long: true }), count: total })} onClick={onChoose}>
      <span style={{ fontVariantNumeric: 'tabular-nums', ...(day === today && { fontWeight: 600, color: v.accent }) }}>{Number(day.slice(8))}</span>
      {counts.slice(0, namedInCell).map(({ workflow, name, count }) => {
        const tone = label(colourOf(name))
        return <Pill key={workflow} style={{ backgroundColor: tone.bg, color: tone.fg }}>{format.compact(count)}<span> {name}</span></Pill>
      })}
      {counts.length > namedInCell && <span style={{ color: v.secondary }}>{t(o.more, { count: counts.length - namedInCell })}</span>}
    </Day>
  )
}

/** What waits, the next to come first: of a day, or of the year. */
function TimerList({ workflow, day }: { workflow?: string; day?: string }) {
  const t = useText()
  const query = useInfiniteQuery({
    queryKey: ['workflows', 'upcoming', 'list', workflow ?? '', day ?? ''],
    queryFn: ({ pageParam, signal }) => api.get('/workflows/upcoming', { query: { days: YEAR_DAYS, day, workflow, limit: 50, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined, getNextPageParam: (last) => last.page.next ?? undefined,
  })
  const [run, setRun] = useState<string | null>(null)
  const timers = query.data?.pages.flatMap((page) => page.data) ?? []
  if (query.isPending) return <SkeletonRows rows={4} height={50} columns={3} />
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (timers.length === 0) return day ? <p style={{ margin: 0, color: v.secondary }}>{t(o.noneThatDay)}</p> : <EmptyState icon={<CalendarClock size={20} />} title={t(o.noneToCome)} body={t(o.noneToComeBody)} />
  return (
    <div style={{ display: 'grid', gap: 10 }}>
      <Card style={{ overflow: 'hidden' }}>{timers.map((timer) => <TimerRow key={timer.id} timer={timer} withDate={!day} onRun={setRun} />)}</Card>
      {query.hasNextPage && <div><Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t(texts.showMore)}</Button></div>}
      {run && <RunSheet id={run} onClose={() => setRun(null)} />}
    </div>
  )
}

type Timer = Row<'GET /workflows/upcoming'>

function TimerRow({ timer, withDate, onRun }: { timer: Timer; withDate: boolean; onRun: (run: string) => void }) {
  const t = useText()
  const format = useFormat()
  const note = timer.kind === 'wait' ? t(o.waits) : timer.holds === null ? null : t(timer.holds ? o.holds : o.holdsNot)
  return (
    <div style={{ display: 'flex', gap: 12, alignItems: 'center', padding: '9px 14px', borderTop: `1px solid ${v.line}`, marginTop: -1, flexWrap: 'wrap' }}>
      {timer.kind === 'wait' ? <Hourglass size={17} color={v.secondary} aria-hidden /> : <CalendarClock size={17} color={v.secondary} aria-hidden />}
      <span style={{ minWidth: 54, fontVariantNumeric: 'tabular-nums', color: v.secondary, fontSize: 13 }}>{withDate ? format.dateTime(timer.dueAt) : format.time(timer.dueAt)}</span>
      <span style={{ flex: '1 1 180px', minWidth: 0, overflowWrap: 'anywhere' }}>
        {timer.object && timer.record ? <Link to="/o/$object/$id" params={{ object: timer.object, id: timer.record }}>{timer.title ?? '–'}</Link> : timer.name}
        <span style={{ display: 'block', color: v.secondary, fontSize: 13 }}><Link to={`/settings/workflows/${timer.workflow}` as '/settings'} style={{ color: 'inherit' }}>{timer.name}</Link>{note && ` · ${note}`}</span>
      </span>
      {timer.run && <Button size="small" variant="ghost" onClick={() => onRun(timer.run!)}>{t(o.story)}</Button>}
    </div>
  )
}
