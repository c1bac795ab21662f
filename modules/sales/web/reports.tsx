// Sales insight: the reports, each a table whose figures open their deals.
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { ChartNoAxesColumn } from 'lucide-react'
import type { ReactNode } from 'react'
import { api } from '../../../web/api.ts'
import type { Money } from '../../../web/format.ts'
import { useText } from '../../../web/i18n.tsx'
import { v } from '../../../web/theme.ts'
import { EmptyState, ErrorState, SkeletonRows } from '../../../web/ui/states.tsx'
import { Section } from '../../../web/ui/page.tsx'
import { useFormat } from '../../../web/use-format.ts'
import type { Filter } from '../drill.ts'
import { useGroupLabel } from './group-label.ts'
import { Figure, ReportTable } from './report-table.tsx'
import { salesTexts as s } from './texts.ts'

export type Asked = { from: string; to: string; filter: Filter | undefined; by: string; currency: '' | 'base' }

/** A query string's filter is JSON. */
export const queryOf = ({ from, to, filter }: Pick<Asked, 'from' | 'to' | 'filter'>) => ({ from, to, ...(filter && { filter: JSON.stringify(filter) }) })
/** Of reports whose figures are amounts. */
const pricedQueryOf = (asked: Asked) => ({ ...queryOf(asked), ...(asked.currency && { currency: asked.currency }) })
export const salesKey = (...parts: unknown[]) => ['records', 'deal', 'sales', ...parts]

/** A report while it loads, when it fails, when there is nothing, and its rows. */
export function Shown<Row>({ query, children }: { query: UseQueryResult<{ data: Row[] }>; children: (rows: Row[]) => ReactNode }) {
  const t = useText()
  if (query.isPending) return <SkeletonRows rows={6} columns={4} />
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (query.data.data.length === 0) return <EmptyState icon={<ChartNoAxesColumn size={20} />} title={t(s.emptyTitle)} body={t(s.emptyBody)} />
  return children(query.data.data)
}

/** Amounts below one another, a line per currency. */
export function Amounts({ of }: { of: Money[] }) {
  const format = useFormat()
  return of.length ? of.map((money) => <div key={money.currency}>{format.money(money)}</div>) : '–'
}

/** Which rates the figures in one currency stand on. */
export function Rates({ of }: { of: { currency: string; date: string; rate: number | string }[] | undefined }) {
  const t = useText()
  const format = useFormat()
  if (!of?.length) return null
  const said = of.map(({ currency, date, rate }) => t(s.rateOf, { currency, date: format.date(date), rate: typeof rate === 'number' ? format.number(rate, 12) : rate }))
  return <p style={{ margin: '10px 2px 0', fontSize: 12.5, lineHeight: '18px', color: v.secondary }}>{t(s.rates, { rates: said.join(' · ') })}</p>
}

const largest = (sums: Money[]) => Math.max(0, ...sums.map((sum) => Number(sum.amount)))

export function Forecast(asked: Asked) {
  const t = useText()
  const format = useFormat()
  const label = useGroupLabel()
  const query = useQuery({ queryKey: salesKey('forecast', asked), placeholderData: keepPreviousData, queryFn: () => api.get('/sales/forecast', { query: { ...pricedQueryOf(asked), ...(asked.by && { by: asked.by }) } }) })
  const month = (name: string) => format.date(`${name}-01`, { long: true }).replace(/^1 /, '')
  return (
    <Section title={t(s.forecast)} help={t(s.forecastHelp)}>
      <Shown query={query}>{(rows) => (
        <ReportTable
          caption={t(s.forecast)} rows={rows} keyOf={(row) => `${row.month} ${String(row.by)}`}
          columns={[
            { label: t(s.month), render: (row) => <>{month(row.month)}{asked.by && <> · {label(asked.by, row.by)}</>}</>, csv: (row) => (asked.by ? `${row.month} ${label(asked.by, row.by)}` : row.month) },
            { label: t(s.deals), render: (row) => <Figure filter={row.filter}>{format.number(row.count)}</Figure>, csv: (row) => row.count },
            { label: t(s.total), render: (row) => <Amounts of={row.sums.map((sum) => sum.total)} />, csv: (row) => row.sums.map((sum) => sum.total) },
            { label: t(s.won), render: (row) => <Amounts of={row.sums.map((sum) => sum.won)} />, csv: (row) => row.sums.map((sum) => sum.won) },
            { label: t(s.weighted), render: (row) => <Figure filter={row.filter}><Amounts of={row.sums.map((sum) => sum.weighted)} /></Figure>, bar: (row) => largest(row.sums.map((sum) => sum.weighted)), csv: (row) => row.sums.map((sum) => sum.weighted) },
          ]}
        />
      )}</Shown>
      <Rates of={query.data?.rates} />
    </Section>
  )
}

export function Velocity(asked: Asked) {
  const t = useText()
  const format = useFormat()
  const label = useGroupLabel()
  const by = asked.by || 'owner'
  const query = useQuery({ queryKey: salesKey('velocity', asked), placeholderData: keepPreviousData, queryFn: () => api.get('/sales/velocity', { query: { ...queryOf(asked), by } }) })
  const days = (value: number | null) => (value === null ? '–' : format.number(value, 1))
  return (
    <Section title={t(s.velocity)} help={t(s.velocityHelp)}>
      <Shown query={query}>{(rows) => (
        <ReportTable
          caption={t(s.velocity)} rows={rows} keyOf={(row) => String(row.by)}
          columns={[
            { label: t(s.groupBy), render: (row) => label(by, row.by), csv: (row) => label(by, row.by) },
            { label: t(s.won), render: (row) => <Figure filter={row.filters.won}>{format.number(row.won)}</Figure>, csv: (row) => row.won },
            { label: t(s.lost), render: (row) => <Figure filter={row.filters.lost}>{format.number(row.lost)}</Figure>, csv: (row) => row.lost },
            { label: t(s.winRate), render: (row) => (row.winRate === null ? '–' : format.percent(row.winRate)), bar: (row) => row.winRate ?? 0, csv: (row) => row.winRate },
            { label: t(s.median), render: (row) => <Figure filter={row.filters.timed}>{days(row.medianDays)}</Figure>, csv: (row) => row.medianDays },
            { label: t(s.p90), render: (row) => days(row.p90Days), csv: (row) => row.p90Days },
            { label: t(s.average), render: (row) => days(row.averageDays), csv: (row) => row.averageDays },
          ]}
        />
      )}</Shown>
    </Section>
  )
}

export function Reasons(asked: Asked) {
  const t = useText()
  const format = useFormat()
  const query = useQuery({ queryKey: salesKey('reasons', asked), placeholderData: keepPreviousData, queryFn: () => api.get('/sales/reasons', { query: pricedQueryOf(asked) }) })
  return (
    <Section title={t(s.reasons)} help={t(s.reasonsHelp)}>
      <Shown query={query}>{(rows) => (
        <ReportTable
          caption={t(s.reasons)} rows={rows} keyOf={(row) => String(row.reason)}
          columns={[
            { label: t(s.reason), render: (row) => row.reason ?? t(s.none), csv: (row) => row.reason },
            { label: t(s.deals), render: (row) => <Figure filter={row.filter}>{format.number(row.count)}</Figure>, bar: (row) => row.count, csv: (row) => row.count },
            { label: t(s.share), render: (row) => format.percent(row.share), csv: (row) => row.share },
            { label: t(s.amount), render: (row) => <Amounts of={row.sums} />, csv: (row) => row.sums },
          ]}
        />
      )}</Shown>
      <Rates of={query.data?.rates} />
    </Section>
  )
}
