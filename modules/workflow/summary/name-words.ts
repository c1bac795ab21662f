// The workflow room, summaries: templates in words: `{{ record.contact.fullName }}` is "Contact › Name".
import { parts } from '../../../kernel/field/types/address/parts.ts'
import { fieldAt, labelIn, say, type Lexicon, type SpokenField } from './lexicon.ts'
import { nameTexts, units } from './summary-texts.ts'

export interface SpokenStep { id?: string, type: string, object?: unknown, items?: unknown, [input: string]: unknown }

/** Where a template stands: what it may name. */
/** `under` comes before the fields of a related record: "Deal › ". */
export interface Speech { lexicon: Lexicon, object: string | undefined, steps: SpokenStep[], inputs?: { name: string, label: object }[], under?: string }

const blocks = ['then', 'else', 'steps']

/** Also those inside others, with the number by which the summary names each (`2`, `1.3`); `own` is a step without those inside it. */
export function numberedSteps(steps: SpokenStep[], before = ''): { step: SpokenStep, number: string, own: object }[] {
  return steps.flatMap((step, at) => {
    const number = `${before}${at + 1}`
    const own = Object.fromEntries(Object.entries(step).filter(([name]) => !blocks.includes(name)))
    return [{ step, number, own }, ...blocks.flatMap(block => numberedSteps((step[block] ?? []) as SpokenStep[], `${number}.`))]
  })
}

function everyStep(steps: SpokenStep[]): SpokenStep[] {
  return numberedSteps(steps).map(({ step }) => step)
}

/** The number by which the summary names it. */
export function numberOf(steps: SpokenStep[], id: string): string | undefined {
  return numberedSteps(steps).find(({ step }) => step.id === id)?.number
}

/** Of an address; any other name as it is. */
export function partName(lexicon: Lexicon, field: SpokenField | undefined, name: string): string {
  return field?.type === 'address' && name in parts ? say(lexicon, parts[name as keyof typeof parts]) : name
}

/** Fields one below the other: "Contact › Name". A member's and an amount's parts are left out where they say nothing. */
function fieldPath(lexicon: Lexicon, object: string | undefined, names: string[]): string {
  const said: string[] = []
  let at = object
  let last: SpokenField | undefined
  for (const name of names) {
    const field = fieldAt(lexicon, at, name)
    if (!field && (name === 'id' || name === 'amount' || (name === 'name' && said.length > 0))) continue
    said.push(field ? labelIn(lexicon, field.label, name) : name === 'email' ? say(lexicon, nameTexts.email) : partName(lexicon, last, name))
    last = field
    at = field?.type === 'relation' ? (Array.isArray(field.to) ? undefined : field.to) : undefined
  }
  return said.join(' › ')
}

/** What a step ends with that is no record. */
function knownResult(type: string, part: string): 'decision' | 'comment' | 'result' | 'happened' | undefined {
  if (type === 'requestApproval') return part === 'outcome' ? 'decision' : part === 'comment' ? part : undefined
  if (type === 'runFunction') return part === 'result' ? part : undefined
  return type === 'wait' && part === 'event' ? 'happened' : undefined
}

function stepWords({ lexicon, object, steps }: Speech, [id, ...names]: string[]): string {
  const step = everyStep(steps).find(one => one.id === id)
  const place = numberOf(steps, id) ?? id
  const [part, ...rest] = names
  if (part === undefined) return say(lexicon, nameTexts.wholeStep, { step: place })
  if (part === 'count') return say(lexicon, nameTexts.count, { step: place })
  if (part === 'records') return say(lexicon, nameTexts.records, { step: place })
  if (part === 'first' && rest.length === 0) return say(lexicon, nameTexts.first, { step: place })
  const known = step && knownResult(step.type, part)
  if (known) return say(lexicon, nameTexts[known], { step: place })
  const name = fieldPath(lexicon, String(step?.object ?? object ?? ''), part === 'first' ? rest : names)
  return name ? say(lexicon, nameTexts.stepResult, { name, step: place }) : say(lexicon, nameTexts.wholeStep, { step: place })
}

function itemWords({ lexicon, steps }: Speech, names: string[]): string {
  const loop = everyStep(steps).find(step => step.type === 'forEach')
  const found = /steps\.(\w+)\.records/.exec(String(loop?.items ?? ''))?.[1]
  const object = everyStep(steps).find(step => step.id === found)?.object
  return fieldPath(lexicon, typeof object === 'string' ? object : undefined, names) || say(lexicon, nameTexts.item)
}

const clockNames = { weekday: true, hour: true, workday: true, nextWorkday: true }

/** One name without filters; the name itself where nothing is known of it. */
function pathWords(speech: Speech, path: string): string {
  const { lexicon, object, inputs = [] } = speech
  const [root, ...names] = path.split('.')
  const own = () => fieldPath(lexicon, object, names) || say(lexicon, nameTexts.record)
  if (root === 'record') return own()
  if (root === 'before') return say(lexicon, nameTexts.before, { name: own() })
  if (root === 'steps') return stepWords(speech, names)
  if (root === 'contact') return fieldPath(lexicon, 'contact', names) || path
  if (root === 'item') return itemWords(speech, names)
  if (root === 'vars') return say(lexicon, nameTexts.kept, { name: names.join('.') })
  if (root === 'now' || root === 'today' || root === 'index' || root === 'workspace') return say(lexicon, nameTexts[root])
  if (root === 'clock' && names[0] in clockNames) return say(lexicon, nameTexts[names[0] as keyof typeof clockNames])
  if (root !== 'trigger') return path
  const [part, name] = names
  if (part === 'by' || part === 'entry') return say(lexicon, nameTexts[part])
  if (part === 'input') return say(lexicon, nameTexts.asked, { name: labelIn(lexicon, inputs.find(input => input.name === name)?.label, name ?? '') })
  return part === 'body' ? say(lexicon, nameTexts.sent, { name: names.slice(1).join('.') }) : path
}

/** `plusDays: 3 | at: "09:00"` after a name. */
function filterWords(lexicon: Lexicon, name: string, filter: string): string {
  const [, verb, unit, count] = /^(plus|minus)(Minutes|Hours|Days|Weeks|Months|Years):\s*(\d+)$/.exec(filter) ?? []
  if (verb) return say(lexicon, nameTexts[verb as 'plus'], { name, span: say(lexicon, units[unit.toLowerCase()], { count }) })
  const time = /^at:\s*["'](\d\d:\d\d)["']$/.exec(filter)?.[1]
  return time ? say(lexicon, nameTexts.at, { name, time: timeWords(lexicon, time) }) : name
}

/** 09.00 in Indonesian. */
export function timeWords({ language }: Pick<Lexicon, 'language'>, time: string): string {
  return language === 'id' ? time.replace(':', '.') : time
}

export const nothingWords = ({ lexicon }: Speech): string => say(lexicon, nameTexts.nothing)

/** What stands between the braces, in words. */
export function expressionWords(speech: Speech, expression: string): string {
  const [path, ...filters] = expression.split('|').map(part => part.trim())
  return filters.reduce((said, filter) => filterWords(speech.lexicon, said, filter), pathWords(speech, path))
}

/** A text with its templates in words, each in brackets; one that is a template and nothing else stands bare: an id is then the record itself. */
export function templateWords(speech: Speech, text: string): string {
  const only = /^\s*\{\{([^{}]*)\}\}\s*$/.exec(text)
  if (only) return expressionWords(speech, only[1].trim().replace(/\.id$/, ''))
  return text.replace(/\{\{([^{}]*)\}\}/g, (_, inner: string) => `[${expressionWords(speech, inner.trim())}]`).replace(/\s+/g, ' ').trim()
}
