// Actions that a screen adds to the command palette (Ctrl/⌘ K) while it is open.
import { useEffect, useRef, useSyncExternalStore, type ReactNode } from 'react'

export type Command = { id: string; label: string; hint?: string; icon?: ReactNode; keys?: string; run: () => void }

let groups: Command[][] = []
const watchers = new Set<() => void>()
const change = (next: Command[][]) => {
  groups = next
  watchers.forEach((watch) => watch())
}

export function useCommands(commands: Command[]): void {
  const latest = useRef(commands)
  latest.current = commands
  const shape = commands.map((command) => `${command.id}\t${command.label}`).join('\n')
  useEffect(() => {
    const group = latest.current.map((command) => ({
      ...command, run: () => latest.current.find((one) => one.id === command.id)?.run(),
    }))
    change([...groups, group])
    return () => change(groups.filter((one) => one !== group))
  }, [shape])
}

/** The newest screen's first. */
export function useScreenCommands(): Command[] {
  const now = useSyncExternalStore((watch) => {
    watchers.add(watch)
    return () => void watchers.delete(watch)
  }, () => groups)
  return [...now].reverse().flat()
}
