// Field type duration: a length of time in whole seconds.
import { checkBounds, checkBoundsDefinition } from '../../bounds.ts'
import { compareNumbers, orderOperators } from '../../comparison.ts'
import type { FieldType } from '../../field-type.ts'
import { InvalidValue } from '../../field-type.ts'

const LONGEST = 2_147_483_647

const units: Record<string, number> = {
  s: 1, sec: 1, second: 1, seconds: 1, detik: 1, dtk: 1, m: 60, min: 60, minute: 60, minutes: 60, menit: 60, mnt: 60,
  h: 3600, hr: 3600, hour: 3600, hours: 3600, j: 3600, jam: 3600, d: 86_400, day: 86_400, days: 86_400, hari: 86_400,
}

function parse(input: unknown): number | null {
  if (input === null || input === undefined) return null
  if (typeof input !== 'number' || !Number.isInteger(input) || Math.abs(input) > LONGEST) throw new InvalidValue('duration.invalid')
  return input === 0 ? 0 : input
}

/** Seconds of "90", "1:30" (an hour and a half), "0:01:30", "1h 30m", "2 jam 15 menit"; null when it is none. */
function readDuration(text: string): number | null {
  if (text.startsWith('-')) return negate(readDuration(text.slice(1)))
  if (/^\d{1,10}$/.test(text)) return Number(text)
  const clock = /^(\d{1,6}):([0-5]\d)(?::([0-5]\d))?$/.exec(text)
  if (clock) return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3] ?? 0)
  if (!/^(?:\d{1,10}(?:[.,]\d{1,3})?\s*[a-z]+\s*)+$/.test(text)) return null
  let seconds = 0
  for (const [, count, unit] of text.matchAll(/([\d.,]+)\s*([a-z]+)/g)) {
    if (!Object.hasOwn(units, unit)) return null
    seconds += Number(count.replace(',', '.')) * units[unit]
  }
  return Math.round(seconds)
}

function negate(seconds: number | null): number | null {
  return seconds === null ? null : -seconds
}

export const duration: FieldType = {
  name: 'duration',
  label: { en: 'Duration', id: 'Durasi' },
  columns: () => [{ suffix: '', type: 'integer' }],
  checkDefinition: checkBoundsDefinition,
  parse(input, field) {
    const seconds = parse(input)
    if (seconds !== null) checkBounds(seconds, field)
    return seconds
  },
  parseText(text, field, environment) {
    const trimmed = text.trim().toLowerCase()
    if (trimmed === '') return null
    const seconds = trimmed.length <= 60 ? readDuration(trimmed) : null
    if (seconds === null) throw new InvalidValue('duration.invalid')
    return duration.parse(seconds, field, environment)
  },
  toColumns: value => [value],
  read: column => column(),
  operators: orderOperators({ type: 'integer', parse, compare: compareNumbers }),
  sort: { expression: column => column(), type: 'integer' },
  index: 'btree',
  format: value => value === null ? '' : formatDuration(value),
  measures: ['sum', 'avg', 'min', 'max', 'countDistinct'],
  examples: [0, 90, 5400, LONGEST, -60],
}

/** "1:30:00": hours, minutes, seconds. */
function formatDuration(value: number): string {
  const seconds = Math.abs(value)
  const rest = [seconds / 60 % 60, seconds % 60].map(part => String(Math.floor(part)).padStart(2, '0'))
  return `${value < 0 ? '-' : ''}${Math.floor(seconds / 3600)}:${rest.join(':')}`
}
