// Which rows of a tall list are drawn. Browsers stop drawing elements beyond some 17 million pixels (a million rows are 36
// million), so a longer list is drawn on a shorter track and its offset is scaled.
import { elementScroll, observeElementOffset, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { useRef, type RefObject } from 'react'

const longestTrack = 15_000_000
/** Rows drawn beyond the edge that the list moves towards, and beyond the other one; at rest beyond either. */
const ahead = 14
const behind = 4

type Range = { startIndex: number; endIndex: number } | null
type Options = {
  scroller: RefObject<HTMLElement | null>; count: number; rowHeight: number; header?: number
  /** Rows keep their elements though the window changes: one holds what is being typed. */
  steady?: boolean
}

export type VirtualRows = {
  virtualizer: Virtualizer<HTMLElement, Element>
  /** Height of the track that the rows stand on. */
  height: number
  /** The rows to draw, in the order in which their elements stand: one that comes into sight takes the element of one that left. */
  drawn: { row: number; slot: number }[]
  /** Where a drawn row stands on the track. */
  topOf: (row: number) => number
  first: number
  last: number
  /** It is being scrolled. */
  moving: boolean
}

export function useVirtualRows({ scroller, count, rowHeight, header = 0, steady = false }: Options): VirtualRows {
  const total = count * rowHeight
  const scale = useRef(1)
  scale.current = total > longestTrack ? total / longestTrack : 1
  const virtualizer = useVirtualizer<HTMLElement, Element>({
    count, getScrollElement: () => scroller.current, estimateSize: () => rowHeight,
    scrollPaddingStart: header, scrollPaddingEnd: header,
    observeElementOffset: (instance, report) => observeElementOffset(
      instance, (offset, scrolling) => report(offset * scale.current, scrolling),
    ),
    scrollToFn: (offset, options, instance) => elementScroll(offset / scale.current, options, instance),
  })
  const offset = virtualizer.scrollOffset ?? 0
  const shift = offset - offset / scale.current
  const { first, last } = rowsAround(virtualizer.calculateRange(), virtualizer.scrollDirection, count)
  // as many as are drawn at most while the list moves: with more of them, rows that come would not take the elements of those that leave
  const elements = useRef(0)
  if (!steady) elements.current = Math.ceil((virtualizer.scrollRect?.height ?? 0) / rowHeight) + 1 + ahead + behind
  return {
    virtualizer, height: total / scale.current, topOf: (row) => row * rowHeight - shift,
    drawn: placeRows(first, last, elements.current), first: Math.max(0, first), last: Math.max(0, last), moving: virtualizer.isScrolling,
  }
}

function rowsAround(seen: Range, direction: Virtualizer<HTMLElement, Element>['scrollDirection'], count: number): { first: number; last: number } {
  if (!seen) return { first: 0, last: -1 }
  return {
    first: Math.max(0, seen.startIndex - (direction === 'backward' ? ahead : behind)),
    last: Math.min(count - 1, seen.endIndex + (direction === 'forward' ? ahead : behind)),
  }
}

/** Each row in the element of its number modulo their count: to put new text into an element is much cheaper than to make one. */
export function placeRows(first: number, last: number, elements: number): { row: number; slot: number }[] {
  const round = Math.max(elements, last - first + 1)
  const stretch = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => ({ row: from + at, slot: (from + at) % round }))
  const turn = Math.min(last + 1, Math.ceil(first / round) * round)
  return [...stretch(turn, last + 1), ...stretch(first, turn)]
}
