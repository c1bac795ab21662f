// The workflow room: the Liquid engine. Bounded in time and memory, without files, with dates in the workspace's zone
// and our own filters. Rendering is synchronous: everything that a template names was loaded before.
import { filters as builtIn, Liquid } from 'liquidjs'
import type { Locale } from '../../kernel/context.ts'
import { addToTime, atTime, dateOnly, type Unit } from './times.ts'

/** What one template may take: characters, milliseconds, and new objects or characters made while rendering. */
export const limits = { parseLimit: 20_000, renderLimit: 1_000, memoryLimit: 1_000_000 }

const dateFilter = builtIn.date as (this: unknown, value: unknown, format: unknown, zone: string) => unknown

const units: Unit[] = ['minutes', 'hours', 'days', 'weeks', 'months', 'years']

/** Tags that reach for other templates; there are none. */
const refused = ['include', 'render', 'layout', 'block', 'tablerow']

const engines = new Map<string, Liquid>()

/** The engine of a workspace's zone and language. */
export function engineFor(timeZone: string, locale: Locale): Liquid {
  const key = `${timeZone} ${locale}`
  let engine = engines.get(key)
  if (!engine) engines.set(key, engine = makeEngine(timeZone, locale))
  return engine
}

function makeEngine(timeZone: string, locale: Locale): Liquid {
  const engine = new Liquid({
    ...limits, timezoneOffset: timeZone, locale, dateFormat: '%-d %B %Y', templates: {}, ownPropertyOnly: true, strictFilters: true, jsTruthy: false, cache: false,
  })
  for (const tag of refused) delete engine.tags[tag]
  for (const unit of units) {
    const name = unit[0].toUpperCase() + unit.slice(1)
    engine.registerFilter(`plus${name}`, (value, amount) => addToTime(value, unit, amount, timeZone))
    engine.registerFilter(`minus${name}`, (value, amount) => addToTime(value, unit, -amount, timeZone))
  }
  engine.registerFilter('at', (value, time) => atTime(value, time, timeZone))
  // A date without a time is the same day everywhere.
  engine.registerFilter('date', function (value, format) {
    return dateFilter.call(this, value, format, dateOnly(value) ? 'UTC' : timeZone)
  })
  return engine
}
