// A header cell as what is dragged and what is dropped on. Loaded when a pointer first comes to the head (use-column-drag.ts).
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'

export type Side = 'left' | 'right'

const sideOf = (node: Element, clientX: number): Side => {
  const box = node.getBoundingClientRect()
  return clientX < box.left + box.width / 2 ? 'left' : 'right'
}

/** Returns what ends it. */
export function dragColumn(node: HTMLElement, name: string, onOver: (side: Side | null) => void, onDrop: (dragged: string, after: boolean) => void): () => void {
  return combine(
    draggable({ element: node, getInitialData: () => ({ column: name }), canDrag: ({ input }) => !document.elementFromPoint(input.clientX, input.clientY)?.closest('.grip') }),
    dropTargetForElements({
      element: node,
      canDrop: ({ source }) => typeof source.data.column === 'string' && source.data.column !== name,
      onDrag: ({ location }) => onOver(sideOf(node, location.current.input.clientX)),
      onDragLeave: () => onOver(null),
      onDrop: ({ source, location }) => {
        onOver(null)
        onDrop(String(source.data.column), sideOf(node, location.current.input.clientX) === 'right')
      },
    }),
  )
}
