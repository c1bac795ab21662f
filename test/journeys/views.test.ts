// Journeys: what a list can look like: a calendar, a table in groups, a board by any field; views as tabs with counts.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../workspace.ts'
import { administrator, enter, journey, look, phone } from './browser.ts'
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

journey('calendar: records on their days, dragged and moved by keyboard, live, kept as a view', async () => {
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

journey('calendar on a phone and in the dark: an agenda', async () => {
  const page = await enter(workspace, administrator, '/o/task?kind=calendar&date=dueAt', { ...phone, theme: 'dark', language: 'en' })
  await page.locator('[data-calendar-record]').first().waitFor()
  await look(page, 'calendar-phone-dark')
  const wide = await enter(workspace, administrator, '/o/task?kind=calendar&date=dueAt&span=week', { theme: 'dark', language: 'en' })
  await wide.locator('[data-calendar-record]').first().waitFor()
  await look(wide, 'calendar-week-dark')
})
