// Dragging a header cell over another one tells on which side of it the column was let go.
import { useEffect, useRef, useState } from 'react'
import { atFirstSign } from '../../ui/deferred.tsx'
import type { Side } from './column-drag.ts'

export function useColumnDrag(name: string, onDrop: (dragged: string, after: boolean) => void) {
  const ref = useRef<HTMLDivElement>(null)
  const [over, setOver] = useState<Side | null>(null)
  const latest = useRef(onDrop)
  latest.current = onDrop
  useEffect(() => {
    // taken now: while a list that waits for more is hidden its refs are empty
    const node = ref.current!
    let end: (() => void) | undefined
    let gone = false
    void atFirstSign.then(() => import('./column-drag.ts')).then(({ dragColumn }) => {
      if (!gone) end = dragColumn(node, name, setOver, (dragged, after) => latest.current(dragged, after))
    })
    return () => {
      gone = true
      end?.()
    }
  }, [name])
  return { ref, over }
}
