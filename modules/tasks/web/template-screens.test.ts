// Task templates in a real browser: written in the settings, used on a record, undone; the same on a phone.
import { expect } from 'vitest'
import { administrator, enter, look, phone, test } from '../../../test/journeys/browser.ts'
import { testWorkspace } from '../../../test/workspace.ts'

test('a template is written down once and makes its tasks on a record with one click, undone with another', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  const deal = await w.admin.create('deal', { name: 'PT Maju' })
  const page = await enter(w, administrator, '/settings/task-templates')
  await page.getByText('Belum ada templat tugas').waitFor()
  await look(page, 'task-templates-empty')
  await page.getByRole('button', { name: 'Templat baru' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Nama').fill('Serah terima B2B dengan nama yang sungguh panjang sekali')
  await sheet.getByLabel('Untuk').click()
  await page.getByRole('option', { name: 'Transaksi' }).click()
  await sheet.getByLabel('Perihal').fill('Kirim kontrak')
  await sheet.getByLabel('Daftar periksa').fill('Cetak\n\nTanda tangan')
  await sheet.getByRole('button', { name: 'Tambah tugas' }).click()
  await sheet.getByLabel('Perihal').nth(1).fill('Telepon pengenalan')
  await sheet.getByLabel('Jatuh tempo setelah').nth(1).fill('')
  await look(page, 'task-template-sheet')
  await sheet.getByRole('button', { name: 'Simpan' }).click()
  await page.getByText('Transaksi · 2 tugas').waitFor()
  await look(page, 'task-templates')
  expect((await w.admin.get('/task-templates')).data[0].tasks).toMatchObject([{ subject: 'Kirim kontrak', dueDays: 1, checklist: ['Cetak', 'Tanda tangan'] }, { subject: 'Telepon pengenalan', dueDays: null }])

  await page.goto(`/o/deal/${deal.id}`)
  await page.getByRole('tab', { name: 'Tugas' }).click()
  await page.getByRole('button', { name: 'Dari templat' }).click()
  await look(page, 'task-template-use')
  await page.getByRole('menuitem', { name: /^Serah terima/ }).click()
  await page.getByText(/^2 tugas dari/).waitFor()
  expect((await w.admin.list('task', { filter: { about: { deal: { id: { eq: deal.id } } } } })).data).toHaveLength(2)
  await page.getByRole('button', { name: 'Urungkan' }).click()
  await expect.poll(async () => (await w.admin.list('task')).data.length).toBe(0)
})

test('task templates on a phone, dark', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  await w.admin.post('/task-templates', { name: 'Serah terima', tasks: [{ subject: 'Satu' }, { subject: 'Dua' }] })
  const page = await enter(w, administrator, '/settings/task-templates', { ...phone, theme: 'dark', language: 'en' })
  await page.getByText('Any record · 2 tasks').tap()
  await page.getByRole('dialog').getByLabel('Subject').first().waitFor()
  await look(page, 'task-template-sheet phone')
})
