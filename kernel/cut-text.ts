// The beginning of a text as PostgreSQL can keep it: a sign such as 😀 is two units of a JavaScript string, and half of one is
// refused with all that is written beside it.

/** At most so many units of a string; a sign that would be cut in half is left out. */
export function cutText(text: string, most: number): string {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, '')
}
