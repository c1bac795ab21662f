// The board by keyboard: arrows go from card to card, Enter and Space peek, M opens "Move to…".
import type { KeyboardEvent, RefObject } from 'react'

const placeOf = (card: HTMLElement) => Number(card.getAttribute('aria-posinset'))
const cardsOf = (column: HTMLElement | undefined) => [...column?.querySelectorAll<HTMLElement>('[data-card]') ?? []]

/** The card to go to from the one that has the focus; undefined at an edge, or while it is not drawn. */
function neighbour(root: HTMLElement, card: HTMLElement, key: string): HTMLElement | undefined {
  const column = card.closest<HTMLElement>('.column')!
  const cards = cardsOf(column)
  const place = placeOf(card)
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[key]
  if (step) return cards.find((one) => placeOf(one) === place + step)
  if (key === 'Home' || key === 'End') return cards.at(key === 'Home' ? 0 : -1)
  const columns = [...root.querySelectorAll<HTMLElement>('.column')].filter((one) => one === column || one.querySelector('[data-card]'))
  // the one beside it: lists may be scrolled differently
  const top = card.getBoundingClientRect().top
  const away = (one: HTMLElement) => Math.abs(one.getBoundingClientRect().top - top)
  return cardsOf(columns[columns.indexOf(column) + (key === 'ArrowRight' ? 1 : -1)]).sort((one, other) => away(one) - away(other))[0]
}

/** Brings what is to be drawn into sight: the neighbours of the card, or the ends of its list. */
function reveal(card: HTMLElement, key: string): void {
  const list = card.closest<HTMLElement>('.cards')!
  if (key === 'Home') list.scrollTop = 0
  else if (key === 'End') list.scrollTop = list.scrollHeight
  else card.scrollIntoView({ block: 'nearest' })
}

const drawn = () => new Promise<void>((done) => { requestAnimationFrame(() => requestAnimationFrame(() => done())) })

export function useBoardKeys(root: RefObject<HTMLElement | null>, open: (id: string) => void, peek: string | undefined, close: () => void) {
  return (event: KeyboardEvent<HTMLElement>) => {
    const card = event.target as HTMLElement
    if (!card.dataset.card || !root.current || event.ctrlKey || event.metaKey || event.altKey) return
    if (['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'j', 'k'].includes(event.key)) {
      const go = () => {
        const next = root.current && neighbour(root.current, card, event.key)
        next?.focus()
        next?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
        if (next && peek) open(next.dataset.card!)
        return Boolean(next)
      }
      const atEnd = event.key === 'Home' || event.key === 'End'
      if (atEnd || !go()) {
        reveal(card, event.key)
        void drawn().then(go)
      }
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
