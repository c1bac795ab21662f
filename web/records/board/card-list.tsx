// The cards of a column: only those in sight and some around them are drawn, whatever their heights; the one that has the
// focus and the one that is being dragged stay, wherever they are.
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import { memo, useCallback, useMemo, type RefObject } from 'react'
import type { RecordRow } from '../field-web.ts'
import { BoardCard, type CardProps } from './board-card.tsx'
import { draggedCard } from './dragged-card.ts'

const likelyHeight = 104
const gap = 7

type Props = Omit<CardProps, 'card' | 'focusable' | 'peeked' | 'place'> & {
  cards: RecordRow[]; scroller: RefObject<HTMLElement | null>; peek: string | undefined; focused: string | undefined
  /** How many there are, also those that are not loaded yet. */
  count: number
}

export const CardList = memo(function CardList({ cards, scroller, peek, focused, count, ...rest }: Props) {
  const indexes = useMemo(() => new Map(cards.map((card, index) => [card.id, index])), [cards])
  const rangeExtractor = useCallback((range: Range) => {
    const kept = [focused, draggedCard()].map((id) => indexes.get(id ?? '')).filter((index) => index !== undefined)
    return [...new Set([...defaultRangeExtractor(range), ...kept])].sort((one, other) => one - other)
  }, [indexes, focused])
  const virtualizer = useVirtualizer<HTMLElement, HTMLElement>({
    count: cards.length, getScrollElement: () => scroller.current, estimateSize: () => likelyHeight, overscan: 5, gap,
    getItemKey: (index) => cards[index].id, rangeExtractor,
  })
  const items = virtualizer.getVirtualItems()
  // each column has one card that Tab comes to
  const entry = focused !== undefined && indexes.has(focused) ? focused : cards[items[0]?.index]?.id
  return (
    <div className="cardTrack" role="presentation" style={{ height: virtualizer.getTotalSize() }}>
      {items.map(({ key, index, start }) => {
        const card = cards[index]
        return (
          <div key={key} ref={virtualizer.measureElement} data-index={index} className="cardPlace" role="presentation" style={{ transform: `translateY(${start}px)` }}>
            <BoardCard
              {...rest} card={card} place={index + 1} count={Math.max(count, cards.length)} peeked={peek === card.id}
              focusable={entry === card.id}
            />
          </div>
        )
      })}
    </div>
  )
})
