// Kernel, objects: texts of installed values that a person will own and edit in one language, such as those of workflows.
import type { Locale } from '../context.ts'

/**
 * Puts the text of the language in the place of each `{ en, id }`; everything else stays. `{ languages: { en, id } }` becomes `{ en, id }`:
 * what is written to customers is kept in both.
 */
export function inLanguage(value: unknown, locale: Locale): unknown {
  if (Array.isArray(value)) return value.map(item => inLanguage(item, locale))
  if (typeof value !== 'object' || value === null) return value
  const { en, id, ...others } = value as Record<string, unknown>
  if ('languages' in others && Object.keys(value).length === 1) return others.languages
  if (typeof en === 'string' && typeof id === 'string' && Object.keys(others).length === 0) return locale === 'id' ? id : en
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inLanguage(part, locale)]))
}
