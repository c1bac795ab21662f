// Which records of a list are selected: single ones, a stretch, or all that the filter matches but some.
import { useRef, useState } from 'react'
import type { RecordRow } from '../field-web.ts'

/** `ids` are those selected, or with `everything` those left out. */
type State = { ids: ReadonlySet<string>; everything: boolean }

export type Selection = State & {
  /** How many, as far as the list has been counted. */
  count: number
  /** There are more than that. */
  capped: boolean
  anchor: number | null
  has: (id: string) => boolean
  toggle: (id: string, row: number) => void
  extend: (from: number, to: number) => void
  selectEverything: () => void
  clear: () => void
}

const none: State = { ids: new Set(), everything: false }

/** Another list (`of`) begins with nothing selected. */
export function useSelection(list: { rowAt: (index: number) => RecordRow | undefined; loaded: number; total?: number; capped?: boolean }, of: string): Selection {
  const [state, set] = useState<State>(none)
  const [held, setHeld] = useState(of)
  if (held !== of) {
    setHeld(of)
    set(none)
  }
  const anchor = useRef<number | null>(null)
  const { ids, everything } = state
  const idsBetween = (from: number, to: number) => {
    const found: string[] = []
    for (let row = Math.max(0, Math.min(from, to)); row <= Math.max(from, to); row++) {
      const record = list.rowAt(row)
      if (record) found.push(record.id)
    }
    return found
  }
  return {
    ...state, anchor: anchor.current,
    count: everything ? Math.max(0, (list.total ?? list.loaded) - ids.size) : ids.size,
    capped: everything && list.capped === true,
    has: (id) => ids.has(id) !== everything,
    toggle: (id, row) => {
      anchor.current = row
      set((now) => {
        const next = new Set(now.ids)
        if (!next.delete(id)) next.add(id)
        return { ...now, ids: next }
      })
    },
    extend: (from, to) => set((now) => (now.everything ? now : { ids: new Set([...now.ids, ...idsBetween(from, to)]), everything: false })),
    selectEverything: () => set({ ids: new Set(), everything: true }),
    clear: () => set(none),
  }
}
