// The sales insight page in a real browser: every tab with figures, a figure opens its deals, and a deal shows its days.
import { expect } from 'vitest'
import { administrator, enter, journey, look, phone, settled } from '../../../test/journeys/browser.ts'
import { testWorkspace } from '../../../test/workspace.ts'

journey('the figures of every report open their deals, also on a phone and in the dark', async () => {
  const w = await testWorkspace()
  await w.setClock('2026-12-01T09:00:00+07:00')
  const company = await w.admin.create('company', { name: 'PT Mewah Sekali Nusantara', segment: 'luxury', billingAddress: { province: 'Jawa Barat' } })
  const make = (name: string, data: object) => w.admin.create('deal', { name, company: company.id, ...data })
  const won = await make('Tas kulit', { amount: 150_000_000, closingDate: '2026-12-10', source: 'referral' })
  await make('Jam tangan', { amount: 3_500_000, stage: 'proposal', closingDate: '2026-12-20', source: 'website' })
  await make('Papan nama', { amount: 900_000, stage: 'lost', lostReason: 'Harga pesaing lebih murah', source: 'website' })
  await w.setClock('2026-12-04T09:00:00+07:00')
  await w.admin.update('deal', won.id, { stage: 'won' })
  const page = await enter(w, administrator, '/sales?from=2026-01-01&to=2026-12-31')
  await page.getByRole('link', { name: 'Wawasan penjualan' }).waitFor()
  for (const [tab, text] of [['Prakiraan', '152.100.000'], ['Konversi', 'Calon pembeli'], ['Kecepatan', '50'], ['Alasan gagal', 'Harga pesaing lebih murah'], ['Wilayah dan kanal', 'Jawa Barat']] as const) {
    await page.getByRole('tab', { name: tab }).click()
    await page.getByRole('table').first().getByText(text).first().waitFor()
    await settled(page)
    await look(page, `sales-${tab.split(' ')[0].toLowerCase()}`)
  }
  await page.getByRole('tab', { name: 'Konversi' }).click()
  await page.getByRole('table').first().getByRole('row', { name: /Calon pembeli/ }).getByRole('button').first().click()
  await page.getByRole('dialog').getByRole('link', { name: 'Tas kulit' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('tab', { name: 'Prakiraan' }).click()
  await page.getByRole('table').getByRole('link', { name: '2', exact: true }).click()
  await page.waitForURL(/\/o\/deal\?.*filter/)
  await page.getByText('Jam tangan').first().waitFor()
  expect(await page.getByText('Papan nama').count()).toBe(0)
  await page.goto(`/o/deal/${won.id}`)
  await page.getByText('Calon pembeli: 3 hari').waitFor()
  await look(page, 'sales-stages')
  const small = await enter(w, administrator, '/sales?from=2026-01-01&to=2026-12-31&tab=velocity', { ...phone, theme: 'dark', language: 'en' })
  await small.getByRole('table').getByText('Win rate').waitFor()
  await look(small, 'sales-phone')
  expect(await small.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
})
