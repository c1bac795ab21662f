// Workspace room: the pieces that its routes' inputs are made of. Each refinement names the code of its refusal.
import { isSupportedCountry } from 'libphonenumber-js/min'
import { z } from 'zod'
import type { Parameters } from '../http/errors.ts'
import { passwordFault, PASSWORD_MAX, PASSWORD_MIN } from './password.ts'

type Check = (value: string) => boolean
const code = (name: string, parameters?: Parameters) => ({ params: { code: name, parameters } })

/** A text that PostgreSQL and JSON can keep: no NUL, no half of a surrogate pair. */
export const isKept: Check = value => !value.includes('\0') && value.isWellFormed()

/** One line for people to read, trimmed, composed (NFC), never empty. */
export function line(max: number) {
  return z.string().trim().normalize()
    .refine(value => value !== '', code('value.required'))
    .refine(value => value.length <= max, code('value.tooLong', { max }))
    .refine(value => value.isWellFormed() && !/\p{Cc}/u.test(value), code('text.invalid'))
    .meta({ minLength: 1, maxLength: max })
}

export const locale = z.enum(['id', 'en'])

/** Label per language; at least one. */
export const label = z.strictObject({ en: line(120).optional(), id: line(120).optional() })
  .refine(value => value.en !== undefined || value.id !== undefined, code('value.required'))

export const email = z.string().trim().toLowerCase().refine(value => value.length <= 254
  && z.email().safeParse(value).success, code('email.invalid'))
  .meta({ format: 'email' })

export const timeZone = z.string().refine(isTimeZone, code('timeZone.unknown')).meta({ example: 'Asia/Jakarta' })

const currencies = new Set(Intl.supportedValuesOf('currency'))
export const currency = z.string().refine(value => currencies.has(value),
  code('currency.unknown')).meta({ example: 'IDR' })

export const country = z.string().refine(value => isSupportedCountry(value),
  code('country.unknown')).meta({ example: 'ID' })

export const slug = z.string().refine(value => /^[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?$/.test(value), code('slug.invalid'))

/** A password on its way in, by the policy; refused with its own code. */
export const newPassword = z.string().superRefine((value, context) => {
  const fault = passwordFault(value)
  if (fault) context.addIssue({ code: 'custom', ...code(fault.code, fault.parameters) })
}).meta({ minLength: PASSWORD_MIN, maxLength: PASSWORD_MAX, format: 'password' })

/** What somebody types to sign in: never judged, only bounded. */
export const typed = z.string().max(1024).refine(isKept, code('text.invalid'))

/** IANA names that this machine knows; offsets such as +07:00 are none. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(name)) return false
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}
