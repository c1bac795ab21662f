// Kernel, objects: what a button fills in from its record: `{{ record }}` is the record itself, `{{ record.phone }}` a value
// of it. Pure; the browser uses it too.

const one = /\{\{\s*record(?:\.([A-Za-z][A-Za-z0-9]*))?\s*\}\}/g
const whole = /^\s*\{\{\s*record(?:\.([A-Za-z][A-Za-z0-9]*))?\s*\}\}\s*$/

/** What a template looks up: names of fields, and `''` for the record itself. Undefined where it holds braces that mean nothing. */
export function namesIn(text: string): string[] | undefined {
  if (/\{\{|\}\}/.test(text.replace(one, ''))) return undefined
  return [...text.matchAll(one)].map(([, field]) => field ?? '')
}

/** A value that is one template keeps its type; the record itself is given by `self`. Others are texts. */
export function fillValue(value: unknown, record: Record<string, unknown>, self: unknown): unknown {
  if (typeof value !== 'string') return value
  const alone = whole.exec(value)
  if (alone) return alone[1] === undefined ? self : record[alone[1]] ?? null
  return value.replace(one, (_, field?: string) => textOf(field === undefined ? record.id : record[field]))
}

/** An address with every value escaped; undefined where it would not be one on https. */
export function fillAddress(template: string, record: Record<string, unknown>): string | undefined {
  const filled = template.replace(one, (_, field?: string) => encodeURIComponent(textOf(field === undefined ? record.id : record[field]).toWellFormed()))
  return isAddress(template) && URL.canParse(filled) && new URL(filled).protocol === 'https:' ? filled : undefined
}

/** On https, at a host that no record decides. */
export function isAddress(template: string): boolean {
  return /^https:\/\/[^\s/?#@\\{}]+([/?#]|$)/.test(template) && !/[\s\\]/.test(template.replace(one, '')) && URL.canParse(template.replace(one, 'x'))
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(textOf).join(', ')
  if (typeof value !== 'object') return String(value)
  const { title, id, amount } = value as Record<string, unknown>
  return textOf(title ?? amount ?? id)
}
