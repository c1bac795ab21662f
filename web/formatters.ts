// The browser's formatters of numbers and dates: to make one takes far longer than to use it, so each is made once.
const made = new Map<string, unknown>()

function once<Formatter>(kind: string, locale: string, options: object | undefined, make: () => Formatter): Formatter {
  const key = `${kind} ${locale} ${JSON.stringify(options)}`
  let formatter = made.get(key) as Formatter | undefined
  if (!formatter) made.set(key, formatter = make())
  return formatter
}

export const numberFormat = (locale: string, options?: Intl.NumberFormatOptions): Intl.NumberFormat =>
  once('number', locale, options, () => new Intl.NumberFormat(locale, options))

export const dateFormat = (locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  once('date', locale, options, () => new Intl.DateTimeFormat(locale, options))

export const relativeFormat = (locale: string, options: Intl.RelativeTimeFormatOptions): Intl.RelativeTimeFormat =>
  once('relative', locale, options, () => new Intl.RelativeTimeFormat(locale, options))
