// Recurring tasks: which rules are kept, and which dates follow. Pure.
import { expect, test } from 'vitest'
import { dueDates, keptRule, nextDue, type Recurring } from './next.ts'
import { parseRule, printRule } from './rule.ts'

const zone = 'Asia/Jakarta'

/** The due dates of a series from its first, each done in time. */
function series(recurrence: string, dueAt: string, count: number, more: Partial<Recurring> = {}): (string | null)[] {
  const rule = keptRule(recurrence, more.recurrenceFrom ?? null, dueAt, zone)!
  const dates: (string | null)[] = []
  let task: Recurring = { recurrence: rule, recurrenceFrom: null, dueAt, completedAt: dueAt, series: { id: '', slot: dueAt, start: dueAt, number: 1 }, ...more }
  for (let at = 0; at < count; at++) {
    const next = nextDue(task, zone)
    dates.push(next && next.slice(0, 16))
    if (next === null) break
    task = { ...task, dueAt: next, completedAt: next, series: { ...task.series, slot: next, number: task.series.number + 1 } }
  }
  return dates
}

test('a day that a month lacks falls on its last one, and 29 February on the 28th', () => {
  expect(series('FREQ=MONTHLY', '2027-01-31T02:00:00+00:00', 4)).toEqual(['2027-02-28T02:00', '2027-03-31T02:00', '2027-04-30T02:00', '2027-05-31T02:00'])
  expect(series('FREQ=MONTHLY;BYMONTHDAY=31', '2028-01-31T02:00:00+00:00', 2)).toEqual(['2028-02-29T02:00', '2028-03-31T02:00'])
  expect(series('FREQ=YEARLY', '2028-02-29T02:00:00+00:00', 4)).toEqual(['2029-02-28T02:00', '2030-02-28T02:00', '2031-02-28T02:00', '2032-02-29T02:00'])
})

test('days are those of the zone, and the clock stays what it was when summer time comes', () => {
  // Monday 06:00 in Jakarta is Sunday in Greenwich
  expect(series('FREQ=WEEKLY;BYDAY=MO,TH', '2027-01-03T23:00:00+00:00', 3)).toEqual(['2027-01-06T23:00', '2027-01-10T23:00', '2027-01-13T23:00'])
  expect(nextDue({ recurrence: 'FREQ=DAILY', recurrenceFrom: null, dueAt: '2027-03-27T08:00:00+00:00', completedAt: null, series: { id: '', slot: '2027-03-27T08:00:00+00:00', start: '2027-03-27T08:00:00+00:00', number: 1 } }, 'Europe/Amsterdam')).toBe('2027-03-28T07:00:00+00:00')
})

test('every other week keeps its step when one task is moved, and a moved task is not made again', () => {
  const start = '2027-01-04T02:00:00+00:00'
  const moved = (dueAt: string) => nextDue({ recurrence: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', recurrenceFrom: null, dueAt, completedAt: null, series: { id: '', slot: start, start, number: 1 } }, zone)
  expect(moved('2027-01-12T05:00:00+00:00')).toBe('2027-01-18T02:00:00+00:00')
  expect(moved('2027-01-02T05:00:00+00:00')).toBe('2027-01-18T02:00:00+00:00')
})

test('nth weekdays, ends by count and by date', () => {
  expect(series('FREQ=MONTHLY;BYDAY=-1FR', '2027-01-29T02:00:00+00:00', 2)).toEqual(['2027-02-26T02:00', '2027-03-26T02:00'])
  expect(series('FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', '2027-01-29T02:00:00+00:00', 2)).toEqual(['2027-02-26T02:00', '2027-03-31T02:00'])
  expect(series('FREQ=DAILY;COUNT=3', '2027-01-01T02:00:00+00:00', 9)).toEqual(['2027-01-02T02:00', '2027-01-03T02:00', null])
  expect(series('FREQ=DAILY;UNTIL=20270103', '2027-01-01T23:30:00+00:00', 9)).toEqual(['2027-01-02T23:30', null])
  expect(series('FREQ=DAILY;UNTIL=20270102T020000Z', '2027-01-01T02:00:00+00:00', 9)).toEqual(['2027-01-02T02:00', null])
})

test('from completion the days are counted from when it was done, at the same time of day', () => {
  const task: Recurring = { recurrence: 'FREQ=DAILY;INTERVAL=3', recurrenceFrom: 'completion', dueAt: '2027-01-01T02:00:00+00:00', completedAt: '2027-01-10T09:41:00+00:00', series: { id: '', slot: '2027-01-01T02:00:00+00:00', start: '2027-01-01T02:00:00+00:00', number: 1 } }
  expect(nextDue(task, zone)).toBe('2027-01-13T02:00:00+00:00')
  expect(nextDue({ ...task, recurrence: 'FREQ=MONTHLY', completedAt: '2027-01-31T02:00:00+00:00' }, zone)).toBe('2027-02-28T02:00:00+00:00')
  expect(dueDates(task, zone, new Date(Date.UTC(2028, 0, 1)), 10)).toEqual([])
})

test('a feed sees what is to come, no more than the rule has left', () => {
  const task: Recurring = { recurrence: 'FREQ=WEEKLY;BYDAY=FR;COUNT=3', recurrenceFrom: null, dueAt: '2027-01-01T02:00:00+00:00', completedAt: null, series: { id: '', slot: '2027-01-01T02:00:00+00:00', start: '2027-01-01T02:00:00+00:00', number: 1 } }
  expect(dueDates(task, zone, new Date(Date.UTC(2028, 0, 1)), 50).map(date => date.toISOString())).toEqual(['2027-01-08T02:00:00.000Z', '2027-01-15T02:00:00.000Z'])
})

test.each(['', 'FREQ=HOURLY', 'FREQ=DAILY;FREQ=DAILY', 'FREQ=DAILY;INTERVAL=0', 'FREQ=DAILY;INTERVAL=1000', 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', 'FREQ=WEEKLY;BYDAY=5MO', 'FREQ=MONTHLY;BYDAY=5MO', 'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=20',
  'FREQ=MONTHLY;BYMONTHDAY=30,31', 'FREQ=MONTHLY;BYMONTHDAY=32', 'FREQ=YEARLY;BYDAY=60MO', 'FREQ=DAILY;COUNT=2;UNTIL=20270101', 'FREQ=DAILY;UNTIL=20270231', 'FREQ=DAILY;UNTIL=tomorrow', 'DTSTART:20270101T000000Z\nRRULE:FREQ=DAILY', 'FREQ=WEEKLY;BYDAY=MO,MO', '__proto__=1'])('refuses %j', text => {
  expect(parseRule(text)).toBe(undefined)
})

test('what is kept reads back as itself', () => {
  for (const text of ['FREQ=DAILY', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;COUNT=10', 'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1', 'FREQ=YEARLY;BYMONTH=2;BYDAY=-1SU;UNTIL=20301231']) expect(printRule(parseRule(text)!)).toBe(text)
  expect(keptRule(keptRule('FREQ=MONTHLY', null, '2027-01-31T02:00:00Z', zone)!, null, '2027-01-31T02:00:00Z', zone)).toBe('FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1')
})
