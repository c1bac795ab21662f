// What a door to the outside declares: one value with its capabilities. Rooms ask for a capability, never for a name.
import type { z } from 'zod'
import type { OutsideAnswer } from './http/ask-outside.ts'
import type { OutsideCall } from './http/outside.ts'
import type { Label } from './object/definition.ts'

/** Neutral: each connector writes it in its peer's own form. */
export interface OutsidePost {
  /** Who speaks. */
  author: string
  text: string
  /** Absolute, and what it leads to. */
  link?: { url: string, label: string }
}

/** `again`: the peer asks for patience, `down`: it is out of order, `never`: it will not take this. */
export type Verdict = { state: 'taken' } | { state: 'again' | 'down' | 'never', error: string, afterSeconds?: number }

/** What a peer answered, its body as text. */
export type PeerAnswer = Omit<OutsideAnswer, 'body'> & { body: string }

/** Posts into one channel of an outside chat by an address that is itself the secret. */
export interface PostsToChannel {
  /** The least time between two posts. */
  paceMs: number
  write(address: string, post: OutsidePost): Pick<OutsideCall, 'method' | 'url' | 'headers' | 'body'>
  read(answer: PeerAnswer): Verdict
  /** Whether the address looks like one of this peer. */
  address: z.ZodType<string>
}

export interface Connector {
  name: string
  label: Label
  help: Label
  /** How its secret address looks. */
  example: string
  capabilities: { postsToChannel?: PostsToChannel }
}

export function defineConnector(name: string, declared: Omit<Connector, 'name'>): Connector {
  return { name, ...declared }
}
