// The words of the product: every catalogue in both languages, and no words outside a catalogue.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const catalogues = globSync(['web/**/*texts.ts', 'modules/**/*texts.ts', 'kernel/**/*texts.ts'], { cwd: root })

type Pair = { en: unknown; id: unknown }
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const isPair = (value: unknown): value is Pair => isObject(value) && ('en' in value || typeof value.id === 'string')

/** All texts of a module's exports with their path: `{ en, id }` of strings, of functions that make one, or of whole groups. */
function textsOf(value: unknown, path: string): [string, Pair][] {
  if (!isObject(value)) return []
  if (!isPair(value)) return Object.entries(value).flatMap(([name, inner]) => textsOf(inner, `${path}.${name}`))
  const { en, id } = value
  if (!isObject(en) || !isObject(id)) return [[path, value]]
  return [...new Set([...Object.keys(en), ...Object.keys(id)])].flatMap((name) => textsOf({ en: en[name], id: id[name] }, `${path}.${name}`))
}

/** What is wrong with a text; undefined when it is whole. */
function faultOf({ en, id }: Pair): string | undefined {
  if (typeof en === 'function' && typeof id === 'function') return en.length === id.length ? undefined : 'takes other values in one language'
  if (typeof en !== 'string' || typeof id !== 'string' || !en.trim() || !id.trim()) return 'lacks a language'
  return namesIn(en).join() === namesIn(id).join() ? undefined : 'names other values in one language'
}

/** The values that a template names; `{count|one|many}` may choose in one language only, where it stands beside `{count}`. */
const namesIn = (text: string) => [...new Set([...text.matchAll(/\{(\w+)(?::lower)?[|}]/g)].map((match) => match[1]))].sort()

test('LOC-01: every text of every catalogue is there in Indonesian and in English', async () => {
  const faults: string[] = []
  let count = 0
  for (const file of catalogues) {
    for (const [path, text] of textsOf(await import(join(root, file)), file)) {
      count += 1
      const fault = faultOf(text)
      if (fault) faults.push(`${path} ${fault}`)
    }
  }
  expect(faults).toEqual([])
  expect(count).toBeGreaterThan(300)
})

/** Words between tags, and in the attributes that people see or hear. Names of the product and signs are no words. */
const loose = [/(?<!=)>\s*([A-Za-z][A-Za-z ,.!?'’]{2,})\s*</g, /\b(?:placeholder|title|aria-label|alt|label)="([^"]*[A-Za-z]{3,}[^"]*)"/g]
const allowed = new Set(['Hubung'])

/** A type argument or an arrow in code may look like words between tags. */
const isCode = (line: string) => /^\s*(?:import|export type|type|interface|\/\/|\*)/.test(line) || /(?:=>|<[A-Z]\w*(?:\[\])?>|Promise<|Record<|Partial<)/.test(line) && !/<\/?[a-z]/.test(line)

test('no screen says a word that is not in a catalogue', () => {
  const found: string[] = []
  for (const file of globSync(['web/**/*.tsx', 'modules/**/*.tsx', 'kernel/**/*.tsx'], { cwd: root })) {
    readFileSync(join(root, file), 'utf8').split('\n').forEach((line, index) => {
      if (isCode(line)) return
      for (const pattern of loose) {
        for (const [, words] of line.matchAll(pattern)) if (!allowed.has(words.trim()) && !words.includes('{{')) found.push(`${file}:${index + 1} ${words.trim()}`)
      }
    })
  }
  expect(found).toEqual([])
})
