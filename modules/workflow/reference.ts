// The workflow room: records and members inside templates. `record.contact.fullName` reads a field of the related
// record, `record.contact` alone is the relation's value, and its title where it is printed.

const hidden = Symbol('reference')

interface Hidden { value: unknown, title: string | null }

/** The fields of a record or member for templates. `value` is what it stands for as a whole, `title` how it prints. */
export function makeReference(fields: object, value: unknown, title: string | null): object {
  return Object.defineProperty({ ...fields }, hidden, { value: { value, title } satisfies Hidden, enumerable: false })
}

function hiddenOf(value: unknown): Hidden | undefined {
  return typeof value === 'object' && value !== null ? (value as { [hidden]?: Hidden })[hidden] : undefined
}

/** References, also inside lists, as the values that they stand for. */
export function unwrap(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrap)
  const reference = hiddenOf(value)
  return reference ? reference.value : value
}

/** A value as people read it; empty when there is nothing to read. */
export function printValue(value: unknown, locale: string): string {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return value.map(each => printValue(each, locale)).filter(Boolean).join(', ')
  const reference = hiddenOf(value)
  if (reference) return reference.title ?? printValue(reference.value, locale)
  if ('amount' in value && 'currency' in value) return printMoney(value as Money, locale)
  return Object.values(value).map(each => printValue(each, locale)).filter(Boolean).join(', ')
}

interface Money { amount: number | string, currency: string }

function printMoney({ amount, currency }: Money, locale: string): string {
  // A decimal string is exact also beyond 15 digits.
  return new Intl.NumberFormat(locale, { style: 'currency', currency, minimumFractionDigits: 0, maximumFractionDigits: 4 }).format(amount as number)
}
