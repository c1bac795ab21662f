// What a door to the outside declares: one value with its capabilities. Rooms ask for a capability, never for a name.
import type { z } from 'zod'
import type { Context } from './context.ts'
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

export type MessageChannel = 'whatsapp' | 'sms' | 'email'

/** A message to a customer, neutral: each connector writes it in its peer's own form. */
export interface OutsideMessage {
  /** The same on every try. */
  key: string
  /** E.164 with its plus (`+628…`), or an email address. */
  to: string
  text: string
  /** Two letters. */
  language: string
  /** The key of a template that the peer knows. */
  template?: string
}

type MessageCall = Pick<OutsideCall, 'method' | 'url' | 'headers' | 'body'>

/** Sends messages to customers on one channel. */
export interface SendsMessage {
  channel: MessageChannel
  /** The peer takes a message of the same key once, so that one whose fate is not known may be sent again. */
  keyed: boolean
  write(message: OutsideMessage): MessageCall
  read(answer: PeerAnswer): Verdict
  /** A peer inside this program, in the place of the network: nothing leaves the house. It stands back where a real one is there. */
  peer?(context: Pick<Context, 'sql' | 'workspace' | 'now'>, call: MessageCall): Promise<PeerAnswer>
}

export interface Connector {
  name: string
  label: Label
  help: Label
  /** How its secret address looks, where it has one. */
  example?: string
  capabilities: { postsToChannel?: PostsToChannel, sendsMessage?: SendsMessage }
}

export function defineConnector(name: string, declared: Omit<Connector, 'name'>): Connector {
  return { name, ...declared }
}
