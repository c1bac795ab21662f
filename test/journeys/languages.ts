// Journeys: telling whether a screen speaks one language. The catalogues say what each language has words for.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
type Language = 'id' | 'en'

/** Every text of every catalogue and definition, `{ en: '…', id: '…' }`, as patterns of what may stand on the screen. */
function readTexts(): { en: string, id: string }[] {
  const files = globSync(['web/**/*.ts', 'web/**/*.tsx', 'kernel/**/*.ts', 'kernel/**/*.tsx', 'modules/**/*.ts', 'templates/*.ts'], { cwd: root }).filter(file => !file.includes('.test.'))
  const pair = /en:\s*'((?:[^'\\]|\\.)*)',\s*id:\s*'((?:[^'\\]|\\.)*)'/g
  const plain = (text: string) => text.replaceAll("\\'", "'")
  return files.flatMap(file => [...readFileSync(join(root, file), 'utf8').matchAll(pair)].map(([, en, id]) => ({ en: plain(en), id: plain(id) })))
}

/** Texts that exist in the other language and not in this one. */
function foreignTo(language: Language): Set<string> {
  const other = language === 'id' ? 'en' : 'id'
  const texts = readTexts()
  const own = new Set(texts.map(text => text[language]))
  return new Set(texts.map(text => text[other]).filter(text => text.length > 2 && !own.has(text) && !text.includes('{')))
}

const foreign: Partial<Record<Language, Set<string>>> = {}

/** What a catalogue's key, an unfilled gap or a broken value looks like. */
const broken = /\{\w+[|}]|\bundefined\b|\bNaN\b|\[object |\bnull\b|Invalid Date/
const key = /^[a-z]+(?:[A-Z][a-z]+)+$|^[a-z]+\.[a-z]+(?:\.[a-z]+)*$/

/** Languages are named in their own language everywhere. */
const ownNames = new Set(['English', 'Bahasa Indonesia'])

/** Words that do not belong on a screen of this language; data that looks like them is the caller's to leave out. */
export function strangeWords(words: string[], language: Language, allowed: RegExp = /^$/): string[] {
  const other = foreign[language] ??= foreignTo(language)
  return words.filter(word => !allowed.test(word) && !ownNames.has(word) && (other.has(word) || broken.test(word) || key.test(word)))
}
