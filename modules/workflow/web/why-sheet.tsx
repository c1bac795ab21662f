// The workflow room's screens: why a record is as it is: behind each value the chain of causes, back to the person or the date at
// its beginning.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Calculator, CalendarClock, ListChecks, User, Webhook, Workflow } from 'lucide-react'
import { api, type Answer } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { keys, useMembers, useObjects, type ObjectInfo } from '../../../web/queries.ts'
import { v } from '../../../web/theme.ts'
import { useFormat } from '../../../web/use-format.ts'
import { Sheet } from '../../../web/ui/dialog.tsx'
import { Section } from '../../../web/ui/page.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../../web/ui/states.tsx'
import { whyTexts as y } from './why-texts.ts'

type Why = Answer<'GET /records/{object}/{id}/why'>['data'][number]
type Cause = Why['causes'][number]

export default function WhySheet({ object, record, onClose }: { object: ObjectInfo; record: string; onClose: () => void }) {
  const t = useText()
  const query = useQuery({ queryKey: [...keys.records(object.name), record, 'why'], queryFn: ({ signal }) => api.get('/records/{object}/{id}/why', { path: { object: object.name, id: record }, signal }) })
  // what a workflow brought comes first: that is what one asks about
  const values = (query.data?.data ?? []).toSorted((one, other) => other.causes.length - one.causes.length)
  const label = (name: string) => t(object.fields.find((field) => field.name === name)?.label) || name
  return (
    <Sheet open onClose={onClose} width={560} title={t(y.title)} subtitle={t(y.subtitle)}>
      {query.isPending && <SkeletonRows rows={6} />}
      {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && values.length === 0 && <EmptyState title={t(y.none)} />}
      {together(values).map((same) => (
        <Section key={same[0].field} title={same.map(({ field }) => label(field)).join(', ')}>
          <ol style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 10 }}>
            {same[0].causes.map((cause, at) => <CauseLine key={`${cause.run ?? cause.at} ${at}`} cause={cause} here={record} onClose={onClose} />)}
          </ol>
        </Section>
      ))}
    </Sheet>
  )
}

/** Values that one chain of causes brought are told once. */
function together(values: Why[]): Why[][] {
  const groups = new Map<string, Why[]>()
  for (const value of values) {
    const story = JSON.stringify(value.causes)
    groups.set(story, [...groups.get(story) ?? [], value])
  }
  return [...groups.values()]
}

/** Whoever stands behind it changed other values, here or elsewhere, and these followed. */
function isComputed({ kind, changed }: Cause, object: ObjectInfo | undefined): boolean {
  return kind === 'updated' && changed.length > 0 && changed.every((name) => object?.fields.find((field) => field.name === name)?.derived)
}

function CauseLine({ cause, here, onClose }: { cause: Cause; here: string; onClose: () => void }) {
  const t = useText()
  const format = useFormat()
  const members = useMembers()
  const info = useObjects().find((each) => each.name === cause.object)
  const changed = cause.changed.map((name) => t(info?.fields.find((field) => field.name === name)?.label) || name).slice(0, 5).join(', ')
  const who = members.find((member) => member.id === cause.by)?.name ?? t(y.somebody)
  const computed = isComputed(cause, info)
  const Icon = cause.kind === 'condition' ? ListChecks : computed ? Calculator : cause.workflow ? (cause.dueAt ? CalendarClock : Workflow) : cause.kind === 'webhook' ? Webhook : cause.kind === 'schedule' ? CalendarClock : User
  const beginning = cause.kind === 'webhook' ? t(y.called) : cause.kind === 'schedule' ? t(y.clock) : cause.kind === 'button' || cause.kind === 'manual' ? t(y.pressed, { who }) : computed ? t(cause.way === 'workflow' ? y.movedByWorkflow : cause.way === 'system' ? y.worked : y.movedBy, { who: cause.workflow?.name ?? who }) : who
  return (
    <li style={{ display: 'grid', gridTemplateColumns: '20px 1fr', gap: 10, fontSize: 13.5, lineHeight: '20px' }}>
      <Icon size={16} strokeWidth={1.75} style={{ color: v.secondary, marginTop: 2 }} aria-hidden />
      <div>
        <div style={{ fontWeight: 500 }}>{cause.workflow && !computed ? t(cause.kind === 'condition' ? y.condition : y.byWorkflow, { name: cause.workflow.name, version: String(cause.version ?? 1) }) : beginning}</div>
        <div style={{ color: v.secondary }}>
          {format.dateTime(cause.at)}{cause.dueAt && ` · ${t(y.dueAt, { time: format.dateTime(cause.dueAt) })}`}{changed && ` · ${changed}`}
        </div>
        {cause.record && cause.object && cause.record !== here && <Link to={'/o/$object/$id' as string} params={{ object: cause.object, id: cause.record } as never} onClick={onClose}>{cause.title ?? t(info?.label)}</Link>}
      </div>
    </li>
  )
}
