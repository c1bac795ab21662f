// File room: a part of a file, as players and viewers of PDF ask for it (RFC 9110, 14).

/** Bytes, both ends included. */
export interface ByteRange { start: number, end: number }

/**
 * The part that a request asks for: undefined for the whole (no range, several, one that cannot be read, or of another
 * version than `etag`, which are all allowed to be ignored), `none` where the file has nothing there.
 */
export function rangeOf(header: string | undefined, ifRange: string, { size, etag }: { size: number, etag: string }): ByteRange | 'none' | undefined {
  const [, first, last] = /^bytes\s*=\s*(\d{0,15})\s*-\s*(\d{0,15})$/i.exec(header ?? '') ?? []
  if (first === undefined || (first === '' && last === '') || ifRange !== etag) return undefined
  if (first === '') return size === 0 || Number(last) === 0 ? 'none' : { start: Math.max(size - Number(last), 0), end: size - 1 }
  if (last !== '' && Number(last) < Number(first)) return undefined
  if (Number(first) >= size) return 'none'
  return { start: Number(first), end: last === '' ? size - 1 : Math.min(Number(last), size - 1) }
}
