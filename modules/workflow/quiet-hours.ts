// The workflow room: at what time a step reaches customers, as far as the definition says it: from the trigger's time, and moved by waits.
// Messages before 08:00 or after 20:00 are a nuisance; the check warns of them.

const FIRST = '08:00'
const LAST = '20:00'

type Step = Record<string, unknown> & { type: string }

/** To a customer rather than to members: neither the owner nor a role, team or member. */
function reachesCustomer({ type, to }: Step): boolean {
  if (type === 'sendMessage') return true
  if (type !== 'sendEmail') return false
  const all = [to ?? []].flat().map(String)
  return all.length === 0 || all.some(one => one.includes('@') || (one.includes('{{') && !/\bowner\b/.test(one)))
}

/** The hour of the day at which a run begins; undefined where any may be. A date without a time is the first moment of its day. */
function startOf({ type, at, cron, offset }: Record<string, unknown>): string | undefined {
  if (type === 'date') return typeof at === 'string' ? padded(at) : Object.keys((offset ?? {}) as object).some(unit => unit === 'hours' || unit === 'minutes') ? undefined : '00:00'
  const [, minute, hour] = type === 'schedule' ? /^(\d{1,2}) (\d{1,2}) /.exec(String(cron)) ?? [] : []
  return hour === undefined ? undefined : padded(`${hour}:${minute}`)
}

/** `9:5` as `09:05`, so that times compare as texts. */
function padded(time: string): string {
  return time.split(':').map(part => part.padStart(2, '0')).join(':')
}

/** A wait of days keeps the hour, one of hours loses it, one until a time names it. */
function afterWait(time: string | undefined, { for: span, until }: Step): string | undefined {
  if (typeof until === 'string') {
    const time = /\bat:\s*["'](\d{1,2}:\d\d)["']/.exec(until)?.[1]
    return time && padded(time)
  }
  const units = Object.keys((span ?? {}) as object)
  return units.includes('hours') || units.includes('minutes') ? undefined : time
}

export interface QuietStep { path: string, time: string }

/** Steps that reach customers outside the hours, each with its time. */
export function quietSteps(trigger: Record<string, unknown>, steps: unknown[]): QuietStep[] {
  const found: QuietStep[] = []
  const walk = (list: unknown[], path: string, begun: string | undefined): string | undefined => {
    let time = begun
    list.forEach((one, at) => {
      if (typeof one !== 'object' || one === null) return
      const step = one as Step
      const here = `${path}[${at}]`
      if (time !== undefined && (time < FIRST || time > LAST) && reachesCustomer(step)) found.push({ path: here, time })
      if (step.type === 'wait') time = afterWait(time, step)
      const ends = ['then', 'else', 'steps'].filter(block => Array.isArray(step[block])).map(block => walk(step[block] as unknown[], `${here}.${block}`, time))
      if (ends.some(end => end !== time)) time = undefined
    })
    return time
  }
  walk(steps, 'steps', startOf(trigger))
  return found
}
