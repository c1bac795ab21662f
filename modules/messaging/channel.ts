// Messages: which connector sends on which channel. Connectors come from their own folders; this room knows only what they can do.
import type { Connector, MessageChannel, SendsMessage } from '../../kernel/connector.ts'
import type { Module } from '../../kernel/module.ts'
import type { RecordValues } from '../../kernel/record/hook.ts'

type Sender = Connector & { capabilities: { sendsMessage: SendsMessage } }

const senders = new Map<MessageChannel, Sender>()

/** Takes up the connectors that can send; once, when the program starts. A simulator stands back where a real one is there. */
export function takeUpSenders(modules: Module[]): void {
  senders.clear()
  const all = modules.flatMap(each => each.connectors ?? []).filter(canSend)
  for (const sender of [...all.filter(isSimulated), ...all.filter(each => !isSimulated(each))]) senders.set(sender.capabilities.sendsMessage.channel, sender)
}

const canSend = (connector: Connector): connector is Sender => connector.capabilities.sendsMessage !== undefined
export const isSimulated = ({ capabilities }: Sender): boolean => capabilities.sendsMessage.peer !== undefined

export const senderOn = (channel: string): Sender | undefined => senders.get(channel as MessageChannel)

/** In the order in which a customer is written to when nothing else is said. */
const order: MessageChannel[] = ['whatsapp', 'sms', 'email']
export const channels = (): Sender[] => order.flatMap(channel => senders.get(channel) ?? [])

/** Where the contact is reached on this channel; undefined when nowhere. Only what could be normalised is a number. */
export function addressOn(channel: MessageChannel, { phone, email }: RecordValues): string | undefined {
  if (channel === 'email') return typeof email === 'string' && email !== '' ? email : undefined
  return typeof phone === 'string' && /^\+\d{7,15}$/.test(phone) ? phone : undefined
}
