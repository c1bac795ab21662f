// Apps: where a member is sent back to. Only addresses that an administrator wrote down, compared letter by letter.
const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Whether it may be written down: https; http on this machine (a program that listens while it asks); or a scheme of an
 * installed app's own, which has a dot in it (RFC 8252). Never with a fragment or a name and password.
 */
export function isRedirect(text: string): boolean {
  if (text.length > 500 || text.includes('#') || /[\s\p{Cc}]/u.test(text) || !URL.canParse(text)) return false
  const { protocol, hostname, username, password } = new URL(text)
  if (username || password) return false
  if (protocol === 'https:') return hostname !== ''
  if (protocol === 'http:') return LOCAL.has(hostname)
  return /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:$/.test(protocol)
}

/** The address with further parameters, its own kept as they are. */
export function withParameters(redirect: string, parameters: Record<string, string | undefined>): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return `${redirect}${redirect.includes('?') ? '&' : '?'}${new URLSearchParams(given)}`
}

/** What people are told of where they are sent. */
export function placeOf(redirect: string): string {
  const { host, protocol } = new URL(redirect)
  return host || protocol.slice(0, -1)
}
