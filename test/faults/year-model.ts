// Faults: what a simulated year should leave behind: deals whose dates are written, moved and cleared, contacts with birthdays, and
// every follow-up that falls due. Pure and seeded, written without a look at the product's own reckoning.

/** Mulberry32: the same numbers for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export interface Size { days: number, deals: number, contacts: number }

/** Days are counted from the first, which is day 0; all writes are made at ten in the morning. */
export interface Deal { name: string, acts: { day: number, date?: number | null, stage?: 'won' | 'lost' }[] }
export interface Contact { name: string, day: number, birthday: string }

export interface Plan { first: string, days: number, deals: Deal[], contacts: Contact[] }

export const offsets = [3, 30, 90, 365]
/** Days that an occurrence may be late. */
export const grace = 7

const DAY = 86_400_000

export function dayText(first: string, day: number): string {
  return new Date(Date.parse(`${first}T00:00:00Z`) + day * DAY).toISOString().slice(0, 10)
}

/** 29 February lies in it. */
export function makePlan(seed: number, { days, deals, contacts }: Size): Plan {
  const random = randomOf(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const first = '2027-12-01'
  return {
    first, days,
    deals: Array.from({ length: deals }, (_, at) => {
      const made = below(Math.max(1, days - 5))
      const date = made - 10 + below(20)
      const acts: Deal['acts'] = [{ day: made, date }]
      if (random() < 0.4) acts.push({ day: made + 1 + below(12), date: random() < 0.25 ? null : made + below(40) })
      if (random() < 0.2) acts.push({ day: made + 1 + below(60), stage: 'lost' })
      else if (random() < 0.5) acts.push({ day: made + below(5), stage: 'won' })
      return { name: `Deal ${at}`, acts: oneADay(acts).filter(act => act.day < days) }
    }),
    contacts: Array.from({ length: contacts }, (_, at) => {
      const birthday = at % 40 === 0 ? '1992-02-29' : `${1950 + below(50)}-${String(1 + below(12)).padStart(2, '0')}-${String(1 + below(28)).padStart(2, '0')}`
      return { name: `Kontak ${at}`, day: below(Math.max(1, Math.floor(days / 4))), birthday }
    }),
  }
}

function oneADay(acts: Deal['acts']): Deal['acts'] {
  let last = -1
  return acts.sort((one, other) => one.day - other.day).map(act => ({ ...act, day: last = Math.max(act.day, last + 1) }))
}

/** The effects that there must be, each once: `D+3 Deal 1 2027-12-05`, `HBD Kontak 1 2028`, `Won Deal 1`. */
export function expectedOf(plan: Plan): string[] {
  return [...plan.deals.flatMap(deal => followUps(plan, deal)), ...plan.deals.filter(isWon).map(deal => `Won ${deal.name}`), ...plan.contacts.flatMap(contact => birthdays(plan, contact))].sort()
}

function isWon(deal: Deal): boolean {
  return deal.acts.some(act => act.stage === 'won')
}

/** A follow-up comes at nine of its day, before what is written at ten; one that is due when its date is written comes at once. */
function followUps({ first, days }: Plan, { name, acts }: Deal): string[] {
  const found = new Set<string>()
  const lost = acts.find(act => act.stage === 'lost')?.day ?? Infinity
  for (const offset of offsets) {
    acts.forEach(({ day, date }, at) => {
      if (date === undefined || date === null) return
      const due = date + offset
      const changed = acts.slice(at + 1).find(act => act.date !== undefined)?.day ?? Infinity
      const comes = due <= day ? day - due < grace && lost > day : due < days && changed >= due && lost >= due
      if (comes) found.add(`D+${offset} ${name} ${dayText(first, date)}`)
    })
  }
  return [...found]
}

function birthdays({ first, days }: Plan, { name, day, birthday }: Contact): string[] {
  const [, month, date] = birthday.split('-').map(Number)
  const found: string[] = []
  for (let at = day + 1; at < days; at++) {
    const here = new Date(`${dayText(first, at)}T00:00:00Z`)
    const year = here.getUTCFullYear()
    const leap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1
    const wanted = month === 2 && date === 29 && !leap ? 28 : date
    if (here.getUTCMonth() + 1 === month && here.getUTCDate() === wanted) found.push(`HBD ${name} ${year}`)
  }
  return found
}
