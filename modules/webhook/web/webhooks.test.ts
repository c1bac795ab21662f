// Webhooks in a real browser: made, refused with its reason, and the log tells how deliveries went.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { signIn, visitor } from '../../../test/browser.ts'
import { testWorkspace } from '../../../test/workspace.ts'

test('an administrator makes a webhook, is told why an address is refused, and sees what was delivered', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  const got: any[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', chunk => { text += chunk })
    request.on('end', () => {
      got.push(JSON.parse(text))
      response.end()
    })
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  const visit = await visitor(w.url)
  await signIn(visit)
  await visit.go('/settings/webhooks')
  const { page } = visit
  await page.getByRole('button', { name: 'Webhook baru' }).click()
  const sheet = page.getByRole('dialog')
  // the secret is not shown again, and on a phone it is longer than its input
  await visit.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await sheet.getByRole('button', { name: 'Salin' }).click()
  await page.getByText('Disalin').waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await sheet.getByLabel('Rahasia').inputValue())
  await sheet.getByLabel('Alamat yang dipanggil').fill(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`)
  await sheet.getByRole('button', { name: 'Buat', exact: true }).click()
  await sheet.getByText('Pilih sedikitnya satu peristiwa.').waitFor()
  await sheet.getByRole('combobox', { name: 'Peristiwa' }).fill('Kontak: dibuat')
  await page.getByRole('option', { name: 'Kontak: dibuat' }).click()
  await page.keyboard.press('Escape')
  await sheet.getByRole('button', { name: 'Buat', exact: true }).click()
  await sheet.getByText('Alamat ini tidak dapat dipanggil').first().waitFor()
  await visit.checkAccess()
  await sheet.getByText('Boleh di dalam jaringan pribadi').click()
  await sheet.getByRole('button', { name: 'Buat', exact: true }).click()
  await sheet.waitFor({ state: 'detached' })
  await w.admin.create('contact', { firstName: 'Budi' })
  await expect.poll(() => got.map(each => each.event), { timeout: 10_000 }).toEqual(['record.created:contact'])
  await page.getByText('/hook').click()
  await page.getByText('terkirim').waitFor()
  await visit.checkAccess()
  await page.screenshot({ path: 'test/pictures/webhook-sheet.png' })
  await page.getByRole('button', { name: 'Kirim lagi' }).click()
  await expect.poll(() => got.length, { timeout: 10_000 }).toBe(2)
  expect(got[1].id).toBe(got[0].id)
})
