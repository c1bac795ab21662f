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

/** The pages to hold for the rows on the screen: theirs, and the next one when its edge is near. */
export function pagesFor(pages: Pages, starts: number[], first: number, last: number, ahead: number): number[] {
  const from = Math.min(placeOf(starts, Math.max(0, first)).page, pages.cursors.length - 1)
  const to = Math.min(placeOf(starts, last + ahead).page, pages.cursors.length - 1)
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}
