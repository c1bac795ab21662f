// A rectangle of cells between two corners, and its drawing by pointer: over cells it chooses them, from the handle it fills.
import { useEffect, useRef, useState, type MouseEvent } from 'react'
import type { RecordRow } from '../field-web.ts'
import type { RecordPages } from '../list/use-record-pages.ts'
import type { Cell } from './grid-keys.ts'

export type Range = { top: number; bottom: number; left: number; right: number }

export function rangeOf(anchor: Cell | null, active: Cell): Range {
  const from = anchor ?? active
  return {
    top: Math.max(0, Math.min(from.row, active.row)), bottom: Math.max(0, from.row, active.row),
    left: Math.min(from.column, active.column), right: Math.max(from.column, active.column),
  }
}

export type Place = { row: number; record: RecordRow }

/**
 * The records that stand from a row on, at most so many: heads of groups are passed over, and where a row has not been fetched
 * they end, so that no line of what is pasted gets to a row that it was not meant for.
 */
export function placesFrom({ rowAt, groupAt }: Pick<RecordPages, 'rowAt' | 'groupAt'>, top: number, most: number, bottom = Infinity): Place[] {
  const places: Place[] = []
  for (let row = top; places.length < most && row <= bottom; row++) {
    const record = rowAt(row)
    if (record) places.push({ row, record })
    else if (!groupAt?.(row)) break
  }
  return places
}

type Parts = { anchor: Cell | null; active: Cell; choose: (anchor: Cell | null, active: Cell) => void; onFill: (range: Range, to: number) => void; placeOf: (target: HTMLElement) => Cell }

/** `fillTo` is the row that the handle has been drawn down to. */
export function useRangeDrag({ anchor, active, choose, onFill, placeOf }: Parts) {
  const drag = useRef<'range' | 'fill' | null>(null)
  const [fillTo, setFillTo] = useState<number | null>(null)
  const end = useRef(() => {})
  end.current = () => {
    const range = rangeOf(anchor, active)
    if (drag.current === 'fill' && fillTo !== null && fillTo > range.bottom) {
      onFill(range, fillTo)
      choose({ row: range.top, column: range.left }, { row: fillTo, column: range.right })
    }
    drag.current = null
    setFillTo(null)
  }
  useEffect(() => {
    const up = () => end.current()
    addEventListener('mouseup', up)
    return () => removeEventListener('mouseup', up)
  }, [])
  const onMouseDown = (event: MouseEvent<HTMLElement>) => {
    const target = event.target as HTMLElement
    if (event.button !== 0 || target.closest('.editing, .lead')) return
    const cell = placeOf(target)
    if (cell.row < 0 || cell.column < 0) return
    if (target.closest('[data-act=fill]')) {
      drag.current = 'fill'
      event.preventDefault()
    } else if (event.shiftKey && !target.closest('a')) {
      event.preventDefault()
      choose(anchor ?? active, cell)
    } else if (!target.closest('a, button, .quick')) {
      drag.current = 'range'
      choose(null, cell)
    }
  }
  const onMouseOver = (event: MouseEvent<HTMLElement>) => {
    if (!drag.current) return
    const cell = placeOf(event.target as HTMLElement)
    if (cell.row < 0 || cell.column < 0) return
    if (drag.current === 'fill') return setFillTo(cell.row)
    if (cell.row === active.row && cell.column === active.column) return
    getSelection()?.removeAllRanges()
    choose(anchor ?? active, cell)
  }
  return { fillTo, onMouseDown, onMouseOver }
}
