// The workflow room, summaries: a filter in words, from its plain form, with the labels of the object.
import { fieldAt, fieldName, labelIn, say, type Lexicon, type SpokenField } from './lexicon.ts'
import { expressionWords, numberedSteps, partName, templateWords, timeWords, type Speech } from './name-words.ts'
import { conditionTexts as c, decisions, operatorWords, units } from './summary-texts.ts'

type Filter = Record<string, unknown>

const isObject = (value: unknown): value is Filter => typeof value === 'object' && value !== null && !Array.isArray(value)

/** "Stage is Won, Delivered and Amount is at least 100". Empty where nothing is asked. */
export function conditionWords(speech: Speech, filter: unknown, joined: 'and' | 'or' = 'and'): string {
  if (!isObject(filter)) return ''
  const parts = Object.entries(filter).map(([key, value]) => partWords(speech, key, value)).filter(Boolean)
  return parts.join(` ${say(speech.lexicon, c[joined])} `)
}

function partWords(speech: Speech, key: string, value: unknown): string {
  const { lexicon } = speech
  if ((key === 'and' || key === 'or') && Array.isArray(value)) {
    const parts = value.map(part => ({ words: conditionWords(speech, part), several: countOf(part) > 1 })).filter(({ words }) => words)
    return parts.map(({ words, several }) => several && parts.length > 1 ? `(${words})` : words).join(` ${say(lexicon, c[key])} `)
  }
  if (key === 'not') return say(lexicon, c.not, { condition: conditionWords(speech, value) })
  if (key.includes('.')) return knownWords(speech, key, value)
  return fieldWords(speech, key, value)
}

/** A name that the run knows. One that is a statement ("today is a working day") holds, or does not. */
function knownWords(speech: Speech, key: string, value: unknown): string {
  const said = expressionWords(speech, key)
  const [holds, ...more] = isObject(value) ? Object.values(value) : [value]
  const step = numberedSteps(speech.steps).find(({ step: { id } }) => key === `steps.${id}.outcome` || key === `steps.${id}.event`)?.step.type
  if ((key === 'clock.workday' || step === 'wait') && typeof holds === 'boolean' && !more.length) return holds ? said : say(speech.lexicon, c.not, { condition: said })
  return comparisons(speech, said, step === 'requestApproval' ? { name: key, label: {}, type: 'select', options: decisionOptions } : undefined, value)
}

const decisionOptions = Object.entries(decisions).map(([value, label]) => ({ value, label }))

function countOf(filter: unknown): number {
  return isObject(filter) ? Object.values(filter).reduce<number>((sum, value) => sum + (isObject(value) ? Object.keys(value).length : 1), 0) : 1
}

function fieldWords(speech: Speech, name: string, value: unknown): string {
  const { lexicon, object, under = '' } = speech
  const field = fieldAt(lexicon, object, name)
  const label = `${under}${fieldName(lexicon, object, name)}`
  const nested = isObject(value) ? Object.entries(value).filter(([key]) => !(key in operatorWords) && key !== 'empty' && key !== 'today') : []
  if (nested.length === 0) return comparisons(speech, label, field, value)
  if (typeof field?.to === 'string') return conditionWords({ ...speech, object: field.to, under: `${label} › ` }, Object.fromEntries(nested))
  // one of several objects, each with its own conditions; else the parts of an address
  return nested.map(([part, inner]) => field?.to?.includes(part) ? conditionWords({ ...speech, object: part, under: `${label} › ` }, inner) : comparisons(speech, `${label} › ${partName(lexicon, field, part)}`, undefined, inner)).join(` ${say(lexicon, c.and)} `)
}

/** `{ gte: 5 }`, or a plain value, a list of which one is meant, null for empty. */
function comparisons(speech: Speech, field: string, known: SpokenField | undefined, value: unknown): string {
  const { lexicon } = speech
  const operators: [string, unknown][] = value === null ? [['empty', true]] : Array.isArray(value) ? [['in', value]] : isObject(value) ? Object.entries(value) : [['eq', value]]
  return operators.map(([operator, argument]) => {
    if (operator === 'empty') return say(lexicon, argument === false ? c.filled : c.empty, { field })
    if (operator === 'today') return say(lexicon, argument === false ? c.notToday : c.today, { field })
    const said = isObject(argument) ? spanWords(lexicon, argument) : listWords(lexicon, [argument].flat().map(one => valueWords(speech, one, known)), operator)
    return say(lexicon, operatorWords[operator] ?? c.other, { field, value: said })
  }).join(` ${say(lexicon, c.and)} `)
}

const joins: Record<string, 'and' | 'or'> = { between: 'and', in: 'or', notIn: 'or' }

/** "Won or Delivered", "1 and 5". */
function listWords(lexicon: Lexicon, values: string[], operator: string): string {
  const join = joins[operator]
  if (!join || values.length < 2) return values.join(', ')
  return `${values.slice(0, -1).join(', ')} ${say(lexicon, c[join])} ${values.at(-1)}`
}

/** "3 days"; several units one after the other. */
export function spanWords(lexicon: Lexicon, span: Record<string, unknown>): string {
  return Object.entries(span).filter(([, count]) => Number(count) !== 0).map(([unit, count]) => units[unit] ? say(lexicon, units[unit], { count: Math.abs(Number(count)) }) : `${unit} ${JSON.stringify(count)}`).join(' ')
}

/** A fixed value or a template as it is read aloud. */
export function valueWords(speech: Speech, value: unknown, field: SpokenField | undefined): string {
  const { lexicon, object } = speech
  if (value === '@me') return say(lexicon, c.me)
  if (value === '@branch') return say(lexicon, c.ownBranch)
  if (typeof value === 'boolean') return say(lexicon, value ? c.yes : c.no)
  if (Array.isArray(value)) return value.map(one => valueWords(speech, one, field)).join(', ')
  if (isObject(value)) return objectWords(speech, value, field)
  const text = String(value)
  if (text.includes('{{')) return templateWords(speech, text)
  const option = field && lexicon.optionsOf(object ?? '', field).find(one => one.value === text)
  if (option) return labelIn(lexicon, option.label, text)
  if (field?.type === 'user') return lexicon.memberName(text) ?? text
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}).*)?$/.exec(text) ?? []
  if (day) return `${dayWords(lexicon, day)}${time ? ` ${timeWords(lexicon, time)}` : ''}`
  return typeof value === 'number' ? value.toLocaleString(lexicon.language === 'id' ? 'id-ID' : 'en-GB') : `“${text}”`
}

function dayWords({ language }: Lexicon, day: string): string {
  return new Intl.DateTimeFormat(language === 'id' ? 'id-ID' : 'en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
}

/** An amount, or a record of one of several objects. */
function objectWords(speech: Speech, value: Filter, field: SpokenField | undefined): string {
  if ('amount' in value) return `${valueWords(speech, value.amount, undefined)} ${String(value.currency ?? '')}`.trim()
  if ('id' in value) return valueWords(speech, value.id, field)
  return Object.entries(value).map(([name, part]) => `${name}: ${valueWords(speech, part, undefined)}`).join(', ')
}
