// What a peek shows: the record's fields, its timeline and what is related; beside the list, or from below on a phone. Loaded
// when somebody is about to peek (peek.tsx).
import { useNavigate, useRouter } from '@tanstack/react-router'
import { ChevronDown, ChevronUp, CircleHelp, Maximize2, X } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { PendingBanner } from '../../../modules/approvals/web/pending-banner.tsx'
import { useText } from '../../i18n.tsx'
import type { ObjectInfo } from '../../queries.ts'
import { v } from '../../theme.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import type { RecordRow } from '../field-web.ts'
import { RecordButtons } from '../layout/record-buttons.tsx'
import { useNeighbours } from '../list-trail.ts'
import { titleOf } from '../related.ts'
import { texts as shared } from '../texts.ts'
import { FavouriteButton } from './favourite-button.tsx'
import { FieldSections } from './field-sections.tsx'
import { Presence } from './presence.tsx'
import { RecordMenu } from './record-actions.tsx'
import { recordTexts as texts } from './record-texts.ts'
import { Related } from './related.tsx'
import { StageBar } from './stage-bar.tsx'
import { Timeline } from './timeline.tsx'
import { useInSight } from './use-in-sight.ts'
import { isGone, useRecord } from './use-record.ts'
import { Panel, type PeekProps } from './peek.tsx'

export function PeekPanel({ object, id, onClose, onMove }: PeekProps) {
  const t = useText()
  const query = useRecord(object, id)
  const name = titleOf(query.data, object) ?? (query.data ? t(shared.untitled) : '')
  const { previous, next } = useNeighbours(object.name, id)
  useInSight(id)
  return (
    <Panel
      aria-label={t(texts.peekOf, { name })}
      onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && onClose()}
    >
      <div style={{ display: 'flex', alignItems: 'center', gap: 2, padding: '8px 8px 0 18px' }}>
        <h2
          style={{
            flex: 1, minWidth: 0, margin: 0, fontSize: 16, lineHeight: '22px', fontWeight: 600, overflow: 'hidden',
            textOverflow: 'ellipsis', whiteSpace: 'nowrap',
          }}
          title={name}
        >
          {name || '\u00a0'}
        </h2>
        {query.data && <Presence object={object.name} id={query.data.id} />}
        <IconButton
          size="small" label={t(texts.previous)} disabled={!previous} onClick={() => previous && onMove(previous)}
        >
          <ChevronUp size={18} />
        </IconButton>
        <IconButton size="small" label={t(texts.next)} disabled={!next} onClick={() => next && onMove(next)}>
          <ChevronDown size={18} />
        </IconButton>
        <OpenPage object={object} id={id} />
        {query.data && <FavouriteButton object={object} record={query.data} />}
        {query.data && <RecordMenu object={object} record={query.data} onDeleted={onClose} />}
        <IconButton size="small" label={t(texts.closePeek)} keys="Esc" onClick={onClose}><X size={18} /></IconButton>
      </div>
      <PeekBody key={id} object={object} query={query} />
    </Panel>
  )
}

function OpenPage({ object, id }: { object: ObjectInfo; id: string }) {
  const t = useText()
  const navigate = useNavigate()
  return (
    <IconButton
      size="small" label={t(texts.openPage)}
      onClick={() => void navigate({ to: '/o/$object/$id', params: { object: object.name, id } })}
    >
      <Maximize2 size={16} />
    </IconButton>
  )
}

export function PeekSheet({ object, id, open, onClose, onMove }: PeekProps) {
  const t = useText()
  const { history } = useRouter()
  const query = useRecord(object, id)
  const { previous, next } = useNeighbours(object.name, id)
  useInSight(id)
  // whoever looked at ten records one by one is one step of Back away from where she was before the list
  const close = () => ('step' in history.location.state ? history.back() : onClose())
  const tools = <>{query.data && <Presence object={object.name} id={query.data.id} />}{query.data && <RecordMenu object={object} record={query.data} onDeleted={close} />}<OpenPage object={object} id={id} /></>
  const step = (to: string | undefined, label: string, icon: ReactNode) => <Button variant="ghost" icon={icon} disabled={!to} onClick={() => to && onMove(to)}>{label}</Button>
  return (
    <Sheet
      open={open} onClose={close} title={query.data ? titleOf(query.data, object) ?? t(shared.untitled) : '\u00a0'} tools={tools}
      actions={(previous || next) && (
        <div style={{ display: 'flex', justifyContent: 'space-between', flex: 1, margin: '-6px -14px' }}>
          {step(previous, t(texts.previous), <ChevronUp size={18} />)}
          {step(next, t(texts.next), <ChevronDown size={18} />)}
        </div>
      )}
    >
      {/* as high for each record and tab, so that nothing moves away from below the thumb */}
      <div style={{ margin: '0 -20px', minHeight: '76dvh' }}><PeekBody key={id} object={object} query={query} /></div>
    </Sheet>
  )
}

function PeekBody({ object, query }: { object: ObjectInfo; query: { data?: RecordRow; error: unknown; refetch: () => unknown } }) {
  const t = useText()
  const [tab, setTab] = useState<'details' | 'timeline' | 'related'>('details')
  const { data: record, error } = query
  if (isGone(error)) {
    return (
      <EmptyState icon={<CircleHelp size={20} />} title={t(texts.notFoundTitle)} body={t(texts.notFoundBody)} />
    )
  }
  if (error && !record) return <ErrorState error={error} onRetry={() => void query.refetch()} />
  if (!record) return <SkeletonRows rows={8} columns={2} />
  return (
    <>
      <RecordButtons object={object} record={record} style={{ padding: '8px 18px 0' }} />
      <PendingBanner object={object.name} record={record.id} style={{ padding: '8px 18px 0' }} />
      {object.pipeline && <div style={{ padding: '8px 18px 0' }}><StageBar object={object} record={record} /></div>}
      <div style={{ padding: '4px 10px 0', borderBottom: `1px solid ${v.line}` }}>
        <Tabs
          label={t(texts.peekOf, { name: '' }).trim()} value={tab} onChange={setTab}
          tabs={[{ value: 'details', label: t(texts.details) }, { value: 'timeline', label: t(texts.timeline) }, { value: 'related', label: t(texts.related) }]}
        />
      </div>
      <div style={{ flex: 1, overflowY: 'auto', minHeight: 0, padding: '12px 18px 32px' }} tabIndex={-1}>
        {tab === 'details' && <FieldSections object={object} record={record} />}
        {tab === 'timeline' && <Timeline object={object} record={record} />}
        {tab === 'related' && <Related object={object} record={record} />}
      </div>
    </>
  )
}
