// Widths, pins and the order of columns as kept on this device, per object and view.
import { useCallback, useState } from 'react'
import type { ColumnPrefs } from './columns.ts'

const keyOf = (object: string, view: string) => `hubung.columns.${object}.${view}`

function read(key: string, title: string): ColumnPrefs {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<ColumnPrefs>
    return { order: kept.order, widths: kept.widths ?? {}, pinned: kept.pinned ?? [title] }
  } catch {
    return { widths: {}, pinned: [title] }
  }
}

export function useColumnPrefs(object: string, view: string, title: string): [ColumnPrefs, (patch: Partial<ColumnPrefs>) => void] {
  const key = keyOf(object, view)
  const [held, setHeld] = useState(() => ({ key, prefs: read(key, title) }))
  const prefs = held.key === key ? held.prefs : read(key, title)
  if (held.key !== key) setHeld({ key, prefs })
  const change = useCallback((patch: Partial<ColumnPrefs>) => {
    setHeld((now) => {
      const next = { ...(now.key === key ? now.prefs : read(key, title)), ...patch }
      localStorage.setItem(key, JSON.stringify(next))
      return { key, prefs: next }
    })
  }, [key, title])
  return [prefs, change]
}
