// Contacts: duplicates, the pure part: when two names are alike, and what agreement is worth.
import { editDistance } from '../../../kernel/edit-distance.ts'

/** Legal forms that say nothing about which company it is. */
export const forms: ReadonlySet<string> = new Set(['pt', 'cv', 'ud', 'tbk', 'persero', 'fa', 'co', 'ltd', 'inc', 'corp', 'company'])

/** A name in words of small letters and digits, without accents and legal forms, each once, in order. */
function nameWords(name: string): string[] {
  const words = name.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const telling = words.filter(word => !forms.has(word))
  return [...new Set(telling.length ? telling : words)].sort()
}

/** From 0 to 1: how alike two names are, whatever the order of their words; a word may miss, or have, a few other letters. */
export function nameLikeness(one: string, other: string): number {
  const [a, b] = [nameWords(one), nameWords(other)]
  if (a.length === 0 || b.length === 0) return 0
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  const best = short.map(word => Math.max(...long.map(each => wordLikeness(word, each))))
  const mean = best.reduce((sum, value) => sum + value, 0) / short.length
  // a name that is only part of the other ("Budi" of "Budi Santoso") agrees in less
  return mean * (0.7 + 0.3 * short.length / long.length)
}

/** 1 less the share of letters that would have to be changed. */
function wordLikeness(one: string, other: string): number {
  return one === other ? 1 : 1 - editDistance(one, other) / Math.max(one.length, other.length)
}

export const LIKE = 0.8

/** What the agreement of a field of this type says, from 0 to 1. */
const worth: Record<string, number> = { phone: 0.9, email: 0.9, text: 0.6 }

/** 0 to 100 over all agreeing fields: two weak signs make a stronger one. */
export function scoreOf(types: string[]): number {
  return Math.round(100 * (1 - types.reduce((doubt, type) => doubt * (1 - (worth[type] ?? 0.6)), 1)))
}
