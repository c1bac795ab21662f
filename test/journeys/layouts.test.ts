// Journeys: an administrator splits an option, lays a record out for two roles and puts a button on it; others work with that.
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { testWorkspace } from '../workspace.ts'
import { administrator, enter, look, newMember, phone, test } from './browser.ts'

const option = (value: string, en: string) => ({ value, label: { en } })

async function newLayout(page: Page, name: string, object: string): Promise<void> {
  await page.goto('/settings/layouts')
  await page.getByRole('button', { name: 'New layout' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByRole('combobox', { name: 'On records of' }).click()
  await page.getByRole('option', { name: object, exact: true }).click()
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await page.waitForURL(/settings\/layouts\/[0-9a-f-]{36}/)
}

async function takeOut(page: Page, ...fields: string[]): Promise<void> {
  for (const field of fields) {
    await page.getByRole('button', { name: `Take out: ${field}`, exact: true }).click()
    await page.getByRole('checkbox', { name: `Hide: ${field}`, exact: true }).check()
  }
}

test('an option is split in the settings: a dialog asks where its records go and says how many', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  await w.admin.post('/objects/product/fields', { name: 'grading', label: { en: 'Grading' }, type: 'select', options: [option('newOldStock', 'New Old Stock'), option('worn', 'Worn'), option('new', 'New')] })
  const [dear, cheap] = await Promise.all([500, 5].map(price => w.admin.create('product', { name: 'Jam', price, grading: 'newOldStock' })))
  const page = await enter(w, administrator, '/settings/objects/product', { language: 'en' })
  await page.getByRole('button', { name: /^Grading/ }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: 'Remove option: New Old Stock' }).click()
  await sheet.getByRole('button', { name: 'Save', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: /Where do the records go/ })
  await dialog.getByText('2 records').waitFor()
  await look(page, 'options-move')
  await dialog.getByRole('combobox', { name: 'Instead of New Old Stock' }).click()
  await page.getByRole('option', { name: 'New', exact: true }).click()
  await dialog.getByRole('button', { name: 'Move and save' }).click()
  await dialog.waitFor({ state: 'detached' })
  for (const { id } of [dear, cheap]) await expect.poll(async () => (await w.admin.read('product', id)).grading).toBe('new')
})

test('PLT-14: a sales user and an inventory user see different sections of the same record', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  await w.admin.post('/roles', { name: 'inventory', label: { en: 'Inventory' }, objects: { product: { read: 'all', create: true, update: 'all', delete: false } } })
  const product = await w.admin.create('product', { name: 'Submariner', sku: '126610LN', brand: 'Rolex', price: 185_000_000 })
  const page = await enter(w, administrator, '/settings/layouts', { language: 'en' })
  for (const [role, heading, hidden] of [['Sales', 'What the customer hears', ['SKU']], ['Inventory', 'Where it lies', ['Price']]] as const) {
    await newLayout(page, role, 'Products')
    await page.getByRole('combobox', { name: 'For these roles' }).click()
    await page.getByRole('option', { name: role, exact: true }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('textbox', { name: 'Section' }).first().fill(heading)
    await takeOut(page, ...hidden)
    // beside it, the record's page as it would be, before anything is saved
    const preview = page.getByRole('region', { name: 'Preview' })
    await preview.getByText(heading).waitFor()
    await preview.getByText('Submariner').first().waitFor()
    for (const field of hidden) await expect.poll(() => preview.getByText(field, { exact: true }).count()).toBe(0)
    expect(await preview.getByRole('combobox', { name: 'Seen by' }).innerText()).toContain(role)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('region', { name: /unsaved/i }).waitFor({ state: 'detached' })
  }
  // by keyboard: the first field goes below the second
  const handle = page.getByRole('button', { name: /^Move Name/ })
  await handle.press('ArrowDown')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('region', { name: /unsaved/i }).waitFor({ state: 'detached' })
  await look(page, 'layout-editor')
  const small = await enter(w, administrator, new URL(page.url()).pathname, { ...phone, theme: 'dark' })
  await small.getByRole('button', { name: 'Pratinjau' }).click()
  await small.getByRole('dialog').getByText('126610LN').waitFor()
  await look(small, 'layout-preview-phone')
  const [{ definition }] = (await w.admin.get('/layouts?object=product')).data.filter((each: any) => each.roles[0] === 'inventory').map((each: any) => ({ definition: each }))
  expect(definition.sections[0].fields[1].field).toBe('name')

  for (const [role, own, other, seen, unseen] of [['sales', 'What the customer hears', 'Where it lies', 'Price', 'SKU'], ['inventory', 'Where it lies', 'What the customer hears', 'SKU', 'Price']] as const) {
    const someone = await newMember(w, role, `${role} person`)
    await w.admin.update('product', product.id, { owner: someone.id })
    const record = await enter(w, someone, `/o/product/${product.id}`, { language: 'en' })
    const details = record.getByRole('region', { name: 'Details' })
    await details.getByRole('heading', { name: own }).waitFor()
    expect(await details.getByRole('heading', { name: other }).count()).toBe(0)
    await details.getByText(seen, { exact: true }).waitFor()
    expect(await details.getByText(unseen, { exact: true }).count()).toBe(0)
    await look(record, `layout-${role}`)
  }
})

test('an object\'s settings lead to its own layouts and buttons, and the next is made for it', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  await w.admin.post('/objects', { name: 'visit', label: { en: 'Visit', id: 'Kunjungan' }, pluralLabel: { en: 'Visits', id: 'Kunjungan' } })
  for (const [object, id] of [['visit', 'Halaman kunjungan'], ['product', 'Halaman produk']]) {
    await w.admin.post('/layouts', { object, name: `${object}Page`, label: { id }, sections: [{ label: { id: 'Rincian' }, columns: 1, fields: [{ field: 'name' }] }] })
  }
  const page = await enter(w, administrator, '/settings/objects/visit')
  await page.getByRole('link', { name: /Susun halamannya/ }).click()
  await page.getByRole('heading', { name: 'Tata letak dan tombol: Kunjungan' }).waitFor()
  await page.getByRole('link', { name: /Halaman kunjungan/ }).waitFor()
  expect(await page.getByRole('link', { name: /Halaman produk/ }).count()).toBe(0)
  await look(page, 'layouts-of-object')
  await page.getByRole('button', { name: 'Tata letak baru' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Nama').first().fill('Untuk penjualan')
  await dialog.getByRole('button', { name: 'Buat', exact: true }).click()
  await page.waitForURL(/settings\/layouts\/[0-9a-f-]{36}/)
  expect((await w.admin.get('/layouts?object=visit')).data.map((each: any) => each.label.id)).toEqual(['Halaman kunjungan', 'Untuk penjualan'])
  // all of them are where they were
  await page.goto('/settings/layouts')
  for (const name of [/Halaman kunjungan/, /Halaman produk/]) await page.getByRole('link', { name }).waitFor()
})

test('PLT-36: a button on Contact opens a form pre-filled with that contact, with no id typed by the user', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  const contact = await w.admin.create('contact', { firstName: 'Budi', lastName: 'Santoso', customerType: 'b2c' })
  const page = await enter(w, administrator, '/settings/layouts', { language: 'en' })
  await page.getByRole('button', { name: 'New button' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Name').fill('Sell something')
  await sheet.getByRole('combobox', { name: 'Form of a new' }).click()
  await page.getByRole('option', { name: 'Deal', exact: true }).click()
  await sheet.getByRole('combobox', { name: 'Fill in a field' }).click()
  await page.getByRole('option', { name: 'Name', exact: true }).click()
  await sheet.getByRole('textbox', { name: 'Name', exact: true }).last().fill('Watch for {{ record.firstName }}')
  await look(page, 'button-editor')
  await sheet.getByRole('button', { name: 'Create', exact: true }).click()
  await sheet.waitFor({ state: 'detached' })

  const { data: [button] } = await w.admin.get('/buttons?object=contact')
  expect(button.action).toEqual({ type: 'create', object: 'deal', data: { contact: '{{ record }}', name: 'Watch for {{ record.firstName }}' } })
  const seller = await newMember(w, 'manager', 'Sari Wulandari')
  const record = await enter(w, seller, `/o/contact/${contact.id}`, { language: 'en' })
  await record.getByRole('button', { name: 'Sell something' }).click()
  const form = record.getByRole('dialog')
  await expect.poll(() => form.getByRole('textbox', { name: /^Name/ }).inputValue()).toBe('Watch for Budi')
  await form.getByText('Budi Santoso').or(form.locator('input[value="Budi Santoso"]')).first().waitFor()
  await look(record, 'button-form')
  await form.getByRole('button', { name: 'Create', exact: true }).click()
  await form.waitFor({ state: 'detached' })
  const { data: [deal] } = await w.admin.list('deal', { filter: { contact: { eq: contact.id } } })
  expect(deal).toMatchObject({ name: 'Watch for Budi', contact: contact.id })
  const small = await enter(w, seller, `/o/contact/${contact.id}`, { language: 'id', theme: 'dark', ...phone })
  await small.getByRole('button', { name: 'Sell something' }).waitFor()
  await look(small, 'button-phone')
})

test('a field with a condition shows in the form as soon as the condition holds, and is asked for only then', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  await w.admin.post('/layouts', {
    object: 'contact', name: 'short', label: { en: 'Short' },
    sections: [{ label: { en: 'Who' }, columns: 2, fields: [{ field: 'firstName' }, { field: 'lastName' }, { field: 'jobTitle', required: true, when: { lastName: { eq: 'Santoso' } } }] }],
  })
  const page = await enter(w, administrator, '/o/contact', { language: 'en' })
  await page.getByRole('button', { name: 'New contact' }).first().click()
  const form = page.getByRole('dialog')
  await form.getByRole('heading', { name: 'Who' }).waitFor()
  expect(await form.getByRole('textbox', { name: /^Job title/ }).count()).toBe(0)
  await form.getByRole('textbox', { name: /^Last name/ }).fill('Santoso')
  await form.getByRole('textbox', { name: /^Job title/ }).waitFor()
  await form.getByRole('button', { name: 'Create', exact: true }).click()
  await form.getByText('Please fill this in').waitFor()
  await form.getByRole('textbox', { name: /^Last name/ }).fill('Wijaya')
  await form.getByRole('textbox', { name: /^Job title/ }).waitFor({ state: 'detached' })
  await form.getByRole('button', { name: 'Create', exact: true }).click()
  await form.waitFor({ state: 'detached' })
  expect((await w.admin.list('contact', { filter: { lastName: { eq: 'Wijaya' } } })).data).toHaveLength(1)
})
