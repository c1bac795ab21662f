// File room: what a file may be called. A name is shown and sent back, never used as a path.

const LONGEST_BYTES = 255
const NAMELESS = 'file'

/**
 * The last part of a path, without what no file system or header bears: control characters, separators, directions of
 * writing that disguise an ending, dots at the beginning. At most 255 bytes, its ending kept.
 */
export function cleanName(given: string | undefined): string {
  const last = (given ?? '').toWellFormed().normalize('NFC').split(/[\\/]/).at(-1)!
  const clean = last.replace(/[\p{Cc}\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffd]/gu, '').replace(/[<>:"|?*]/g, '_').trim().replace(/^\.+|[. ]+$/g, '')
  return cut(clean || NAMELESS)
}

function cut(name: string): string {
  if (Buffer.byteLength(name) <= LONGEST_BYTES) return name
  const ending = /\.[^.]{1,16}$/.exec(name)?.[0] ?? ''
  const room = LONGEST_BYTES - Buffer.byteLength(ending)
  let kept = ''
  for (const letter of name.slice(0, name.length - ending.length)) {
    if (Buffer.byteLength(kept + letter) > room) break
    kept += letter
  }
  return kept + ending
}

/** RFC 6266: a plain name for old programs, the whole one in UTF-8. */
export function disposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const whole = encodeURIComponent(name).replace(/['()*]/g, letter => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
  return `${kind}; filename="${plain}"; filename*=UTF-8''${whole}`
}
