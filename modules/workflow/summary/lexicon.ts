// The workflow room, summaries: the names that a definition is read aloud with, and in which language. The server fills it from the
// workspace, the editor from what it has loaded.
import type { Label } from '../../../kernel/object/definition.ts'

export type Language = 'en' | 'id'

export interface SpokenField { name: string, label: Label, type: string, to?: string | string[], options?: { value: string, label: Label | string }[] }

export interface SpokenObject { name: string, label: Label, pluralLabel?: Label, title: string, fields: SpokenField[] }

export interface Lexicon {
  language: Language
  objectOf(name: string): SpokenObject | undefined
  /** Of a select in force: a stage's come from the pipelines. */
  optionsOf(object: string, field: SpokenField): { value: string, label: Label | string | null | undefined }[]
  /** Of a member, or of all of a branch (`branch:` and its id or name). */
  memberName(id: string): string | undefined
  roleName(name: string): string | undefined
  teamName(name: string): string | undefined
}

export type Text = { en: string, id: string }
export type Parameters = Record<string, string | number>

/** `{name}` is filled in, `{count|day|days}` chooses by number. */
export function say({ language }: Pick<Lexicon, 'language'>, text: Text, parameters: Parameters = {}): string {
  return text[language].replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, many?: string) =>
    one === undefined ? String(parameters[name] ?? whole) : Number(parameters[name]) === 1 ? one : many!)
}

export function labelIn({ language }: Pick<Lexicon, 'language'>, label: Label | string | null | undefined, otherwise: string): string {
  if (typeof label === 'string') return label
  return label?.[language] ?? label?.en ?? label?.id ?? otherwise
}

/** A label in the middle of a sentence; abbreviations keep their capitals. */
export function within(text: string): string {
  return /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}

export function objectName(lexicon: Lexicon, name: string | undefined): string {
  return within(labelIn(lexicon, lexicon.objectOf(name ?? '')?.label, name ?? ''))
}

/** "deals"; in Indonesian as one. */
export function objectsName(lexicon: Lexicon, name: string | undefined): string {
  const object = lexicon.objectOf(name ?? '')
  return lexicon.language === 'id' || !object?.pluralLabel ? objectName(lexicon, name) : within(labelIn(lexicon, object.pluralLabel, object.name))
}

/** "a deal", "an item"; Indonesian has no article. */
export function oneObject(lexicon: Lexicon, name: string | undefined): string {
  const said = objectName(lexicon, name)
  return lexicon.language === 'id' ? said : `${/^(?!uni|use|one|eu)[aeiou]/i.test(said) ? 'an' : 'a'} ${said}`
}

export function fieldAt(lexicon: Lexicon, object: string | undefined, name: string): SpokenField | undefined {
  return lexicon.objectOf(object ?? '')?.fields.find(field => field.name === name)
}

export function fieldName(lexicon: Lexicon, object: string | undefined, name: string): string {
  return labelIn(lexicon, fieldAt(lexicon, object, name)?.label, name)
}
