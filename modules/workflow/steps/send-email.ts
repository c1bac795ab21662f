// Step sendEmail: a mail to somebody outside, through the mail server of the installation. A gap in it blocks it.
import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import type { Fault } from '../../../kernel/http/errors.ts'
import { deliverMail, type Mail } from '../../../kernel/workspace/mail.ts'
import { valueOf } from '../names.ts'
import { defineOutsideStep, type Errand } from '../outside.ts'
import { mailFailure, OutsideFailure } from '../outside-failure.ts'
import { printValue } from '../reference.ts'
import { isTemplate } from '../template.ts'
import { stepTexts } from '../texts.ts'

const one = z.string().trim().min(1).max(500)
const addresses = z.union([one, z.array(one).min(1).max(50)])

const input = z.strictObject({
  to: addresses,
  subject: z.string().trim().min(1).max(500),
  body: z.string().trim().min(1).max(20_000),
  cc: addresses.optional(),
  replyTo: one.optional(),
})

type Input = z.output<typeof input>

const MOST_ADDRESSES = 50

export const sendEmail = defineOutsideStep<Input>('sendEmail', { keyed: false, perform }, {
  ...stepTexts.sendEmail,
  input,
  complete: ['to', 'subject', 'body', 'cc', 'replyTo'],
  check: ({ to, cc, replyTo }): Fault[] => [...addressFaults('to', to), ...addressFaults('cc', cc), ...addressFaults('replyTo', replyTo)],
  output: () => ({ kind: 'fields', fields: { to: valueOf('text') } }),
})

function addressFaults(path: string, given: string | string[] | undefined): Fault[] {
  return [given ?? []].flat().every(text => isTemplate(text) || text.split(/[,;]/).every(isAddress)) ? [] : [{ path, code: 'email.invalid' }]
}

function isAddress(text: string): boolean {
  return z.email().max(254).safeParse(text.trim()).success
}

async function perform({ app, context, input, key }: Errand<Input>): Promise<object> {
  const mail = writeMail(context, input)
  await sendMailOnce(app, context, mail, key)
  return { to: mail.to }
}

/** Throws OutsideFailure, also where nobody knows whether it was sent. */
export async function sendMailOnce(app: Errand<unknown>['app'], context: Context, mail: Mail, key: string): Promise<void> {
  try {
    await deliverMail(context, app, mail, key)
  } catch (error) {
    throw mailFailure(error)
  }
}

/** Texts as people read them. Throws OutsideFailure for an address that is none. */
export function writeMail({ workspace: { locale } }: Context, { to, subject, body, cc, replyTo }: { to: unknown, subject: unknown, body: unknown, cc?: unknown, replyTo?: unknown }): Mail {
  const line = (text: unknown) => printValue(text, locale).replace(/[\r\n]+/g, ' ')
  return {
    to: list(to, locale), subject: line(subject).slice(0, 500), text: printValue(body, locale),
    ...cc === undefined ? {} : { cc: list(cc, locale) }, ...replyTo === undefined ? {} : { replyTo: list(replyTo, locale) },
  }
}

function list(given: unknown, locale: string): string {
  const all = [given].flat().flatMap(each => printValue(each, locale).split(/[,;]/)).map(text => text.trim()).filter(Boolean)
  const wrong = all.find(text => !isAddress(text))
  if (wrong !== undefined || all.length === 0 || all.length > MOST_ADDRESSES) throw new OutsideFailure('final', 'outside.mailAddress', { address: (wrong ?? '').slice(0, 100) })
  return all.join(', ')
}
