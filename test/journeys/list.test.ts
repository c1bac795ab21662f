// Journeys: a list at work: filter, view, inline edit, sort, selection, peek, the record and its timeline; and the same by keyboard.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../workspace.ts'
import { administrator, enter, look, test } from './browser.ts'
import { fillDemo, type Demo } from './demo.ts'

let workspace: TestWorkspace
let demo: Demo

beforeAll(async () => {
  workspace = await testWorkspace({ template: 'after-sales', clock: 'wall' })
  const { data } = await workspace.admin.get('/members?limit=500')
  demo = await fillDemo(workspace.admin, data.find((member: { name: string }) => member.name === 'Ayu').id)
}, 120_000)

afterAll(() => workspace?.close())

const grid = (page: Page) => page.getByRole('grid')
const rows = (page: Page) => grid(page).locator('[data-row]')
/** The cell of a row (from 0) in the column with this heading. */
async function cell(page: Page, row: number, heading: string) {
  const head = grid(page).getByRole('columnheader').filter({ has: page.getByRole('button', { name: heading, exact: true }) })
  const column = Number(await head.getAttribute('aria-colindex')) - 2
  return grid(page).locator(`[data-row="${row}"] [data-column="${column}"]`)
}

test('list: filter, save as a view, edit a cell, sort, tag many, peek, open, read the timeline', async () => {
  const page = await enter(workspace, administrator, '/o/contact')
  await rows(page).first().waitFor()

  await page.getByRole('button', { name: 'Saring', exact: true }).click()
  const builder = page.getByRole('dialog', { name: 'Syarat' })
  const field = builder.getByLabel('Kolom', { exact: true })
  if (!await field.count()) await builder.getByRole('button', { name: 'Tambah syarat' }).click()
  await field.first().fill('Jenis pelanggan')
  await page.getByRole('option', { name: 'Jenis pelanggan', exact: true }).click()
  await builder.getByLabel('Jenis pelanggan: Nilai').click()
  await page.getByRole('option', { name: /Perusahaan|B2B|Bisnis/ }).first().click()
  await look(page, 'list-filter')
  // the list of values stays for more of them; then the conditions are closed
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await builder.waitFor({ state: 'detached' })
  const expected = (await workspace.admin.list('contact', { filter: { customerType: { eq: 'b2b' } }, count: 'true', limit: 1 })).total!
  await expect.poll(() => grid(page).getAttribute('aria-rowcount')).toBe(String(expected + 1))

  await page.getByRole('button', { name: 'Menu tampilan' }).click()
  await page.getByRole('menuitem', { name: 'Simpan sebagai tampilan baru' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: /^Nama/ }).fill('Pelanggan perusahaan')
  await look(page, 'list-new-view')
  await page.getByRole('dialog').getByRole('button', { name: 'Simpan' }).click()
  const tab = page.getByRole('tab', { name: /Pelanggan perusahaan/ })
  await tab.waitFor()
  await expect.poll(() => tab.innerText()).toContain(String(expected))
  // It is still there for the next visit.
  await page.reload()
  await page.getByRole('tab', { name: /Pelanggan perusahaan/, selected: true }).waitFor()

  await grid(page).getByRole('button', { name: 'Nama lengkap', exact: true }).click()
  await expect.poll(async () => (await cell(page, 0, 'Nama lengkap')).innerText()).toMatch(/^A/)
  const name = await (await cell(page, 0, 'Nama lengkap')).innerText()

  // A cell in its place.
  const title = await cell(page, 0, 'Telepon')
  await title.dblclick()
  const input = title.getByRole('textbox')
  await input.fill('0813 9999 1234')
  await input.press('Enter')
  await expect.poll(() => title.innerText()).toContain('0813-9999-1234')
  await expect.poll(async () => (await workspace.admin.list('contact', { filter: { phone: { eq: '+6281399991234' } } })).data.length).toBe(1)
  const { data: [contact] } = await workspace.admin.list('contact', { filter: { phone: { eq: '0813 9999 1234' } } })

  // Several at once.
  for (const row of [0, 1, 2]) await grid(page).locator(`[data-row="${row}"] input[type=checkbox]`).click()
  const bar = page.getByRole('toolbar', { name: 'Catatan terpilih' })
  await bar.getByText('3 dipilih').waitFor()
  await look(page, 'list-selected')
  await bar.getByRole('button', { name: 'Beri tag' }).click()
  await page.getByLabel('Tag yang ditambahkan').fill('Pameran 2026')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Ubah 3' }).click()
  await page.getByText('3 catatan diubah').waitFor()
  expect((await workspace.admin.list('contact', { filter: { tags: { hasAny: ['Pameran 2026'] } }, count: 'true' })).total).toBe(3)

  // Beside the list, then as a page.
  await (await cell(page, 0, 'Nama lengkap')).getByRole('link').click()
  const peek = page.getByRole('complementary').or(page.getByLabel(`Intip ${name}`)).first()
  await peek.waitFor()
  await look(page, 'list-peek')
  await page.getByRole('link', { name: 'Buka sebagai halaman' }).or(page.getByRole('button', { name: 'Buka sebagai halaman' })).first().click()
  await page.waitForURL(new RegExp(`/o/contact/${contact.id}`))
  const timeline = page.getByRole('list', { name: 'Lini masa' })
  const change = timeline.getByRole('listitem').filter({ hasText: 'mengubah Telepon' })
  await change.waitFor()
  expect(await change.innerText()).toMatch(/Ayu[\s\S]*0812-\d{4}-\d{3,4}[\s\S]*0813-9999-1234/)
  await timeline.getByText('lewat API').first().waitFor()
})

test('list by keyboard alone: move, edit, choose, peek, open, go back', async () => {
  const page = await enter(workspace, administrator, '/o/contact?sort=fullName')
  await rows(page).first().waitFor()
  // A button answers to Enter, a dialog to Escape, and the focus comes back to where it was.
  const add = page.getByRole('button', { name: 'Kontak baru' })
  await add.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByLabel('Nama depan').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expect.poll(() => add.evaluate(button => button === document.activeElement)).toBe(true)
  await grid(page).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('x')
  await page.getByText('1 dipilih').waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('toolbar', { name: 'Catatan terpilih' }).count()).toBe(0)
  await page.keyboard.press('Space')
  await expect.poll(() => new URL(page.url()).searchParams.has('peek')).toBe(true)
  await page.keyboard.press('Escape')
  await expect.poll(() => new URL(page.url()).searchParams.has('peek')).toBe(false)
  // To the phone's column, and a new number typed into it.
  const headings = await grid(page).getByRole('columnheader').allInnerTexts()
  for (let step = headings.findIndex(text => text.startsWith('Telepon')) - 1; step > 0; step--) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('081211112222')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await workspace.admin.list('contact', { filter: { phone: { eq: '081211112222' } } })).data.length).toBe(1)
  expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid')
  await page.keyboard.press('o')
  await page.waitForURL(/\/o\/contact\/[0-9a-f-]{36}/)
  await page.getByRole('button', { name: 'Ke Kontak' }).waitFor()
})

test('board by keyboard alone: move a card to the next stage', async () => {
  const page = await enter(workspace, administrator, '/o/deal?kind=board')
  await page.locator('[data-card]').first().waitFor()
  const card = page.locator('[data-column=prospect] [data-card]').first()
  const id = (await card.getAttribute('data-card'))!
  await card.focus()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Pintasan papan ketik' }).waitFor()
  await look(page, 'keys')
  await page.keyboard.press('Escape')
  await card.focus()
  await page.keyboard.press('m')
  await page.getByRole('menuitemcheckbox', { name: 'Memenuhi syarat' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.locator(`[data-column=qualified] [data-card="${id}"]`).waitFor()
  await expect.poll(async () => (await workspace.admin.read('deal', id)).stage).toBe('qualified')
})

test('palette: a record by its phone, a page, an action', async () => {
  const page = await enter(workspace, administrator, '/')
  const { phone, fullName } = await workspace.admin.read('contact', demo.contacts[8])
  await page.keyboard.press('Control+K')
  const input = page.getByRole('combobox')
  await input.fill(phone.replace('+62', '0'))
  // the number is told as people here write it
  await page.getByRole('option', { name: new RegExp(fullName) }).getByText(`0${phone.slice(3, 6)}-${phone.slice(6, 10)}-${phone.slice(10)}`).waitFor()
  await look(page, 'palette')
  await page.keyboard.press('Enter')
  await page.waitForURL(new RegExp(demo.contacts[8]))
  await page.keyboard.press('Control+K')
  await input.fill('alur kerja')
  await page.getByRole('option', { name: /Alur kerja/ }).first().waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/settings\/workflows/)
  await page.keyboard.press('Control+K')
  await input.fill('tampilan gelap')
  await page.getByRole('option', { name: 'Tampilan gelap' }).waitFor()
  await page.keyboard.press('Enter')
  await look(page, 'palette-dark')
})

test('SAL-11: the board shows count and sum per stage, filtered as the board is', async () => {
  const filter = { source: { eq: 'referral' } }
  const { data } = await workspace.admin.get(`/records/deal/aggregate?groupBy=stage&measure=count,sum:amount&filter=${encodeURIComponent(JSON.stringify(filter))}`)
  const page = await enter(workspace, administrator, `/o/deal?kind=board&filter=${encodeURIComponent(JSON.stringify(filter))}`)
  await page.locator('[data-card]').first().waitFor()
  const compact = new Intl.NumberFormat('id-ID', { maximumFractionDigits: 0 })
  for (const row of data) {
    const head = page.locator(`[data-column=${row.stage}] header`)
    await expect.poll(() => head.locator('.count').innerText()).toBe(String(row.count))
    expect((await head.locator('.sum').getAttribute('title'))!.replace(/\s/g, ' ')).toBe(`Rp ${compact.format(row['sum:amount'].amount)}`)
  }
})

test('a condition takes several values one after the other; who looks for branches finds the members by whom they are asked', async () => {
  const branches: { id: string }[] = []
  for (const name of ['bandung', 'surabaya']) branches.push(await workspace.admin.post('/branches', { name, label: { id: name }, code: name.slice(0, 3).toUpperCase() }))
  const page = await enter(workspace, administrator, '/o/deal?kind=table')
  await rows(page).first().waitFor()
  await page.getByRole('button', { name: /^Saring/ }).first().click()
  const builder = page.getByRole('dialog', { name: 'Syarat' })
  await builder.getByLabel('Kolom', { exact: true }).fill('cabang')
  await page.getByRole('option', { name: /^Penanggung jawab/ }).click()
  await builder.getByLabel('Penanggung jawab: Nilai').click()
  for (const name of ['Cabang bandung', 'Cabang surabaya']) await page.getByRole('option', { name, exact: true }).click()
  await look(page, 'filter-branches')
  await expect.poll(() => JSON.parse(new URL(page.url()).searchParams.get('filter') ?? '{}')).toEqual({ owner: { in: branches.map(({ id }) => `branch:${id}`) } })
})
