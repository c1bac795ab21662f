// Sales, goals: each with its baseline, target, current value and date, and a bar of how far it is. A tab of /sales.
import styled from '@emotion/styled'
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Goal as GoalIcon, Pencil, Plus } from 'lucide-react'
import { useState } from 'react'
import { api, type Answer, type Row } from '../../../../web/api.ts'
import { useText } from '../../../../web/i18n.tsx'
import { phone, v } from '../../../../web/theme.ts'
import { Button, IconButton } from '../../../../web/ui/button.tsx'
import { Card, Section } from '../../../../web/ui/page.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../../../web/ui/states.tsx'
import { useFormat } from '../../../../web/use-format.ts'
import { useGroupLabel } from '../../web/group-label.ts'
import { salesKey } from '../../web/reports.tsx'
import { salesTexts } from '../../web/texts.ts'
import { GoalSheet } from './goal-sheet.tsx'
import { goalTexts as g } from './texts.ts'

export type Goal = Row<'GET /goals'>

const Grid = styled('ul')({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 12, gridTemplateColumns: 'repeat(auto-fill, minmax(340px, 1fr))', [phone]: { gridTemplateColumns: 'minmax(0, 1fr)' } })
const Facts = styled('dl')({
  display: 'grid', gridTemplateColumns: 'repeat(3, minmax(0, 1fr))', gap: '0 12px', margin: '12px 0 10px', fontVariantNumeric: 'tabular-nums',
  '& dt': { fontSize: 12.5, color: v.secondary }, '& dd': { margin: 0, fontSize: 14, overflowWrap: 'anywhere' },
})
const Track = styled('div')({ height: 8, borderRadius: 4, backgroundColor: v.sunken, overflow: 'hidden' })

const query = infiniteQueryOptions({
  queryFn: ({ pageParam, signal }) => api.get('/goals', { query: { ...(pageParam !== undefined && { after: pageParam }) }, signal }),
  queryKey: salesKey('goals'), initialPageParam: undefined as string | undefined, getNextPageParam: (last: Answer<'GET /goals'>) => last.page.next ?? undefined,
})

export function Goals() {
  const t = useText()
  const found = useInfiniteQuery(query)
  const [edited, setEdited] = useState<Goal | 'new' | null>(null)
  const goals = found.data?.pages.flatMap((page) => page.data) ?? []
  const mayAdd = Boolean(found.data?.pages[0].mayAdd)
  const add = mayAdd && <Button variant="primary" icon={<Plus size={16} />} onClick={() => setEdited('new')}>{t(g.newGoal)}</Button>
  return (
    <Section title={t(salesTexts.goals)} help={t(g.help)} actions={goals.length > 0 && add}>
      {found.isPending && <SkeletonRows rows={6} columns={3} />}
      {found.error && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && goals.length === 0 && <EmptyState icon={<GoalIcon size={20} />} title={t(g.emptyTitle)} body={t(mayAdd ? g.emptyBody : g.emptyReader)} action={add} />}
      <Grid>{goals.map((goal) => <GoalCard key={goal.id} goal={goal} onEdit={() => setEdited(goal)} />)}</Grid>
      {found.hasNextPage && <div style={{ paddingTop: 12 }}><Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>{t(salesTexts.more)}</Button></div>}
      {edited && <GoalSheet goal={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Section>
  )
}

/** A value as its metric reads; money short, since three amounts stand side by side on a phone. */
function useGoalValue(): (goal: Pick<Goal, 'metric' | 'currency'>, value: number | string) => string {
  const t = useText()
  const format = useFormat()
  return ({ metric, currency }, value) => {
    if (metric === 'wonAmount') return format.moneyCompact({ amount: value, currency: currency ?? format.region.currency })
    if (metric === 'medianCycleDays') return t(g.days, { days: format.number(Number(value), 1) })
    return metric === 'wonCount' || metric === 'activitiesDone' ? format.number(Number(value)) : format.percent(Number(value))
  }
}

function GoalCard({ goal, onEdit }: { goal: Goal; onEdit: () => void }) {
  const t = useText()
  const format = useFormat()
  const shown = useGoalValue()
  const label = useGroupLabel()
  const whose = goal.scope === 'all' ? t(g.all) : goal.scope === 'team' ? label('owner.team', goal.team) : label('owner', goal.member)
  const over = goal.to < format.today()
  const missed = over && goal.progress !== null
  const reached = (goal.progress ?? 0) >= 100
  const colour = reached ? v.good : missed ? v.bad : v.accent
  const percent = goal.progress === null ? '' : t(g.progress, { percent: format.percent(goal.progress) })
  return (
    <Card as="li" style={{ padding: '14px 16px 16px' }}>
      <div style={{ display: 'flex', gap: 8, alignItems: 'flex-start' }}>
        <div style={{ flex: 1, minWidth: 0 }}>
          <h3 style={{ margin: 0, fontSize: 15, fontWeight: 600, lineHeight: '20px', overflowWrap: 'anywhere' }}>{goal.name}</h3>
          <div style={{ fontSize: 12.5, lineHeight: '18px', color: v.secondary, overflowWrap: 'anywhere' }}>{t(g[goal.metric])} · {whose}</div>
        </div>
        {goal.editable && <IconButton size="small" label={t(g.edit, { name: goal.name })} onClick={onEdit}><Pencil size={15} /></IconButton>}
      </div>
      <Facts>
        <div><dt>{t(g.baseline)}</dt><dd>{shown(goal, goal.baseline)}</dd></div>
        <div><dt>{t(g.current)}</dt><dd style={{ fontWeight: 600 }}>{goal.current === null ? '–' : <Link to="/o/$object" params={{ object: goal.object }} search={{ kind: 'table', filter: goal.filter } as never} style={{ color: 'inherit' }}>{shown(goal, goal.current)}</Link>}</dd></div>
        <div><dt>{t(g.target)}</dt><dd>{shown(goal, goal.target)}</dd></div>
      </Facts>
      <Track role="progressbar" aria-label={goal.name} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.min(100, Math.max(0, goal.progress ?? 0))} aria-valuetext={percent || t(g.nothingYet)}>
        <div style={{ height: '100%', width: `${Math.min(100, Math.max(0, goal.progress ?? 0))}%`, backgroundColor: colour }} />
      </Track>
      <div style={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: '2px 12px', marginTop: 8, fontSize: 12.5, color: v.secondary }}>
        <span>{reached ? <strong style={{ color: v.good, fontWeight: 600 }}>{t(g.reached)}</strong> : missed ? <strong style={{ color: v.bad, fontWeight: 600 }}>{t(g.missed)}</strong> : percent || t(g.nothingYet)}</span>
        <span>{t(over ? g.ended : g.until, { date: format.date(goal.to) })}</span>
      </div>
    </Card>
  )
}
