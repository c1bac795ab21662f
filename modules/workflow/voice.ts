// The workflow room: texts to somebody in particular speak her language and go by her clock, whatever the workspace's are.
// The same templates serve all: while one is rendered, the voice stands beside its names.
import type { Context as Rendering } from 'liquidjs'
import { DateTime } from 'luxon'
import type { Locale } from '../../kernel/context.ts'
import { stampOf } from '../../kernel/i18n/zone-name.ts'
import { printValue } from './reference.ts'
import { dateOnly } from './times.ts'

export interface Voice { locale: Locale, timeZone: string }

const voiceName = Symbol('voice')

/** The names of a template, to be spoken by this voice. */
export function spokenBy(voice: Voice, scope: object): object {
  return { ...scope, [voiceName]: voice }
}

export function voiceOf(rendering: Rendering): Voice | undefined {
  return (rendering.environments as { [voiceName]?: Voice })[voiceName]
}

/** A whole time with its offset, as records and `now` hold it. */
const isMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/

/** A value as a customer reads it: `Rp 3.500.000`, `21 November 2026`, `21 Nov 2026 14.30 WIB`. Empty when there is nothing to read. */
export function sayValue(value: unknown, { locale, timeZone }: Voice): string {
  if (typeof value === 'string') return sayTime(value, locale, timeZone)
  if (isMoney(value)) return sayMoney(value, locale)
  if (Array.isArray(value)) return value.map(each => sayValue(each, { locale, timeZone })).filter(Boolean).join(', ')
  return printValue(value, locale)
}

/** A day is the same everywhere, a time is by her clock; every other text is left as it is. */
function sayTime(text: string, locale: Locale, timeZone: string): string {
  if (dateOnly(text)) return DateTime.fromISO(text, { zone: 'UTC' }).setLocale(locale).toFormat('d LLLL yyyy')
  return isMoment.test(text) ? stampOf(DateTime.fromISO(text, { zone: timeZone }).setLocale(locale)) : text
}

interface Money { amount: number | string, currency: string }

function isMoney(value: unknown): value is Money {
  return typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value && value.amount !== null
}

/** The currency's own sign, with a plain space, which every phone shows. */
function sayMoney({ amount, currency }: Money, locale: Locale): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', minimumFractionDigits: 0, maximumFractionDigits: 4 })
  return format.format(amount as number).replaceAll('\u00a0', ' ')
}
