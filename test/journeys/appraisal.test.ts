// Journeys: an administrator who reads nothing but the screen makes an object with five fields, a board on its choice and a role
// that sees only its own; then someone of that role works with it. What she may not see is nowhere: list, board, search, API.
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../workspace.ts'
import { administrator, enter, look, newMember, phone, settled, test } from './browser.ts'

const made = { name: 'Rolex Submariner', nomorSeri: '126610LN', tanggalPeriksa: '2026-11-21' }

async function makeObject(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Objek baru' }).click()
  await page.getByLabel('Satu disebut').fill('Appraisal')
  await page.getByRole('dialog').getByRole('button', { name: 'Buat', exact: true }).click()
  await page.waitForURL(/\/settings\/objects\/appraisal$/)
}

/** All five in one go: the sheet stays open, and the keyboard is in the name each time. */
async function makeFields(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Tambah kolom' }).click()
  const sheet = page.getByRole('dialog', { name: 'Kolom baru' })
  await sheet.getByRole('checkbox', { name: 'Tambah lagi' }).check()
  const name = sheet.getByRole('textbox', { name: 'Nama kolom' })
  await name.focus()
  for (const [label, type] of [['Nomor seri', 'Teks'], ['Tahap', 'Satu pilihan'], ['Penawaran', 'Nilai uang'], ['Tanggal periksa', 'Tanggal'], ['Pelanggan', 'Rujukan ke catatan']]) {
    await expect.poll(() => name.inputValue()).toBe('')
    await expect.poll(() => name.evaluate(input => input === document.activeElement)).toBe(true)
    await page.keyboard.type(label)
    await sheet.getByRole('combobox', { name: 'Jenis' }).click()
    await page.getByRole('option', { name: type }).first().click()
    if (type === 'Satu pilihan') await nameOptions(page, ['Baru', 'Diperiksa', 'Selesai'])
    if (type === 'Rujukan ke catatan') {
      await sheet.getByRole('combobox', { name: 'Merujuk ke' }).click()
      await page.getByRole('option', { name: 'Kontak' }).click()
      await sheet.getByRole('checkbox', { name: 'Tambah lagi' }).uncheck()
    }
    await sheet.getByRole('button', { name: 'Buat', exact: true }).click()
    await page.getByText(`Kolom ${label} siap dipakai`).waitFor()
  }
  await sheet.waitFor({ state: 'detached' })
}

async function nameOptions(page: Page, names: string[]): Promise<void> {
  await page.getByRole('button', { name: 'Tambah pilihan' }).click()
  for (const [index, name] of names.entries()) {
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(`Pilihan ${index + 1}`)
    await page.keyboard.type(name)
    if (index < names.length - 1) await page.keyboard.press('Enter')
  }
}

const column = (page: Page, name: string) => page.getByRole('region', { name: new RegExp(`^${name}`) })

/** From the object's own page to its list; the board stands before there is any card, and is kept as a view for everyone. */
async function makeBoard(page: Page): Promise<void> {
  await page.getByRole('link', { name: /^Buka daftarnya/ }).click()
  await page.getByRole('radio', { name: 'Papan' }).check()
  for (const name of ['Baru', 'Diperiksa', 'Selesai']) await page.getByRole('heading', { name, exact: true }).waitFor()
  await look(page, 'appraisal-board-empty')
  await page.getByRole('button', { name: 'Tampilan baru' }).click()
  const dialog = page.getByRole('dialog', { name: 'Tampilan baru' })
  await dialog.getByRole('textbox', { name: /^Nama/ }).fill('Papan taksiran')
  await dialog.getByRole('radio', { name: 'Semua orang' }).check()
  await dialog.getByRole('button', { name: 'Simpan' }).click()
  await page.getByRole('tab', { name: /^Papan taksiran/ }).waitFor()
}

async function makeRole(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Pengaturan' }).click()
  await page.getByRole('link', { name: 'Peran', exact: true }).click()
  await page.getByRole('button', { name: 'Peran baru' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: /^Nama/ }).fill('Penaksir')
  await page.getByRole('dialog').getByRole('button', { name: 'Buat', exact: true }).click()
  await page.waitForURL(/\/settings\/roles\/penaksir$/)
  for (const right of ['Lihat', 'Ubah', 'Hapus']) {
    await page.getByRole('combobox', { name: `${right}, Appraisal` }).click()
    await page.getByRole('option', { name: /^Sendiri/ }).click()
  }
  await look(page, 'appraisal-role')
  await page.getByRole('button', { name: 'Simpan' }).click()
  await page.getByRole('status').getByText('Tersimpan').waitFor()
}

async function seesOnlyHerOwn(workspace: TestWorkspace, foreign: { id: string }): Promise<void> {
  const sari = await newMember(workspace, 'penaksir', 'Sari Wulandari')
  const own = await sari.client.create('appraisal', { name: 'Omega Speedmaster', nomorSeri: '311.30', tahap: 'baru' })
  await workspace.settle()
  const page = await enter(workspace, sari, '/o/appraisal')
  const grid = page.getByRole('grid')
  await page.getByRole('tab', { name: /^Semua/ }).click()
  await grid.getByText('Omega Speedmaster').waitFor()
  expect(await grid.getByText('Rolex Submariner').count()).toBe(0)
  await page.getByRole('tab', { name: /^Papan taksiran/ }).click()
  await column(page, 'Baru').getByText('Omega Speedmaster').waitFor()
  await look(page, 'appraisal-member-board')
  expect(await page.getByText('Rolex Submariner').count()).toBe(0)
  await page.getByText('Cari atau lompat ke').click()
  await page.keyboard.type('Submariner')
  await settled(page)
  expect(await page.getByRole('option', { name: /Rolex Submariner/ }).count()).toBe(0)
  await page.keyboard.press('Escape')
  await page.goto(`/o/appraisal/${foreign.id}`)
  await page.getByText('Catatan ini tidak ada').waitFor()

  const { data } = await sari.client.get('/records/appraisal')
  expect(data.map((record: { id: string }) => record.id)).toEqual([own.id])
  expect(await sari.client.get('/records/appraisal/aggregate?groupBy=tahap&measure=count')).toMatchObject({ data: [{ tahap: 'baru', count: 1 }] })
  const found = await sari.client.get('/search?q=Submariner')
  expect(JSON.stringify(found)).not.toContain(foreign.id)
  await expect(sari.client.get(`/records/appraisal/${foreign.id}`)).rejects.toMatchObject({ reply: { status: 404 } })
  await expect(sari.client.update('appraisal', foreign.id, { tahap: 'selesai' })).rejects.toMatchObject({ reply: { status: 404 } })
}

test('an administrator makes "Appraisal" with five fields, a board and a role that sees only its own, which holds on every path', async () => {
  const workspace = await testWorkspace({ clock: 'wall' })
  const page = await enter(workspace, administrator, '/settings/objects')
  await makeObject(page)
  await makeFields(page)
  await look(page, 'appraisal-object')
  const contact = await workspace.admin.create('contact', { firstName: 'Budi', lastName: 'Santoso' })
  const values = { ...made, tahap: 'baru', penawaran: 185_000_000, pelanggan: contact.id }
  await makeBoard(page)
  // The API serves it while the system runs, and the board shows what came that way.
  const foreign = await workspace.admin.create('appraisal', values)
  expect(await workspace.admin.read('appraisal', foreign.id)).toMatchObject({ ...made, tahap: 'baru', penawaran: { amount: 185_000_000, currency: 'IDR' } })
  await column(page, 'Baru').getByText('Rolex Submariner').waitFor()
  await makeRole(page)
  await seesOnlyHerOwn(workspace, foreign)
})

test('someone of a role that sees only its own makes a record with a thumb, in English, in the dark', async () => {
  const workspace = await testWorkspace({ clock: 'wall' })
  const fields = [
    { name: 'serial', label: { en: 'Serial number' }, type: 'text' }, { name: 'offer', label: { en: 'Offer' }, type: 'currency' },
    { name: 'state', label: { en: 'State' }, type: 'select', options: [{ value: 'fresh', label: { en: 'Fresh' } }, { value: 'done', label: { en: 'Done' } }] },
    { name: 'seen', label: { en: 'Seen on' }, type: 'date' }, { name: 'customer', label: { en: 'Customer' }, type: 'relation', to: 'contact' },
  ]
  await workspace.admin.post('/objects', { name: 'appraisal', label: { en: 'Appraisal' }, pluralLabel: { en: 'Appraisals' } })
  for (const field of fields) await workspace.admin.post('/objects/appraisal/fields', field)
  const own = { read: 'own', create: true, update: 'own', delete: 'own' }
  await workspace.admin.post('/roles', { name: 'appraiser', label: { en: 'Appraiser' }, objects: { appraisal: own }, others: { read: 'own', create: true, update: 'own', delete: 'own' } })
  const sari = await newMember(workspace, 'appraiser', 'Sari Wulandari')
  await sari.client.create('contact', { firstName: 'Budi', lastName: 'Santoso' })
  const page = await enter(workspace, sari, '/o/appraisal', { language: 'en', theme: 'dark', ...phone })
  await page.getByRole('button', { name: 'New appraisal' }).first().click()
  const form = page.getByRole('dialog', { name: 'New appraisal' })
  await form.getByRole('textbox', { name: /^Name/ }).fill('Rolex Submariner')
  await form.getByRole('textbox', { name: 'Serial number' }).fill('126610LN')
  await form.getByRole('textbox', { name: 'Offer' }).fill('185000000')
  await form.getByRole('combobox', { name: 'State' }).click()
  await page.getByRole('option', { name: 'Fresh' }).click()
  await form.getByRole('combobox', { name: 'Customer' }).click()
  await page.getByRole('option', { name: /Budi Santoso/ }).click()
  await look(page, 'appraisal-phone-create')
  await form.getByRole('button', { name: 'Create', exact: true }).click()
  await form.waitFor({ state: 'detached' })
  await page.getByText('Rolex Submariner', { exact: true }).first().waitFor()
  await look(page, 'appraisal-phone-list')
  const { data } = await sari.client.get('/records/appraisal')
  expect(data).toMatchObject([{ name: 'Rolex Submariner', serial: '126610LN', state: 'fresh', offer: { amount: 185_000_000, currency: 'IDR' }, owner: sari.id }])
})
