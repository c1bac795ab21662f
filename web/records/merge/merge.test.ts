// Merging in a real browser: the warning while typing, side by side, the way back from the timeline, an old link.
import { expect } from 'vitest'
import { administrator, enter, look, phone, test } from '../../../test/journeys/browser.ts'
import { testWorkspace } from '../../../test/workspace.ts'

test('PLT-28: creating a contact with an existing phone in another format warns and offers to open or merge', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  const budi = await w.admin.create('contact', { firstName: 'Budi', lastName: 'Santoso', phone: '081234567890' })
  const deal = await w.admin.create('deal', { name: 'Tas kulit', contact: budi.id })
  const page = await enter(w, administrator, '/o/contact')
  await page.getByRole('button', { name: /^Kontak baru|^Buat kontak|kontak$/i }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Nama depan').fill('Pak Budi')
  await dialog.getByLabel('Telepon').fill('+62 812-3456-7890')
  await dialog.getByText('Mungkin sudah ada:').waitFor()
  await dialog.getByRole('link', { name: 'Buka Budi Santoso' }).waitFor()
  await look(page, 'duplicate-hint')
  await dialog.getByRole('button', { name: 'Buat lalu gabungkan' }).click()
  await page.waitForURL(/\/merge\/contact/)
  await page.getByRole('radio', { name: 'Pertahankan Pak Budi' }).check()
  await page.getByRole('heading', { name: 'Ikut pindah' }).waitFor()
  await look(page, 'merge')
  await page.getByRole('button', { name: 'Gabungkan', exact: true }).click()
  await page.waitForURL(/\/o\/contact\//)
  const { data: [survivor] } = await w.admin.list('contact')
  expect(survivor.firstName).toBe('Pak Budi')
  expect((await w.admin.read('deal', deal.id)).contact).toBe(survivor.id)

  await page.goto(`/o/contact/${budi.id}`)
  await page.waitForURL(new RegExp(survivor.id))
  await page.getByRole('button', { name: 'Batalkan penggabungan' }).click()
  await expect.poll(async () => (await w.admin.read('deal', deal.id)).contact).toBe(budi.id)
})

test('the pairs of the night and the side-by-side screen fit a phone, in English too', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  const [one, other] = await Promise.all(['Budi', 'Budi S'].map(firstName => w.admin.create('contact', { firstName, phone: '081234567890' })))
  const page = await enter(w, administrator, '/duplicates/contact', { ...phone, language: 'en' })
  await look(page, 'duplicates-phone')
  await page.goto(`/merge/contact?ids=${one.id},${other.id}`)
  await page.getByRole('heading', { name: 'Moves along' }).waitFor()
  // what is the same in both is told and not asked
  await page.getByRole('region', { name: 'The same in all' }).getByText('0812-3456-7890').waitFor()
  expect(await page.getByRole('radio', { name: 'Value of Phone' }).count()).toBe(0)
  expect(await page.getByRole('radio', { name: 'Value of First name' }).count()).toBe(2)
  await look(page, 'merge-phone')
  await page.getByRole('button', { name: 'Merge', exact: true }).tap()
  await expect.poll(async () => (await w.admin.list('contact')).data.length).toBe(1)
})
