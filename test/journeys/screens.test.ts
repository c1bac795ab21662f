// Journeys: every screen in both languages, light and dark, wide and on a phone, with much data and with none: what is said
// is said in one language, nothing keeps people out (axe), and where PICTURES is set a picture of each is kept to be looked at.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../workspace.ts'
import { administrator, enter, look, phone, settled, test, visit, wordsOn, type Visit } from './browser.ts'
import { fillDemo, type Demo } from './demo.ts'
import { strangeWords } from './languages.ts'

type Look = [string, Visit & { language: 'id' | 'en' }]

/** Each language, each theme and each size once; `PICTURES=all` looks at the rest too. */
const daily: Look[] = [
  ['wide id light', { language: 'id', theme: 'light' }],
  ['phone en dark', { language: 'en', theme: 'dark', ...phone }],
]
const rest: Look[] = [
  ['wide en dark', { language: 'en', theme: 'dark' }],
  ['phone id light', { language: 'id', theme: 'light', ...phone }],
  ['middle id light', { language: 'id', theme: 'light', width: 1024, height: 768 }],
]
const looks = process.env.PICTURES === 'all' ? [...daily, ...rest] : daily

let full: TestWorkspace
let empty: TestWorkspace
let demo: Demo
let workflow: string
let layout: string

beforeAll(async () => {
  full = await testWorkspace({ template: 'after-sales', clock: 'wall' })
  const session = await full.admin.get('/members?limit=500')
  demo = await fillDemo(full.admin, session.data.find((member: { name: string }) => member.name === 'Ayu').id)
  await full.admin.update('deal', demo.longDeal, { stage: 'negotiation' })
  await full.admin.update('deal', demo.deals[1], { stage: 'delivered' })
  await full.settle()
  workflow = (await full.admin.get('/workflows')).data[0].id
  layout = (await full.admin.post('/layouts', { object: 'contact', name: 'satu', label: { en: 'Acme', id: 'Acme' }, roles: ['sales'], sections: [{ label: { en: 'Acme', id: 'Acme' }, columns: 2, fields: ['firstName', 'phone', 'mailingAddress'].map(field => ({ field })) }] })).id
  await full.admin.post('/sharing-rules', { label: { en: 'Acme', id: 'Acme' }, object: 'deal', filter: { amount: { gte: 5_000_000 } }, to: { role: 'sales' }, access: 'read' })
  empty = await testWorkspace({ template: 'blank', clock: 'wall' })
}, 120_000)

afterAll(async () => {
  await full?.close()
  await empty?.close()
})

const screens = (): [string, string][] => [
  ['my-day', '/'],
  ['contacts', '/o/contact'],
  ['companies', '/o/company'],
  ['leads-none', '/o/lead'],
  ['deals-board', '/o/deal?kind=board'],
  ['deals-table', '/o/deal?kind=table'],
  ['tasks', '/o/task'],
  ['products-none', '/o/product'],
  ['peek', `/o/contact?peek=${demo.contacts[5]}`],
  ['contact-long-name', `/o/contact/${demo.longContact}`],
  ['deal-long-name', `/o/deal/${demo.longDeal}`],
  ['deal-delivered', `/o/deal/${demo.deals[1]}`],
  ['company', `/o/company/${demo.companies[0]}`],
  ['deals-calendar', '/o/deal?kind=calendar&date=closingDate'],
  ['contacts-grouped', '/o/contact?group=mailingAddress.city'],
  ['sales', '/sales'],
  ['duplicates', '/duplicates/contact'],
  ['task-page', `/o/task/${demo.tasks[0]}`],
  ['import', '/import'],
  ['missing', '/o/deal/00000000-0000-7000-8000-000000000000'],
  ['no-screen', '/nowhere/at/all'],
]

const settings = (): [string, string][] => [
  ['settings', '/settings'],
  ...['account', 'sessions', 'workspace', 'members', 'teams', 'branches', 'organisation', 'objects', 'layouts', 'pipelines', 'workflows', 'roles', 'sharing-rules', 'api-keys', 'apps', 'granted-apps', 'webhooks', 'event-log'].map((name): [string, string] => [`settings-${name}`, `/settings/${name}`]),
  ['settings-object', '/settings/objects/deal'],
  ['settings-pipeline', '/settings/pipelines/sales'],
  ['settings-workflow', `/settings/workflows/${workflow}`],
  ['settings-layout', `/settings/layouts/${layout}`],
  ['settings-role', '/settings/roles/sales'],
  ['settings-no-screen', '/settings/nowhere'],
]

/** What set-up and the template wrote in the workspace's own language: data, not interface. */
const installed = /^(Purnajual: |Tanyakan apakah semuanya|Kunci penyiapan$)/

/** Goes by the app's own router: as someone who clicks, without loading everything anew. */
async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate(async to => {
    const { __TSR_ROUTER__: router } = window as unknown as { __TSR_ROUTER__: { history: { push(to: string): void }, state: { status: string, resolvedLocation?: { href: string } } } }
    if (location.pathname + location.search !== to) router.history.push(to)
    const arrived = () => router.state.status === 'idle' && router.state.resolvedLocation?.href === location.pathname + location.search
    await new Promise<void>(resolve => {
      const look = () => (arrived() ? requestAnimationFrame(() => resolve()) : requestAnimationFrame(look))
      requestAnimationFrame(look)
    })
  }, path)
}

async function visitAll(page: Page, list: [string, string][], name: string, language: 'id' | 'en'): Promise<void> {
  for (const [screen, path] of list) {
    await goTo(page, path)
    await settled(page)
    expect.soft(strangeWords(await wordsOn(page), language, installed), `${screen}, ${name}`).toEqual([])
    await look(page, `${screen} ${name}`)
  }
}

for (const [name, options] of looks) {
  describe(name, () => {
    test(`LOC-01: no untranslated key on the screens of every day, ${name}`, async () => {
      const page = await enter(full, administrator, '/', options)
      await visitAll(page, screens(), name, options.language)
    })

    test(`LOC-01: no untranslated key in the settings, ${name}`, async () => {
      const page = await enter(full, administrator, '/settings', options)
      await visitAll(page, settings(), name, options.language)
    })

    test(`what there is without data, and the doors, ${name}`, async () => {
      const page = await enter(empty, administrator, '/', options)
      await visitAll(page, [['my-day-none', '/'], ['contacts-none', '/o/contact'], ['board-none', '/o/deal?kind=board'], ['workflows-none', '/settings/workflows']], name, options.language)
      const stranger = await visit(empty.url, '/sign-in', options)
      await settled(stranger)
      for (const [screen, path] of [['sign-in', '/sign-in'], ['reset', '/reset'], ['invitation-dead', '/invitation/nothing'], ['mailbox', '/dev/mailbox']]) {
        await stranger.goto(path)
        await settled(stranger)
        expect.soft(strangeWords(await wordsOn(stranger), options.language, installed), `${screen}, ${name}`).toEqual([])
        await look(stranger, `${screen} ${name}`)
      }
    })
  })
}

test('an address that is none leaves the navigation beside it; whoever is not signed in comes to the door first', async () => {
  const page = await enter(empty, administrator, '/nowhere/at/all')
  await page.getByText('Halaman ini tidak ada').waitFor()
  await page.getByRole('link', { name: 'Kontak', exact: true }).click()
  await page.getByRole('heading', { name: 'Kontak' }).waitFor()
  const stranger = await visit(empty.url, '/nowhere/at/all')
  await stranger.waitForURL('**/sign-in?next=**')
})
