// What a search asks for, as words: for the index a tsquery, for a record at hand a check that also says where it matched.
import { phoneBeginnings, toWords, wordPattern } from '../event/search-index.ts'
import type { FieldEnvironment } from '../field/field-type.ts'
import { typeOf } from '../field/types/index.ts'
import { callingCode } from '../field/types/phone/normalise.ts'
import type { FieldDefinition } from '../object/definition.ts'

/** One thing that must be found: a word, or digits that may also begin a phone number. */
export interface Term { word: string | null, phones: string[] }

/** Each way to read the query is a list of terms that must all be found: as words, and as one phone number in any spelling. */
export type Reading = Term[]

const MOST_WORDS = 8
const LONGEST_WORD = 100
/** Characters of a long text around the first match. */
const AROUND = 60

export interface Highlight {
  field: string
  text: string
  /** Start and end of each match in `text`, in UTF-16 units. */
  ranges: [number, number][]
}

export function readQuery(text: string, phoneCountry: string): Reading[] {
  const home = callingCode(phoneCountry)
  const terms = toWords(text).slice(0, MOST_WORDS).map(word => ({ word: word.slice(0, LONGEST_WORD), phones: /^\d{4,}$/.test(word) ? phoneBeginnings(word, home) : [] }))
  const phones = phoneBeginnings(text, home)
  const readings: Reading[] = terms.length ? [terms] : []
  if (phones.length && terms.length > 1) readings.push([{ word: null, phones }])
  return phones.length && terms.length === 1 ? [[{ ...terms[0], phones }]] : readings
}

/** The tsquery for the readings; `exact` asks for whole words, else for their beginnings. Words hold neither quotes nor backslashes. */
export function toTsquery(readings: Reading[], exact: boolean): string {
  return readings.map(terms => terms.map(({ word, phones }) => {
    // a single letter begins too many words to be looked up so
    const ofWord = word === null ? [] : [exact || word.length < 2 ? `'${word}'` : `'${word}':*`]
    return `(${[...ofWord, ...phones.map(phone => `'#p${phone}':*`)].join(' | ')})`
  }).join(' & ')).map(reading => `(${reading})`).join(' | ')
}

/** Where a record matches, by its fields that the caller may read; undefined when these alone do not answer the query. */
export function findMatches(readings: Reading[], fields: FieldDefinition[], record: Record<string, any>): Highlight[] | undefined {
  for (const terms of readings) {
    const matches = new Map<string, [number, number][]>()
    const every = terms.every(term => {
      const found = fields.filter(field => matchField(term, field, record[field.name], matches))
      return found.length > 0
    })
    if (every) return [...matches].map(([field, ranges]) => snippet(field, textOf(fields.find(each => each.name === field)!, record[field]), ranges))
  }
  return undefined
}

/** A type with words of its own formats them without regard to the surroundings. */
function textOf(field: FieldDefinition, value: unknown): string {
  const type = typeOf(field)
  if (type.words) return type.format(value, field, {} as FieldEnvironment)
  return Array.isArray(value) ? value.join(', ') : String(value)
}

function matchField(term: Term, field: FieldDefinition, value: unknown, matches: Map<string, [number, number][]>): boolean {
  if (value === null || value === undefined || value === '') return false
  const text = textOf(field, value)
  const ranges = typeOf(field).search === 'phone' ? phoneRanges(term, text) : wordRanges(term, text)
  if (ranges.length) matches.set(field.name, [...(matches.get(field.name) ?? []), ...ranges])
  return ranges.length > 0
}

function wordRanges({ word }: Term, text: string): [number, number][] {
  if (word === null) return []
  const ranges: [number, number][] = []
  for (const match of text.matchAll(wordPattern)) {
    if (match[0].toLowerCase().startsWith(word)) ranges.push([match.index, match.index + Math.min(word.length, match[0].length)])
  }
  return ranges
}

/** The stored number is `+<code><national digits>`, or digits as they came. */
function phoneRanges({ phones }: Term, text: string): [number, number][] {
  const [national] = phoneBeginnings(text.startsWith('+') ? text : `0${text.replace(/\D/g, '')}`, '')
  if (national === undefined || !phones.some(phone => national.startsWith(phone))) return []
  return [[0, text.length]]
}

/** A long text is cut to what stands around its first match. */
function snippet(field: string, text: string, ranges: [number, number][]): Highlight {
  const sorted = ranges.sort((one, other) => one[0] - other[0])
  const from = text.length > 3 * AROUND ? Math.max(0, sorted[0][0] - AROUND) : 0
  const to = text.length > 3 * AROUND ? Math.min(text.length, sorted[0][1] + 2 * AROUND) : text.length
  return {
    field,
    text: text.slice(from, to).toWellFormed(),
    ranges: sorted.filter(([start, end]) => start >= from && end <= to).map(([start, end]) => [start - from, end - from]),
  }
}
