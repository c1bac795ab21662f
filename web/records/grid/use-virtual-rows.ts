// Which rows of a tall list are drawn. Browsers stop drawing elements beyond some 17 million pixels (a million rows are 36
// million), so a longer list is drawn on a shorter track and its offset is scaled.
import { elementScroll, observeElementOffset, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { useRef, type RefObject } from 'react'

const longestTrack = 15_000_000

type Options = { scroller: RefObject<HTMLElement | null>; count: number; rowHeight: number; header?: number; overscan?: number }

export type VirtualRows = {
  virtualizer: Virtualizer<HTMLElement, Element>
  /** Height of the track that the rows stand on. */
  height: number
  /** Where a drawn row stands on the track. */
  topOf: (row: number) => number
  first: number
  last: number
}

export function useVirtualRows({ scroller, count, rowHeight, header = 0, overscan = 14 }: Options): VirtualRows {
  const total = count * rowHeight
  const scale = useRef(1)
  scale.current = total > longestTrack ? total / longestTrack : 1
  const virtualizer = useVirtualizer<HTMLElement, Element>({
    count, overscan, getScrollElement: () => scroller.current, estimateSize: () => rowHeight,
    scrollPaddingStart: header, scrollPaddingEnd: header,
    observeElementOffset: (instance, report) => observeElementOffset(
      instance, (offset, scrolling) => report(offset * scale.current, scrolling),
    ),
    scrollToFn: (offset, options, instance) => elementScroll(offset / scale.current, options, instance),
  })
  const offset = virtualizer.scrollOffset ?? 0
  const shift = offset - offset / scale.current
  const items = virtualizer.getVirtualItems()
  return {
    virtualizer, height: total / scale.current, topOf: (row) => row * rowHeight - shift,
    first: items[0]?.index ?? 0, last: items.at(-1)?.index ?? 0,
  }
}
