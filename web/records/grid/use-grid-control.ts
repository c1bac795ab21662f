// What keys and the pointer do to the grid: move the active cell, edit, peek, open, select, copy.
import { useState, type KeyboardEvent, type MouseEvent, type RefObject } from 'react'
import { useText } from '../../i18n.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useFieldTools } from '../field-tools.tsx'
import type { RecordRow } from '../field-web.ts'
import { textOf } from '../value-view.tsx'
import { actionOf, type Cell, type GridAction } from './grid-keys.ts'
import { leadWidth, rowHeight } from './grid-style.ts'
import { gridTexts as texts } from './grid-texts.ts'
import type { GridProps } from './record-grid.tsx'
import type { useCellEdit } from './use-cell-edit.ts'
import type { VirtualRows } from './use-virtual-rows.ts'

type Parts = { id: string; scroller: RefObject<HTMLElement | null>; virtualizer: VirtualRows['virtualizer']; start: ReturnType<typeof useCellEdit>['start'] }

export function useGridControl(props: GridProps, { id, scroller, virtualizer, start }: Parts) {
  const { object, columns, pages, selection, peek, onPeek, onOpen } = props
  const t = useText()
  const tools = useFieldTools()
  const toast = useToast()
  const [active, setActive] = useState<Cell>({ row: 0, column: 0 })

  const moveTo = (cell: Cell) => {
    setActive(cell)
    if (cell.row >= 0) virtualizer.scrollToIndex(cell.row, { align: 'auto' })
    showColumn(scroller.current, columns, cell.column)
    if (peek && cell.row >= 0 && cell.row !== active.row) onPeek(pages.rowAt(cell.row)?.id)
  }
  const edit = (cell: Cell) => {
    const record = pages.rowAt(cell.row)
    const field = columns[cell.column]?.field
    if (!record || !field || start(record, field)) return
    if (field.name === object.title) onPeek(record.id)
    else toast({ text: t(texts.notEditable, { field: t(field.label) }) })
  }
  const head = (part: string) =>
    document.getElementById(`${id}-h-${active.column}`)?.querySelector<HTMLElement>(part)?.click()
  const copy = async (record: RecordRow) => {
    const { field } = columns[active.column]
    await navigator.clipboard?.writeText(textOf(record[field.name], field, tools))
    toast({ text: t(texts.copied) })
  }
  const actions: Record<GridAction['type'], (record: RecordRow | undefined) => void> = {
    move: () => {},
    edit: () => (active.row < 0 ? head('.headLabel') : edit(active)),
    menu: () => head('.headMenu'),
    selectAll: () => selection.selectEverything(),
    escape: () => (peek ? onPeek(undefined) : selection.clear()),
    peek: (record) => record && onPeek(peek === record.id ? undefined : record.id),
    open: (record) => record && onOpen(record.id),
    select: (record) => record && selection.toggle(record.id, active.row),
    copy: (record) => record && void copy(record),
  }
  const run = (action: GridAction, record: RecordRow | undefined) => {
    if (action.type !== 'move') return actions[action.type](record)
    if (action.extend && record) selection.extend(active.row, action.to.row)
    moveTo(action.to)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== scroller.current) return
    const page = Math.max(1, Math.floor(scroller.current.clientHeight / rowHeight) - 2)
    const action = actionOf(event, active, { rows: pages.loaded, columns: columns.length, page })
    const mine = action && !(action.type === 'copy' && String(getSelection())) && !(action.type === 'escape' && !peek && !selection.count)
    if (!mine) return
    event.preventDefault()
    event.stopPropagation()
    run(action, pages.rowAt(active.row))
  }
  return { active, moveTo, onKeyDown, ...pointerOf(props, setActive, edit) }
}

/** Clicks choose a row, peek by its title, or make a cell the active one; a double click edits. */
function pointerOf({ pages, selection, onPeek }: GridProps, setActive: (cell: Cell) => void, edit: (cell: Cell) => void) {
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
    if (column >= 0) setActive({ row, column })
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
