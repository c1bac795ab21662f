// Journeys: a list taken out as a file, and an import taken back.
import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { importFile } from '../import-file.ts'
import { testWorkspace } from '../workspace.ts'
import { administrator, enter, look, phone, test } from './browser.ts'

test('export: the list as it stands becomes a file; import: undone from its summary', async () => {
  const workspace = await testWorkspace({ clock: 'wall' })
  const done = await importFile(workspace.admin, { object: 'contact' }, 'firstName,email\nAnggrek,anggrek@example.com\nMelati,melati@example.com')
  const page = await enter(workspace, administrator, '/o/contact')
  await page.getByRole('grid').getByText('Melati').first().waitFor()
  await page.getByRole('main').getByRole('button', { name: 'Ekspor' }).click()
  await page.getByRole('dialog').getByText('Ekspor kontak').waitFor()
  await look(page, 'export-1')
  await page.getByRole('dialog').getByRole('combobox').first().click()
  await page.getByRole('option', { name: 'CSV' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Ekspor' }).click()
  await page.getByText('2 baris siap').waitFor()
  await look(page, 'export-2')
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Unduh' }).click()])
  expect(readFileSync(await download.path(), 'utf8')).toContain('anggrek@example.com')

  await page.goto(`/import?id=${done.id}`)
  await page.getByRole('button', { name: 'Urungkan impor ini' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Urungkan impor ini' }).click()
  await page.getByText('Diurungkan: 2 catatan dikembalikan.').waitFor()
  await look(page, 'import-undone')
  expect((await workspace.admin.list('contact', { count: 'true', limit: 1 })).total).toBe(0)
})

test('on a phone a list is exported from the menu in its head', async () => {
  const workspace = await testWorkspace({ clock: 'wall' })
  await workspace.admin.create('contact', { firstName: 'Melati', email: 'melati@example.com' })
  const page = await enter(workspace, administrator, '/o/contact', { ...phone, theme: 'dark' })
  await page.getByText('Melati').first().waitFor()
  await page.getByRole('button', { name: 'Menu daftar' }).tap()
  await look(page, 'list-menu-phone')
  await page.getByRole('menuitem', { name: 'Ekspor' }).tap()
  const dialog = page.getByRole('dialog', { name: 'Ekspor kontak' })
  await dialog.getByRole('combobox', { name: 'Format' }).tap()
  await page.getByRole('option', { name: 'CSV' }).tap()
  await look(page, 'export-phone')
  await dialog.getByRole('button', { name: 'Ekspor', exact: true }).tap()
  const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('link', { name: 'Unduh' }).tap()])
  expect(readFileSync(await download.path(), 'utf8')).toContain('melati@example.com')
})
