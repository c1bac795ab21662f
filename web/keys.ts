// Keyboard shortcuts: a screen declares them with `useKeys`, the shell runs them and lists them in the sheet behind `?`.
// `Mod K` is a chord, `G M` a sequence; letters are silent while someone types.
import { useLayoutEffect, useRef, useSyncExternalStore } from 'react'

/** Without `run` a key is only named: what has the focus answers to it itself, as a button does to Enter. */
export type KeyBinding = { keys: string; label: string; run?: (event: KeyboardEvent) => void; hidden?: boolean }
export type KeySection = { title: string; bindings: KeyBinding[] }

let sections: KeySection[] = []
const watchers = new Set<() => void>()
let first: { key: string; at: number } | null = null
/** The search was asked for while the page was still empty: it opens with the frame, unless something else was pressed since. */
let early: KeyboardEvent | null = null

const change = (next: KeySection[]) => {
  sections = next
  watchers.forEach((watch) => watch())
  const event = early
  const waiting = event && find(nameOf(event))
  if (!waiting) return
  early = null
  if (performance.now() - event.timeStamp < 10_000) waiting.run!(event)
}

/** Before the session is known and the frame is loaded; the listener is there from the first line of the program on. */
const isEmpty = () => !document.getElementById('root')?.childElementCount

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select, [role=combobox]'))

/** True while a dialog, a menu or a sheet lies over the page: its own keys come first. */
const covered = () => document.querySelector('[role=dialog], [role=menu], .MuiPopover-root:not([aria-hidden=true]) [role=listbox]') !== null

function nameOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key
  const mod = event.ctrlKey || event.metaKey ? 'Mod ' : ''
  // Shift is part of a printed sign (`?`) and named only with letters and special keys.
  const shift = event.shiftKey && (event.key.length > 1 || /[a-z]/i.test(event.key)) ? 'Shift ' : ''
  return `${mod}${event.altKey ? 'Alt ' : ''}${shift}${key}`
}

/** The newest screen's binding wins. */
function find(keys: string): KeyBinding | undefined {
  return sections.flatMap((section) => section.bindings).findLast((binding) => binding.keys === keys && binding.run)
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || ['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return
  early = null
  const name = nameOf(event)
  const chord = name.startsWith('Mod ')
  if (!chord && (typing(event.target) || covered())) return
  const sequence = first && performance.now() - first.at < 1_200 ? find(`${first.key} ${name}`) : undefined
  const binding = sequence ?? find(name)
  first = binding || chord ? null : { key: name, at: performance.now() }
  if (!binding && name === 'Mod K' && isEmpty()) early = event
  if (!binding && !early) return
  event.preventDefault()
  binding?.run!(event)
}

export function installKeys(): () => void {
  window.addEventListener('keydown', onKey)
  return () => window.removeEventListener('keydown', onKey)
}

/** Declares shortcuts while the component is on the screen: from its first frame on, since who sees it may press them. */
export function useKeys(title: string, bindings: KeyBinding[]): void {
  const latest = useRef(bindings)
  latest.current = bindings
  const shape = bindings.map((binding) => `${binding.keys}\t${binding.label}`).join('\n')
  useLayoutEffect(() => {
    const section: KeySection = {
      title,
      bindings: latest.current.map((binding, index) => ({ ...binding, run: binding.run && ((event) => latest.current[index]?.run?.(event)) })),
    }
    change([...sections, section])
    return () => change(sections.filter((one) => one !== section))
  }, [title, shape])
}

export function useKeySections(): KeySection[] {
  return useSyncExternalStore((watch) => {
    watchers.add(watch)
    return () => void watchers.delete(watch)
  }, () => sections)
}
