// The paging model of a list: pages are reached one after the other by cursors, kept for good, while their rows may be
// forgotten and fetched again. Pure functions over plain values.

/** `cursors[i]` asks for page i (null for the first); `counts[i]` is how many rows page i held when last loaded. */
export type Pages = { cursors: (string | null)[]; counts: number[]; ended: boolean }

export const openPages = (): Pages => ({ cursors: [null], counts: [], ended: false })

/** What the answer for page `index` teaches; the same object when it is nothing new. */
export function noteLoaded(pages: Pages, index: number, count: number, next: string | null): Pages {
  const known = pages.cursors[index + 1]
  if (pages.counts[index] === count && (next === null ? pages.ended && known === undefined : known === next)) return pages
  const counts = [...pages.counts]
  counts[index] = count
  if (next === null) return { cursors: pages.cursors.slice(0, index + 1), counts: counts.slice(0, index + 1), ended: true }
  const cursors = [...pages.cursors]
  cursors[index + 1] = next
  // Rows moved: pages behind this one keep their places, each learns its new cursor when it is loaded again.
  return { cursors, counts, ended: pages.ended && known !== undefined }
}

export const rowCount = (pages: Pages): number => pages.counts.reduce((sum, count) => sum + count, 0)

/** Index of the first row of each page. */
export function pageStarts(pages: Pages): number[] {
  const starts = [0]
  for (const count of pages.counts) starts.push(starts.at(-1)! + count)
  return starts
}

/** The page that holds a row and the row's place in it; beyond what is loaded, the page to ask for next. */
export function placeOf(starts: number[], row: number): { page: number; offset: number } {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle] <= row) low = middle
    else high = middle - 1
  }
  return { page: low, offset: row - starts[low] }
}

/**
 * Rows asked for at once: few where a list begins, for it is to be there at once; many further down, where only who scrolls
 * fast arrives. By the page's number, so that it holds the same rows whenever it is asked for.
 */
export const pageSize = (page: number): number => [100, 200][page] ?? 500

/** Rows before the edge of what is loaded at which the next page is asked for. */
export const ahead = 60
/** Of a list that moves: what passes in so many seconds at its speed, at most so many rows. */
const seconds = 2
const furthest = 2_000
/** Rows in which the pages hear of what comes into sight: they need not of each. */
const step = 20

/** The rows on the screen, since when (milliseconds), and how many pass in a second: negative upwards, 0 at rest. */
export type Span = { first: number; last: number; at: number; speed: number }

/** What a table of virtual rows tells: the rows that it draws, and whether it is being scrolled. */
export type Seen = { first: number; last: number; moving: boolean }

export const openSpan: Span = { first: 0, last: 0, at: 0, speed: 0 }

/** The span now; the same object while nothing has moved by a step. */
export function moveSpan(span: Span, seen: Seen, now: number): Span {
  const first = Math.floor(seen.first / step) * step
  const last = Math.ceil(seen.last / step) * step
  const still = first === span.first && last === span.last
  if (!seen.moving) return still && !span.speed ? span : { first, last, at: now, speed: 0 }
  if (still) return span
  const passed = (first - span.first + last - span.last) / 2
  // by half what it was before: a single jump is not yet a scroll
  return { first, last, at: now, speed: (span.speed + passed / Math.max(1, now - span.at) * 1000) / 2 }
}

/** The pages to hold for the rows on the screen: theirs, and those whose edge is near or will soon be there. */
export function pagesFor(pages: Pages, starts: number[], { first, last, speed }: Pick<Span, 'first' | 'last' | 'speed'>): number[] {
  const reach = Math.min(furthest, Math.abs(speed) * seconds)
  const from = Math.min(placeOf(starts, Math.max(0, speed < 0 ? first - reach : first)).page, pages.cursors.length - 1)
  const to = Math.min(placeOf(starts, last + Math.max(ahead, speed > 0 ? reach : 0)).page, pages.cursors.length - 1)
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}
