// What happened about a record: who changed what, when, from what to what, and by which way; its notes and tasks.
import { useState } from 'react'
import { useText } from '../../i18n.tsx'
import type { ObjectInfo } from '../../queries.ts'
import { v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorState, Skeleton } from '../../ui/states.tsx'
import { Segmented } from '../../ui/toggle.tsx'
import { useFormat } from '../../use-format.ts'
import type { RecordRow } from '../field-web.ts'
import { Composer } from './composer.tsx'
import { recordTexts as texts } from './record-texts.ts'
import { useTimeline, type TimelineEntry, type TimelineFilter } from './timeline-data.ts'
import { TimelineItem } from './timeline-item.tsx'

const filters: [TimelineFilter, keyof typeof texts][] = [
  ['all', 'all'], ['note', 'noteTab'], ['task', 'taskTab'], ['change', 'changes'],
]

export function Timeline({ object, record }: { object: ObjectInfo; record: RecordRow }) {
  const t = useText()
  const format = useFormat()
  const [filter, setFilter] = useState<TimelineFilter>('all')
  const timeline = useTimeline(object.name, record.id, filter)
  const entries = timeline.data?.pages.flatMap((page) => page.data) ?? []
  const dayOf = (entry: TimelineEntry) => format.date(entry.at, { weekday: true, long: true })
  return (
    <div style={{ display: 'grid', gap: 12, alignContent: 'start' }}>
      <Composer object={object} record={record} />
      <div>
        <Segmented
          label={t(texts.timeline)} value={filter} onChange={setFilter}
          options={filters.map(([value, text]) => ({ value, label: t(texts[text]) }))}
        />
      </div>
      {timeline.error && <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />}
      {timeline.isPending && <Bones />}
      {timeline.isSuccess && !entries.length && (
        <div style={{ color: v.muted, padding: '8px 0' }}>{t(texts.emptyTimeline)}</div>
      )}
      <ol style={{ listStyle: 'none', margin: 0, padding: 0 }} aria-label={t(texts.timeline)}>
        {entries.map((entry, index) => (
          <li key={entry.id}>
            {(index === 0 || dayOf(entry) !== dayOf(entries[index - 1])) && (
              <div style={{ padding: '10px 0 4px', fontSize: 12.5, fontWeight: 500, color: v.muted }}>{dayOf(entry)}</div>
            )}
            <TimelineItem entry={entry} object={object} last={index === entries.length - 1} />
          </li>
        ))}
      </ol>
      {timeline.hasNextPage && (
        <div>
          <Button size="small" loading={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>
            {t(texts.showOlder)}
          </Button>
        </div>
      )}
    </div>
  )
}

const Bones = () => (
  <div style={{ display: 'grid', gap: 18 }}>
    {[70, 50, 62].map((width) => (
      <div key={width} style={{ display: 'flex', gap: 10, alignItems: 'center' }}>
        <Skeleton width={24} height={24} round /><Skeleton width={`${width}%`} />
      </div>
    ))}
  </div>
)
