// The same object as before while it says the same: keeps what depends on it (queries, memos) from starting anew.
import { useState } from 'react'

/** For plain JSON values. */
export function useStable<Value>(value: Value): Value {
  const [held, setHeld] = useState(value)
  if (held === value || JSON.stringify(held) === JSON.stringify(value)) return held
  setHeld(() => value)
  return value
}
