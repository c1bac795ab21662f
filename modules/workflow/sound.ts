// The workflow room: values from outside as PostgreSQL can keep them: without NUL and halves of characters.

/** Deeper values than this are cut. */
const DEEPEST = 50
const cut = '…'

export function sound(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed()
  if (typeof value !== 'object' || value === null) return value
  if (depth > DEEPEST) return cut
  if (Array.isArray(value)) return value.map(each => sound(each, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [sound(name) as string, sound(part, depth + 1)]))
}
