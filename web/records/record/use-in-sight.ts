// What is peeked at is brought into sight in its list, also when the peek went on further than the screen.
import { useEffect } from 'react'
import { trailIds } from '../list-trail.ts'

const idOf = (element: HTMLElement) => element.dataset.card ?? element.querySelector('[data-act=title]')?.getAttribute('href')?.split('/').at(-1) ?? ''

export function useInSight(id: string): void {
  useEffect(() => {
    const drawn = [...document.querySelectorAll<HTMLElement>('[data-row], [data-card]')]
    const there = drawn.find((element) => idOf(element) === id)
    there?.scrollIntoView({ block: 'nearest' })
    if (there) return
    // one that is not drawn is as many rows away as the list that was walked says
    const ids = trailIds()
    const known = drawn.find((element) => ids.includes(idOf(element)))
    if (!known || !ids.includes(id)) return
    known.closest('[role=grid], [data-cards]')?.scrollBy({ top: (ids.indexOf(id) - ids.indexOf(idOf(known))) * known.offsetHeight })
  }, [id])
}
