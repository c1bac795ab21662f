// Sales insight: what its address holds: the tab, the time, and which deals.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useFormat } from '../../../web/use-format.ts'
import { allOf, conditionOf, type Filter } from '../drill.ts'
import { useTeamMembers } from './group-label.ts'

export const tabs = ['forecast', 'funnel', 'velocity', 'reasons', 'pivot', 'goals'] as const
export type SalesTab = (typeof tabs)[number]
export type SalesAddress = { tab: SalesTab; from: string; to: string; pipeline: string; owner: string; team: string; by: string; currency: '' | 'base' }

const text = (value: unknown) => (typeof value === 'string' ? value : '')
export const isDay = (value: string) => /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))

/** The current year where no time is chosen. A team is all that lie in it. */
export function useSalesAddress(): { address: SalesAddress; change: (patch: Partial<SalesAddress>) => void; filter: Filter | undefined } {
  const search = useSearch({ strict: false }) as Record<string, unknown>
  const navigate = useNavigate()
  const year = useFormat().today().slice(0, 4)
  const tab = tabs.find((one) => one === search.tab) ?? 'forecast'
  const day = (value: unknown, other: string) => (isDay(text(value)) ? text(value) : other)
  const address = { tab, from: day(search.from, `${year}-01-01`), to: day(search.to, `${year}-12-31`), pipeline: text(search.pipeline), owner: text(search.owner), team: text(search.team), by: text(search.by), currency: search.currency === 'base' ? 'base' as const : '' as const }
  const change = (patch: Partial<SalesAddress>) => {
    const kept = Object.fromEntries(Object.entries({ ...search, ...patch }).filter(([, value]) => value !== ''))
    void navigate({ to: '.', search: kept, replace: true, resetScroll: false } as never)
  }
  const teams = useTeamMembers(address.team)
  const parts = [address.pipeline && { pipeline: { eq: address.pipeline } }, address.owner && { owner: { eq: address.owner } }, address.team && conditionOf('owner.team', address.team, teams)].filter(Boolean)
  return { address, change, filter: parts.length ? allOf(parts) : undefined }
}
