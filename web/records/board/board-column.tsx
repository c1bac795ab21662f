// A column of the board: its head with count and sum, its cards with endless scroll, and the place to drop on.
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element'
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { dropTargetForElements, monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { ChevronsRightLeft, Plus } from 'lucide-react'
import { memo, useEffect, useRef, useState } from 'react'
import { IconButton } from '../../ui/button.tsx'
import { Dot } from '../../ui/label.tsx'
import { ErrorState, Skeleton } from '../../ui/states.tsx'
import { useIsPhone } from '../../ui/use-is-phone.ts'
import { useCreate } from '../create/create-host.tsx'
import { useFieldTools } from '../field-tools.tsx'
import type { RecordRow } from '../field-web.ts'
import { columnKey, valueOf, type BoardColumn as Column, type Tally } from './board-model.ts'
import { boardTexts as texts } from './board-texts.ts'
import { CardList } from './card-list.tsx'
import { useColumn, type Board } from './use-board.ts'

type Props = {
  board: Board; column: Column; tally: Tally | undefined; counted: boolean; peek: string | undefined; focused: string | undefined; movable: boolean
  collapsed: boolean; onToggle: (key: string) => void
  onOpen: (id: string) => void; onMove: (card: RecordRow, value: string | null) => void; onFocus: (id: string) => void; onCards: (value: string | null, cards: RecordRow[]) => void
}

export const BoardColumn = memo(function BoardColumn({ collapsed, ...props }: Props) {
  const { t } = useFieldTools()
  const { board, column } = props
  const name = column.option ? t(column.option.label) : t(texts.without, { field: t(board.group.label).toLowerCase() })
  return collapsed ? <Collapsed {...props} name={name} /> : <Open {...props} name={name} />
})

type PartProps = Omit<Props, 'collapsed'> & { name: string }

/** A strip with the name and the count: it opens at a click, and still takes cards. */
function Collapsed({ column, tally, counted, name, onToggle }: PartProps) {
  const { t, format } = useFieldTools()
  const root = useRef<HTMLButtonElement>(null)
  const over = useDrop(root, null, column.value)
  return (
    <button
      ref={root} type="button" className={`column collapsed${over ? ' over' : ''}`} data-column={columnKey(column.value)}
      aria-label={t(texts.expand, { column: name })} aria-expanded={false} title={name} onClick={() => onToggle(columnKey(column.value))}
    >
      <Dot colour={column.option?.color} size={9} />
      <span className="count tabular">{tally ? format.number(tally.count) : counted ? 0 : '…'}</span>
      <span className="collapsedName">{name}</span>
    </button>
  )
}

function Open({ board, column, tally, counted, peek, focused, movable, name, onToggle, onOpen, onMove, onFocus, onCards }: PartProps) {
  const { t } = useFieldTools()
  const root = useRef<HTMLElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const near = useNear(root)
  const {
    cards, isPending, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage,
  } = useColumn(board, column.value, near)
  const over = useDrop(root, list, column.value)
  const closed = useClosed(column.value)
  useEffect(() => onCards(column.value, cards), [cards, column.value, onCards])
  const more = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!hasNextPage || isFetchingNextPage || !more.current) return
    const watch = new IntersectionObserver(
      ([entry]) => entry.isIntersecting && void fetchNextPage(), { root: list.current, rootMargin: '600px' },
    )
    watch.observe(more.current)
    return () => watch.disconnect()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, cards.length])
  return (
    <section ref={root} className={`column${over && !closed ? ' over' : ''}${closed ? ' closed' : ''}`} data-column={columnKey(column.value)} aria-label={name}>
      <ColumnHead {...{ board, column, tally, counted, name, onToggle }} />
      <div
        ref={list} className="cards" role={cards.length ? 'list' : undefined}
        aria-label={cards.length ? name : undefined} tabIndex={-1}
      >
        {error && !cards.length ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
        {isPending && [0, 1, 2].map((index) => (
          <div key={index} className="card" aria-hidden><Skeleton width="80%" /><Skeleton width="50%" height={10} /></div>
        ))}
        {cards.length > 0 && <CardList {...{ cards, board, movable, onOpen, onMove, onFocus, peek, focused }} scroller={list} count={tally?.count ?? 0} />}
        {!isPending && !error && !cards.length && (
          <div className="nothing">{t(closed ? texts.closedColumn : over ? texts.dropHere : texts.emptyColumn)}</div>
        )}
        {hasNextPage && (
          <div ref={more} className="card" aria-hidden><Skeleton width="70%" /><Skeleton width="45%" height={10} /></div>
        )}
      </div>
    </section>
  )
}

function ColumnHead({ board, column, tally, counted, name, onToggle }: Pick<PartProps, 'board' | 'column' | 'tally' | 'counted' | 'name' | 'onToggle'>) {
  const { t, format } = useFieldTools()
  const isPhone = useIsPhone()
  const create = useCreate()
  const sums = tally?.sums ?? []
  return (
    <header className="columnHead">
      <Dot colour={column.option?.color} size={9} />
      <h2>{name}</h2>
      <span className="count tabular">{tally ? format.number(tally.count) : counted ? 0 : '…'}</span>
      <span className="columnTools">
        {!isPhone && (
          <IconButton size="small" className="columnFold" label={t(texts.collapse, { column: name })} onClick={() => onToggle(columnKey(column.value))}>
            <ChevronsRightLeft size={15} />
          </IconButton>
        )}
        {board.object.access.create && column.value !== null && (
          <IconButton
            size="small" label={t(texts.addTo, { column: name })}
            onClick={() => create({ object: board.object, data: { [board.group.name]: valueOf(board.group, column.value) } })}
          >
            <Plus size={16} />
          </IconButton>
        )}
      </span>
      {board.sum && (
        <span className="sum tabular" title={sums.map(format.money).join(' + ')}>
          {sums.slice(0, 2).map(format.moneyCompact).join(' + ')}
        </span>
      )}
    </header>
  )
}

/** True once the column has come close to the screen: a board may have more columns than fit. */
function useNear(ref: React.RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(false)
  useEffect(() => {
    const watch = new IntersectionObserver(
      ([entry]) => entry.isIntersecting && setNear(true), { root: ref.current!.parentElement, rootMargin: '0px 400px' },
    )
    watch.observe(ref.current!)
    return () => watch.disconnect()
  }, [ref])
  return near
}

/** While a card is dragged that may not come here. */
function useClosed(value: string | null): boolean {
  const [closed, setClosed] = useState(false)
  useEffect(() => monitorForElements({
    canMonitor: ({ source }) => Array.isArray(source.data.closed) && source.data.closed.includes(columnKey(value)),
    onDragStart: () => setClosed(true), onDrop: () => setClosed(false),
  }), [value])
  return closed
}

/** The column takes cards of other columns; its list scrolls by itself while one hangs over its edge. */
function useDrop(root: React.RefObject<HTMLElement | null>, list: React.RefObject<HTMLElement | null> | null, value: string | null): boolean {
  const [over, setOver] = useState(false)
  useEffect(() => combine(
    dropTargetForElements({
      element: root.current!, getData: () => ({ column: columnKey(value) }),
      canDrop: ({ source }) => typeof source.data.card === 'string' && source.data.from !== value && value !== null,
      onDragEnter: () => setOver(true), onDragLeave: () => setOver(false), onDrop: () => setOver(false),
    }),
    ...(list ? [autoScrollForElements({ element: list.current!, canScroll: ({ source }) => typeof source.data.card === 'string' })] : []),
  ), [root, list, value])
  return over
}
