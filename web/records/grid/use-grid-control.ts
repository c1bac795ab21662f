// What keys and the pointer do to the grid: move the active cell, edit, peek, open, select, copy.
import { useEffect, useState, type ClipboardEvent, type KeyboardEvent, type MouseEvent, type RefObject } from 'react'
import { useText } from '../../i18n.tsx'
import { useToast } from '../../ui/toast.tsx'
import type { RecordRow } from '../field-web.ts'
import { rangeOf, useRangeDrag, type Range } from './cell-range.ts'
import { useCellClipboard } from './use-cell-clipboard.ts'
import { actionOf, type Cell, type GridAction } from './grid-keys.ts'
import { leadWidth, rowHeight } from './grid-style.ts'
import { gridTexts as texts } from './grid-texts.ts'
import type { GridProps } from './record-grid.tsx'
import type { useCellEdit } from './use-cell-edit.ts'
import type { VirtualRows } from './use-virtual-rows.ts'

type Parts = { id: string; scroller: RefObject<HTMLElement | null>; virtualizer: VirtualRows['virtualizer']; drawn: VirtualRows['drawn']; start: ReturnType<typeof useCellEdit>['start'] }

export function useGridControl(props: GridProps, parts: Parts) {
  const { object, columns, pages, selection, peek, onPeek, onOpen } = props
  const { id, scroller, start } = parts
  const t = useText()
  const toast = useToast()
  const { active, anchor, range, moveTo, choose } = useActiveCell(props, parts)
  const { faults, dropFaults, ...clipboard } = useCellClipboard(props)

  const edit = (cell: Cell) => {
    const record = pages.rowAt(cell.row)
    const field = columns[cell.column]?.field
    if (!record || !field || start(record, field)) return
    if (field.name === object.title) onPeek(record.id)
    else toast({ text: t(texts.notEditable, { field: t(field.label) }) })
  }
  const head = (part: string) =>
    document.getElementById(`${id}-h-${active.column}`)?.querySelector<HTMLElement>(part)?.click()
  const actions: Record<GridAction['type'], (record: RecordRow | undefined) => void> = {
    move: () => {},
    edit: () => (active.row < 0 ? head('.headLabel') : edit(active)),
    menu: () => head('.headMenu'),
    selectAll: () => selection.selectEverything(),
    escape: () => (anchor ? choose(null, active) : peek ? onPeek(undefined) : selection.clear()),
    peek: (record) => record && onPeek(peek === record.id ? undefined : record.id),
    open: (record) => record && onOpen(record.id),
    select: (record) => record && selection.toggle(record.id, active.row),
    // of one row alone the row above is meant, as in a spreadsheet
    fill: () => void clipboard.fill(range.top === range.bottom ? range.top - 1 : range.top, range),
    undo: () => void clipboard.takeBack(),
  }
  const run = (action: GridAction, record: RecordRow | undefined) => {
    const group = pages.groupAt?.(active.row)
    if (group && ['edit', 'peek', 'open'].includes(action.type)) return group.toggle()
    if (action.type !== 'move') return actions[action.type](record)
    const isUpOrDown = action.to.row !== active.row
    if (action.extend && record && selection.count && isUpOrDown) {
      selection.extend(active.row, action.to.row)
      return moveTo(action.to)
    }
    moveTo(action.to, action.extend && action.to.row >= 0 ? anchor ?? active : null)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== scroller.current) return
    const page = Math.max(1, Math.floor(scroller.current.clientHeight / rowHeight) - 2)
    const action = actionOf(event, active, { rows: pages.loaded, columns: columns.length, page })
    const mine = action && !(action.type === 'escape' && !peek && !selection.count && !anchor)
    if (!mine) return
    event.preventDefault()
    event.stopPropagation()
    run(action, pages.rowAt(active.row))
  }
  const { fillTo, ...drag } = useRangeDrag({ anchor, active, choose, placeOf, onFill: (of, to) => void clipboard.fill(of.top, { ...of, bottom: to }) })
  const marked = fillTo === null ? range : { ...range, bottom: Math.max(range.bottom, fillTo) }
  const copied = () => toast({ text: t(texts.copied) })
  return { active, moveTo, marked, faults, dropFaults, handlers: { onKeyDown, ...drag, ...pointerOf(props, choose, edit), ...copyingOf(scroller, active.row < 0 ? null : range, clipboard, copied) } }
}

/** The cell that keys go on from, and the range from its anchor to it. */
function useActiveCell({ columns, pages, peek, onPeek }: GridProps, { scroller, virtualizer, drawn }: Parts) {
  const [active, setActive] = useState<Cell>({ row: 0, column: 0 })
  const [anchor, setAnchor] = useState<Cell | null>(null)
  const choose = (from: Cell | null, to: Cell) => {
    setAnchor(from)
    setActive(to)
  }
  /** The anchor stays where none is given. */
  const moveTo = (cell: Cell, from: Cell | null = anchor) => {
    choose(from, cell)
    if (cell.row >= 0) virtualizer.scrollToIndex(cell.row, { align: 'auto' })
    showColumn(scroller.current, columns, cell.column)
    if (peek && cell.row >= 0 && cell.row !== active.row) onPeek(pages.rowAt(cell.row)?.id)
  }
  // where a peek went on to, keys go on from
  const peeked = peek === undefined ? undefined : drawn.find(({ row }) => pages.rowAt(row)?.id === peek)?.row
  useEffect(() => {
    if (peeked !== undefined) setActive(({ column }) => ({ row: peeked, column }))
  }, [peeked])
  return { active, anchor, range: rangeOf(anchor, active), moveTo, choose }
}

/** By the browser's own events, which need no secure address. `range`: null on the header. */
function copyingOf(scroller: Parts['scroller'], range: Range | null, { copied, paste }: Pick<ReturnType<typeof useCellClipboard>, 'copied' | 'paste'>, onCopied: () => void) {
  const onCopy = (event: ClipboardEvent<HTMLElement>) => {
    if (event.target !== scroller.current || String(getSelection()) || !range) return
    const text = copied(range)
    if (text === undefined) return
    event.preventDefault()
    event.clipboardData.setData('text/plain', text)
    onCopied()
  }
  const onPaste = (event: ClipboardEvent<HTMLElement>) => {
    const text = event.clipboardData.getData('text/plain')
    if (event.target !== scroller.current || !text || !range) return
    event.preventDefault()
    void paste(text, range)
  }
  return { onCopy, onPaste }
}

/** Clicks choose a row, peek by its title, or make a cell the active one; a double click edits. */
function pointerOf({ pages, selection, onPeek }: GridProps, choose: (anchor: null, cell: Cell) => void, edit: (cell: Cell) => void) {
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const target = event.target as HTMLElement
    const { row, column } = placeOf(target)
    const record = pages.rowAt(row)
    if (!record || target.closest('.editing')) return
    if (target.closest('.lead')) return event.shiftKey ? selection.extend(selection.anchor ?? row, row) : selection.toggle(record.id, row)
    const title = target.closest('[data-act=title]')
    if (title && (event.ctrlKey || event.metaKey || event.shiftKey)) return
    if (title) event.preventDefault()
    if (title || target.closest('.quick')) onPeek(record.id)
    if (column >= 0 && title) choose(null, { row, column })
  }
  const onDoubleClick = (event: MouseEvent<HTMLElement>) => {
    const target = event.target as HTMLElement
    const place = placeOf(target)
    if (place.row >= 0 && place.column >= 0 && !target.closest('.editing, a[href]')) edit(place)
  }
  return { onClick, onDoubleClick }
}

/** The row and column that an element stands in; -1 where it stands in none. */
function placeOf(target: HTMLElement): Cell {
  const row = target.closest<HTMLElement>('[data-row]')?.dataset.row
  const column = target.closest<HTMLElement>('[data-column]')?.dataset.column
  return { row: row === undefined ? -1 : Number(row), column: column === undefined ? -1 : Number(column) }
}

/** Brings a column out from under the pinned ones or from beyond the edge. */
function showColumn(scroller: HTMLElement | null, columns: GridProps['columns'], index: number): void {
  const column = columns[index]
  if (!scroller || !column || column.pinned) return
  const pinned = leadWidth + columns.filter((one) => one.pinned).reduce((sum, one) => sum + one.width, 0)
  const start = leadWidth + columns.slice(0, index).reduce((sum, one) => sum + one.width, 0)
  if (start - pinned < scroller.scrollLeft) scroller.scrollLeft = start - pinned
  else if (start + column.width > scroller.scrollLeft + scroller.clientWidth) scroller.scrollLeft = start + column.width - scroller.clientWidth
}
