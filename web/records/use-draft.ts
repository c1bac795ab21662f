// What is being typed into a field whose value is more than its text (a number, a day): kept as typed, shown formatted at rest.
import { useState } from 'react'

export function useDraft<Value>(value: Value, show: (value: Value) => string, same: (one: Value, other: Value) => boolean = Object.is) {
  const [typed, setTyped] = useState(() => show(value))
  const [meant, setMeant] = useState(value)
  // The value was changed from outside: what was typed is history.
  if (!same(value, meant)) {
    setMeant(() => value)
    setTyped(show(value))
  }
  return {
    typed,
    /** What was typed, and what it means. */
    type: (text: string, next: Value) => {
      setTyped(text)
      setMeant(() => next)
    },
    /** Shows what was understood, when the field is left. */
    rest: () => setTyped(show(meant)),
  }
}
