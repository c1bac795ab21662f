// UI kit: rows that can be put in order, by dragging their handle or with the arrow keys on it.
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import styled from '@emotion/styled'
import { GripVertical } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { touch, v } from '../theme.ts'

const Row = styled('div')({ position: 'relative', display: 'flex', alignItems: 'center', minWidth: 0 })
const Line = styled('span')({ position: 'absolute', left: 0, right: 0, height: 2, borderRadius: 1, backgroundColor: v.accent, zIndex: 2, pointerEvents: 'none' })
const Handle = styled('button')({
  display: 'flex', alignItems: 'center', justifyContent: 'center', width: 26, height: 32, border: 0, borderRadius: 5, background: 'none', color: v.muted, cursor: 'grab', flexShrink: 0, padding: 0,
  touchAction: 'none', '&:hover': { backgroundColor: v.hover, color: v.text }, [touch]: { width: 36, height: 44 },
})

type Props = {
  /** Rows of one list share it. */
  list: string
  index: number
  count: number
  /** Puts the row at `from` where `to` will be. */
  onMove: (from: number, to: number) => void
  /** What the handle says to a screen reader: the name of the row and what can be done. */
  label: string
  children: ReactNode
}

export function SortableRow({ list, index, count, onMove, label, children }: Props) {
  const row = useRef<HTMLDivElement>(null)
  const handle = useRef<HTMLButtonElement>(null)
  const [edge, setEdge] = useState<'top' | 'bottom' | null>(null)
  const [dragged, setDragged] = useState(false)
  const latest = useRef({ index, onMove })
  latest.current = { index, onMove }
  useEffect(() => {
    const element = row.current!
    const sideOf = (y: number) => {
      const box = element.getBoundingClientRect()
      return y < box.top + box.height / 2 ? 'top' : 'bottom'
    }
    const stops = [
      draggable({ element, dragHandle: handle.current!, getInitialData: () => ({ list, index: latest.current.index }), onDragStart: () => setDragged(true), onDrop: () => setDragged(false) }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => source.data.list === list,
        onDrag: ({ source, location }) => setEdge(source.data.index === latest.current.index ? null : sideOf(location.current.input.clientY)),
        onDragLeave: () => setEdge(null),
        onDrop: ({ source, location }) => {
          setEdge(null)
          const from = source.data.index as number
          const after = sideOf(location.current.input.clientY) === 'bottom'
          const to = latest.current.index + (after ? 1 : 0) - (from < latest.current.index ? 1 : 0)
          if (to !== from) latest.current.onMove(from, to)
        },
      }),
    ]
    return () => stops.forEach((stop) => stop())
  }, [list])
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    const to = index + (step ?? 0)
    if (!step || to < 0 || to >= count) return
    event.preventDefault()
    onMove(index, to)
  }
  return (
    <Row ref={row} style={{ opacity: dragged ? 0.45 : 1 }}>
      {edge && <Line style={edge === 'top' ? { top: -1 } : { bottom: -1 }} />}
      <Handle ref={handle} type="button" aria-label={label} aria-roledescription="sortable" onKeyDown={onKeyDown}><GripVertical size={16} aria-hidden /></Handle>
      {children}
    </Row>
  )
}

/** The list with one item moved. */
export function moveItem<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const next = [...items]
  next.splice(to, 0, ...next.splice(from, 1))
  return next
}
