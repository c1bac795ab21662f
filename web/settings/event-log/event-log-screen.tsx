// Settings: the event log: who changed what, when, from what to what and by which way, newest first. Its search is its address.
import { useInfiniteQuery } from '@tanstack/react-query'
import { ScrollText } from 'lucide-react'
import { api } from '../../api.ts'
import { FieldToolsProvider, useFieldTools } from '../../records/field-tools.tsx'
import { instantOf } from '../../records/parse-input.ts'
import { v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/page.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { SettingsPage } from '../settings-page.tsx'
import { settingsTexts as s } from '../texts.ts'
import { useLogAddress, type LogAddress } from './log-address.ts'
import { LogEntry } from './log-entry.tsx'
import { LogSearch } from './log-search.tsx'
import { logTexts as l } from './texts.ts'

export default function EventLogScreen() {
  return <FieldToolsProvider><EventLog /></FieldToolsProvider>
}

type Way = 'person' | 'api' | 'import' | 'bulk' | 'workflow' | 'system'

/** `to` is the last day that counts; the server asks for the moment before which. */
function useLog({ to, from, way, ...rest }: LogAddress) {
  const { format: { region: { timeZone } } } = useFieldTools()
  const query = {
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value)), way: (way || undefined) as Way | undefined,
    from: from ? instantOf(from, '00:00', timeZone) : undefined, to: to ? instantOf(dayAfter(to), '00:00', timeZone) : undefined,
  }
  return useInfiniteQuery({
    queryKey: ['events', query],
    queryFn: ({ pageParam, signal }) => api.get('/events', { query: { ...query, limit: 50, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined, getNextPageParam: (last) => last.page.next ?? undefined, staleTime: 0,
  })
}

const dayAfter = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)

function EventLog() {
  const { t } = useFieldTools()
  const { address, change } = useLogAddress()
  const log = useLog(address)
  const entries = log.data?.pages.flatMap((page) => page.data) ?? []
  const more = log.hasNextPage && <Button loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>{t(l.more)}</Button>
  return (
    <SettingsPage title={t(s.eventLog)} help={t(s.eventLogHelp)} width={1040}>
      <LogSearch address={address} change={change} />
      {log.isPending && <SkeletonRows rows={8} height={64} columns={2} />}
      {log.isError && <ErrorState error={log.error} onRetry={() => void log.refetch()} />}
      {log.isSuccess && !entries.length && !log.hasNextPage && <EmptyState icon={<ScrollText size={20} />} title={t(l.emptyTitle)} body={t(l.emptyBody)} />}
      {log.isSuccess && !entries.length && log.hasNextPage && <p style={{ color: v.secondary }}>{t(l.looking)}</p>}
      {entries.length > 0 && (
        <Card role="feed" aria-label={t(s.eventLog)} aria-busy={log.isFetchingNextPage} style={{ overflow: 'hidden' }}>
          {entries.map((entry) => (
            <LogEntry key={entry.id} entry={entry} onOnly={address.record || entry.object.startsWith('_') ? undefined : () => change({ object: entry.object, record: entry.record })} />
          ))}
        </Card>
      )}
      {more && <div style={{ display: 'flex', justifyContent: 'center', padding: 16 }}>{more}</div>}
    </SettingsPage>
  )
}
