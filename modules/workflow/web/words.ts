// The workflow room's screens: a workflow in plain words, so that the list can be read aloud.
import type { FieldTools } from '../../../web/records/field-tools.tsx'
import { filterFields } from '../../../web/records/filter/filter-fields.ts'
import { itemWords } from '../../../web/records/filter/filter-words.ts'
import { readFilter, type Filter } from '../../../web/records/filter/filter-model.ts'
import type { DateTrigger, Draft, ScheduleTrigger } from './queries.ts'
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
export function triggerWords(draft: Draft, tools: FieldTools): string {
  const { object, trigger } = draft
  const { t } = tools
  if (trigger.type === 'webhook') return t(w.calledWords)
  if (trigger.type === 'schedule') return scheduleWords(trigger, tools)
  const info = tools.objectOf(object ?? '')
  if (trigger.type === 'date') return [dateWords(draft, trigger, tools), ...onlyWords(draft, tools)].join(', ')
  if (trigger.type !== 'record') return t(trigger.type === 'button' ? w.pressedWords : w.manualWords, { what: (t(info?.label) || (object ?? '')).toLowerCase() })
  const events = trigger.on.map((kind) => t(w[kind])).join(` ${t(w.or)} `)
  const parts = [t(w.whenWords, { what: (t(info?.label) || (object ?? '')).toLowerCase(), events })]
  if (trigger.to) parts.push(t(w.becomesWords, { condition: filterInWords(stateFilter(trigger.to)!, object ?? '', tools) }))
  else if (trigger.changed) parts.push(t(w.changesWords, { fields: trigger.changed.map((name) => t(info?.fields.find((field) => field.name === name)?.label) || name).join(', ') }))
  return [...parts, ...onlyWords(draft, tools)].join(', ')
}

function onlyWords({ object, condition }: Draft, tools: FieldTools): string[] {
  return condition && Object.keys(condition).length ? [tools.t(w.onlyWords, { condition: filterInWords(condition, object ?? '', tools) })] : []
}

/** "3 days after Closing date of a deal, at 09:00". */
function dateWords({ object }: Draft, { field, offset, at, repeat }: DateTrigger, { t, objectOf }: FieldTools): string {
  const info = objectOf(object ?? '')
  const spans = Object.entries(offset).filter(([, count]) => count !== 0)
  const counted = spans.map(([unit, count]) => ({ count: String(Math.abs(count)), unit: t(w[unit as 'days']).toLowerCase(), before: count < 0 }))
  const when = counted.length ? counted.map(({ before, ...rest }) => t(before ? w.dateBeforeWords : w.dateAfterWords, rest)).join(' ') : t(w.dateOnWords)
  const name = t(info?.fields.find((each) => each.name === field)?.label) || field
  const said = t(w.dateWords, { when, field: name, what: (t(info?.label) || (object ?? '')).toLowerCase() })
  return [`${said.charAt(0).toUpperCase()}${said.slice(1)}`, ...repeat ? [t(w[`${repeat}Words`])] : [], ...at ? [t(w.dateAtWords, { time: at })] : []].join(', ')
}

function scheduleWords({ cron }: ScheduleTrigger, { t }: FieldTools): string {
  const [, minute, hour, day] = /^(\d{1,2}) (\d{1,2}) \* \* (\*|1-5|[0-6])$/.exec(cron) ?? []
  if (day === undefined) return t(w.scheduleOwnWords, { cron })
  const days = day === '*' ? t(w.everyDay) : day === '1-5' ? t(w.everyWorkday) : t(w[`day${day as '0'}`])
  return t(w.scheduleWords, { days, time: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}` })
}
