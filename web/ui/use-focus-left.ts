// UI kit: where the keyboard goes when the button that it was on went together with what it removed: to the list's button to add.
import { useEffect, useRef } from 'react'

/** For a list of `count` parts whose button to add is marked `data-add`. */
export function useFocusLeft(count: number) {
  const box = useRef<HTMLDivElement>(null)
  const before = useRef(count)
  useEffect(() => {
    const isFewer = count < before.current
    before.current = count
    if (isFewer && document.activeElement === document.body) box.current?.querySelector<HTMLElement>('[data-add]')?.focus()
  }, [count])
  return box
}
