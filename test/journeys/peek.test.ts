// Journeys: a record is peeked at and the next ones from there: the list follows, on a phone the thumb and Back do it.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../workspace.ts'
import { administrator, enter, look, phone, test } from './browser.ts'

let workspace: TestWorkspace

beforeAll(async () => {
  workspace = await testWorkspace({ template: 'after-sales', clock: 'wall' })
  const people = Array.from({ length: 80 }, (_, at) => ({ op: 'create', data: { firstName: `Orang ${String(at).padStart(2, '0')}`, occupation: 'Guru' } }))
  await workspace.admin.post('/records/contact/batch', { operations: people })
  await workspace.admin.create('deal', { name: 'Neon box', stage: 'proposal' })
}, 120_000)

afterAll(() => workspace?.close())

const sorted = `/o/contact?sort=firstName&filter=${encodeURIComponent(JSON.stringify({ occupation: { eq: 'Guru' } }))}`
const peeked = (page: Page) => new URL(page.url()).searchParams.get('peek')

/** Whether it stands in its list where it can be seen, not below the head or beyond an edge. */
const inSight = (page: Page, selector: string) => page.locator(selector).evaluate((element) => {
  const { top, bottom, left } = element.getBoundingClientRect()
  return [top + 2, bottom - 2].every(y => element.contains(document.elementFromPoint(left + 200, y)))
})

test('peek: the list goes along with the next ones, and keys go on from the last', async () => {
  const page = await enter(workspace, administrator, sorted)
  const grid = page.getByRole('grid')
  await grid.getByRole('link', { name: 'Orang 00' }).click()
  const peek = page.getByRole('complementary', { name: /^Intip Orang/ })
  for (let at = 1; at <= 40; at++) {
    await peek.getByRole('button', { name: 'Berikutnya' }).click()
    await page.getByRole('complementary', { name: `Intip Orang ${String(at).padStart(2, '0')}` }).waitFor()
  }
  await expect.poll(() => inSight(page, '.row.peeked')).toBe(true)
  await look(page, 'peek-next')
  // somebody who scrolled elsewhere meanwhile is brought back, up too
  await grid.evaluate(element => element.scrollTo({ top: 0 }))
  await page.locator('.row.peeked').waitFor({ state: 'detached' })
  await peek.getByRole('button', { name: 'Sebelumnya' }).click()
  await expect.poll(() => inSight(page, '.row.peeked')).toBe(true)
  expect(await page.locator('.row.peeked').innerText()).toContain('Orang 39')
  await peek.getByRole('button', { name: /^Tutup/ }).click()
  await expect.poll(() => grid.evaluate(element => document.getElementById(element.getAttribute('aria-activedescendant')!)?.closest('.row')?.textContent)).toContain('Orang 39')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press(' ')
  await page.getByRole('complementary', { name: 'Intip Orang 40' }).waitFor()
})

test('peek on a phone: next and previous at the thumb, an edit, and Back or the cross lead to the card where one was', async () => {
  const page = await enter(workspace, administrator, '/', phone)
  await page.goto(sorted)
  const cards = page.getByRole('list', { name: 'Kontak' })
  await cards.getByRole('button', { name: /Orang 02/ }).tap()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('heading', { name: 'Orang 02' }).waitFor()
  for (let at = 3; at <= 14; at++) {
    await sheet.getByRole('button', { name: 'Berikutnya' }).tap()
    await sheet.getByRole('heading', { name: `Orang ${String(at).padStart(2, '0')}` }).waitFor()
  }
  await look(page, 'peek-phone')
  // as high on each tab: what the thumb is on stays there
  const height = async () => Math.round((await sheet.boundingBox())!.height)
  const before = await height()
  await sheet.getByRole('tab', { name: 'Terkait' }).tap()
  await sheet.getByRole('heading', { name: /Transaksi/ }).waitFor()
  expect(await height()).toBe(before)
  await sheet.getByRole('tab', { name: 'Rincian' }).tap()
  await sheet.getByRole('button', { name: 'Ubah Pekerjaan' }).tap()
  await sheet.getByRole('textbox', { name: 'Pekerjaan' }).fill('Bidan')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await workspace.admin.list('contact', { filter: { occupation: { eq: 'Bidan' } } })).data.map((each: { firstName: string }) => each.firstName)).toEqual(['Orang 14'])
  await page.goBack()
  await sheet.waitFor({ state: 'detached' })
  expect(new URL(page.url()).pathname).toBe('/o/contact')
  const other = cards.getByRole('button', { name: /Orang 15/ })
  await other.tap()
  await sheet.getByRole('button', { name: 'Tutup', exact: true }).tap()
  await sheet.waitFor({ state: 'detached' })
  await expect.poll(() => inSight(page, '[data-card][aria-current]')).toBe(true)
  expect(await page.locator('[data-card][aria-current]').innerText()).toContain('Orang 15')
  await look(page, 'peek-phone-closed')
  // the cross left no step behind: Back leaves the list
  await page.goBack()
  await page.waitForURL(url => url.pathname === '/')
})

test('peek on a phone\'s board: Back closes the sheet, and stays on the board', async () => {
  const page = await enter(workspace, administrator, '/o/contact', { ...phone, theme: 'dark', language: 'en' })
  await page.goto('/o/deal?pipeline=sales')
  await page.getByRole('tab', { name: /Proposal/ }).tap()
  await page.getByRole('listitem', { name: 'Neon box' }).tap({ position: { x: 40, y: 16 } })
  await page.getByRole('dialog').getByRole('heading', { name: 'Neon box' }).waitFor()
  expect(peeked(page)).not.toBeNull()
  await look(page, 'peek-board-phone')
  await page.goBack()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect([new URL(page.url()).pathname, peeked(page)]).toEqual(['/o/deal', null])
})
