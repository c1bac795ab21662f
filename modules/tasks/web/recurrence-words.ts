// A recurring task's rule in plain words.
import type { Label, Text, Values } from '../../../web/i18n.tsx'
import type { FieldTools } from '../../../web/records/field-tools.tsx'
import { dayOfMonth, parseRule, weekdays, type Rule, type Weekday } from '../recurrence/rule.ts'
import { taskPanelTexts as texts } from './texts.ts'

type Say = (text: Label, values?: Values) => string
export type Words = { t: Say; language: string; date: (day: string) => string }

export const nthTexts: Record<number, Text> = { 1: texts.first, 2: texts.second, 3: texts.third, 4: texts.fourth, [-1]: texts.last }

/** 1 January 2024 was a Monday. */
export function weekdayName(day: Weekday, language: string): string {
  return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, 1 + weekdays.indexOf(day)))
}

export const isWorkdays = ({ freq, byDay }: Rule): boolean => freq === 'WEEKLY' && byDay.map((each) => each.day).join() === 'MO,TU,WE,TH,FR'

function daysOf(rule: Rule, { t, language }: Words): string {
  const { byDay, byMonthDay, bySetPos, byMonth } = rule
  const nth = (each: Rule['byDay'][number]) => {
    const place = each.nth ?? bySetPos
    const name = weekdayName(each.day, language)
    return place === undefined ? name : t(texts.nthDay, { nth: t(nthTexts[place]), day: name })
  }
  const day = dayOfMonth(rule)
  const days = byDay.length ? byDay.map(nth).join(', ') : bySetPos === -1 || byMonthDay.length === 1 ? (day === -1 || day === 31 ? t(texts.lastDay) : t(texts.dayNumber, { day })) : byMonthDay.map((each) => t(texts.dayNumber, { day: each })).join(', ')
  return byMonth ? `${days} ${new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, byMonth - 1, 1))}` : days
}

/** "Every 2 weeks on Monday, until 31 Dec 2027"; the rule as it is when it is none of ours. */
export function ruleInWords(text: string, from: unknown, words: Words): string {
  const rule = parseRule(text)
  if (!rule) return text
  const { t, date } = words
  const one = { DAILY: texts.everyDay, WEEKLY: texts.everyWeek, MONTHLY: texts.everyMonth, YEARLY: texts.everyYear }[rule.freq]
  const many = { DAILY: texts.everyDays, WEEKLY: texts.everyWeeks, MONTHLY: texts.everyMonths, YEARLY: texts.everyYears }[rule.freq]
  const often = isWorkdays(rule) && rule.interval === 1 ? t(texts.workdays) : t(rule.interval === 1 ? one : many, { count: rule.interval, days: daysOf(rule, words) })
  const end = rule.until ? t(texts.endsOn, { date: date(`${rule.until.slice(0, 4)}-${rule.until.slice(4, 6)}-${rule.until.slice(6, 8)}`) }) : rule.count ? t(texts.endsAfter, { count: rule.count }) : ''
  return often + end + (from === 'completion' ? t(texts.fromDone) : '')
}

/** The same as a timeline says it, where it is not told from when the rule counts. */
export function sayRule(rule: unknown, { t, format }: FieldTools): string {
  return ruleInWords(String(rule), undefined, { t, language: format.region.language, date: (day) => format.date(day) })
}
