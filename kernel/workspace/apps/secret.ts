// Apps: what is secret of them, each with eight characters that tell the workspace and 43 that are random. Only the
// SHA-256 is kept: 256 random bits need no slow hash.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { tagOf } from '../api-key.ts'

export const prefixes = { code: 'hubc', access: 'hubt', refresh: 'hubr', secret: 'hubs' } as const
export type SecretKind = keyof typeof prefixes

export function makeSecret(kind: SecretKind, schema: string): string {
  return `${prefixes[kind]}_${tagOf(schema)}${randomBytes(32).toString('base64url')}`
}

export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

export function sameHash(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}

/** RFC 7636, S256: what the app sent at first is the hash of what it shows now. */
export function answersChallenge(verifier: string, challenge: string): boolean {
  return /^[\w.~-]{43,128}$/.test(verifier) && sameHash(Buffer.from(hashOf(verifier).toString('base64url')), Buffer.from(challenge))
}
