// The list on a phone: cards to thumb through, a tap opens the record from below.
import styled from '@emotion/styled'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useText } from '../../i18n.tsx'
import type { FieldInfo, ObjectInfo } from '../../queries.ts'
import { v } from '../../theme.ts'
import { Avatar } from '../../ui/label.tsx'
import { ErrorState, Skeleton } from '../../ui/states.tsx'
import { useFormat } from '../../use-format.ts'
import { BulkBar } from '../bulk/bulk-bar.tsx'
import type { RecordRow } from '../field-web.ts'
import { useVirtualRows } from '../grid/use-virtual-rows.ts'
import { gridTexts } from '../grid/grid-texts.ts'
import { rememberTrail } from '../list-trail.ts'
import { isStage } from '../options.ts'
import { wallOf } from '../parse-input.ts'
import { titleOf } from '../related.ts'
import { texts as shared } from '../texts.ts'
import { isEmpty, ValueView } from '../value-view.tsx'
import { CompleteBox } from '../task-done.tsx'
import { writeSort } from './columns.ts'
import { ListEmpty } from './list-empty.tsx'
import { moveSpan, openSpan } from './keyset-pages.ts'
import { listQuery } from './list-query.ts'
import { NewsPill } from './news-pill.tsx'
import type { ListModel } from './use-list-model.ts'
import { useLiveList } from './use-live-list.ts'
import { useRecordPages } from './use-record-pages.ts'
import { useSelection } from './use-selection.ts'

const cardHeight = 76
const waiting = 12

const Root = styled('div')({
  flex: 1, overflowY: 'auto', minHeight: 0, borderTop: `1px solid ${v.line}`, overflowAnchor: 'none',
  '& .card': {
    position: 'absolute', left: 0, right: 0, height: cardHeight, display: 'flex', alignItems: 'center', gap: 12,
    padding: '0 16px', borderBottom: `1px solid ${v.line}`, backgroundColor: v.canvas,
    userSelect: 'none', WebkitTouchCallout: 'none',
  },
  '& .card.peeked': { backgroundColor: `color-mix(in srgb, ${v.text} 6%, ${v.canvas})` },
  '& .card.chosen': { backgroundColor: v.selected },
  '& .main': {
    flex: 1, minWidth: 0, border: 0, background: 'none', padding: 0, font: 'inherit', color: 'inherit',
    textAlign: 'left', height: '100%', display: 'grid', alignContent: 'center', gap: 4,
  },
  '& .name': {
    fontSize: 15.5, lineHeight: '21px', fontWeight: 500, overflow: 'hidden', textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '& .facts': {
    display: 'flex', alignItems: 'center', gap: 10, fontSize: 13.5, lineHeight: '20px', color: v.secondary,
    overflow: 'hidden', whiteSpace: 'nowrap',
  },
  '& .facts > :first-of-type': { flexShrink: 0, maxWidth: '75%' },
  '& .clip': { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' },
  '& .person': { display: 'inline-flex', alignItems: 'center', gap: 5, minWidth: 0, maxWidth: '100%' },
  '& .labels': { display: 'inline-flex', gap: 4 },
})

/** The fields that a card shows: of the list's columns those that say most. */
function cardFields(object: ObjectInfo, columns: FieldInfo[]): { facts: FieldInfo[]; end?: FieldInfo } {
  const rest = columns.filter((field) => field.name !== object.title && !['owner', 'updatedAt', 'createdAt'].includes(field.name))
  const end = rest.find((field) => field.type === 'currency') ?? rest.find((field) => field.name === 'dueAt')
  const rank = (field: FieldInfo) =>
    (isStage(field) ? 0 : field.type === 'phone' ? 1 : field.type === 'relation' ? 2 : field.type === 'email' ? 3 : 4)
  return { facts: rest.filter((field) => field !== end).sort((one, other) => rank(one) - rank(other)).slice(0, 3), end }
}

export default function CardBody({ model }: { model: ListModel }) {
  const t = useText()
  const { object, columns, change, address } = model
  const scroller = useRef<HTMLDivElement>(null)
  const [span, setSpan] = useState(openSpan)
  const fields = useMemo(() => columns.map((column) => column.field), [columns])
  const query = useMemo(
    () => listQuery(object, fields, { filter: model.filter, sort: writeSort(model.sort), search: address.q }),
    [object, fields, model.filter, model.sort, address.q],
  )
  const pages = useRecordPages(object.name, query, span)
  const selection = useSelection(pages, JSON.stringify([query.filter, query.sort]))
  const news = useLiveList(object.name, query, pages, span.first === 0)
  const count = pages.first ? waiting : pages.loaded + (pages.ended ? 0 : waiting)
  const rows = useVirtualRows({ scroller, count, rowHeight: cardHeight })
  const { first, last, moving } = rows
  useEffect(() => setSpan((now) => moveSpan(now, { first, last, moving }, performance.now())), [first, last, moving])
  useEffect(() => rememberTrail(object.name, pages.held, pages.trail, address.peek))
  const card = useMemo(() => cardFields(object, fields), [object, fields])
  const open = useCallback((id: string) => change({ peek: id }, { replace: false }), [change])
  // marked below the sheet and after it: where one was
  const [peeked, setPeeked] = useState(address.peek)
  if (address.peek && address.peek !== peeked) setPeeked(address.peek)
  if (pages.error && (pages.loaded === 0 || pages.stale)) return <ErrorState error={pages.error} onRetry={pages.retry} />
  if (pages.loaded === 0 && pages.ended && !pages.stale) return <ListEmpty model={model} />
  return (
    <div style={{ position: 'relative', display: 'flex', flexDirection: 'column', flex: 1, minWidth: 0, minHeight: 0 }}>
      <NewsPill count={news.count} onShow={news.show} />
      <Root
        ref={scroller} data-cards role="list" aria-label={t(object.pluralLabel)} aria-busy={pages.first || undefined}
        style={{ opacity: pages.stale ? 0.55 : 1 }}
      >
        <div style={{ position: 'relative', height: rows.height }}>
          {Array.from({ length: rows.drawn.length }, (_, at) => first + at).map((index) => {
            const record = pages.rowAt(index)
            return (
              <RecordCard
                key={index} top={rows.topOf(index)} object={object} record={record} {...card}
                chosen={record !== undefined && selection.has(record.id)} peeked={record !== undefined && record.id === peeked} selecting={selection.count > 0}
                onOpen={open} onChoose={() => record && selection.toggle(record.id, index)} place={index + 1}
                count={pages.capped ? -1 : (pages.total ?? pages.loaded)}
              />
            )
          })}
        </div>
      </Root>
      {selection.count > 0 && <BulkBar object={object} filter={query.filter} selection={selection} />}
    </div>
  )
}

type CardProps = {
  top: number; object: ObjectInfo; record: RecordRow | undefined; facts: FieldInfo[]; end?: FieldInfo; chosen: boolean; peeked: boolean; selecting: boolean; place: number; count: number
  onOpen: (id: string) => void; onChoose: () => void
}

/** A press of half a second; `held` says that the click which follows belongs to it. */
function useHold(run: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const held = useRef(false)
  const release = () => clearTimeout(timer.current)
  const press = () => {
    held.current = false
    timer.current = setTimeout(() => {
      held.current = true
      run()
    }, 450)
  }
  return { held, onPointerDown: press, onPointerUp: release, onPointerLeave: release, onPointerCancel: release }
}

function Waiting({ top }: { top: number }) {
  return (
    <div className="card" style={{ transform: `translateY(${top}px)` }} aria-hidden>
      <Skeleton width={36} height={36} round />
      <div style={{ flex: 1, display: 'grid', gap: 9 }}><Skeleton width="52%" /><Skeleton width="74%" height={10} /></div>
    </div>
  )
}

/** Held for half a second, a card is selected; then a tap selects too. */
function RecordCard({ top, object, record, facts, end, chosen, peeked, selecting, place, count, onOpen, onChoose }: CardProps) {
  const t = useText()
  const { held, ...press } = useHold(onChoose)
  if (!record) return <Waiting top={top} />
  const name = titleOf(record, object) ?? t(shared.untitled)
  return (
    <div
      className={`card${chosen ? ' chosen' : ''}${peeked ? ' peeked' : ''}`} style={{ transform: `translateY(${top}px)` }} role="listitem"
      data-card={record.id} aria-current={peeked || undefined}
      aria-posinset={place}
      aria-setsize={count}
    >
      {selecting
        ? (
          <input
            type="checkbox" checked={chosen} onChange={onChoose} aria-label={t(gridTexts.selectRow, { name })}
            style={{ width: 20, height: 20, margin: 8, accentColor: v.accent }}
          />
        )
        : object.name === 'task' ? <CompleteBox task={record} size={22} /> : <Avatar name={name} size={36} />}
      <button
        type="button" className="main" {...press} onContextMenu={(event) => event.preventDefault()}
        onClick={() => (held.current ? undefined : selecting ? onChoose() : onOpen(record.id))}
      >
        <span className="name">{name}</span>
        <span className="facts">
          {facts.filter((field) => !isEmpty(record[field.name])).slice(0, 2).map((field) => (
            <span key={field.name} className="clip">
              <ValueView value={record[field.name]} field={field} record={record} plain />
            </span>
          ))}
        </span>
      </button>
      {end && !isEmpty(record[end.name]) && (
        <span style={{ fontSize: 13.5, fontWeight: 500, whiteSpace: 'nowrap' }} className="tabular">
          <End field={end} record={record} />
        </span>
      )}
    </div>
  )
}

/** A time in few words: today's hour, else the day. */
function End({ field, record }: { field: FieldInfo; record: RecordRow }) {
  const format = useFormat()
  const value = record[field.name]
  if (field.type !== 'dateTime' || typeof value !== 'string') {
    return (
      <ValueView value={value} field={field} record={record} />
    )
  }
  const { date } = wallOf(value, format.region.timeZone)
  const today = format.today()
  return (
    <time dateTime={value} title={format.dateTime(value)}>
      {date === today ? format.time(value) : format.date(value, { year: date.slice(0, 4) !== today.slice(0, 4) })}
    </time>
  )
}
