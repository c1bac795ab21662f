// The functions room, inside the sandbox: what a function is given, made in its own context before its code is read. Time stands
// still and chance is the same on every try, so that a retry asks for the same things in the same order.

/** Evaluates to a function of the host's; answers what starts the user's function. */
export const prelude = `(function (ask, say, given, now, seed, most) {
  'use strict'
  const { parse, stringify } = JSON
  const Real = Date
  function Now(...parts) { return new.target ? Reflect.construct(Real, parts.length ? parts : [now], new.target) : new Real(now).toString() }
  Object.defineProperties(Now, Object.getOwnPropertyDescriptors({ now: () => now, parse: Real.parse, UTC: Real.UTC }))
  Now.prototype = Real.prototype
  Real.prototype.constructor = Now
  globalThis.Date = Now
  let state = seed
  Math.random = () => {
    state = state + 0x6d2b79f5 | 0
    let mixed = Math.imul(state ^ state >>> 15, 1 | state)
    mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed
    return ((mixed ^ mixed >>> 14) >>> 0) / 4294967296
  }
  const call = name => async (...parts) => {
    const reply = parse(await ask(name, stringify(parts)))
    if (!reply.error) return reply.value
    throw Object.assign(new Error(reply.error.message), reply.error)
  }
  const write = part => typeof part === 'string' ? part : part instanceof Error ? String(part) : stringify(part) ?? String(part)
  const log = (...parts) => say(parts.map(write).join(' '))
  globalThis.console = Object.freeze({ log, info: log, warn: log, error: log })
  const group = (name, verbs) => Object.freeze(Object.fromEntries(verbs.map(verb => [verb, call(name + '.' + verb)])))
  const tools = {
    ...parse(given), log,
    crm: group('crm', ['get', 'search', 'create', 'update', 'delete', 'related']), http: group('http', ['fetch']), mail: group('mail', ['send']), chat: group('chat', ['post']),
  }
  return async main => {
    const text = stringify(await main(tools)) ?? 'null'
    if (text.length > most) throw Object.assign(new Error('The result is too large'), { code: 'function.resultTooLarge' })
    return text
  }
})`

const parameters = '{ record, input, crm, http, mail, chat, log }'

/** Plain statements become the function's body; lines keep their numbers. */
export function asModule(code: string): string {
  return /^\s*export\s+default\b/m.test(code) ? code : `export default async function (${parameters}) {${code}\n}`
}
