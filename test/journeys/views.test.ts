// Journeys: what a list can look like: a calendar, a table in groups, a board by any field; views as tabs with counts.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../workspace.ts'
import { administrator, enter, look, phone, test } from './browser.ts'
import { fillDemo } from './demo.ts'

let workspace: TestWorkspace

beforeAll(async () => {
  workspace = await testWorkspace({ template: 'after-sales', clock: 'wall' })
  const { data } = await workspace.admin.get('/members?limit=500')
  await fillDemo(workspace.admin, data.find((member: { name: string }) => member.name === 'Ayu').id)
}, 120_000)

afterAll(() => workspace?.close())

const dayCell = (page: Page, day: string) => page.locator(`[data-day="${day}"]`)
const item = (page: Page, name: string) => page.locator('[data-calendar-record]').filter({ hasText: name })

test('calendar: records on their days, dragged and moved by keyboard, live', async () => {
  const [one, two] = ['2027-03-09', '2027-03-11']
  const deal = await workspace.admin.create('deal', { name: 'Serah terima kunci', closingDate: one })
  await workspace.admin.post('/records/deal/batch', { operations: Array.from({ length: 30 }, (_, at) => ({ op: 'create', data: { name: `Ramai ${at}`, closingDate: '2027-03-18' } })) })
  const page = await enter(workspace, administrator, '/o/deal?kind=calendar&date=closingDate&day=2027-03-10')
  await item(page, 'Serah terima').waitFor()
  await look(page, 'calendar-month')
  expect(await dayCell(page, '2027-03-18').innerText()).toMatch(/\d+ lagi/)

  await item(page, 'Serah terima').dragTo(dayCell(page, two))
  await dayCell(page, two).getByText('Serah terima kunci').waitFor()
  await expect.poll(async () => (await workspace.admin.read('deal', deal.id)).closingDate).toBe(two)
  await page.getByRole('button', { name: 'Urungkan' }).first().click()
  await dayCell(page, one).getByText('Serah terima kunci').waitFor()
  await expect.poll(async () => (await workspace.admin.read('deal', deal.id)).closingDate).toBe(one)

  await item(page, 'Serah terima').focus()
  await page.keyboard.press('Shift+ArrowDown')
  await expect.poll(async () => (await workspace.admin.read('deal', deal.id)).closingDate).toBe('2027-03-16')
  // Somebody else's change comes by itself.
  await workspace.admin.update('deal', deal.id, { closingDate: '2027-03-23' })
  await dayCell(page, '2027-03-23').getByText('Serah terima kunci').waitFor()

  await dayCell(page, '2027-03-18').getByRole('button', { name: /lagi/ }).click()
  const sheet = page.getByRole('dialog')
  await expect.poll(() => sheet.locator('[data-calendar-record]').count()).toBe(30)
  await look(page, 'calendar-day-sheet')
  await page.keyboard.press('Escape')
  await item(page, 'Serah terima').click()
  await expect.poll(() => new URL(page.url()).searchParams.get('peek')).toBe(deal.id)
  await look(page, 'calendar-peek')
})

test('calendar on a phone and in the dark: an agenda', async () => {
  const page = await enter(workspace, administrator, '/o/task?kind=calendar&date=dueAt', { ...phone, theme: 'dark', language: 'en' })
  await page.locator('[data-calendar-record]').first().waitFor()
  await look(page, 'calendar-phone-dark')
  const wide = await enter(workspace, administrator, '/o/task?kind=calendar&date=dueAt&span=week', { theme: 'dark', language: 'en' })
  await wide.locator('[data-calendar-record]').first().waitFor()
  await look(wide, 'calendar-week-dark')
})

test('a table in groups: counts and sums for each group and for all, folded by keyboard', async () => {
  await workspace.admin.create('deal', { name: 'Dalam dolar', stage: 'won', amount: { amount: 7000, currency: 'USD' } })
  const { data } = await workspace.admin.get('/records/deal/aggregate?groupBy=stage&measure=count')
  const total = data.reduce((sum: number, row: any) => sum + row.count, 0)
  const page = await enter(workspace, administrator, '/o/deal?kind=table')
  await page.locator('[data-row]').first().waitFor()
  await page.getByRole('button', { name: 'Kelompok', exact: true }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Tahap', exact: true }).click()
  await page.getByRole('button', { name: /Kelompok menurut/ }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Nilai', exact: true }).click()
  const heads = page.locator('[data-group]')
  await heads.first().waitFor()
  expect(await heads.first().innerText()).toContain(String(data.find((row: any) => row.stage === 'prospect').count))
  await expect.poll(() => page.locator('[data-foot]').innerText(), { timeout: 10_000 }).toMatch(new RegExp(`Jumlah\\s*${total}[\\s\\S]*Rp[\\s\\S]*US\\$`))
  await look(page, 'table-groups')
  // Folded all, each head stands right below the one before, in the order of the stages.
  await page.getByRole('grid').focus()
  for (let at = 0; at < data.length; at++) {
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowDown')
  }
  await expect.poll(() => page.locator('[data-group]').count(), { timeout: 10_000 }).toBe(data.length)
  await expect.poll(() => page.locator('[data-row]:not([data-group])').count(), { timeout: 10_000 }).toBe(0)
  // Won deals are worth so much in rupiah, and so much in dollars: a line each.
  expect(await heads.filter({ hasText: 'US$' }).innerText()).toMatch(/Rp[\s\S]*US\$/)
  await look(page, 'table-groups-folded')
})

test('PLT-20: a dragged card writes the field, runs its rules, and another open board follows within 2 s', async () => {
  await workspace.admin.post('/workflows', {
    name: 'Tandai', object: 'deal', enabled: true, trigger: { type: 'record', on: ['updated'], changed: ['stage'], to: { stage: 'qualified' }, reenrol: 'every' },
    steps: [{ id: 'tag', type: 'addTag', tag: 'Digeser' }],
  })
  const { id } = await workspace.admin.create('deal', { name: 'Kartu yang digeser', stage: 'prospect', amount: { amount: 1_000_000, currency: 'IDR' } })
  const path = `/o/deal?kind=board&filter=${encodeURIComponent(JSON.stringify({ name: { startsWith: 'Kartu yang' } }))}`
  const [mine, theirs] = [await enter(workspace, administrator, path), await enter(workspace, administrator, path)]
  const card = (page: Page, column: string) => page.locator(`[data-column=${column}] [data-card="${id}"]`)
  await card(theirs, 'prospect').waitFor()
  await card(mine, 'prospect').dragTo(mine.locator('[data-column=qualified] .cards'))
  await card(mine, 'qualified').waitFor()
  await expect.poll(async () => (await workspace.admin.read('deal', id)).stage, { timeout: 10_000 }).toBe('qualified')
  await card(theirs, 'qualified').waitFor({ timeout: 2_000 })
  await expect.poll(async () => (await workspace.admin.read('deal', id)).tags, { timeout: 15_000 }).toContain('Digeser')
})

test('a board by owner: a card dragged to another member is hers', async () => {
  const { data: members } = await workspace.admin.get('/members?limit=500')
  const member = (name: string) => members.find((one: { name: string }) => one.name === name)
  const { id } = await workspace.admin.create('deal', { name: 'Serahkan ke rekan', owner: member('Ayu').id })
  await workspace.admin.create('deal', { name: 'Serahkan juga', owner: member('Rizky Pratama').id })
  const filter = encodeURIComponent(JSON.stringify({ name: { startsWith: 'Serahkan' } }))
  const page = await enter(workspace, administrator, `/o/deal?kind=board&group=owner&filter=${filter}`)
  await page.locator(`[data-column="${member('Ayu').id}"] [data-card="${id}"]`).waitFor()
  await look(page, 'board-by-owner')
  await page.locator(`[data-card="${id}"]`).dragTo(page.locator(`[data-column="${member('Rizky Pratama').id}"] .cards`))
  await expect.poll(async () => (await workspace.admin.read('deal', id)).owner, { timeout: 10_000 }).toBe(member('Rizky Pratama').id)
})

test('favourites and recents: a star keeps a record in the navigation, the palette knows what was opened', async () => {
  const { id } = await workspace.admin.create('company', { name: 'PT Bintang Kejora' })
  const page = await enter(workspace, administrator, `/o/company/${id}`)
  await page.getByRole('button', { name: 'Tambahkan ke favorit' }).click()
  const link = page.getByRole('navigation').getByRole('link', { name: 'PT Bintang Kejora' })
  await link.waitFor()
  await expect.poll(async () => (await page.context().request.get('/api/v1/recents').then((reply) => reply.json())).data[0]?.id, { timeout: 10_000 }).toBe(id)
  await look(page, 'favourites')
  await page.goto('/')
  await link.waitFor()
  await page.keyboard.press('Control+K')
  await page.getByRole('group', { name: 'Baru dibuka' }).getByRole('option', { name: /PT Bintang Kejora/ }).waitFor()
})

test('next and previous go on beyond the page of the list, in its filter and order', async () => {
  const names = Array.from({ length: 120 }, (_, at) => `Urut ${String(at).padStart(3, '0')}`)
  await workspace.admin.post('/records/company/batch', { operations: names.map((name) => ({ op: 'create', data: { name } })) })
  const filter = encodeURIComponent(JSON.stringify({ name: { startsWith: 'Urut' } }))
  const page = await enter(workspace, administrator, `/o/company?kind=table&sort=name&filter=${filter}`)
  await page.locator('[data-row="0"]').getByText('Urut 000').waitFor()
  await page.getByRole('grid').focus()
  for (let at = 0; at < 20; at++) await page.keyboard.press('PageDown')
  await page.locator('[data-row]').getByText('Urut 099').or(page.locator('[data-row]').getByText('Urut 119')).first().waitFor()
  await page.getByRole('grid').focus()
  await page.keyboard.press('o')
  await page.waitForURL(/\/o\/company\/[0-9a-f-]{36}/)
  const heading = page.getByRole('heading', { level: 1 })
  const at = async () => Number((await heading.innerText()).replace(/\D/g, ''))
  await expect.poll(at, { timeout: 10_000 }).toBeGreaterThan(0)
  // All the way back to the first, whichever pages of the list were still held.
  for (let now = await at(); now > 0; now--) {
    await page.getByRole('button', { name: 'Sebelumnya' }).first().click()
    await expect.poll(at, { timeout: 10_000 }).toBe(now - 1)
  }
  await expect.poll(() => page.getByRole('button', { name: 'Sebelumnya' }).first().isDisabled(), { timeout: 10_000 }).toBe(true)
})

test('PLT-48, PLT-49: 950 customers in 20 columns are scrolled to the last and changed in their place; agents among them are counted by city', async () => {
  const cities = Array.from({ length: 35 }, (_, at) => `Kota ${at + 10}`)
  const rows = Array.from({ length: 950 }, (_, at) => ({
    firstName: `Pelanggan ${String(at).padStart(3, '0')}`, lastName: 'Induk', phone: `0815${20_000_000 + at}`, email: `induk${at}@example.com`, occupation: 'Guru', tags: ['induk'],
    mailingAddress: { street: `Jalan ${at}`, city: cities[at % 35], province: 'Banten' }, ...(at < 70 && { partyTypes: ['propertyAgent'] }),
  }))
  for (const start of [0, 500]) await workspace.admin.post('/records/contact/batch', { operations: rows.slice(start, start + 500).map(data => ({ op: 'create', data })) })
  const { fields } = await workspace.admin.get('/objects/contact')
  const shown = ['fullName', 'phone', 'email', 'occupation', 'mailingAddress', ...fields.map((field: any) => field.name).filter((name: string) => !['id', 'version', 'fullName', 'phone', 'email', 'occupation', 'mailingAddress'].includes(name))].slice(0, 20)
  const view = await workspace.admin.post('/views', { object: 'contact', label: { id: 'Pelanggan induk' }, kind: 'table', filter: { lastName: { eq: 'Induk' } }, columns: shown, sort: 'fullName', visibility: 'everyone' })
  const page = await enter(workspace, administrator, `/o/contact?view=${view.id}`)
  const grid = page.getByRole('grid')
  await grid.getByText('Pelanggan 000 Induk').waitFor()
  await expect.poll(() => grid.getAttribute('aria-rowcount')).toBe('951')
  expect(await grid.getAttribute('aria-colcount')).toBe('21')
  await look(page, 'list-950')
  await expect.poll(async () => {
    await grid.evaluate(element => { element.scrollTop = element.scrollHeight })
    return grid.getByText('Pelanggan 949 Induk').count()
  }, { timeout: 30_000 }).toBe(1)
  const job = grid.locator('[data-row="949"] [data-column="3"]')
  await job.dblclick()
  await job.getByRole('textbox').fill('Nakhoda')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await workspace.admin.list('contact', { filter: { occupation: { eq: 'Nakhoda' } } })).data.map((record: any) => record.firstName)).toEqual(['Pelanggan 949'])

  // Agents by city: a head for each of the 35 with its count, and fewer cities where some are asked for.
  const agents = { partyTypes: { hasAny: ['propertyAgent'] } }
  await page.goto(`/o/contact?filter=${encodeURIComponent(JSON.stringify(agents))}`)
  await page.getByRole('button', { name: 'Kelompok', exact: true }).click()
  await page.getByRole('menuitemcheckbox', { name: /› Kota/ }).first().click()
  await expect.poll(() => grid.locator('[data-group="Kota 10"]').innerText()).toMatch(/Kota 10\s*2/)
  await expect.poll(() => grid.getAttribute('aria-rowcount')).toBe('71')
  await look(page, 'list-by-city')
  await page.goto(`/o/contact?filter=${encodeURIComponent(JSON.stringify({ ...agents, mailingAddress: { city: { in: ['Kota 11', 'Kota 44'] } } }))}&group=mailingAddress.city`)
  await expect.poll(() => grid.locator('[data-group]').evaluateAll(heads => heads.map(head => (head as HTMLElement).innerText.replace(/\s+/g, ' ').trim()))).toEqual([expect.stringMatching(/^Kota 11 2/), expect.stringMatching(/^Kota 44 2/)])
})
