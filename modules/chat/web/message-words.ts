// The chat's screens: a message's text in parts: words, members, addresses, records. Pure functions.
import { mentionsIn, type Nameable } from '../../../kernel/event/mention.ts'

export type Part = { kind: 'text'; text: string } | { kind: 'code'; text: string } | { kind: 'strong'; text: string } | { kind: 'member'; id: string } | { kind: 'everyone' } | { kind: 'link'; text: string; href: string; inside: boolean }
type Named = { id: string; name: string }

const id = '[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}'
const pattern = new RegExp(`<@(${id})>|(^|(?<=\\s))@channel\\b|\`([^\`\\n]+)\`|(?<![\\w*])\\*([^*\\n]+)\\*(?![\\w*])|https?://[^\\s<>]+[^\\s<>.,;:!?)\\]}'"]|(?<=^|\\s)/(?:o|chat)/[\\w/-]+(?:\\?[\\w=&-]+)?`, 'gi')
const recordPath = new RegExp(`^/o/([a-z]\\w*)/(${id})$`, 'i')

/** `origin`: addresses of this app open in it. */
export function partsOf(text: string, origin: string): Part[] {
  const parts: Part[] = []
  let at = 0
  for (const match of text.matchAll(pattern)) {
    if (match.index > at) parts.push({ kind: 'text', text: text.slice(at, match.index) })
    at = match.index + match[0].length
    parts.push(partOf(match, origin))
  }
  if (at < text.length) parts.push({ kind: 'text', text: text.slice(at) })
  return parts
}

function partOf([whole, member, , code, strong]: RegExpMatchArray, origin: string): Part {
  if (member) return { kind: 'member', id: member.toLowerCase() }
  if (code) return { kind: 'code', text: code }
  if (strong) return { kind: 'strong', text: strong }
  if (whole.toLowerCase() === '@channel') return { kind: 'everyone' }
  const inside = whole.startsWith('/') || whole.startsWith(`${origin}/`)
  return { kind: 'link', text: whole, href: inside && !whole.startsWith('/') ? whole.slice(origin.length) : whole, inside }
}

/** The records that a text leads to, each once. */
export function recordsIn(parts: Part[]): { object: string; id: string }[] {
  const found = parts.flatMap((part) => {
    const [, object, record] = (part.kind === 'link' && part.inside && recordPath.exec(part.href)) || []
    return object ? [{ object, id: record }] : []
  })
  return [...new Map(found.map((one) => [one.id, one])).values()]
}

export function plainText(text: string, members: Named[]): string {
  return text.replace(new RegExp(`<@(${id})>`, 'gi'), (_, member: string) => `@${members.find((one) => one.id === member.toLowerCase())?.name ?? '–'}`)
}

/** As people type it, names for ids; and back. */
export const toTyped = plainText

export function toSent(typed: string, members: Nameable[]): string {
  return mentionsIn(typed, members).toReversed().reduce((text, { at, length, members: [member] }) => `${text.slice(0, at)}<@${member}>${text.slice(at + length)}`, typed)
}
