// The edge of a header cell: dragging it changes the column's width at once (a CSS variable), and once for good at the end.
import { useRef, useState, type PointerEvent } from 'react'
import { useText } from '../../i18n.tsx'
import { maxWidth, minWidth } from '../list/columns.ts'
import { gridTexts as texts } from './grid-texts.ts'

type Props = { field: string; name: string; width: number; onResize: (width: number) => void }

export function ColumnGrip({ field, name, width, onResize }: Props) {
  const t = useText()
  const [dragging, setDragging] = useState(false)
  const start = useRef({ x: 0, width: 0 })
  const widthAt = (event: PointerEvent) =>
    Math.round(Math.min(maxWidth, Math.max(minWidth, start.current.width + event.clientX - start.current.x)))
  const down = (event: PointerEvent<HTMLElement>) => {
    event.preventDefault()
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    start.current = { x: event.clientX, width }
    setDragging(true)
  }
  const move = (event: PointerEvent<HTMLElement>) => {
    if (!dragging) return
    event.currentTarget.closest<HTMLElement>('[role=grid]')?.style.setProperty(`--w-${field}`, `${widthAt(event)}px`)
  }
  const up = (event: PointerEvent<HTMLElement>) => {
    if (!dragging) return
    setDragging(false)
    onResize(widthAt(event))
  }
  return (
    <span
      className={`grip${dragging ? ' dragging' : ''}`} role="separator" aria-orientation="vertical"
      aria-label={t(texts.resize, { name })} aria-valuenow={width}
      aria-valuemin={minWidth} aria-valuemax={maxWidth} draggable={false} onPointerDown={down} onPointerMove={move}
      onPointerUp={up} onPointerCancel={up}
    />
  )
}
