// Which columns of a board are collapsed, kept on this device for each object and field.
import { useCallback, useState } from 'react'

const nameOf = (object: string, group: string) => `hubung.board.${object}.${group}`

function read(name: string): Set<string> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(name) ?? '[]')
    return new Set(Array.isArray(kept) ? kept.map(String) : [])
  } catch {
    return new Set()
  }
}

export function useCollapsed(object: string, group: string): { collapsed: Set<string>; toggle: (column: string) => void } {
  const name = nameOf(object, group)
  const [held, setHeld] = useState(() => ({ name, collapsed: read(name) }))
  const { collapsed } = held.name === name ? held : { collapsed: read(name) }
  if (held.name !== name) setHeld({ name, collapsed })
  const toggle = useCallback((column: string) => {
    const next = read(name)
    if (!next.delete(column)) next.add(column)
    localStorage.setItem(name, JSON.stringify([...next]))
    setHeld({ name, collapsed: next })
  }, [name])
  return { collapsed, toggle }
}
