// Light or dark: chosen on this device or as the device is; kept, and told to other tabs. Only the variables of web/theme.ts change.
import { useSyncExternalStore } from 'react'

export type Scheme = 'light' | 'dark'
export type Mode = Scheme | 'system'

const storageKey = 'hubung.theme'
const device = matchMedia('(prefers-color-scheme: dark)')
const watchers = new Set<() => void>()

function readMode(): Mode {
  const kept = localStorage.getItem(storageKey)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

let mode = readMode()
const schemeNow = (): Scheme => (mode === 'system' ? (device.matches ? 'dark' : 'light') : mode)

function paint(): void {
  document.documentElement.dataset.theme = schemeNow()
  watchers.forEach((watch) => watch())
}

/** Before the first paint, once. */
export function startScheme(): void {
  paint()
  device.addEventListener('change', paint)
  addEventListener('storage', (event) => {
    if (event.key !== storageKey) return
    mode = readMode()
    paint()
  })
}

export function setMode(next: Mode): void {
  mode = next
  if (next === 'system') localStorage.removeItem(storageKey)
  else localStorage.setItem(storageKey, next)
  paint()
}

const watch = (listener: () => void) => {
  watchers.add(listener)
  return () => void watchers.delete(listener)
}

/** What was chosen, and what is shown. */
export function useScheme(): { mode: Mode; scheme: Scheme; setMode: (mode: Mode) => void } {
  return { mode: useSyncExternalStore(watch, () => mode), scheme: useSyncExternalStore(watch, schemeNow), setMode }
}
