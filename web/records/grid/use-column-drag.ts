// Dragging a header cell over another one tells on which side of it the column was let go.
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { useEffect, useRef, useState } from 'react'

type Side = 'left' | 'right'

const sideOf = (node: Element, clientX: number): Side => {
  const box = node.getBoundingClientRect()
  return clientX < box.left + box.width / 2 ? 'left' : 'right'
}

export function useColumnDrag(name: string, onDrop: (dragged: string, after: boolean) => void) {
  const ref = useRef<HTMLDivElement>(null)
  const [over, setOver] = useState<Side | null>(null)
  const latest = useRef(onDrop)
  latest.current = onDrop
  useEffect(() => {
    const node = ref.current!
    return combine(
      draggable({ element: node, getInitialData: () => ({ column: name }), canDrag: ({ input }) => !document.elementFromPoint(input.clientX, input.clientY)?.closest('.grip') }),
      dropTargetForElements({
        element: node,
        canDrop: ({ source }) => typeof source.data.column === 'string' && source.data.column !== name,
        onDrag: ({ location }) => setOver(sideOf(node, location.current.input.clientX)),
        onDragLeave: () => setOver(null),
        onDrop: ({ source, location }) => {
          setOver(null)
          latest.current(String(source.data.column), sideOf(node, location.current.input.clientX) === 'right')
        },
      }),
    )
  }, [name])
  return { ref, over }
}
