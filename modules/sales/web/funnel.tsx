// Sales insight: conversion by stage, whose figures open a sheet of their deals, and by source.
import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { usePipelines } from '../../../web/queries.ts'
import { v } from '../../../web/theme.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Sheet } from '../../../web/ui/dialog.tsx'
import { Section } from '../../../web/ui/page.tsx'
import { ErrorState, SkeletonRows } from '../../../web/ui/states.tsx'
import { useFormat } from '../../../web/use-format.ts'
import { useGroupLabel } from './group-label.ts'
import { Figure, FigureButton, ReportTable } from './report-table.tsx'
import { queryOf, salesKey, Shown, type Asked } from './reports.tsx'
import { salesTexts as s } from './texts.ts'

type Drill = { pipeline: string; stage: string; outcome: 'entered' | 'advanced' | 'lost' | 'remaining'; title: string }

export function Funnel(asked: Asked & { pipeline: string }) {
  const t = useText()
  const format = useFormat()
  const pipelines = usePipelines('deal')
  const [drill, setDrill] = useState<Drill | null>(null)
  const query = useQuery({
    queryKey: salesKey('funnel', asked), placeholderData: keepPreviousData,
    queryFn: () => api.get('/sales/funnel', { query: { ...queryOf(asked), ...(asked.pipeline && { pipeline: asked.pipeline }) } }),
  })
  const stageOf = (row: { pipeline: string; stage: string }) => {
    const pipeline = pipelines.find((one) => one.name === row.pipeline)
    const stage = t(pipeline?.stages.find((one) => one.value === row.stage)?.label) || row.stage
    return pipelines.length > 1 && !asked.pipeline ? `${t(pipeline?.label)} · ${stage}` : stage
  }
  const figure = (row: { pipeline: string; stage: string } & Record<Drill['outcome'], number>, outcome: Drill['outcome']) =>
    row[outcome] === 0 ? format.number(0) : (
      <FigureButton onClick={() => setDrill({ pipeline: row.pipeline, stage: row.stage, outcome, title: `${stageOf(row)} · ${t(s[outcome])}` })}>{format.number(row[outcome])}</FigureButton>
    )
  return (
    <>
      <Section title={t(s.byStage)} help={t(s.funnelHelp)}>
        <Shown query={query}>{(rows) => (
          <ReportTable
            caption={t(s.funnel)} rows={rows} keyOf={(row) => `${row.pipeline} ${row.stage}`}
            columns={[
              { label: t(s.stage), render: stageOf, csv: stageOf },
              { label: t(s.entered), render: (row) => figure(row, 'entered'), bar: (row) => row.entered, csv: (row) => row.entered },
              { label: t(s.advanced), render: (row) => figure(row, 'advanced'), csv: (row) => row.advanced },
              { label: t(s.lost), render: (row) => figure(row, 'lost'), csv: (row) => row.lost },
              { label: t(s.remaining), render: (row) => figure(row, 'remaining'), csv: (row) => row.remaining },
              { label: t(s.rate), render: (row) => (row.percentage === null ? '–' : format.percent(row.percentage)), csv: (row) => row.percentage },
            ]}
          />
        )}</Shown>
      </Section>
      <BySource {...asked} />
      {drill && <FunnelDeals asked={asked} drill={drill} onClose={() => setDrill(null)} />}
    </>
  )
}

function BySource(asked: Asked) {
  const t = useText()
  const format = useFormat()
  const label = useGroupLabel()
  const by = asked.by || 'source'
  const query = useQuery({ queryKey: salesKey('conversion', asked), placeholderData: keepPreviousData, queryFn: () => api.get('/sales/conversion', { query: { ...queryOf(asked), by } }) })
  return (
    <Section title={t(by === 'source' ? s.bySource : s.byGroup)} help={t(s.sourceHelp)}>
      <Shown query={query}>{(rows) => (
        <ReportTable
          caption={t(s.bySource)} rows={rows} keyOf={(row) => String(row.by)}
          columns={[
            { label: t(by === 'source' ? s.source : s.groupBy), render: (row) => label(by, row.by), csv: (row) => label(by, row.by) },
            { label: t(s.opened), render: (row) => <Figure filter={row.filters.entered}>{format.number(row.entered)}</Figure>, bar: (row) => row.entered, csv: (row) => row.entered },
            { label: t(s.won), render: (row) => <Figure filter={row.filters.advanced}>{format.number(row.advanced)}</Figure>, csv: (row) => row.advanced },
            { label: t(s.lost), render: (row) => <Figure filter={row.filters.lost}>{format.number(row.lost)}</Figure>, csv: (row) => row.lost },
            { label: t(s.open), render: (row) => <Figure filter={row.filters.remaining}>{format.number(row.remaining)}</Figure>, csv: (row) => row.remaining },
            { label: t(s.rate), render: (row) => (row.percentage === null ? '–' : format.percent(row.percentage)), csv: (row) => row.percentage },
          ]}
        />
      )}</Shown>
    </Section>
  )
}

function FunnelDeals({ asked, drill: { title, ...drill }, onClose }: { asked: Asked; drill: Drill; onClose: () => void }) {
  const t = useText()
  const query = useInfiniteQuery(infiniteQueryOptions({
    queryKey: salesKey('funnel deals', asked, drill),
    queryFn: ({ pageParam, signal }) => api.get('/sales/funnel/deals', { query: { ...queryOf(asked), ...drill, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined, getNextPageParam: (last) => last.page.next ?? undefined,
  }))
  return (
    <Sheet open onClose={onClose} title={title} width={440}>
      {query.isPending && <SkeletonRows rows={6} columns={1} />}
      {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.pages.flatMap((page) => page.data).map((deal) => (
        <Link key={deal.id} to="/o/$object/$id" params={{ object: 'deal', id: deal.id }} style={{ display: 'block', padding: '10px 0', borderBottom: `1px solid ${v.line}`, color: 'inherit', overflowWrap: 'anywhere' }}>{typeof deal.name === 'string' ? deal.name : t(s.none)}</Link>
      ))}
      {query.hasNextPage && <div style={{ paddingTop: 12 }}><Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t(s.more)}</Button></div>}
    </Sheet>
  )
}
