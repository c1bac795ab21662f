// The workflow room's screens: a workflow in plain words, so that the list can be read aloud.
import type { FieldTools } from '../../../web/records/field-tools.tsx'
import { filterFields } from '../../../web/records/filter/filter-fields.ts'
import { itemWords } from '../../../web/records/filter/filter-words.ts'
import { readFilter, type Filter } from '../../../web/records/filter/filter-model.ts'
import type { Draft } from './queries.ts'
import { workflowTexts as w } from './texts.ts'

/** `{ "stage": "delivered" }` and the like as the filter that it means, for the builder. */
export function stateFilter(state: Filter | undefined): Filter | undefined {
  if (!state) return undefined
  return Object.fromEntries(Object.entries(state).map(([name, value]) => {
    if (name === 'and' || name === 'or' || name === 'not' || (typeof value === 'object' && value !== null && !Array.isArray(value))) return [name, value]
    return [name, value === null ? { empty: true } : Array.isArray(value) ? { in: value } : { in: [value] }]
  }))
}

function filterInWords(filter: Filter, object: string, tools: FieldTools): string {
  const info = tools.objectOf(object)
  return info ? itemWords(readFilter(filter), filterFields(info, tools), tools) : ''
}

/** "When a deal is changed and comes to be: Stage is one of Delivered". */
export function triggerWords({ object, trigger, condition }: Draft, tools: FieldTools): string {
  const { t } = tools
  if (trigger.type === 'webhook') return t(w.calledWords)
  const info = tools.objectOf(object ?? '')
  if (trigger.type !== 'record') return t(trigger.type === 'button' ? w.pressedWords : w.manualWords, { what: (t(info?.label) || (object ?? '')).toLowerCase() })
  const events = trigger.on.map((kind) => t(w[kind])).join(` ${t(w.or)} `)
  const parts = [t(w.whenWords, { what: (t(info?.label) || (object ?? '')).toLowerCase(), events })]
  if (trigger.to) parts.push(t(w.becomesWords, { condition: filterInWords(stateFilter(trigger.to)!, object ?? '', tools) }))
  else if (trigger.changed) parts.push(t(w.changesWords, { fields: trigger.changed.map((name) => t(info?.fields.find((field) => field.name === name)?.label) || name).join(', ') }))
  if (condition && Object.keys(condition).length) parts.push(t(w.onlyWords, { condition: filterInWords(condition, object ?? '', tools) }))
  return parts.join(', ')
}
