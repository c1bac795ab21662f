// Journeys: what goes wrong between people: two who edit one record, a field or a right that is gone in the middle of the work,
// a file that means nothing here.
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../workspace.ts'
import { administrator, enter, look, newMember, settled, test } from './browser.ts'

let workspace: TestWorkspace

beforeAll(async () => {
  workspace = await testWorkspace({ template: 'after-sales', clock: 'wall' })
}, 120_000)

afterAll(() => workspace?.close())

const listOf = (lastName: string) => `/o/contact?filter=${encodeURIComponent(JSON.stringify({ lastName: { eq: lastName } }))}`
const occupation = async (id: string) => (await workspace.admin.read('contact', id)).occupation
const theirs = (id: string, value: string) => workspace.admin.patch(`/records/contact/${id}`, { occupation: value })

async function cell(page: Page, row: number, heading: string): Promise<Locator> {
  const head = page.getByRole('grid').getByRole('columnheader').filter({ has: page.getByRole('button', { name: heading, exact: true }) })
  return page.locator(`[data-row="${row}"] [data-column="${Number(await head.getAttribute('aria-colindex')) - 2}"]`)
}

/** The dialog shows both values; one of them is chosen. */
async function choose(page: Page, mine: string, other: string, button: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Seseorang mengubah ini sementara itu' })
  await dialog.getByRole('cell', { name: mine, exact: true }).waitFor()
  await dialog.getByRole('cell', { name: other, exact: true }).waitFor()
  await look(page, 'conflict')
  await dialog.getByRole('button', { name: button, exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
}

async function editInPlace(place: Locator, value: string, meanwhile: () => Promise<unknown>): Promise<void> {
  await place.getByRole('button', { name: 'Ubah Pekerjaan' }).click()
  const input = place.getByRole('textbox', { name: 'Pekerjaan' })
  await input.fill(value)
  await meanwhile()
  await input.press('Enter')
}

test('two people edit one record: the second sees both values and chooses, on its page, in the peek and in the grid', async () => {
  const { id } = await workspace.admin.create('contact', { firstName: 'Dewi', lastName: 'Berdua', occupation: 'Guru' })
  const page = await enter(workspace, administrator, `/o/contact/${id}`)
  await settled(page)
  await editInPlace(page.locator('main'), 'Dokter', () => theirs(id, 'Pilot'))
  await choose(page, 'Dokter', 'Pilot', 'Pakai punya mereka')
  expect(await occupation(id)).toBe('Pilot')
  await page.locator('main').getByRole('button', { name: 'Ubah Pekerjaan' }).getByText('Pilot').waitFor()

  await page.goto(listOf('Berdua'))
  await (await cell(page, 0, 'Nama lengkap')).click()
  await page.keyboard.press(' ')
  const peek = page.getByLabel(/^Intip Dewi/)
  await editInPlace(peek, 'Dokter', () => theirs(id, 'Petani'))
  await choose(page, 'Dokter', 'Petani', 'Pakai punya saya')
  await expect.poll(() => occupation(id)).toBe('Dokter')
  await page.keyboard.press('Escape')

  const phone = await cell(page, 0, 'Telepon')
  await phone.dblclick()
  await phone.getByRole('textbox').fill('0813 1111 2222')
  // another field is no conflict: both stay
  await theirs(id, 'Nelayan')
  await phone.getByRole('textbox').press('Enter')
  await expect.poll(async () => (await workspace.admin.read('contact', id)).phone).toBe('+6281311112222')
  expect(await occupation(id)).toBe('Nelayan')
  await phone.dblclick()
  await phone.getByRole('textbox').fill('0813 3333 4444')
  await workspace.admin.patch(`/records/contact/${id}`, { phone: '0813 5555 6666' })
  await phone.getByRole('textbox').press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Seseorang mengubah ini sementara itu' })
  await dialog.getByText('0813-5555-6666').waitFor()
  await dialog.getByRole('button', { name: 'Pakai punya saya' }).click()
  await expect.poll(async () => (await workspace.admin.read('contact', id)).phone).toBe('+6281333334444')
})

test('two people move one card: the second, whose board had not heard of it, sees both stages and chooses', async () => {
  const { id } = await workspace.admin.create('deal', { name: 'Kartu berdua', stage: 'prospect' })
  const page = await enter(workspace, administrator, '/')
  // the line is cut: nothing that others do comes through
  await page.routeWebSocket(/realtime/, () => undefined)
  await page.goto(`/o/deal?kind=board&filter=${encodeURIComponent(JSON.stringify({ name: { eq: 'Kartu berdua' } }))}`)
  const card = (column: string) => page.locator(`[data-column=${column}] [data-card="${id}"]`)
  const stage = async () => (await workspace.admin.read('deal', id)).stage
  await card('prospect').waitFor()
  await workspace.admin.patch(`/records/deal/${id}`, { stage: 'proposal' })
  await card('prospect').dragTo(page.locator('[data-column=qualified] .cards'))
  await choose(page, 'Memenuhi syarat', 'Penawaran', 'Pakai punya mereka')
  await card('proposal').waitFor()
  expect(await stage()).toBe('proposal')
  await workspace.admin.patch(`/records/deal/${id}`, { stage: 'negotiation' })
  await card('proposal').dragTo(page.locator('[data-column=qualified] .cards'))
  await choose(page, 'Memenuhi syarat', 'Negosiasi', 'Pakai punya saya')
  await card('qualified').waitFor()
  await expect.poll(stage).toBe('qualified')
})

test('a field deleted while somebody edits it: she is told, and the record shows without it', async () => {
  await workspace.admin.post('/objects/contact/fields', { name: 'shoeSize', label: { en: 'Shoe size', id: 'Ukuran sepatu' }, type: 'text' })
  const { id } = await workspace.admin.create('contact', { firstName: 'Sari', lastName: 'Sepatu', shoeSize: '38' })
  const page = await enter(workspace, administrator, `/o/contact/${id}`)
  await page.getByRole('button', { name: 'Ubah Ukuran sepatu' }).click()
  const input = page.getByRole('textbox', { name: 'Ukuran sepatu' })
  await input.fill('39')
  await workspace.admin.delete('/objects/contact/fields/shoeSize')
  await page.getByText('Ukuran sepatu: Kolom ini sudah tidak ada').waitFor()
  await input.waitFor({ state: 'detached' })
  await look(page, 'field-gone')
  // the rest of the record is still there to be worked on
  await editInPlace(page.locator('main'), 'Penjahit', async () => undefined)
  await expect.poll(() => occupation(id)).toBe('Penjahit')
})

test('a field deleted while a list is sorted by it: the list goes on without', async () => {
  await workspace.admin.post('/objects/contact/fields', { name: 'hatSize', label: { en: 'Hat size', id: 'Ukuran topi' }, type: 'text' })
  const { id } = await workspace.admin.create('contact', { firstName: 'Sari', lastName: 'Topi', hatSize: '58' })
  const page = await enter(workspace, administrator, `${listOf('Topi')}&sort=hatSize`)
  await page.getByRole('grid').getByText('Sari').first().waitFor()
  await workspace.admin.delete('/objects/contact/fields/hatSize')
  await workspace.admin.patch(`/records/contact/${id}`, { email: 'topi@example.com' })
  await page.getByRole('grid').getByText('topi@example.com').waitFor()
  expect(await page.getByText('Ukuran topi').count()).toBe(0)
})

test('a right taken away in the middle: the open list empties by itself, in the other browser, and nothing more is answered', async () => {
  await workspace.admin.post('/roles', { name: 'desk', label: { en: 'Desk', id: 'Meja' }, objects: { contact: { read: 'all', update: 'all' }, deal: { read: 'all' } } })
  const { id } = await workspace.admin.create('contact', { firstName: 'Rahasia', lastName: 'Meja' })
  const clerk = await newMember(workspace, 'desk', 'Tono')
  const page = await enter(workspace, clerk, listOf('Meja'))
  await page.getByRole('grid').getByText('Rahasia').first().waitFor()
  const boss = await enter(workspace, administrator, '/settings/roles/desk')
  await settled(boss)
  await workspace.admin.patch('/roles/desk', { objects: { contact: { read: 'none' }, deal: { read: 'all' } } })
  await expect.poll(() => page.getByText('Rahasia').count(), { timeout: 15_000 }).toBe(0)
  await look(page, 'right-gone')
  expect((await page.context().request.get(`/api/v1/records/contact/${id}`)).status()).toBe(404)
  await page.goto(`/o/contact/${id}`)
  await settled(page)
  expect(await page.getByText('Rahasia').count()).toBe(0)
})
