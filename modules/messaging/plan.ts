// Messages: what a step would send to whom: the contact, her consent, channel and language, the text filled in, and when it may
// go out. Read for all runs of a step together; nothing is written here.
import type { Context, Locale } from '../../kernel/context.ts'
import type { MessageChannel } from '../../kernel/connector.ts'
import { Problem } from '../../kernel/http/errors.ts'
import type { RecordValues } from '../../kernel/record/hook.ts'
import { findByIds, treeOf, viewRecords, type Call } from '../workflow/index.ts'
import { addressOn, channels, senderOn } from './channel.ts'
import { nextSendingTime, sendingCalendar, zoneOf, type SendingCalendar } from './hours.ts'
import type { Input } from './input.ts'

/** A message as it would go out. */
export interface Letter { channel: MessageChannel, address: string, language: Locale, timeZone: string, text: string, dueAt: Date }

export type Plan =
  | { kind: 'send', contact: RecordValues, letter: Letter }
  | { kind: 'skip', contact: RecordValues }
  | { kind: 'fail', contact?: RecordValues, problem: Problem }

/** WhatsApp's longest text (Cloud API, "Text messages"). */
const MOST_CHARACTERS = 4096

export async function planMessages(calls: Call<Input>[]): Promise<Plan[]> {
  const [{ context, paths }] = calls
  const ids = calls.map(contactOf)
  const found = await findByIds(context, 'contact', ids.filter(id => id !== null))
  const views = await viewRecords(context, context.workspace.objects.get('contact')!, found, treeOf(paths, 'contact'))
  const known = new Map(found.map((contact, at) => [contact.id as string, { contact, view: views[at] }]))
  const calendar = await sendingCalendar(context)
  return calls.map((call, at) => planOne(call, known.get(ids[at] ?? ''), calendar))
}

/** Which field of an object leads to the contact; undefined: none does. */
export function contactField(objects: Context['workspace']['objects'], object: string): string | undefined {
  const leading = (objects.get(object)?.fields ?? []).filter(field => field.type === 'relation' && field.to === 'contact')
  return (leading.find(field => field.name === 'contact') ?? leading[0])?.name
}

function contactOf({ context, input: { to }, run }: Call<Input>): string | null {
  const given: unknown = to ?? (run.object === 'contact' ? run.record : run.values[contactField(context.workspace.objects, run.object ?? '') ?? ''])
  return typeof given === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(given) ? given.toLowerCase() : null
}

function planOne(call: Call<Input>, known: { contact: RecordValues, view: object } | undefined, calendar: SendingCalendar): Plan {
  if (!known) return { kind: 'fail', problem: new Problem('message.noContact') }
  const { contact, view } = known
  const name = nameOf(contact)
  const fail = (code: string, parameters: Problem['parameters'] = { name }): Plan => ({ kind: 'fail', contact, problem: new Problem(code, { parameters }) })
  if (contact.messageConsent !== true) return call.input.ifNoConsent === 'skip' ? { kind: 'skip', contact } : fail('message.noConsent')
  const way = wayTo(call.input.channel, contact)
  if (!way) return fail('message.noAddress')
  const { language, timeZone } = voiceFor(call, contact)
  const dueAt = nextSendingTime(call.context.now, timeZone, calendar)
  if (!dueAt) return fail('message.noHours', {})
  try {
    const text = speak(call, language, timeZone, view)
    return text.length > MOST_CHARACTERS ? fail('message.tooLong', { max: MOST_CHARACTERS }) : { kind: 'send', contact, letter: { ...way, language, timeZone, text, dueAt } }
  } catch (error) {
    if (error instanceof Problem) return { kind: 'fail', contact, problem: error }
    throw error
  }
}

export const nameOf = (contact: RecordValues): string => contact.fullName ?? contact.email ?? contact.phone ?? '–'

function wayTo(wanted: string, contact: RecordValues): { channel: MessageChannel, address: string } | undefined {
  const sender = wanted === 'preferred' ? undefined : senderOn(wanted)
  const ways = (wanted === 'preferred' ? channels() : sender ? [sender] : []).map(({ capabilities: { sendsMessage: { channel } } }) => ({ channel, address: addressOn(channel, contact) }))
  const way = ways.find(({ address }) => address !== undefined)
  return way && { channel: way.channel, address: way.address! }
}

/** Her own language where there is a text in it, else the workspace's, else the one there is. */
function voiceFor({ context: { workspace }, input: { text } }: Call<Input>, contact: RecordValues): { language: Locale, timeZone: string } {
  const written = typeof text === 'string' ? ['id', 'en'] : Object.keys(text)
  const language = [contact.language, workspace.locale].find(each => written.includes(each)) ?? written[0]
  return { language, timeZone: zoneOf(contact, workspace) }
}

function speak(call: Call<Input>, language: Locale, timeZone: string, contact: object): string {
  const part = typeof call.input.text === 'string' ? 'text' : `text.${language}`
  return call.speak(part, { locale: language, timeZone }, { contact })
}

/** The text in every language in which it is written, for a preview. */
export async function previewTexts(call: Call<Input>, { contact, letter: { timeZone } }: Extract<Plan, { kind: 'send' }>): Promise<Record<string, string>> {
  const { context, paths, input: { text } } = call
  if (typeof text === 'string') return {}
  const [view] = await viewRecords(context, context.workspace.objects.get('contact')!, [contact], treeOf(paths, 'contact'))
  return Object.fromEntries(Object.keys(text).map(language => [language, gaplessly(() => speak(call, language as Locale, timeZone, view))]))
}

/** A gap in the language that is not sent is shown as one. */
function gaplessly(write: () => string): string {
  try {
    return write()
  } catch (error) {
    if (error instanceof Problem) return '–'
    throw error
  }
}
