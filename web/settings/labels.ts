// Settings: labels per language, and the name that programs use made from one. Pure functions.
import type { Language } from '../i18n.tsx'

export type Labels = Partial<Record<Language, string>>

/** Without empty languages, so that the other one stands in for them. */
export function cleanLabels(value: Labels): Labels {
  return Object.fromEntries(Object.entries(value).map(([one, text]) => [one, text?.trim()]).filter(([, text]) => text))
}

/** What is sent when a label may be emptied. */
export const cleanHelp = (value: Labels): Labels | null => (Object.keys(cleanLabels(value)).length ? cleanLabels(value) : null)

/** `Nomor seri barang` → `nomorSeriBarang`: the name that programs use. */
export function nameOf(label: string): string {
  const words = label.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').split(/[^A-Za-z0-9]+/).filter(Boolean)
  const joined = words.map((word, index) => (index ? word[0].toUpperCase() + word.slice(1).toLowerCase() : word.toLowerCase())).join('')
  return joined.replace(/^[^a-z]+/, '').slice(0, 48)
}

/** The name made from a label, with a number where it is taken; `otherwise` where the label holds no letter. */
export function freeName(label: string, otherwise: string, taken: { name: string }[]): string {
  const base = nameOf(label).slice(0, 45) || otherwise
  let name = base
  for (let count = 2; taken.some((one) => one.name === name); count += 1) name = `${base}${count}`
  return name
}
