// Field type richText: formatted text, kept as a small and safe subset of HTML beside its plain text, which is what
// filters, search and exports see.
import type { FieldType, Operator } from '../../field-type.ts'
import { InvalidValue } from '../../field-type.ts'
import { textOperators } from '../../text-operators.ts'
import { checkText } from '../../text-value.ts'
import { sanitise } from './html.ts'
import { plainTextOf, toHtml } from './plain-text.ts'

const LONGEST = 100_000
const TEXT = 'Text'

/** Filters look at the words, not at the marks around them. */
function overText(operator: Operator): Operator {
  return {
    ...operator,
    toSql: (column, argument, field, environment) => operator.toSql((suffix = TEXT) => column(suffix), argument, field, environment),
    test: (value, argument, field, environment) => operator.test(value === null ? null : plainTextOf(value), argument, field, environment),
  }
}

function parse(input: unknown): string | null {
  if (input === null || input === undefined) return null
  const html = sanitise(checkText(input, LONGEST)).normalize()
  // entities may name what a text cannot hold
  if (!html.isWellFormed() || html.includes('\0')) throw new InvalidValue('text.invalid')
  if (html.length > LONGEST) throw new InvalidValue('value.tooLong', { max: LONGEST })
  return plainTextOf(html) === '' ? null : html
}

/** Blocks from end to end: what our own export gives, and those of other programs. Else a sign is a sign: "1 < 2". */
const blocks = /^\s*<(?:p|h[1-6]|ul|ol|blockquote|pre|div)(?:\s[^>]*)?>[^]*<\/(?:p|h[1-6]|ul|ol|blockquote|pre|div)>\s*$/i

export const richText: FieldType = {
  name: 'richText',
  label: { en: 'Formatted text', id: 'Teks berformat' },
  columns: () => [{ suffix: '', type: 'text' }, { suffix: TEXT, type: 'text' }],
  parse,
  parseText: text => parse(blocks.test(text) ? text : toHtml(checkText(text, LONGEST))),
  toColumns: (value: string | null) => value === null ? [null, null] : [value, plainTextOf(value)],
  read: column => column(),
  operators: Object.fromEntries(Object.entries(textOperators).map(([name, operator]) => [name, overText(operator)])),
  sort: null,
  index: null,
  format: (value: string | null) => value === null ? '' : plainTextOf(value),
  measures: [],
  search: 'text',
  words: column => column(TEXT),
  examples: ['<p>One paragraph</p>', '<p>First &amp; second</p><p>Third &lt;3</p>', '<p>Ünïcödé 日本 🙂</p>'],
}
