// UI kit: is the window this wide? Layout that CSS alone cannot change asks here.
import { useCallback, useSyncExternalStore } from 'react'
import { phoneWidth } from '../theme.ts'

export function useMedia(query: string): boolean {
  const watch = useCallback((listener: () => void) => {
    const list = matchMedia(query)
    list.addEventListener('change', listener)
    return () => list.removeEventListener('change', listener)
  }, [query])
  return useSyncExternalStore(watch, () => matchMedia(query).matches)
}

export const useIsPhone = () => useMedia(`(max-width: ${phoneWidth - 1}px)`)
