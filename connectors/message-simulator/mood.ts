// Message simulator: how a message is met. Its text says so (`[busy]`, `[down 2]` for the first two tries, `[refused]`, `[cut]`),
// or the number's last digits do. Pure.
export type Mood = 'taken' | 'busy' | 'down' | 'refused' | 'cut'

/** Last digits, by the HTTP status that the real ones would answer with. */
const byDigits: Record<string, Mood> = { 9429: 'busy', 9503: 'down', 9400: 'refused', 9000: 'cut' }

/** `tries`: how often this very message has come before. */
export function moodOf(to: string, text: string, tries: number): Mood {
  const [, word, times] = /\[(busy|down|refused|cut)(?: (\d+))?\]/.exec(text) ?? []
  const mood = (word as Mood | undefined) ?? byDigits[to.slice(-4)] ?? 'taken'
  return times !== undefined && tries >= Number(times) ? 'taken' : mood
}
