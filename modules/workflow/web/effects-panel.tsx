// The workflow room's screens: what workflows did against what was done by hand, and how their runs ended.
import styled from '@emotion/styled'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChartColumn } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { useObjects } from '../../../web/queries.ts'
import { texts } from '../../../web/texts.ts'
import { v } from '../../../web/theme.ts'
import { useFormat } from '../../../web/use-format.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Card, Section } from '../../../web/ui/page.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../../web/ui/states.tsx'
import { overviewTexts as o } from './overview-texts.ts'
import { workflowTexts as w } from './texts.ts'

const Table = styled('table')({
  width: '100%', borderCollapse: 'collapse', fontSize: 13,
  '& th': { textAlign: 'left', fontWeight: 500, color: v.secondary, padding: '8px 12px', borderBottom: `1px solid ${v.line}`, whiteSpace: 'nowrap' },
  '& td': { padding: '8px 12px', borderTop: `1px solid ${v.line}` },
  '& .month': { verticalAlign: 'top', color: v.text, fontWeight: 400, borderTop: `1px solid ${v.line}`, whiteSpace: 'normal' },
  '& .number': { textAlign: 'right', whiteSpace: 'nowrap' },
})
const Scroll = styled(Card)({ overflowX: 'auto' })
/** Months back that may be looked at. */
const months = 12

export function EffectsPanel() {
  const t = useText()
  return <><Section title={t(o.byMonth)} help={t(o.byMonthHelp)}><Effects /></Section><Outcomes /></>
}

function Effects() {
  const t = useText()
  const format = useFormat()
  const objects = useObjects()
  const query = useInfiniteQuery({
    queryKey: ['workflows', 'effects'], queryFn: ({ pageParam, signal }) => api.get('/workflows/effects', { query: { months, limit: 100, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined, getNextPageParam: (last) => last.page.next ?? undefined,
  })
  const rows = query.data?.pages.flatMap((page) => page.data) ?? []
  if (query.isPending) return <SkeletonRows rows={5} columns={5} />
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (rows.length === 0) return <EmptyState icon={<ChartColumn size={20} />} title={t(o.nothingYet)} body={t(o.nothingYetBody)} />
  return (
    <>
      <Scroll tabIndex={0} role="region" aria-label={t(o.byMonth)}>
        <Table>
          <thead><tr><th>{t(o.ofMonth)}</th><th>{t(o.object)}</th><th className="number">{t(o.byWorkflows)}</th><th className="number">{t(o.byHand)}</th><th className="number">{t(o.byOthers)}</th><th className="number">{t(o.share)}</th></tr></thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={`${row.month} ${row.object}`}>
                {rows[at - 1]?.month !== row.month && <th scope="rowgroup" rowSpan={rows.filter(({ month }) => month === row.month).length} className="month">{monthName(format, row.month)}</th>}<td>{t(objects.find(({ name }) => name === row.object)?.label) || row.object}</td>
                <td className="number">{format.number(row.workflows)}</td><td className="number">{format.number(row.byHand)}</td><td className="number">{format.number(row.others)}</td>
                <td className="number">{row.workflows + row.byHand > 0 ? format.percent((row.workflows / (row.workflows + row.byHand)) * 100, 0) : '–'}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </Scroll>
      {query.hasNextPage && <div style={{ marginTop: 10 }}><Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t(texts.showMore)}</Button></div>}
    </>
  )
}

const monthName = (format: ReturnType<typeof useFormat>, month: string) => format.date(`${month}-01`, { long: true }).replace(/^1 /, '')

function monthsBack(today: string): string[] {
  const [year, month] = today.split('-').map(Number)
  return Array.from({ length: months }, (_, back) => new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7))
}

function Outcomes() {
  const t = useText()
  const format = useFormat()
  const choices = monthsBack(format.today())
  const [month, setMonth] = useState(choices[0])
  const query = useInfiniteQuery({
    queryKey: ['workflows', 'outcomes', month], queryFn: ({ pageParam, signal }) => api.get('/workflows/outcomes', { query: { month, limit: 100, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined, getNextPageParam: (last) => last.page.next ?? undefined,
  })
  const rows = query.data?.pages.flatMap((page) => page.data) ?? []
  const columns = [['triggered', o.triggered], ['completed', w.completed], ['failed', w.failed], ['cancelled', w.cancelled], ['missed', w.missed], ['open', o.still]] as const
  return (
    <Section title={t(o.endings)} actions={<Select name={t(o.ofMonth)} value={month} onChange={setMonth} options={choices.map((value) => ({ value, label: monthName(format, value) }))} style={{ width: 190 }} />}>
      {query.isPending && <SkeletonRows rows={4} columns={5} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && rows.length === 0 && <p style={{ margin: 0, color: v.secondary }}>{t(o.nothingYet)}</p>}
      {rows.length > 0 && (
        <Scroll tabIndex={0} role="region" aria-label={t(o.endings)}>
          <Table>
            <thead><tr><th>{t(o.workflow)}</th>{columns.map(([name, text]) => <th key={name} className="number">{t(text)}</th>)}</tr></thead>
            <tbody>{rows.map((row) => <tr key={row.workflow}><td><Link to={`/settings/workflows/${row.workflow}` as '/settings'}>{row.name}</Link></td>{columns.map(([name]) => <td key={name} className="number">{format.number(row[name])}</td>)}</tr>)}</tbody>
          </Table>
        </Scroll>
      )}
      {query.hasNextPage && <div style={{ marginTop: 10 }}><Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t(texts.showMore)}</Button></div>}
    </Section>
  )
}
