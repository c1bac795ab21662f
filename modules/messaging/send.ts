// Messages: one message on its way: the connector writes it, its peer answers, and the answer is read. Made by the job of steps to
// the outside (modules/workflow/outside-job.ts), with no transaction open.
import type { PeerAnswer, SendsMessage } from '../../kernel/connector.ts'
import type { Context } from '../../kernel/context.ts'
import { askOutside } from '../../kernel/http/ask-outside.ts'
import type { Problem } from '../../kernel/http/errors.ts'
import { stampOf } from '../../kernel/i18n/zone-name.ts'
import { DateTime } from 'luxon'
import { findByIds, httpFailure, OutsideFailure, type Errand, type Outside, type Progress, type RunError } from '../workflow/index.ts'
import { senderOn } from './channel.ts'
import { nextSendingTime, sendingCalendar, zoneOf } from './hours.ts'
import type { Input } from './input.ts'
import { markMessage, readMessage, type Message, type MessageStatus } from './message.ts'
import { nameOf } from './plan.ts'
import { tellOwners } from './tell.ts'

/** What the job is given; the rest is the row's. */
interface Posted { message: string, keyed: boolean, ifNoConsent: Input['ifNoConsent'] }

/** A channel that is slow holds up no other. */
export const peerOf = (channel: string) => `message ${channel}`

const TIMEOUT_SECONDS = 20
/** Bytes of an answer. */
const MOST_READ = 65_536

export const outside: Outside<any> = { keyed: ({ keyed }: Posted) => keyed, perform, follow }

export function errorOf({ code, parameters }: Problem): RunError {
  return { code, ...Object.keys(parameters).length ? { parameters } : {} }
}

async function perform({ app, context: known, input: { message: id, keyed, ifNoConsent } }: Errand<Posted>): Promise<object> {
  const context = { ...known, now: app.clock.now() }
  const message = await readMessage(context, id)
  const sender = message && senderOn(message.channel)
  if (!message || !sender) throw new OutsideFailure('final', 'message.noChannel', { name: message?.channel ?? '' })
  const [contact] = await findByIds(context, 'contact', [message.contact])
  if (!contact) throw new OutsideFailure('final', 'message.noContact')
  // a retry may come hours later: she may have changed her mind, or be asleep
  if (contact.messageConsent !== true) {
    if (ifNoConsent === 'skip') return { skipped: 'noConsent' }
    throw new OutsideFailure('final', 'message.noConsent', { name: nameOf(contact) })
  }
  await waitForHours(context, zoneOf(contact, context.workspace))
  await deliver(context, sender.capabilities.sendsMessage, message, keyed)
  return { message: id, channel: message.channel, language: message.language, text: message.text }
}

/** Throws OutsideFailure `later` outside of them. */
async function waitForHours(context: Context, zone: string): Promise<void> {
  const next = nextSendingTime(context.now, zone, await sendingCalendar(context))
  if (!next) throw new OutsideFailure('final', 'message.noHours')
  const pause = next.getTime() - context.now.getTime()
  if (pause > 0) throw new OutsideFailure('later', 'message.quietHours', { time: stampOf(DateTime.fromJSDate(next, { zone }).setLocale(context.workspace.locale)) }, { pause })
}

async function deliver(context: Context, sender: SendsMessage, { key, address, text, language, template }: Message, keyed: boolean): Promise<void> {
  const call = sender.write({ key, to: address!, text: text!, language: language!, ...template === null ? {} : { template } })
  let answer: PeerAnswer
  try {
    answer = sender.peer ? await sender.peer(context, call) : await ask(call)
  } catch (error) {
    throw failureOf(error, keyed)
  }
  const verdict = sender.read(answer)
  if (verdict.state === 'taken') return
  const parameters = { reason: verdict.error.slice(0, 200) }
  if (verdict.state === 'never') throw new OutsideFailure('final', 'message.refused', parameters)
  throw new OutsideFailure('passing', verdict.state === 'again' ? 'message.busy' : 'message.down', parameters, verdict.afterSeconds ? { pause: verdict.afterSeconds * 1000 } : {})
}

async function ask(call: ReturnType<SendsMessage['write']>): Promise<PeerAnswer> {
  const { status, headers, body } = await askOutside({ ...call, mayBePrivate: () => false, most: MOST_READ, timeoutMs: TIMEOUT_SECONDS * 1000 })
  return { status, headers, body: body.toString('utf8') }
}

/** No connection was made: nothing can have arrived. */
const notSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

/** What broke off may have arrived; only a peer that knows the key is asked again. */
function failureOf(error: unknown, keyed: boolean): OutsideFailure {
  const failure = httpFailure(error, TIMEOUT_SECONDS)
  if (failure.kind !== 'passing' || keyed || notSent.has((error as { code?: string }).code ?? '')) return failure
  return new OutsideFailure('unsure', 'outside.unknown')
}

const states: Record<Progress['status'], MessageStatus> = { completed: 'sent', failed: 'failed', unknown: 'unknown', waiting: 'queued' }

async function follow(context: Context, { message: id }: Posted, { status, output, error, dueAt }: Progress): Promise<void> {
  const skipped = status === 'completed' && output !== undefined && 'skipped' in output
  await markMessage(context, id, { status: skipped ? 'cancelled' : states[status], error: skipped ? { code: 'message.noConsent', parameters: { name: '–' } } : error, dueAt })
  if ((status !== 'failed' && status !== 'unknown') || !error) return
  const message = await readMessage(context, id)
  if (message) await tellOwners(context, [{ ...message, error, contact: message.contact }])
}
