// Sales insight: what was won, by region and channel, with totals that the server sums exactly.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '../../../web/api.ts'
import type { Money } from '../../../web/format.ts'
import { useText } from '../../../web/i18n.tsx'
import { usePipelines, type Pipeline } from '../../../web/queries.ts'
import { Section } from '../../../web/ui/page.tsx'
import { allOf, conditionOf, type Filter } from '../drill.ts'
import { useGroupLabel } from './group-label.ts'
import { Figure, ReportTable } from './report-table.tsx'
import { Amounts, Rates, salesKey, Shown, type Asked } from './reports.tsx'
import { salesTexts as s } from './texts.ts'

type Row = Record<string, unknown> & { 'sum:amount': Money | null; count: number }

type Line = { value: unknown; total?: boolean }

const channel = 'source'

function wonIn({ from, to, filter }: Asked, pipelines: Pipeline[]): Filter {
  const won = pipelines.map(({ name, stages }) => ({ pipeline: { eq: name }, stage: { in: stages.filter((stage) => stage.kind === 'won').map((stage) => stage.value) } })).filter((part) => part.stage.in.length)
  return allOf([filter, { closedAt: { between: [from, to] } }, won.length ? { or: won } : { id: { empty: true } }])
}

export function Pivot(asked: Asked) {
  const t = useText()
  const label = useGroupLabel()
  const region = asked.by || 'company.billingAddress.province'
  const pipelines = usePipelines('deal')
  const filter = wonIn(asked, pipelines)
  const ask = async (groups: string[]) => {
    const { data, rates } = await api.get('/records/{object}/aggregate', { path: { object: 'deal' }, query: { ...(groups.length && { groupBy: groups }), measure: ['sum:amount', 'count'], filter, ...(asked.currency && { currency: asked.currency, rateOn: 'closedAt' }) } })
    return { rows: data as Row[], rates }
  }
  const query = useQuery({
    queryKey: salesKey('pivot', asked, filter), placeholderData: keepPreviousData, enabled: pipelines.length > 0,
    queryFn: async () => {
      const [cells, rows, columns, all] = await Promise.all([ask([region, channel]), ask([region]), ask([channel]), ask([])])
      const data: Line[] = [...new Set(rows.rows.map((row) => row[region]))].map((value) => ({ value }))
      return { data: data.length ? [...data, { value: null, total: true }] : [], cells: cells.rows, rows: rows.rows, columns: columns.rows, all: all.rows, rates: all.rates }
    },
  })
  const found = query.data
  const channels = [...new Set(found?.columns.map((row) => row[channel]))]
  const teams = new Map<string, string[]>()
  const rowsIn = ({ value, total }: Line, source?: unknown) => {
    const all = total ? (source === undefined ? found?.all : found?.columns) : source === undefined ? found?.rows : found?.cells
    return all?.filter((row) => (total || row[region] === value) && (source === undefined || row[channel] === source)) ?? []
  }
  const sumsIn = (line: Line, source?: unknown) => rowsIn(line, source).flatMap((row) => row['sum:amount'] ?? [])
  const cell = (line: Line, source?: unknown) => {
    const { value, total } = line
    const own = rowsIn(line, source)
    if (own.length === 0) return '–'
    const parts = [filter, ...(total ? [] : [conditionOf(region, value, teams)]), ...(source === undefined ? [] : [conditionOf(channel, source, teams)])]
    const sums = sumsIn(line, source)
    const figure = <Figure filter={allOf(parts)}>{sums.length ? <Amounts of={sums} /> : own.reduce((sum, row) => sum + row.count, 0)}</Figure>
    return total || source === undefined ? <strong>{figure}</strong> : figure
  }
  return (
    <Section title={t(s.pivot)} help={t(s.pivotHelp)}>
      <Shown query={query}>{(rows) => (
        <ReportTable
          caption={t(s.pivot)} rows={rows} keyOf={(row) => `${row.total ? 'total' : ''} ${String(row.value)}`}
          columns={[
            { label: t(s.region), render: (row) => (row.total ? <strong>{t(s.total)}</strong> : label(region, row.value)), csv: (row) => (row.total ? t(s.total) : label(region, row.value)) },
            ...channels.map((source) => ({ label: label(channel, source), render: (row: Line) => cell(row, source), csv: (row: Line) => sumsIn(row, source) })),
            { label: t(s.total), render: (row) => cell(row), csv: (row) => sumsIn(row) },
          ]}
        />
      )}</Shown>
      <Rates of={found?.rates} />
    </Section>
  )
}
