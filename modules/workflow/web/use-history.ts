// The workflow room's screens: a draft that can be undone and redone; quick changes of one kind (typing) are one.
import { useCallback, useState } from 'react'

interface History<Value> { past: Value[]; now: Value; future: Value[]; at: number }

/** Milliseconds within which changes of the same part belong together. */
const TOGETHER_MS = 800
const MOST_KEPT = 200

export function useHistory<Value>(first: Value) {
  const [history, setHistory] = useState<History<Value>>({ past: [], now: first, future: [], at: 0 })
  /** `apart`: a change that is undone by itself, such as a removed step. */
  const change = useCallback((next: Value, apart = false) => setHistory((was) => {
    const at = Date.now()
    const joins = !apart && was.past.length > 0 && at - was.at < TOGETHER_MS
    return { past: joins ? was.past : [...was.past.slice(-MOST_KEPT), was.now], now: next, future: [], at: apart ? 0 : at }
  }), [])
  const undo = useCallback(() => setHistory((was) => (was.past.length ? { past: was.past.slice(0, -1), now: was.past.at(-1)!, future: [was.now, ...was.future], at: 0 } : was)), [])
  const redo = useCallback(() => setHistory((was) => (was.future.length ? { past: [...was.past, was.now], now: was.future[0], future: was.future.slice(1), at: 0 } : was)), [])
  const reset = useCallback((value: Value) => setHistory({ past: [], now: value, future: [], at: 0 }), [])
  return { value: history.now, change, undo, redo, reset, canUndo: history.past.length > 0, canRedo: history.future.length > 0 }
}
