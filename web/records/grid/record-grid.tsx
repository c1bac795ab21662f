// The grid of records: virtual rows, one active cell moved by keyboard or pointer, edited in place.
// The grid itself holds the focus; aria-activedescendant names the active cell, so that rows may come and go.
import { lazy, Suspense, useCallback, useEffect, useId, useMemo, useRef, type ComponentType, type CSSProperties, type ReactNode } from 'react'
import type { ObjectInfo } from '../../queries.ts'
import type { Column, SortEntry } from '../list/columns.ts'
import type { Seen } from '../list/keyset-pages.ts'
import type { Selection } from '../list/use-selection.ts'
import type { RecordPages } from '../list/use-record-pages.ts'
import type { Range } from './cell-range.ts'
import { CellEditor } from './cell-editor.tsx'
import type { GroupHeadProps } from './group-row.tsx'
import { GridHead, type ColumnActions } from './grid-head.tsx'
import { GridRow } from './grid-row.tsx'
import { GridRoot, headHeight, leadWidth, rowHeight } from './grid-style.ts'
import { useCellEdit } from './use-cell-edit.ts'
import { useGridControl } from './use-grid-control.ts'
import { useVirtualRows } from './use-virtual-rows.ts'

const OverrideDialog = lazy(() => import('../record/override-dialog.tsx'))
const PasteFaults = lazy(() => import('./paste-faults.tsx'))

export type GridProps = {
  object: ObjectInfo; columns: Column[]; pages: RecordPages; sort: SortEntry[]; label: string; selection: Selection; actions: ColumnActions
  peek?: string; onPeek: (id: string | undefined) => void; onOpen: (id: string) => void
  /** Draws the heads of groups, where the pages have some. */
  GroupHead?: ComponentType<GroupHeadProps>
  /** Stays below the rows. */
  foot?: ReactNode
  onSpan: (seen: Seen) => void
}

/** Skeletons below the last row while more is to come. */
const waiting = 30

export function RecordGrid(props: GridProps) {
  const { object, columns, pages, sort, label, selection, actions, peek, onSpan, GroupHead, foot } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const count = pages.first ? waiting : pages.loaded + (pages.ended ? 0 : waiting)
  const { editing, overriding, start, commit, cancel, leave } = useCellEdit(object, () => scroller.current?.focus({ preventScroll: true }))
  const rows = useVirtualRows({ scroller, count, rowHeight, header: headHeight, steady: editing !== null })
  const { active, moveTo, marked, faults, dropFaults, handlers } = useGridControl(props, { id, scroller, virtualizer: rows.virtualizer, drawn: rows.drawn, start })
  const { first, last, moving } = rows
  useEffect(() => onSpan({ first, last, moving }), [first, last, moving, onSpan])
  useEffect(() => keepFocus(scroller.current), [first])
  const widths = useMemo(() => widthsOf(columns), [columns])
  const all = selection.everything && !selection.ids.size
  const checkAll = useCheckAll(selection)

  const editorOf = (index: number) => editing && editing.record.id === pages.rowAt(index)?.id && (
    <CellEditor
      key={`${editing.field.name} ${editing.error}`} field={editing.field} record={editing.record} value={editing.value}
      error={editing.error} onCancel={cancel}
      onCommit={(value, move) => {
        commit(value)
        if (move) moveTo({ row: index, column: Math.max(0, Math.min(columns.length - 1, active.column + move)) })
      }}
    />
  )
  return (
    <GridRoot
      ref={scroller} role="grid" tabIndex={0} aria-label={label}
      aria-rowcount={pages.capped ? -1 : (pages.total ?? pages.loaded) + 1} aria-colcount={columns.length + 1}
      aria-multiselectable aria-busy={pages.first || undefined} aria-activedescendant={active.row < 0 ? `${id}-h-${active.column}` : `${id}-${active.row}-${active.column}`}
      {...handlers} style={{ ...widths, opacity: pages.stale ? 0.55 : 1, transition: 'opacity 120ms' }}
    >
      <GridHead
        id={id} columns={columns} sort={sort} active={active.row < 0 ? active.column : null} actions={actions}
        checked={all} mixed={selection.count > 0 && !all} onCheck={checkAll}
      />
      <div className="track" role="rowgroup" aria-owns={rows.drawn[0]?.row === first ? undefined : Array.from(rows.drawn, (_, at) => `${id}-${first + at}`).join(' ')} style={{ height: rows.height, width: 'max-content' }}>
        {rows.drawn.map(({ row: index, slot }) => {
          const record = pages.rowAt(index)
          const head = pages.groupAt?.(index)
          if (head && GroupHead) return <GroupHead key={slot} id={id} index={index} top={rows.topOf(index)} head={head} columns={columns} active={active.row === index} />
          const editor = editorOf(index)
          return (
            <GridRow
              key={slot} id={id} index={index} top={rows.topOf(index)} record={record} object={object}
              columns={columns} editor={editor}
              {...marksOf(index, marked, active.row >= 0)}
              active={active.row === index ? active.column : null}
              chosen={record !== undefined && selection.has(record.id)}
              peeked={record !== undefined && peek === record.id}
              editing={editor ? columns.findIndex((column) => column.field.name === editing!.field.name) : null}
            />
          )
        })}
      </div>
      <Suspense fallback={null}>{overriding && <OverrideDialog object={object} field={overriding.field} record={overriding.record} onClose={leave} />}</Suspense>
      <Suspense fallback={null}>{faults && <PasteFaults faults={faults} onClose={dropFaults} />}</Suspense>
      {foot}
    </GridRoot>
  )
}

/** The same function each time: the head, with its menus, is not drawn anew for rows that pass. */
function useCheckAll(selection: Selection): (all: boolean) => void {
  const latest = useRef(selection)
  latest.current = selection
  return useCallback((all) => (all ? latest.current.selectEverything() : latest.current.clear()), [])
}

/** An element that has become another row's must not keep the focus that it got as the one before; an editor belongs to its record. */
function keepFocus(grid: HTMLElement | null): void {
  const focused = document.activeElement
  if (focused?.closest('[data-row]') && grid?.contains(focused) && !focused.closest('.editing')) grid.focus({ preventScroll: true })
}

/** Rows outside of the range get the same marks whatever it is, and so are not drawn anew. */
function marksOf(index: number, { top, bottom, left, right }: Range, shown: boolean) {
  const inside = shown && index >= top && index <= bottom
  return inside ? { from: left, to: right, many: bottom > top || right > left, corner: index === bottom } : { from: -1, to: -1, many: false, corner: false }
}

function widthsOf(columns: Column[]): CSSProperties {
  return Object.fromEntries(columns.flatMap(({ field, width, left, pinned }) => [
    [`--w-${field.name}`, `${width}px`], ...(pinned ? [[`--l-${field.name}`, `${left - leadWidth}px`]] : []),
  ])) as CSSProperties
}
