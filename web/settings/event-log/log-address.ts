// Settings, event log: what its address holds: who, which object, record and field, which way, and the days.
import { useNavigate, useSearch } from '@tanstack/react-router'

export const ways = ['person', 'api', 'import', 'bulk', 'workflow', 'system'] as const
export type LogAddress = { actor: string; object: string; record: string; field: string; way: string; from: string; to: string }

const text = (value: unknown) => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '')
const isId = (value: string) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value)
export const isDay = (value: string) => /^\d{4}-\d{2}-\d{2}$/.test(value) && value >= '0001' && !Number.isNaN(Date.parse(value))
const kept = (value: unknown, fits: (value: string) => boolean) => (fits(text(value)) ? text(value) : '')

/** What cannot be meant is left out, so that a mistyped address still opens the log. */
function readLogAddress({ actor, object, record, field, way, from, to }: Record<string, unknown>): LogAddress {
  return {
    actor: kept(actor, isId), object: text(object), record: kept(record, isId), field: object ? text(field) : '', way: kept(way, (value) => (ways as readonly string[]).includes(value)),
    from: kept(from, isDay), to: kept(to, isDay),
  }
}

export function useLogAddress(): { address: LogAddress; change: (patch: Partial<LogAddress>) => void } {
  const address = readLogAddress(useSearch({ strict: false }) as Record<string, unknown>)
  const navigate = useNavigate()
  const change = (patch: Partial<LogAddress>) => {
    const search = Object.fromEntries(Object.entries({ ...address, ...patch }).filter(([, value]) => value !== ''))
    void navigate({ to: '.', search, resetScroll: false } as never)
  }
  return { address, change }
}
