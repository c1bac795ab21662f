// Load: a day's work on the full tables: every list and sort, board, count, search and timeline at 30 mixed requests a
// second, for an administrator and for somebody of the role `sales`, who sees her team's.
import { runOpen, type Measured } from './loop.ts'
import { schema, type Call, type System } from './system.ts'

const words = ['budi', 'siti wijaya', 'dewi halim', 'transaksi', 'telepon', 'catatan']
const stages = ['prospect', 'qualified', 'consultation', 'proposal', 'negotiation', 'won', 'lost', 'delivered']

interface FieldInfo { name: string, type: string, index?: boolean }

/** Types that have no order to sort by. */
const unsorted = new Set(['tags', 'multiSelect', 'json', 'file', 'image', 'address', 'geo'])

/** The fields of an object that its lists sort by an index. */
async function sortsOf(call: Call, object: string): Promise<string[]> {
  const { fields } = JSON.parse(await call('GET', `/objects/${object}`)) as { fields: FieldInfo[] }
  return fields.filter(field => field.index && !unsorted.has(field.type) && field.type !== 'relation').map(field => field.name)
}

/** All kinds of requests of one caller. */
async function kindsFor(caller: string, call: Call, { pool }: System, contacts: number): Promise<Record<string, () => Promise<unknown>>> {
  const any = <Value>(values: Value[]): Value => values[Math.floor(Math.random() * values.length)]
  const kinds: Record<string, () => Promise<unknown>> = {}
  for (const object of ['contact', 'deal', 'task']) {
    for (const sort of await sortsOf(call, object)) {
      for (const direction of ['', '-']) kinds[`${caller}: ${object}s by ${direction}${sort}`] = () => call('GET', `/records/${object}?sort=${direction}${sort}&limit=50`)
    }
    kinds[`${caller}: capped count of ${object}s`] = () => call('GET', `/records/${object}?count=capped&limit=1`)
  }
  const filter = encodeURIComponent(JSON.stringify({ occupation: { eq: 'Dokter' } }))
  kinds[`${caller}: capped count with a filter`] = () => call('GET', `/records/contact?filter=${filter}&count=capped&limit=1`)
  kinds[`${caller}: counts on 7 tabs`] = () => call('GET', '/views/counts?object=contact')
  kinds[`${caller}: board of 8 stages`] = () => Promise.all([call('GET', '/records/deal/aggregate?groupBy=stage&measure=sum:amount,count'),
    ...stages.map(stage => call('POST', '/records/deal/query', { filter: { stage: { eq: stage } }, sort: '-updatedAt', limit: 20, fields: ['name', 'amount', 'contact', 'owner', 'stage'] }))])
  kinds[`${caller}: search`] = () => call('GET', `/search?q=${encodeURIComponent(any([...words, `0812${String(Math.floor(Math.random() * contacts)).padStart(8, '0')}`, `pelanggan${Math.floor(Math.random() * contacts)}`]))}`)
  const { data } = JSON.parse(await call('GET', '/records/contact?limit=500&sort=-updatedAt&fields=id')) as { data: { id: string }[] }
  const { rows: sample } = await pool.query<{ id: string }>(`select id from ${schema}.contact tablesample system (0.5) limit 3000`)
  const rows = caller === 'administrator' && sample.length > 0 ? sample : data
  kinds[`${caller}: timeline`] = () => call('GET', `/records/contact/${any(rows).id}/timeline`)
  kinds[`${caller}: my open tasks`] = () => call('POST', '/records/task/query', { filter: { owner: { eq: '@me' }, status: { in: ['open', 'inProgress'] } }, sort: 'dueAt', limit: 50 })
  return kinds
}

/** 30 requests a second, spread over all kinds of both callers, for `seconds`. */
export async function measureDay(system: System, sales: Call, contacts: number, seconds: number): Promise<Record<string, Measured>> {
  const kinds = { ...await kindsFor('administrator', system.call, system, contacts), ...await kindsFor('sales', sales, system, contacts) }
  // each before it counts, once, and a search about as often as there are words: plans are made and caches filled as they are after a minute of any day
  for (const [name, ask] of Object.entries(kinds)) for (let turn = 0; turn < (name.endsWith('search') ? 3 * words.length : 1); turn++) await ask()
  return runOpen(Object.fromEntries(mixedUp(Object.entries(kinds))), 30, seconds)
}

/** In an order of no meaning, the same in each run: the dear kinds do not come one upon the other. */
function mixedUp<Item>(items: Item[]): Item[] {
  return items.map((item, at) => [(at + 1) * 0.618_033_988_749 % 1, item] as const).toSorted(([one], [other]) => one - other).map(([, item]) => item)
}

/** The longest that a writer waited while a field (indexed, with options) was added to the table of contacts, and how long writers wait otherwise. Milliseconds. */
export async function measureNewField({ call }: System): Promise<{ longest: number, usual: number, seconds: number }> {
  const { fields } = JSON.parse(await call('GET', '/objects/contact')) as { fields: FieldInfo[] }
  // kept tables have it from an earlier run
  if (fields.some(field => field.name === 'loadGrade')) await call('DELETE', '/objects/contact/fields/loadGrade')
  const waits: { at: number, took: number }[] = []
  const writing = new AbortController()
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let turn = 0; !writing.signal.aborted; turn++) {
      const at = performance.now()
      await call('POST', '/records/contact', { firstName: 'Penulis', lastName: `${writer} ${turn}` })
      waits.push({ at, took: performance.now() - at })
    }
  })
  await new Promise(done => setTimeout(done, 3000))
  const start = performance.now()
  await call('POST', '/objects/contact/fields', { name: 'loadGrade', label: { en: 'Load grade' }, type: 'select', index: true, options: [{ value: 'a', label: { en: 'A' } }, { value: 'b', label: { en: 'B' } }] })
  const end = await waitForIndex(call)
  await new Promise(done => setTimeout(done, 1000))
  writing.abort()
  await Promise.all(writers)
  const longestOf = (those: typeof waits) => Math.max(0, ...those.map(({ took }) => took))
  return { longest: longestOf(waits.filter(({ at, took }) => at + took >= start && at <= end)), usual: longestOf(waits.filter(({ at, took }) => at + took < start)), seconds: (end - start) / 1000 }
}

async function waitForIndex(call: Call): Promise<number> {
  for (;;) {
    const { fields } = JSON.parse(await call('GET', '/objects/contact')) as { fields: (FieldInfo & { indexState?: 'building' | 'ready' })[] }
    if (fields.find(({ name }) => name === 'loadGrade')!.indexState === 'ready') return performance.now()
    await new Promise(done => setTimeout(done, 200))
  }
}
