// Journeys: an administrator makes an object of the company's own in the settings, and it is there for everyone at once.
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { importFile } from '../import-file.ts'
import { testWorkspace } from '../workspace.ts'
import { administrator, enter, look, newMember, test } from './browser.ts'

async function addField(page: Page, label: string, type: string): Promise<void> {
  await page.getByRole('button', { name: 'Add field' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Name of the field').fill(label)
  await sheet.getByRole('combobox', { name: 'Type' }).click()
  await page.getByRole('option', { name: type }).first().click()
  await sheet.getByRole('button', { name: 'Create', exact: true }).click()
  await sheet.waitFor({ state: 'detached' })
}

test('PLT-10: an object "Appraisal" with five fields and a list view, made in the browser, served without a restart', async () => {
  const workspace = await testWorkspace({ clock: 'wall' })
  const consultant = await newMember(workspace, 'manager', 'Sari Wulandari')
  const page = await enter(workspace, administrator, '/settings/objects', { language: 'en' })
  await page.getByRole('button', { name: 'New object' }).click()
  await page.getByLabel('One of them is called').fill('Appraisal')
  await page.getByLabel('Several are called').fill('Appraisals')
  await look(page, 'objects-new')
  await page.getByRole('dialog').getByRole('button', { name: 'Create', exact: true }).click()
  await page.waitForURL(/\/settings\/objects\/appraisal$/)
  const fields: [string, string][] = [['Serial number', 'Text'], ['Appraised at', 'Date'], ['Offer', 'Amount of money'], ['Authentic', 'Yes or no'], ['Condition', 'Rating']]
  for (const [label, type] of fields) await addField(page, label, type)
  await look(page, 'objects-fields')

  const { fields: made } = await workspace.admin.get('/objects/appraisal')
  for (const name of ['serialNumber', 'appraisedAt', 'offer', 'authentic', 'condition']) expect(made.map((field: { name: string }) => field.name)).toContain(name)
  const title = made.find((field: { name: string, required?: boolean }) => field.name === 'name')
  const values = { serialNumber: '126610LN', appraisedAt: '2026-11-21', offer: 185_000_000, authentic: true, condition: 4 }
  const record = await workspace.admin.create('appraisal', { ...(title && { name: 'Rolex Submariner' }), ...values })
  expect(await workspace.admin.read('appraisal', record.id)).toMatchObject({ ...values, offer: { amount: 185_000_000, currency: 'IDR' } })

  // A list view of it, shared with everyone.
  await page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name: 'Appraisals' }).click()
  await page.getByRole('grid').getByText('Rolex Submariner').waitFor()
  await page.getByRole('button', { name: /^(New view|View menu)$/ }).first().click()
  const saveAs = page.getByRole('menuitem', { name: 'Save as new view' })
  const dialog = page.getByRole('dialog', { name: 'New view' })
  await saveAs.or(dialog).waitFor()
  if (await saveAs.isVisible()) await saveAs.click()
  await dialog.getByRole('textbox', { name: /^Name/ }).fill('Authentic pieces')
  await dialog.getByRole('radio', { name: 'Everyone' }).check()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('tab', { name: /Authentic pieces/ }).waitFor()
  await look(page, 'objects-list')

  const sari = await enter(workspace, consultant, '/o/appraisal', { language: 'en' })
  await sari.getByRole('tab', { name: /Authentic pieces/ }).click()
  await sari.getByRole('grid').getByText('Rolex Submariner').waitFor()
})

/** The choice "Final Grading" with two grades, made in the settings. */
async function addGrading(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add field' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Name of the field').fill('Final Grading')
  await sheet.getByRole('combobox', { name: 'Type' }).click()
  await page.getByRole('option', { name: 'One of several options' }).click()
  await sheet.getByRole('button', { name: 'Add option' }).click()
  for (const [index, grade] of ['New', 'Unworn'].entries()) {
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(`Option ${index + 1}`)
    await page.keyboard.type(grade)
    if (index === 0) await page.keyboard.press('Enter')
  }
  await sheet.getByRole('button', { name: 'Create', exact: true }).click()
  await sheet.waitFor({ state: 'detached' })
}

test('PLT-11: the picklist "Final Grading", added to Inventory, is in form, list, filter, report, import and API at once', async () => {
  const workspace = await testWorkspace({ clock: 'wall' })
  await workspace.admin.post('/objects', { name: 'inventory', label: { en: 'Inventory item' }, pluralLabel: { en: 'Inventory' } })
  await workspace.admin.create('inventory', { name: 'Daytona' })
  // somebody looks at the list while the field is made
  const seller = await enter(workspace, await newMember(workspace, 'manager', 'Sari Wulandari'), '/o/inventory', { language: 'en' })
  await seller.getByRole('grid').getByText('Daytona').waitFor()
  await addGrading(await enter(workspace, administrator, '/settings/objects/inventory', { language: 'en' }))

  // the API and an import
  const made = await workspace.admin.create('inventory', { name: 'Submariner', finalGrading: 'new' })
  expect((await workspace.admin.read('inventory', made.id)).finalGrading).toBe('new')
  expect(await importFile(workspace.admin, { object: 'inventory' }, 'Name,Final Grading\r\nSpeedmaster,Unworn\r\nSantos,new\r\n')).toMatchObject({ created: 2, failed: 0 })
  // the form
  await seller.getByRole('button', { name: 'New inventory item' }).first().click()
  const form = seller.getByRole('dialog')
  await form.getByRole('textbox', { name: /^Name/ }).fill('Tank')
  await form.getByRole('combobox', { name: 'Final Grading' }).click()
  await seller.getByRole('option', { name: 'Unworn' }).click()
  await form.getByRole('button', { name: 'Create', exact: true }).click()
  await form.waitFor({ state: 'detached' })
  // the list, and what counts it by the new field
  const grid = seller.getByRole('grid')
  await grid.getByRole('columnheader', { name: /Final Grading/ }).waitFor()
  await grid.locator('[data-row]').filter({ hasText: 'Tank' }).getByText('Unworn').waitFor()
  await seller.getByRole('button', { name: 'Group', exact: true }).click()
  await seller.getByRole('menuitemcheckbox', { name: 'Final Grading', exact: true }).click()
  for (const grade of ['New', 'Unworn']) await expect.poll(() => grid.locator(`[data-group="${grade}"]`).innerText()).toMatch(new RegExp(`${grade}\\s*2`))
  await look(seller, 'objects-grading')
  expect((await workspace.admin.get('/records/inventory/aggregate?groupBy=finalGrading&measure=count')).data).toEqual(expect.arrayContaining([{ finalGrading: 'new', count: 2 }, { finalGrading: 'unworn', count: 2 }, { finalGrading: null, count: 1 }]))
  // the filter
  await seller.getByRole('button', { name: 'Filter', exact: true }).click()
  const builder = seller.getByRole('dialog', { name: 'Conditions' })
  const field = builder.getByLabel('Field', { exact: true })
  if (!await field.count()) await builder.getByRole('button', { name: 'Add condition' }).click()
  await field.first().fill('Final Grading')
  await seller.getByRole('option', { name: 'Final Grading', exact: true }).click()
  await builder.getByLabel('Final Grading: Value').click()
  await seller.getByRole('option', { name: 'New', exact: true }).click()
  // the list of values stays for more of them; then the conditions are closed
  await seller.keyboard.press('Escape')
  await seller.keyboard.press('Escape')
  await builder.waitFor({ state: 'detached' })
  await expect.poll(() => grid.locator('[data-row] a[data-act=title]').allInnerTexts()).toEqual(expect.arrayContaining(['Submariner', 'Santos']))
  await expect.poll(() => grid.locator('[data-row] a[data-act=title]').count()).toBe(2)
  // the import's own screen offers it
  await seller.goto('/import?object=inventory')
  await seller.locator('input[type=file]').setInputFiles({ name: 'stok.csv', mimeType: 'text/csv', buffer: Buffer.from('Name,Final Grading\nCartier,Unworn\n') })
  await seller.getByText(/2 of 2 columns/).waitFor()
  await look(seller, 'objects-grading-import')
})

test('what a new record begins with, and which records a roll-up counts, are said in the settings', async () => {
  const workspace = await testWorkspace({ clock: 'wall' })
  await workspace.admin.post('/objects', { name: 'shelf', label: { en: 'Shelf' }, pluralLabel: { en: 'Shelves' } })
  await workspace.admin.post('/objects', { name: 'item', label: { en: 'Item' }, pluralLabel: { en: 'Items' }, fields: [{ name: 'name', label: { en: 'Name' }, type: 'text' }, { name: 'shelf', label: { en: 'Shelf' }, type: 'relation', to: 'shelf' }] })
  const shelf = await workspace.admin.create('shelf', { name: 'A' })
  const page = await enter(workspace, administrator, '/settings/objects/item', { language: 'en' })
  await page.getByRole('button', { name: 'Add field' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Name of the field').fill('Grade')
  await sheet.getByRole('combobox', { name: 'Type' }).click()
  await page.getByRole('option', { name: 'One of several options' }).click()
  await sheet.getByRole('button', { name: 'Add option' }).click()
  await sheet.getByLabel('Option 1').fill('Good')
  await sheet.getByLabel('Option 1').press('Enter')
  await sheet.getByLabel('Option 2').fill('Worn')
  await sheet.getByRole('combobox', { name: /^Begins with/ }).click()
  await page.getByRole('option', { name: 'Worn' }).click()
  await look(page, 'objects-default')
  await sheet.getByRole('button', { name: 'Create', exact: true }).click()
  await sheet.waitFor({ state: 'detached' })
  expect(await workspace.admin.create('item', { name: 'One', shelf: shelf.id })).toMatchObject({ grade: 'worn' })

  await page.goto('/settings/objects/shelf')
  await page.getByRole('button', { name: 'Add field' }).click()
  await sheet.getByLabel('Name of the field').fill('Worn ones')
  await sheet.getByRole('combobox', { name: 'Type' }).click()
  await page.getByRole('option', { name: 'Roll-up of linked records' }).click()
  await sheet.getByRole('combobox', { name: 'Gathered from' }).click()
  await page.getByRole('option', { name: 'Items, by Shelf' }).click()
  const where = sheet.getByRole('group', { name: 'Only those that meet' })
  await where.getByRole('button', { name: 'Add condition' }).click()
  await where.getByLabel('Field', { exact: true }).fill('Grade')
  await page.getByRole('option', { name: 'Grade', exact: true }).click()
  await where.getByLabel('Grade: Value').click()
  await page.getByRole('option', { name: 'Worn' }).click()
  await sheet.getByLabel('Name of the field').click()
  await look(page, 'objects-rollup')
  await sheet.getByRole('button', { name: 'Create', exact: true }).click()
  await sheet.waitFor({ state: 'detached' })
  await workspace.admin.create('item', { name: 'Two', shelf: shelf.id, grade: 'good' })
  await expect.poll(async () => (await workspace.admin.read('shelf', shelf.id)).wornOnes).toBe(1)
  // opened again it shows what it asks for
  await page.getByRole('button', { name: /^Worn ones/ }).click()
  await where.getByLabel('Grade: Value').waitFor()
})

test('an administrator says for several options at once with which values of another select they are offered; a form keeps to it', async () => {
  const workspace = await testWorkspace({ clock: 'wall' })
  const select = (name: string, id: string, ...values: string[]) => ({ name, label: { id }, type: 'select', options: values.map((value) => ({ value, label: { id: value } })) })
  await workspace.admin.post('/objects', { name: 'barang', label: { id: 'Barang' }, fields: [
    { name: 'name', type: 'text', label: { id: 'Nama' } }, select('kategori', 'Kategori', 'Jam tangan', 'Tas', 'Sepatu'), select('kondisi', 'Kondisi', 'Baru', 'Tergores', 'Bernoda', 'Robek'),
  ] })
  for (const width of [1440, 360]) {
    const page = await enter(workspace, administrator, '/settings/objects/barang', { width })
    await page.getByRole('button', { name: /^Kondisi/ }).click()
    const sheet = page.getByRole('dialog', { name: 'Ubah kolom' })
    const ask = (option: string) => sheet.getByRole('button', { name: `Kapan ${option} ditawarkan` })
    const dialog = page.getByRole('dialog', { name: 'Kapan pilihan ditawarkan?' })
    const pick = async (box: string, ...options: string[]) => {
      await dialog.getByRole('combobox', { name: box }).click()
      for (const option of options) await page.getByRole('option', { name: option, exact: true }).click()
    }
    if (width === 1440) {
      // by keyboard alone: two options, two values
      await ask('Bernoda').press('Enter')
      await dialog.getByRole('combobox', { name: 'Pilihan ini' }).press('ArrowDown')
      await page.keyboard.type('Robek')
      await page.getByRole('option', { name: 'Robek' }).waitFor()
      await page.keyboard.press('Enter')
      await dialog.getByRole('button', { name: 'Terapkan' }).press('Enter')
      await dialog.getByText('Pilih sedikitnya satu nilai.').waitFor()
      for (const value of ['Tas', 'Sepatu']) {
        await dialog.getByRole('combobox', { name: 'Hanya ditawarkan untuk' }).fill(value)
        await page.getByRole('option', { name: value }).waitFor()
        await page.keyboard.press('Enter')
      }
      await page.keyboard.press('Escape')
      await look(page, 'options-when')
      await dialog.getByRole('button', { name: 'Terapkan' }).press('Enter')
      await dialog.waitFor({ state: 'detached' })
      expect(await sheet.getByText('Hanya untuk Kategori: Tas, Sepatu').count()).toBe(2)
    } else {
      await ask('Tergores').click()
      await pick('Hanya ditawarkan untuk', 'Jam tangan')
      await look(page, 'options-when-phone')
      await dialog.getByRole('button', { name: 'Terapkan' }).click()
      // what says the same is taken along with one touch
      await ask('Robek').click()
      await dialog.getByRole('button', { name: 'Tambahkan 1 lainnya yang bersyarat sama' }).click()
      await dialog.getByRole('button', { name: 'Hapus Sepatu' }).click()
      await dialog.getByRole('button', { name: 'Terapkan' }).click()
    }
    await look(page, `options-when-set-${width}`)
    await sheet.getByRole('button', { name: 'Simpan' }).click()
    await sheet.waitFor({ state: 'detached' })
  }
  const { fields } = await workspace.admin.get('/objects/barang')
  const only = (value: string, ...list: string[]) => ({ value, label: { id: value }, when: { field: 'kategori', in: list } })
  expect(fields.find((field: { name: string }) => field.name === 'kondisi').options).toEqual([{ value: 'Baru', label: { id: 'Baru' } }, only('Tergores', 'Jam tangan'), only('Bernoda', 'Tas'), only('Robek', 'Tas')])

  const seller = await enter(workspace, await newMember(workspace, 'manager', 'Sari Wulandari'), '/o/barang')
  await seller.getByRole('button', { name: /baru$/ }).first().click()
  const form = seller.getByRole('dialog')
  const offered = async () => {
    await form.getByRole('combobox', { name: 'Kondisi' }).click()
    await seller.getByRole('option', { name: 'Baru' }).waitFor()
    const names = await seller.getByRole('option').allInnerTexts()
    await seller.keyboard.press('Escape')
    return names
  }
  expect(await offered()).toEqual(['Baru', 'Tergores', 'Bernoda', 'Robek'])
  await form.getByRole('combobox', { name: 'Kategori' }).click()
  await seller.getByRole('option', { name: 'Tas' }).click()
  expect(await offered()).toEqual(['Baru', 'Bernoda', 'Robek'])
})

test('an administrator lets the stage decide which options are offered; a form keeps to it', async () => {
  const workspace = await testWorkspace({ clock: 'wall' })
  const option = (value: string) => ({ value, label: { id: value } })
  const stage = (value: string, id: string) => ({ value, label: { id } })
  await workspace.admin.post('/objects', { name: 'servis', label: { id: 'Servis' }, fields: [{ name: 'nama', type: 'text', label: { id: 'Nama' } }] })
  await workspace.admin.post('/pipelines', { name: 'bengkel', object: 'servis', label: { id: 'Bengkel' }, stages: [stage('masuk', 'Masuk'), stage('selesai', 'Selesai')] })
  await workspace.admin.post('/objects/servis/fields', { name: 'hasil', type: 'select', label: { id: 'Hasil' }, options: ['Taksiran', 'Beres'].map(option) })
  const page = await enter(workspace, administrator, '/settings/objects/servis')
  await page.getByRole('button', { name: /^Hasil/ }).click()
  const sheet = page.getByRole('dialog', { name: 'Ubah kolom' })
  await sheet.getByRole('button', { name: 'Kapan Beres ditawarkan' }).click()
  const dialog = page.getByRole('dialog', { name: 'Kapan pilihan ditawarkan?' })
  await dialog.getByRole('combobox', { name: 'Bergantung pada' }).click()
  await page.getByRole('option', { name: 'Tahap', exact: true }).click()
  await dialog.getByRole('combobox', { name: 'Hanya ditawarkan untuk' }).click()
  await page.getByRole('option', { name: 'Selesai', exact: true }).click()
  await page.keyboard.press('Escape')
  await dialog.getByRole('button', { name: 'Terapkan' }).click()
  await look(page, 'options-when-stage')
  await sheet.getByRole('button', { name: 'Simpan' }).click()
  await sheet.waitFor({ state: 'detached' })
  const { fields } = await workspace.admin.get('/objects/servis')
  expect(fields.find((field: { name: string }) => field.name === 'hasil').options).toEqual([option('Taksiran'), { ...option('Beres'), when: { field: 'stage', in: ['selesai'] } }])

  const seller = await enter(workspace, await newMember(workspace, 'manager', 'Sari Wulandari'), '/o/servis')
  await seller.getByRole('button', { name: /baru$/ }).first().click()
  const form = seller.getByRole('dialog')
  const offered = async () => {
    await form.getByRole('combobox', { name: 'Hasil' }).click()
    await seller.getByRole('option', { name: 'Taksiran' }).waitFor()
    const names = await seller.getByRole('option').allInnerTexts()
    await seller.keyboard.press('Escape')
    return names
  }
  for (const [name, options] of [['Masuk', ['Taksiran']], ['Selesai', ['Taksiran', 'Beres']]] as const) {
    await form.getByRole('combobox', { name: 'Tahap' }).click()
    await seller.getByRole('option', { name, exact: true }).click()
    expect(await offered()).toEqual(options)
  }
})
