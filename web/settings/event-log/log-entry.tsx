// Settings, event log: one event: who did what to which record, by which way and when, and from what to what.
import { Link } from '@tanstack/react-router'
import { ListFilter } from 'lucide-react'
import { useState } from 'react'
import type { Row } from '../../api.ts'
import { useFieldTools } from '../../records/field-tools.tsx'
import { Changes } from '../../records/record/timeline-item.tsx'
import { v } from '../../theme.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Avatar } from '../../ui/label.tsx'
import { kernelFields, kernelObjects, logTexts as l } from './texts.ts'

export type LogEntryData = Row<'GET /events'>

/** Changes shown before "show more": a new record fills dozens of fields at once. */
const FEW = 6

const kernelLabel = (name: string) => kernelObjects[name as keyof typeof kernelObjects]

export function LogEntry({ entry, onOnly }: { entry: LogEntryData; onOnly?: () => void }) {
  const { t, format, objectOf } = useFieldTools()
  const [all, setAll] = useState(false)
  const object = objectOf(entry.object)
  // of an export it is said what was taken out
  const taken = entry.object === '_export' ? objectOf(String(entry.changes.find(({ field }) => field === 'object')?.to)) : undefined
  const what = t(taken?.pluralLabel ?? object?.label ?? kernelLabel(entry.object)) || entry.object
  const who = entry.actor?.name ?? t(l.system)
  const labelOf = (field: unknown) => t((taken ?? object)?.fields.find((one) => one.name === field)?.label) || String(field)
  const changes = entry.changes.filter(({ field }) => !taken || field !== 'object').map((change) => (['_fields', ...taken ? ['fields'] : []].includes(change.field) && Array.isArray(change.to) ? { ...change, toText: change.to.map(labelOf).join(', ') } : change))
  const told = entry.kind === 'updated' ? changes : changes.filter(({ field, from, to }) => field !== 'id' && (isTold(from) || isTold(to)))
  const shown = all ? told : told.slice(0, FEW)
  const kind = l[entry.kind as 'created'] ? t(l[entry.kind as 'created']) : entry.kind
  return (
    <article style={{ display: 'grid', gridTemplateColumns: '26px minmax(0, 1fr) auto', gap: '2px 10px', padding: '10px 14px', borderTop: `1px solid ${v.line}`, alignItems: 'start' }}>
      <Avatar name={who} size={24} />
      <div style={{ minWidth: 0, lineHeight: '22px' }}>
        <div style={{ overflowWrap: 'anywhere' }}>
          <span style={{ fontWeight: 500 }}>{who}</span> <span style={{ color: v.secondary }}>{kind} {what.toLowerCase()}</span>{' '}
          {object ? <Link to="/o/$object/$id" params={{ object: entry.object, id: entry.record }} style={{ fontWeight: 500 }}>{entry.title ?? t(l.nameless)}</Link> : <span style={{ fontWeight: 500 }}>{entry.title}</span>}
        </div>
        <div style={{ color: v.muted, fontSize: 12.5, lineHeight: '18px' }}>
          <time dateTime={entry.at}>{format.dateTime(entry.at)}</time> · {t(l[entry.way as 'api']) || entry.way}{causeOf(entry) && ` · ${causeOf(entry)}`}
        </div>
        {shown.length > 0 && <Changes alone made={entry.kind !== 'updated'} changes={shown} object={object} nameOf={(field) => t(kernelFields[field as keyof typeof kernelFields])} />}
        {shown.length < told.length && <Button size="small" variant="ghost" onClick={() => setAll(true)}>{t(l.moreChanges, { count: told.length - shown.length })}</Button>}
      </div>
      {onOnly ? <IconButton size="small" label={`${t(l.thisRecord)}: ${entry.title ?? what}`} onClick={onOnly}><ListFilter size={16} /></IconButton> : <span />}
    </article>
  )
}

/** A new or a gone record is told by what was in it. */
const isTold = (value: unknown) => value !== null && value !== '' && value !== false && !(Array.isArray(value) && !value.length)

/** The workflow that did it, or the app that acted for the member, by its name. */
function causeOf({ cause }: LogEntryData): string | undefined {
  if (cause?.app) return cause.app
  const workflow = cause?.workflow as { name?: string } | undefined
  return typeof workflow?.name === 'string' ? workflow.name : undefined
}
