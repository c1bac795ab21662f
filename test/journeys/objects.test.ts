// Journeys: an administrator makes an object of the company's own in the settings, and it is there for everyone at once.
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { testWorkspace } from '../workspace.ts'
import { administrator, enter, journey, look, newMember } from './browser.ts'

async function addField(page: Page, label: string, type: string): Promise<void> {
  await page.getByRole('button', { name: 'Add field' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Name of the field').fill(label)
  await sheet.getByRole('combobox', { name: 'Type' }).click()
  await page.getByRole('option', { name: type }).first().click()
  await sheet.getByRole('button', { name: 'Create', exact: true }).click()
  await sheet.waitFor({ state: 'detached' })
}

journey('PLT-10: an object "Appraisal" with five fields and a list view, made in the browser, served without a restart', async () => {
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
