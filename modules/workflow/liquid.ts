// The workflow room: the Liquid engine. Bounded in time and memory, without files, with dates in the workspace's zone
// and our own filters. Rendering is synchronous: everything that a template names was loaded before.
import { filters as builtIn, Liquid, type Context as Rendering } from 'liquidjs'
import { DateTime } from 'luxon'
import type { Locale } from '../../kernel/context.ts'
import { zoneName } from '../../kernel/i18n/zone-name.ts'
import { addToTime, atTime, dateOnly, type Unit } from './times.ts'
import { voiceOf } from './voice.ts'

/** What one template may take: characters, milliseconds, and new objects or characters made while rendering. */
export const limits = { parseLimit: 20_000, renderLimit: 1_000, memoryLimit: 1_000_000 }

const dateFilter = builtIn.date as (this: unknown, value: unknown, format: unknown, zone: string) => unknown

const units: Unit[] = ['minutes', 'hours', 'days', 'weeks', 'months', 'years']

/** Tags that reach for other templates; there are none. */
const refused = ['include', 'render', 'layout', 'block', 'tablerow']

const engines = new Map<string, Liquid>()

interface Filtering { context: Rendering }

/** The months' names are those of whom the text speaks to. */
function inVoice(filter: Filtering): Filtering {
  const voice = voiceOf(filter.context)
  if (!voice) return filter
  const context = Object.create(filter.context, { opts: { value: { ...filter.context.opts, locale: voice.locale } } })
  return Object.create(filter, { context: { value: context } })
}

/** `%Z` is the zone as people call it: WIB, WITA, WIT. */
function named(format: unknown, value: unknown, zone: string): unknown {
  if (typeof format !== 'string' || !format.includes('%Z') || typeof value !== 'string') return format
  return format.replaceAll('%Z', zoneName(DateTime.fromISO(value, { zone })))
}

/** The engine of a workspace's zone and language. */
export function engineFor(timeZone: string, locale: Locale): Liquid {
  const key = `${timeZone} ${locale}`
  let engine = engines.get(key)
  if (!engine) engines.set(key, engine = makeEngine(timeZone, locale))
  return engine
}

function makeEngine(timeZone: string, locale: Locale): Liquid {
  const zoneOf = (filter: Filtering) => voiceOf(filter.context)?.timeZone ?? timeZone
  const engine = new Liquid({
    ...limits, timezoneOffset: timeZone, locale, dateFormat: '%-d %B %Y', templates: {}, ownPropertyOnly: true, strictFilters: true, jsTruthy: false, cache: false,
  })
  for (const tag of refused) delete engine.tags[tag]
  for (const unit of units) {
    const name = unit[0].toUpperCase() + unit.slice(1)
    engine.registerFilter(`plus${name}`, function (value, amount) {
      return addToTime(value, unit, amount, zoneOf(this))
    })
    engine.registerFilter(`minus${name}`, function (value, amount) {
      return addToTime(value, unit, -amount, zoneOf(this))
    })
  }
  engine.registerFilter('at', function (value, time) {
    return atTime(value, time, zoneOf(this))
  })
  // A date without a time is the same day everywhere.
  engine.registerFilter('date', function (value, format) {
    return dateFilter.call(inVoice(this), value, named(format, value, zoneOf(this)), dateOnly(value) ? 'UTC' : zoneOf(this))
  })
  return engine
}
