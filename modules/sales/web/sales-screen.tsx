// Sales insight: forecast, conversion, velocity, reasons and regions of the deals that one may see. Route /sales.
import styled from '@emotion/styled'
import { useQuery } from '@tanstack/react-query'
import { ChartNoAxesColumn } from 'lucide-react'
import { DateInput } from '../../../kernel/field/types/date/date.tsx'
import { useRegion, useText } from '../../../web/i18n.tsx'
import { shellTexts } from '../../../web/layout/texts.ts'
import { useMembers, usePipelines } from '../../../web/queries.ts'
import { FieldToolsProvider } from '../../../web/records/field-tools.tsx'
import { phone } from '../../../web/theme.ts'
import { Page, PageHeader, useTitle } from '../../../web/ui/page.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { Tabs } from '../../../web/ui/tabs.tsx'
import { Goals } from '../goal/web/goals.tsx'
import { Funnel } from './funnel.tsx'
import { teamsQuery } from './group-label.ts'
import { Pivot } from './pivot.tsx'
import { Forecast, Reasons, Velocity } from './reports.tsx'
import { isDay, tabs, useSalesAddress, type SalesAddress } from './sales-address.ts'
import { salesTexts as s } from './texts.ts'

const Limits = styled('div')({
  display: 'grid', gap: 12, gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))', padding: '4px 0 20px', maxWidth: 1100,
  [phone]: { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' },
})

const groupings: Record<SalesAddress['tab'], string[]> = {
  forecast: ['', 'owner', 'owner.team', 'pipeline', 'source'], funnel: ['source', 'owner', 'owner.team', 'company.segment'], velocity: ['owner', 'owner.team', 'company.segment', 'source', 'pipeline'],
  reasons: [], goals: [], pivot: ['company.billingAddress.province', 'contact.mailingAddress.province'],
}
/** Their figures are amounts. */
const priced: SalesAddress['tab'][] = ['forecast', 'reasons', 'pivot']
const names = {
  '': s.noGroup, owner: s.owner, 'owner.team': s.team, pipeline: s.pipeline, source: s.source, 'company.segment': s.segment,
  'company.billingAddress.province': s.companyProvince, 'contact.mailingAddress.province': s.contactProvince,
} as const

export default function SalesScreen() {
  return <FieldToolsProvider><SalesInsight /></FieldToolsProvider>
}

function SalesInsight() {
  const t = useText()
  const { address, change, filter } = useSalesAddress()
  const { tab, from, to, pipeline, currency } = address
  useTitle(t(shellTexts.salesInsight))
  const by = groupings[tab].includes(address.by) ? address.by : ''
  const asked = { from, to, filter, by, currency }
  return (
    <Page
      width={1600} header={<PageHeader icon={<ChartNoAxesColumn size={18} />} title={t(shellTexts.salesInsight)} />}
      bar={<div style={{ padding: '0 12px' }}><Tabs label={t(shellTexts.salesInsight)} value={tab} onChange={(next) => change({ tab: next, by: '' })} tabs={tabs.map((value) => ({ value, label: t(s[value]) }))} /></div>}
    >
      {tab !== 'goals' && <Limited address={address} by={by} change={change} />}
      {tab === 'forecast' && <Forecast {...asked} />}
      {tab === 'funnel' && <Funnel {...asked} pipeline={pipeline} />}
      {tab === 'velocity' && <Velocity {...asked} />}
      {tab === 'reasons' && <Reasons {...asked} />}
      {tab === 'pivot' && <Pivot {...asked} />}
      {tab === 'goals' && <Goals />}
    </Page>
  )
}

type LimitsProps = { address: SalesAddress; by: string; change: (patch: Partial<SalesAddress>) => void }

function Limited({ address: { tab, from, to, pipeline, owner, team, currency }, by, change }: LimitsProps) {
  const t = useText()
  const { currency: base } = useRegion()
  const pipelines = usePipelines('deal')
  const members = useMembers().filter((member) => member.kind === 'person')
  const teams = useQuery(teamsQuery).data ?? []
  const groups = groupings[tab]
  return (
    <Limits>
      <DateInput label={t(s.from)} value={from} onChange={(day) => day && isDay(day) && change({ from: day })} />
      <DateInput label={t(s.to)} value={to} onChange={(day) => day && isDay(day) && change({ to: day })} />
      {pipelines.length > 1 && (
        <Select label={t(s.pipeline)} value={pipeline} onChange={(value) => change({ pipeline: value })} options={[{ value: '', label: t(s.allPipelines) }, ...pipelines.map((one) => ({ value: one.name, label: t(one.label) }))]} />
      )}
      {teams.length > 0 && <Select label={t(s.team)} value={team} onChange={(value) => change({ team: value })} options={[{ value: '', label: t(s.allTeams) }, ...teams.map((one) => ({ value: one.id, label: t(one.label) || one.name }))]} />}
      <Select label={t(s.owner)} value={owner} onChange={(value) => change({ owner: value })} options={[{ value: '', label: t(s.everyone) }, ...members.map((one) => ({ value: one.id, label: one.name }))]} />
      {groups.length > 0 && (
        <Select label={t(s.groupBy)} value={by || groups[0]} onChange={(value) => change({ by: value === groups[0] ? '' : value })} options={groups.map((value) => ({ value, label: t(names[value as keyof typeof names]) }))} />
      )}
      {priced.includes(tab) && (
        <Select label={t(s.currency)} value={currency} onChange={(value) => change({ currency: value })} options={[{ value: '', label: t(s.ownCurrencies) }, { value: 'base', label: t(s.allIn, { currency: base }) }]} />
      )}
    </Limits>
  )
}
