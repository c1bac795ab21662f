// The board by keyboard: arrows go from card to card, Enter and Space peek, M opens "Move to…".
import type { KeyboardEvent, RefObject } from 'react'

/** The card to go to from the one that has the focus; null at an edge. */
function neighbour(root: HTMLElement, card: HTMLElement, key: string): HTMLElement | null {
  const column = card.closest<HTMLElement>('.column')!
  const cards = [...column.querySelectorAll<HTMLElement>('[data-card]')]
  const at = cards.indexOf(card)
  if (key === 'ArrowDown' || key === 'j') return cards[at + 1] ?? null
  if (key === 'ArrowUp' || key === 'k') return cards[at - 1] ?? null
  if (key === 'Home' || key === 'End') return cards.at(key === 'Home' ? 0 : -1) ?? null
  const columns = [...root.querySelectorAll<HTMLElement>('.column')].filter((one) => one === column || one.querySelector('[data-card]'))
  const next = columns[columns.indexOf(column) + (key === 'ArrowRight' ? 1 : -1)]
  const list = next ? [...next.querySelectorAll<HTMLElement>('[data-card]')] : []
  return list[Math.min(at, list.length - 1)] ?? null
}

export function useBoardKeys(root: RefObject<HTMLElement | null>, open: (id: string) => void, peek: string | undefined, close: () => void) {
  return (event: KeyboardEvent<HTMLElement>) => {
    const card = event.target as HTMLElement
    if (!card.dataset.card || !root.current || event.ctrlKey || event.metaKey || event.altKey) return
    if (['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'j', 'k'].includes(event.key)) {
      const next = neighbour(root.current, card, event.key)
      next?.focus()
      next?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
      if (next && peek) open(next.dataset.card!)
    } else if (event.key === 'Enter') open(card.dataset.card)
    else if (event.key === ' ') {
      if (peek === card.dataset.card) close()
      else open(card.dataset.card)
    } else if (event.key === 'm' || event.key === 'M') card.querySelector<HTMLElement>('.cardMove')?.click()
    else if (event.key === 'Escape' && peek) close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
}
