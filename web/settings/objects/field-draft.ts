// Settings, objects: a field while it is made or changed, its own checks, and what of it is sent. Pure functions.
import type { FieldInfo } from '../../queries.ts'
import { readFilter, toFilter, type Filter, type Group } from '../../records/filter/filter-model.ts'
import { cleanHelp, cleanLabels, nameOf, type Labels } from '../labels.ts'

/** `when`: offered only with these values of another select. */
export type OptionDraft = { value: string; label: Labels; color?: string; when?: OptionWhen; isNew?: boolean }
export type OptionWhen = { field: string; in: string[] }
export type FieldDraft = {
  name: string; type: string; label: Labels; help: Labels; options: OptionDraft[]; to: string[]; weight: string
  /** text: the longest allowed; numbers: the bounds. As they are typed. */
  max: string; min: string
  /** text: free, of a fixed form (`mask`), or a number that is checked. */
  form: TextForm; mask: string
  required: boolean; unique: boolean; index: boolean; writeOnce: boolean; sensitive: boolean; track: boolean; strict: boolean
  /** autoNumber. */
  pattern: string; keepGiven: boolean
  formula: string; rollup: RollupDraft
  /** What a new record begins with; an option that is new by the value that it has meanwhile. */
  default: unknown
}

export type TextForm = 'free' | 'mask' | 'nik' | 'npwp'

export type RollupDraft = { object: string; by: string; measure: string; of: string; filter: Group }
const rollupOf = ({ filter, ...given }: Partial<Omit<RollupDraft, 'filter'>> & { filter?: unknown }): RollupDraft => ({ object: '', by: '', measure: 'count', of: '', ...given, filter: readFilter(filter as Filter | undefined) })

/** Types that a customer may choose, the everyday ones first. */
export const fieldTypes = [
  'text', 'longText', 'number', 'decimal', 'currency', 'percent', 'boolean', 'date', 'dateTime', 'time', 'duration', 'select', 'multiSelect', 'tags', 'email', 'phone', 'url',
  'relation', 'user', 'address', 'geo', 'file', 'image', 'richText', 'autoNumber', 'rating', 'formula', 'rollup', 'json',
]

/** What an existing field may become without losing a value; the server decides. */
export const widerTypes: Record<string, string[]> = {
  text: ['longText'], email: ['text', 'longText'], url: ['text', 'longText'], phone: ['text', 'longText'], select: ['text', 'longText'], multiSelect: ['tags'],
  percent: ['decimal'], rating: ['number'],
}

export const hasBounds = (type: string) => ['number', 'decimal', 'currency', 'duration', 'rating'].includes(type)
export const isDerived = (type: string) => type === 'formula' || type === 'rollup'
/** The selects of the object that may decide which options of this field are offered, the stage among them. */
export const decidersOf = (fields: FieldInfo[], name: string | undefined) =>
  fields.filter((one) => one.type === 'select' && one.name !== name && one.options?.length)
export const hasOptions = (type: string) => type === 'select' || type === 'multiSelect'
const beginning = new Set(['text', 'longText', 'number', 'decimal', 'currency', 'percent', 'boolean', 'date', 'dateTime', 'time', 'duration', 'select', 'multiSelect', 'tags', 'email', 'phone', 'url', 'user', 'rating'])
/** Whether it can be said here what a new record begins with. Of options that pipelines keep it cannot. */
export const mayBegin = ({ type, options }: FieldDraft, field: FieldInfo | null) => beginning.has(type) && !field?.pipelineField && (!hasOptions(type) || options.length > 0)
export const mayBeUnique = (type: string) => ['text', 'number', 'email', 'phone', 'url', 'relation', 'autoNumber'].includes(type)
export const alwaysIndexed = (type: string) => ['relation', 'email', 'phone', 'user', 'tags'].includes(type)
export const mayBeIndexed = (type: string) => !['longText', 'json', 'address', 'multiSelect', 'richText', 'file', 'image'].includes(type) && !alwaysIndexed(type)

export function draftOf(field: FieldInfo | null): FieldDraft {
  return {
    name: field?.name ?? '', type: field?.derived ?? field?.type ?? 'text', label: (field?.label as Labels) ?? {}, help: (field?.help as Labels) ?? {},
    options: (field?.options ?? []).map((option) => ({ ...option, label: option.label as Labels })), to: [field?.to ?? []].flat(),
    max: String(field?.max ?? ''), min: String(field?.min ?? ''), form: field?.format ?? (field?.type === 'text' && field.pattern ? 'mask' : 'free'), mask: String((field?.type === 'text' && field.pattern) || ''), weight: String(field?.weight ?? 0),
    required: Boolean(field?.required), unique: Boolean(field?.unique), index: Boolean(field?.index), writeOnce: Boolean(field?.writeOnce), sensitive: Boolean(field?.sensitive), track: field?.track !== false,
    strict: Boolean(field?.strict), pattern: String((field?.type === 'autoNumber' && field.pattern) || '{0000}'), keepGiven: Boolean(field?.keepGiven), formula: String(field?.formula ?? ''), rollup: rollupOf({ ...(field?.rollup as object | undefined) }), default: field?.default ?? null,
  }
}

export type Fault = 'label' | 'options' | 'to' | 'formula' | 'rollup' | 'mask' | 'max' | 'min'

export function checkField(draft: FieldDraft): Fault[] {
  const faults: Fault[] = []
  if (!Object.keys(cleanLabels(draft.label)).length) faults.push('label')
  if (hasOptions(draft.type) && !draft.options.some((option) => Object.keys(cleanLabels(option.label)).length)) faults.push('options')
  if (draft.type === 'relation' && !draft.to.length) faults.push('to')
  if (draft.type === 'formula' && !draft.formula.trim()) faults.push('formula')
  if (draft.type === 'rollup' && (!draft.rollup.by || (draft.rollup.measure !== 'count' && !draft.rollup.of))) faults.push('rollup')
  if (draft.type === 'text' && draft.form === 'mask' && !draft.mask.trim()) faults.push('mask')
  if (hasBounds(draft.type)) faults.push(...(['min', 'max'] as const).filter((name) => Number.isNaN(boundOf(draft[name]))))
  return faults
}

/** Typed with either decimal sign; null where there is none, NaN where it is no number. */
function boundOf(text: string): number | null {
  const typed = text.trim().replace(',', '.')
  return typed === '' ? null : Number(typed)
}

/** `taken`: names that the object already has. */
export function bodyOf(draft: FieldDraft, before: FieldInfo | null, taken: string[]) {
  const label = cleanLabels(draft.label)
  const flags = { required: draft.required, unique: draft.unique, writeOnce: draft.writeOnce, sensitive: draft.sensitive, track: draft.track, ...(!alwaysIndexed(draft.type) && { index: draft.index }) }
  if (isDerived(draft.type)) return derivedBody(draft, before, label, taken)
  const options = draft.options.filter((option) => Object.keys(cleanLabels(option.label)).length)
  return {
    ...(!before && { name: freeName(draft.name || nameOf(Object.values(label)[0] ?? ''), taken) }),
    ...(before?.type !== draft.type && { type: draft.type }),
    label, help: cleanHelp(draft.help), ...flags, weight: Number(draft.weight) || 0,
    ...(hasOptions(draft.type) && !before?.pipelineField && { options: nameOptions(options) }),
    ...(mayBegin(draft, before) && beginningOf(draft, options)),
    ...(draft.type === 'relation' && { to: draft.to.length === 1 ? draft.to[0] : draft.to }),
    ...(draft.type === 'autoNumber' && { pattern: draft.pattern.trim() || '{0000}', keepGiven: draft.keepGiven }),
    ...(draft.type === 'phone' && { strict: draft.strict }),
    ...(draft.type === 'text' && textRules(draft)),
    ...(hasBounds(draft.type) && { min: boundOf(draft.min), max: boundOf(draft.max) }),
  }
}

/** Nothing is said where it names an option that goes: that moves along with the records. */
function beginningOf({ type, default: value }: FieldDraft, options: OptionDraft[]): { default?: unknown } {
  if (!hasOptions(type) || value === null) return { default: value }
  const named = nameOptions(options)
  const chosen = [value].flat().map((one) => named[options.findIndex((option) => option.value === one)]?.value)
  if (chosen.some((one) => one === undefined)) return {}
  return { default: Array.isArray(value) ? chosen : chosen[0] }
}

const textRules = ({ form, mask, max }: FieldDraft) => ({
  max: max ? Number(max) : null, pattern: form === 'mask' ? mask.trim() : null, format: form === 'nik' || form === 'npwp' ? form : null,
})

function derivedBody(draft: FieldDraft, before: FieldInfo | null, label: Labels, taken: string[]) {
  const { object, by, measure, of } = draft.rollup
  const filter = toFilter(draft.rollup.filter)
  return {
    ...(!before && { name: freeName(draft.name || nameOf(Object.values(label)[0] ?? ''), taken), type: draft.type }),
    label, help: cleanHelp(draft.help), index: draft.index, sensitive: draft.sensitive,
    ...(draft.type === 'formula' ? { formula: draft.formula } : { rollup: { object, by, measure, ...(measure !== 'count' && { of }), ...(filter !== undefined && { filter }) } }),
  }
}

function freeName(wanted: string, taken: string[]): string {
  const base = wanted || 'field'
  let name = base
  for (let count = 2; taken.includes(name); count += 1) name = `${base}${count}`
  return name
}

/** New options get a value from their label; old ones keep theirs, so that records keep them. */
function nameOptions(options: OptionDraft[]) {
  const used = new Set(options.filter((option) => !option.isNew).map((option) => option.value))
  return options.map(({ isNew, value, label, color, when }) => {
    const labels = cleanLabels(label)
    const rest = { label: labels, ...(color && { color }), ...(when && { when }) }
    if (!isNew) return { value, ...rest }
    const base = nameOf(Object.values(labels)[0]!) || Object.values(labels)[0]!
    let name = base
    for (let count = 2; used.has(name); count += 1) name = `${base}${count}`
    used.add(name)
    return { value: name, ...rest }
  })
}
