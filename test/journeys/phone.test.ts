// Journeys: a day on a phone, with one thumb at 360 px.
import { expect } from 'vitest'
import { testWorkspace } from '../workspace.ts'
import { look, newMember, phone, signIn, test, visit } from './browser.ts'

test('phone: sign in, finish a task, move a deal on, find a customer by the number as it is spoken', async () => {
  const workspace = await testWorkspace({ template: 'after-sales', clock: 'wall' })
  const sari = await newMember(workspace, 'sales', 'Sari Wulandari')
  const contact = await workspace.admin.create('contact', { firstName: 'Rahma', lastName: 'Putri', phone: '+62 812-3456-7890', owner: sari.id })
  const deal = await workspace.admin.create('deal', { name: 'Papan nama akrilik 3 × 1 m', stage: 'negotiation', amount: 12_500_000, contact: contact.id, owner: sari.id })
  const task = await workspace.admin.create('task', { subject: 'Kirim contoh bahan', owner: sari.id, dueAt: new Date().toISOString(), about: { object: 'deal', id: deal.id }, contact: contact.id })
  await workspace.settle()

  const page = await visit(workspace.url, '/', phone)
  await look(page, 'phone-sign-in')
  await signIn(page, sari)
  await page.getByRole('heading', { name: /, Sari$/ }).waitFor()
  await look(page, 'phone-my-day')
  await page.getByRole('checkbox', { name: 'Selesaikan "Kirim contoh bahan"' }).tap()
  await expect.poll(async () => (await workspace.admin.read('task', task.id)).status).toBe('done')

  await page.getByRole('navigation', { name: 'Navigasi utama' }).getByRole('link', { name: 'Transaksi' }).tap()
  await page.getByRole('tab', { name: /Negosiasi/ }).tap()
  await page.getByText(deal.name).first().waitFor()
  await look(page, 'phone-deals')
  await page.getByText(deal.name).first().tap()
  await page.waitForURL(new RegExp(deal.id))
  await page.getByRole('radio', { name: 'Berhasil' }).tap()
  await expect.poll(async () => (await workspace.admin.read('deal', deal.id)).stage).toBe('won')
  await look(page, 'phone-deal')
  await page.getByRole('dialog').getByRole('button', { name: 'Tutup', exact: true }).tap()

  await page.getByRole('navigation', { name: 'Navigasi utama' }).getByRole('link', { name: 'Kontak' }).tap()
  await page.getByRole('main').getByRole('button', { name: 'Cari', exact: true }).tap()
  await page.locator('#list-search').fill('081234567890')
  await page.getByText('Rahma Putri').first().tap()
  await page.waitForURL(new RegExp(contact.id))
  await page.getByText('0812-3456-7890').first().waitFor()
  await look(page, 'phone-contact')
  expect(await page.locator('a[href="tel:+6281234567890"]').count()).toBeGreaterThan(0)
})
