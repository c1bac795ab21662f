// Journeys: one change to all that match, watched in the corner, found again after a reload, taken back.
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../workspace.ts'
import { administrator, enter, look, phone, test } from './browser.ts'

let workspace: TestWorkspace

beforeAll(async () => {
  workspace = await testWorkspace({ template: 'after-sales', clock: 'wall' })
  const operations = Array.from({ length: 60 }, (_, at) => ({ op: 'create', data: { firstName: `Orang ${at}`, lastName: 'Massal', occupation: 'Guru' } }))
  await workspace.admin.post('/records/contact/batch', { operations })
}, 120_000)

afterAll(() => workspace?.close())

const countOf = async (occupation: string) => (await workspace.admin.list('contact', { filter: { occupation: { eq: occupation } }, count: 'true', limit: 1 })).total

const pasteInto = (grid: Locator, text: string) => grid.evaluate((element, pasted) => {
  const data = new DataTransfer()
  data.setData('text/plain', pasted)
  element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
}, text)

test('bulk: change a field of all that match, undo it in the toast, find it among the recent ones', async () => {
  const page = await enter(workspace, administrator, `/o/contact?filter=${encodeURIComponent(JSON.stringify({ lastName: { eq: 'Massal' } }))}`)
  const grid = page.getByRole('grid')
  await grid.locator('[data-row]').first().waitFor()
  await grid.focus()
  await page.keyboard.press('Control+a')
  await page.getByRole('toolbar', { name: 'Catatan terpilih' }).getByRole('button', { name: 'Ubah kolom' }).or(page.getByRole('button', { name: 'Ubah satu kolom' })).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Kolom', { exact: true }).fill('Pekerjaan')
  await page.getByRole('option', { name: 'Pekerjaan', exact: true }).click()
  await dialog.getByLabel('Nilai baru').fill('Petani')
  await dialog.getByText(/menjadi “Petani” pada/).waitFor()
  await look(page, 'bulk-dialog')
  await dialog.getByRole('button', { name: /^Ubah \d+/ }).click()
  await expect.poll(() => countOf('Petani')).toBe(60)
  await page.getByText('60 catatan diubah').waitFor()
  await look(page, 'bulk-toast')
  await page.reload()
  await page.goto('/bulk')
  await page.getByText('Pekerjaan: Petani').waitFor()
  await look(page, 'bulk-recent')
  await page.getByRole('button', { name: 'Urungkan' }).click()
  await expect.poll(() => countOf('Guru')).toBe(60)
  await page.getByText('Diurungkan', { exact: true }).waitFor()
})

test('bulk on a phone: a card is held, then all that match are chosen', async () => {
  const page = await enter(workspace, administrator, `/o/contact?filter=${encodeURIComponent(JSON.stringify({ lastName: { eq: 'Massal' } }))}`, { ...phone, theme: 'dark' })
  await page.getByRole('listitem').filter({ hasText: 'Massal' }).first().getByRole('button').click({ delay: 700 })
  const bar = page.getByRole('toolbar', { name: 'Catatan terpilih' })
  await bar.getByText('1 dipilih').waitFor()
  await bar.getByRole('button', { name: 'Pilih semua yang cocok' }).tap()
  await bar.getByText('60 dipilih').waitFor()
  await look(page, 'bulk-phone')
  await bar.getByRole('button', { name: 'Ubah kolom' }).tap()
  await page.getByRole('dialog', { name: 'Ubah satu kolom pada 60 catatan' }).waitFor()
})

/** As a spreadsheet's cells come from the clipboard. */
test('cells: paste from a spreadsheet, see what is wrong, take back', async () => {
  const page = await enter(workspace, administrator, `/o/contact?filter=${encodeURIComponent(JSON.stringify({ lastName: { eq: 'Massal' } }))}&sort=createdAt`)
  const grid = page.getByRole('grid')
  await grid.locator('[data-row]').first().waitFor()
  const heads = await grid.getByRole('columnheader').allInnerTexts()
  const column = heads.findIndex(each => each.trim().startsWith('Email')) - 1
  const email = async (at: number) => (await workspace.admin.read('contact', (await shown())[at])).email
  const shown = async () => page.locator('[role=grid]').locator('[data-row] a[data-act=title]').evaluateAll(links => links.map(link => /[0-9a-f-]{36}/.exec(link.getAttribute('href')!)![0]))
  const paste = (text: string) => pasteInto(grid, text)
  expect(column).toBeGreaterThan(0)
  await grid.locator(`[data-row="1"] [data-column="${column}"]`).click()
  await paste('"satu@example.com"\r\nbukan surel\r\n')
  const faults = page.getByRole('dialog')
  await faults.getByText('bukan surel').waitFor()
  expect(await email(1)).toBeNull()
  await look(page, 'grid-faults')
  await faults.getByRole('button', { name: 'Tutup' }).last().click()
  await grid.locator(`[data-row="1"] [data-column="${column}"]`).click()
  await paste('"satu@example.com"\r\ndua@example.com\r\n')
  await expect.poll(() => email(2)).toBe('dua@example.com')
  expect(await email(1)).toBe('satu@example.com')
  await grid.focus()
  await page.keyboard.press('Control+z')
  await expect.poll(() => email(1)).toBeNull()
  expect(await email(2)).toBeNull()
})

test('LOC-04: "3,5 jt" typed, pasted or asked for is stored as 3500000 and shown as Rp 3.500.000', async () => {
  const deals: { id: string }[] = []
  for (const name of ['Satu', 'Dua', 'Tiga']) deals.push(await workspace.admin.create('deal', { name: `Nilai ${name}` }))
  const amount = async (at: number) => (await workspace.admin.read('deal', deals[at].id)).amount
  const page = await enter(workspace, administrator, `/o/deal?kind=table&filter=${encodeURIComponent(JSON.stringify({ name: { startsWith: 'Nilai' } }))}&sort=createdAt`)
  const grid = page.getByRole('grid')
  await grid.locator('[data-row]').first().waitFor()
  const column = (await grid.getByRole('columnheader').allInnerTexts()).findIndex(each => each.trim() === 'Nilai') - 1
  const cell = (row: number) => grid.locator(`[data-row="${row}"] [data-column="${column}"]`)
  const shown = async (row: number) => (await cell(row).innerText()).replace(/\s/g, ' ').trim()
  const type = async (row: number, text: string) => {
    await cell(row).dblclick()
    await cell(row).getByRole('textbox').fill(text)
    await cell(row).getByRole('textbox').press('Enter')
  }
  await type(0, '3,5 jt')
  await expect.poll(() => amount(0)).toEqual({ amount: 3_500_000, currency: 'IDR' })
  await expect.poll(() => shown(0)).toBe('Rp 3.500.000')
  await type(1, '3.500.000')
  await expect.poll(() => amount(1)).toEqual({ amount: 3_500_000, currency: 'IDR' })
  await type(2, 'US$ 20,5')
  await expect.poll(() => amount(2)).toEqual({ amount: 20.5, currency: 'USD' })
  await cell(1).click()
  await pasteInto(grid, 'Rp 2,3 M\r\n750 rb\r\n')
  await expect.poll(() => amount(2)).toEqual({ amount: 750_000, currency: 'IDR' })
  await expect.poll(() => shown(1)).toBe('Rp 2.300.000.000')

  await page.getByRole('button', { name: /^Saring/ }).first().click()
  const builder = page.getByRole('dialog', { name: 'Syarat' })
  await builder.getByRole('button', { name: 'Tambah syarat' }).click()
  await builder.getByLabel('Kolom', { exact: true }).last().fill('Nilai')
  await page.getByRole('option', { name: 'Nilai', exact: true }).click()
  await builder.getByLabel('Nilai: Nilai').fill('3,5 jt')
  await look(page, 'money-filter')
  await page.keyboard.press('Escape')
  await expect.poll(() => grid.getAttribute('aria-rowcount')).toBe('2')
  expect(await shown(0)).toBe('Rp 3.500.000')
})

test('cells: copy a range, paste it below, fill down by key and by handle, each taken back as one', async () => {
  const people = ['Ratna', 'Surya', 'Tirta', 'Utami', 'Vino', 'Wati']
  const { results } = await workspace.admin.post('/records/contact/batch', { operations: people.map((firstName, at) => ({
    op: 'create', data: { firstName, lastName: 'Lembar', phone: `0813${11110000 + at}`, ...(at < 2 && { email: `${firstName.toLowerCase()}@example.com`, occupation: at ? 'Bidan' : 'Guru "SD"' }) },
  })) })
  const ids: string[] = results.map(({ record }: { record: { id: string } }) => record.id)
  const values = async (field: string) => (await Promise.all(ids.map(id => workspace.admin.read('contact', id)))).map(record => record[field])
  await workspace.admin.post('/views', { object: 'contact', label: { id: 'Lembar' }, kind: 'table', filter: { lastName: { eq: 'Lembar' } }, columns: ['fullName', 'email', 'occupation'], sort: 'createdAt', visibility: 'everyone' })
  const page = await enter(workspace, administrator, '/o/contact')
  await page.getByRole('tab', { name: /^Lembar/ }).click()
  const cell = (row: number, column: number) => page.getByRole('grid').locator(`[data-row="${row}"] [data-column="${column}"]`)
  await cell(5, 1).waitFor()
  // What is drawn with the pointer goes to the clipboard as a table, its quotation marks kept.
  await cell(0, 1).dragTo(cell(1, 2))
  await page.evaluate(() => addEventListener('copy', event => { (window as any).copied = event.clipboardData!.getData('text/plain') }))
  await page.getByRole('grid').focus()
  await page.keyboard.press('Control+c')
  const table = 'ratna@example.com\t"Guru ""SD"""\nsurya@example.com\tBidan'
  await expect.poll(() => page.evaluate(() => (window as any).copied)).toBe(table)
  await cell(2, 1).click()
  await pasteInto(page.getByRole('grid'), table.replaceAll('@example', '.2@example'))
  await expect.poll(() => values('occupation')).toEqual(['Guru "SD"', 'Bidan', 'Guru "SD"', 'Bidan', null, null])
  expect((await values('email')).slice(2, 4)).toEqual(['ratna.2@example.com', 'surya.2@example.com'])
  await look(page, 'grid-pasted')
  // Control and D: the first row of the range into the others; the handle: the range into the rows below.
  await cell(3, 2).click()
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Control+d')
  await expect.poll(async () => (await values('occupation'))[4]).toBe('Bidan')
  await cell(0, 2).click()
  await page.locator('[data-act=fill]').dragTo(cell(2, 2))
  await expect.poll(async () => (await values('occupation')).slice(0, 3)).toEqual(['Guru "SD"', 'Guru "SD"', 'Guru "SD"'])
  // Each is taken back whole, the last first.
  for (const occupations of [['Guru "SD"', 'Bidan', 'Guru "SD"', 'Bidan', 'Bidan', null], ['Guru "SD"', 'Bidan', 'Guru "SD"', 'Bidan', null, null], ['Guru "SD"', 'Bidan', null, null, null, null]]) {
    await page.getByRole('grid').focus()
    await page.keyboard.press('Control+z')
    await expect.poll(() => values('occupation')).toEqual(occupations)
  }
  expect((await values('email')).slice(2)).toEqual([null, null, null, null])
})
