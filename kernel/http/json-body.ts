// Kernel, HTTP: reading a JSON body. What is nested beyond reason is refused before anything goes through it level by level, and
// so runs out of stack.
import { Problem } from './errors.ts'

/** Levels; no value of ours comes near. */
const DEEPEST = 500

/** Throws `syntax.invalid`. */
export function readJson(text: string): unknown {
  if (levelsOf(text) > DEEPEST) throw unreadable('nested too deeply')
  try {
    return JSON.parse(text)
  } catch (error) {
    throw unreadable((error as Error).message.slice(0, 100))
  }
}

const unreadable = (reason: string) => new Problem('syntax.invalid', { parameters: { reason } })

/** Of lists and objects within each other, by their brackets outside of texts. */
function levelsOf(text: string): number {
  let [level, most] = [0, 0]
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (sign === '"') at = endOfText(text, at)
    else if (sign === '[' || sign === '{') most = Math.max(most, ++level)
    else if (sign === ']' || sign === '}') level--
  }
  return most
}

function endOfText(text: string, begin: number): number {
  for (let at = begin + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') return at
  }
  return text.length
}
