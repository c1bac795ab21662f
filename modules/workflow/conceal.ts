// The workflow room: what looks like a secret in the headers and the address of a call is shown to nobody. Pure.

const secret = /auth|token|secret|key|passw|cookie|signature|credential/i
export const concealed = '•••'

export function isSecret(name: string): boolean {
  return secret.test(name)
}

/** Headers, and parts of an address, as a log may show them. */
export function concealHeaders(headers: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, isSecret(name) && name.toLowerCase() !== 'idempotency-key' ? concealed : text]))
}

export function concealUrl(text: unknown): unknown {
  if (typeof text !== 'string' || !URL.canParse(text)) return text
  const url = new URL(text)
  for (const name of new Set(url.searchParams.keys())) if (isSecret(name)) url.searchParams.set(name, concealed)
  if (url.password) url.password = concealed
  return url.href
}
