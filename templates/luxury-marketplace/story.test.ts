// Template luxury-marketplace: the demo story lived through in 400 days: every step of the chain happens on its day, once.
import { expect, test } from 'vitest'
import type { Client } from '../../test/client.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'
import { customers, days, daysBetweenGroups, groups } from './story.ts'

const first = Date.UTC(2027, 2, 1)
const dayOf = (day: number) => new Date(first + day * 86_400_000).toISOString().slice(0, 10)

interface Life { name: string, appraised: boolean, contact: string, deal: string, item: string }

const batch = async (caller: Client, object: string, operations: object[]): Promise<any[]> => {
  const answer = await caller.post(`/records/${object}/batch`, { operations })
  return answer.results ?? answer.data
}
const idOf = (made: any): string => made.id ?? made.record?.id
const updates = (ids: string[], data: (at: number) => object) => ids.map((id, at) => ({ op: 'update', id, data: data(at) }))

interface World { w: TestWorkspace, sales: Client, inspector: string }

/** What people do on this day of a group. */
const acts: Record<string, (world: World, group: Life[], number: number, day: string) => Promise<unknown>> = {
  async intake({ w, sales }, group, number) {
    const owner = sales.member
    const contacts = await batch(w.admin, 'contact', customers.map(({ firstName, lastName, phone, language, consents }) => ({ op: 'create', data: { firstName, lastName, owner, language, messageConsent: consents, phone: phone.replace('5550', `555${number}`), dateOfBirth: `1990-${dayOf(number * daysBetweenGroups + days.birthday).slice(5)}` } })))
    const deals = await batch(w.admin, 'deal', customers.map(({ model, voucher }, at) => ({ op: 'create', data: { name: `${model} ${number}-${at}`, contact: idOf(contacts[at]), owner, amount: 1_000_000, ...voucher ? { voucherCode: `V-${number}-${at}`, voucherValue: 500_000, voucherUntil: '2027-12-31' } : {} } })))
    const items = await batch(w.admin, 'opsInventory', customers.map(({ brand, model }, at) => ({ op: 'create', data: { name: model, brand, serial: `S-${number}-${at}`, newGrading: 'new', deal: idOf(deals[at]) } })))
    customers.forEach(({ model, appraised }, at) => group.push({ name: `${model} ${number}-${at}`, appraised, contact: idOf(contacts[at]), deal: idOf(deals[at]), item: idOf(items[at]) }))
  },
  async priceOffering({ w }, group) {
    await batch(w.admin, 'deal', updates(group.map(each => each.deal), () => ({ stage: 'priceOffering' })))
    await batch(w.admin, 'opsInventory', updates(group.filter(each => each.appraised).map(each => each.item), () => ({ appraisal: 'done' })))
  },
  graded: ({ w, inspector }, group, _, day) => batch(w.admin, 'opsInventory', updates(group.map(each => each.item), () => ({ inspectionStartedAt: `${day}T09:00:00+07:00`, inspector, inspectedOn: day, finalGrading: 'unworn' }))),
  progress: ({ w }, group) => batch(w.admin, 'deal', updates(group.map(each => each.deal), () => ({ stage: 'won' }))),
  goodsOut: ({ w }, group) => batch(w.admin, 'opsInventory', updates(group.map(each => each.item), () => ({ goodsOut: 'sale' }))),
  delivered: ({ w }, group, number) => batch(w.admin, 'opsInventory', updates(group.map(each => each.item), at => ({ doNumber: `DO-2027-${String(number * 100 + at).padStart(5, '0')}` }))),
  async afterSales({ w, sales }, group, _, day) {
    const tasks = await all(sales, `task`, { tags: { hasAny: ['after-sales'] }, status: { eq: 'open' } })
    const mine = tasks.filter(task => group.some(each => each.deal === task.about.id))
    await batch(w.admin, 'task', updates(mine.map(task => task.id), () => ({ status: 'done' })))
    await batch(w.admin, 'deal', updates(group.map(each => each.deal), () => ({ pulseCheckDate: day })))
  },
}

async function all(caller: Client, object: string, filter: object): Promise<any[]> {
  const found: any[] = []
  for (let after: string | undefined; ;) {
    const page = await caller.post(`/records/${object}/query`, { filter, limit: 500, ...after && { after } })
    found.push(...page.data)
    if (!(after = page.page.next)) return found
  }
}

/** Every post of a channel, oldest first. */
async function postsIn(caller: Client, channel: string): Promise<any[]> {
  const found: any[] = []
  for (let before: number | undefined; ;) {
    const { data } = await caller.get(`/chat/channels/${channel}/messages?limit=100${before === undefined ? '' : `&before=${before}`}`)
    if (data.length === 0) return found.reverse()
    found.push(...data)
    before = data.at(-1).seq
  }
}

async function everyMessage(caller: Client): Promise<{ text: string, at: string }[]> {
  const found: any[] = []
  for (let after: string | undefined; ;) {
    const page = await caller.get(`/development/messages?limit=500${after ? `&after=${encodeURIComponent(after)}` : ''}`)
    found.push(...page.data)
    if (!(after = page.page.next)) return found
  }
}

test('D8: three hundred customers in four hundred days: each step of the chain comes on its day, once, and its causes are told', { timeout: 600_000 }, async () => {
  const w = await testWorkspace({ template: 'luxury-marketplace' })
  const sales = await w.person('sales', { name: 'Sari' })
  const world: World = { w, sales, inspector: sales.member }
  const lives: Life[][] = Array.from({ length: groups }, () => [])
  const calendar = Map.groupBy(lives.flatMap((_, group) => Object.entries(days).map(([what, day]) => ({ what, group, day: group * daysBetweenGroups + day }))), each => each.day)
  for (const day of [...calendar.keys()].sort((one, other) => one - other)) {
    await w.setClock(`${dayOf(day)}T10:00:00+07:00`)
    await w.settle()
    for (const { what, group } of calendar.get(day)!) await acts[what]?.(world, lives[group], group, dayOf(day))
    await w.settle()
  }
  const on = (group: number, what: keyof typeof days) => dayOf(group * daysBetweenGroups + days[what])
  const everyone = lives.flatMap((group, number) => group.map(life => ({ ...life, group: number })))
  expect(everyone).toHaveLength(300)

  const deals = new Map((await all(sales, 'deal', {})).map(deal => [deal.id, deal]))
  for (const { deal, group, appraised } of everyone) {
    expect(deals.get(deal)).toMatchObject({ stage: 'delivered', itemsOpen: 0, tags: null, deliveredAt: `${on(group, 'delivered')}T03:00:00+00:00`, afterSalesDoneAt: `${on(group, 'afterSales')}T03:00:00+00:00` })
    expect([deals.get(deal).overdueSince, deals.get(deal).overdueUntil]).toEqual(appraised ? [`${on(group, 'overdue')}T03:00:00+00:00`, `${on(group, 'progress')}T03:00:00+00:00`] : [null, null])
  }
  const tasks = (await all(sales, 'task', {})).map(task => [task.about.id, task.tags[0], task.createdAt.slice(0, 10)].join(' ')).sort()
  expect(tasks).toEqual(everyone.flatMap(({ deal, group }) => [`${deal} after-sales ${on(group, 'delivered')}`, `${deal} d365 ${on(group, 'd365')}`]).sort())

  const channels = (await sales.get('/chat/channels?all=true&limit=100')).data
  const direct = (await Promise.all(channels.filter((each: any) => each.kind === 'direct').map((each: any) => postsIn(sales, each.id)))).flat()
  const kinds: [keyof typeof days, RegExp][] = [['delivered', /^(Delivered|Diterima)/], ['d3', /^D\+3:/], ['d30', /^D\+30:/], ['d365', /^(A year|Setahun)/]]
  for (const [what, pattern] of kinds) {
    const told = direct.filter(post => pattern.test(post.text)).map(post => `${everyone.find(({ name }) => post.text.includes(`${name} `) || post.text.endsWith(name) || post.text.includes(`${name}:`))?.name} ${post.createdAt.slice(0, 10)}`).sort()
    expect(told).toEqual(everyone.map(({ name, group }) => `${name} ${on(group, what)}`).sort())
  }
  const admin = await postsIn(w.admin, channels.find((each: any) => each.name === 'Admin').id)
  expect(admin.map(post => `${/S-\d+-\d+/.exec(post.text)?.[0]} ${post.createdAt.slice(0, 10)}`).sort()).toEqual(everyone.map(({ group, name }) => `S-${name.split(' ').at(-1)} ${on(group, 'goodsOut')}`).sort())

  // customers are written to in their language, those who consented, on their own day, and sales gets no post of it
  const sent = (await everyMessage(w.admin)).map(message => [message.text, message.at.slice(0, 10)])
  const wished = sent.filter(([text]) => /ulang tahun|birthday/.test(text))
  const reminded = sent.filter(([text]) => /voucher/.test(text))
  const consenting = customers.filter(each => each.consents)
  expect([wished.length, reminded.length, sent.length]).toEqual([consenting.length * groups, consenting.filter(each => each.voucher).length * groups, consenting.length * groups + consenting.filter(each => each.voucher).length * groups])
  expect(new Set(wished.map(([, day]) => day))).toEqual(new Set(lives.map((_, group) => on(group, 'birthday'))))
  expect(reminded.every(([text, day]) => day === on(Number(/V-(\d)-/.exec(text)![1]), 'd90') && text.includes('Rp') && text.includes('500') && !text.includes('–'))).toBe(true)
  expect(wished.filter(([text]) => text.startsWith('Happy')).length).toBe(consenting.filter(each => each.language === 'en').length * groups)

  // D8: the causes of the last task, back to the number that somebody filled: task, Delivered, no item left, Goods sold, DO number
  const [task] = (await all(sales, 'task', { tags: { hasAny: ['after-sales'] } })).filter(each => each.about.id === everyone[0].deal)
  const { data } = await w.admin.get(`/records/task/${task.id}/why?field=subject`)
  expect(data[0].causes.map((each: any) => [each.version, each.at.slice(0, 10)])).toEqual(Array.from({ length: 5 }, (_, at) => [at === 4 ? null : 1, on(0, 'delivered')]))
  expect(data[0].causes.map((each: any) => [each.object, each.kind, each.changed.find((name: string) => ['subject', 'stage', 'itemsOpen', 'column', 'doNumber'].includes(name))]))
    .toEqual([['task', 'created', 'subject'], ['deal', 'updated', 'stage'], ['deal', 'condition', 'itemsOpen'], ['opsInventory', 'updated', 'column'], ['opsInventory', 'updated', 'doNumber']])
  expect((await w.admin.get(`/workflows?limit=100`)).data.every((each: any) => each.faults.length === 0)).toBe(true)
})
