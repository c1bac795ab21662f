// Journeys: somebody who is faster than the network: what she pressed, chose or sent before it was loaded is not lost, and means what she typed.
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { testWorkspace } from '../workspace.ts'
import { administrator, enter, phone, test } from './browser.ts'

/** Answers to these addresses come late. */
async function delay(page: Page, address: string | RegExp): Promise<void> {
  await page.route(address, async route => {
    await new Promise(resolve => { setTimeout(resolve, 1500) })
    await route.continue().catch(() => undefined)
  })
}

test('a list that is tapped before its part is there opens when it comes', async () => {
  const workspace = await testWorkspace({ clock: 'wall' })
  const page = await enter(workspace, administrator, '', phone)
  await delay(page, /\/assets\/select-box/)
  await page.goto('/settings/workflows/new')
  await page.getByText('Perubahan catatan', { exact: true }).tap()
  await page.getByRole('option', { name: /^Tanggal pada catatan/ }).tap()
  await page.getByRole('combobox', { name: /^Tanggal/ }).waitFor()
})

test('Enter before what was typed is found takes what comes for it, not what lies there from before', async () => {
  const workspace = await testWorkspace({ clock: 'wall' })
  // the list begins with the newest twenty: Siti is not among them
  await workspace.admin.create('contact', { firstName: 'Siti', lastName: 'Rahma' })
  await workspace.admin.post('/records/contact/batch', { operations: Array.from({ length: 24 }, (_, at) => ({ op: 'create', data: { firstName: 'Rina', lastName: `Rahma ${at}` } })) })
  const page = await enter(workspace, administrator, '/o/deal')
  await page.getByRole('button', { name: 'Transaksi baru' }).first().click()
  const form = page.getByRole('dialog', { name: 'Transaksi baru' })
  await form.getByRole('textbox', { name: /^Nama/ }).fill('Nautilus 5711')
  await form.getByRole('combobox', { name: 'Kontak' }).click()
  await page.getByRole('option', { name: /Rina Rahma/ }).first().waitFor()
  await delay(page, /\/records\/contact\?.*Siti/)
  await page.keyboard.type('Siti')
  await page.keyboard.press('Enter')
  await expect.poll(() => form.getByRole('combobox', { name: 'Kontak' }).inputValue()).toBe('Siti Rahma')
  await form.getByRole('button', { name: 'Buat', exact: true }).click()
  await form.waitFor({ state: 'detached' })
  const [deal] = (await workspace.admin.list('deal', { expand: 'contact' })).data
  expect(deal).toMatchObject({ name: 'Nautilus 5711', contact: { fullName: 'Siti Rahma' } })

  // the palette too
  await workspace.settle()
  await page.getByText('Cari atau lompat ke').click()
  await page.getByRole('dialog').getByRole('combobox').fill('Rina')
  await page.getByRole('option', { name: /Rina Rahma/ }).first().waitFor()
  await delay(page, /\/search\?.*Nautilus/)
  await page.keyboard.press('Control+a')
  await page.keyboard.type('Nautilus')
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/o/deal/${deal.id}`)
})

test('a file that is let fall where nothing takes it does not open in place of the app', async () => {
  const workspace = await testWorkspace({ clock: 'wall' })
  const page = await enter(workspace, administrator, '/o/contact')
  await page.getByRole('button', { name: 'Kontak baru' }).first().waitFor()
  const opened = await page.evaluate(() => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File(['x'], 'daftar.csv'))
    return ['dragover', 'drop'].map(type => document.querySelector('main')!.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true })))
  })
  expect(opened).toEqual([false, false])
})

test('a message that is sent while its file is on the way goes with it, once', async () => {
  const workspace = await testWorkspace({ clock: 'wall' })
  const { id } = await workspace.admin.post('/chat/channels', { name: 'Gudang' })
  const page = await enter(workspace, administrator, `/chat/${id}`)
  await page.getByRole('button', { name: 'Gabung' }).click()
  await delay(page, '**/api/v1/files')
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Lampirkan berkas' }).click()])
  await chooser.setFiles({ name: 'serah-terima.txt', mimeType: 'text/plain', buffer: Buffer.from('diterima') })
  await page.getByRole('textbox', { name: /^Tulis ke/ }).fill('Tanda terima hari ini')
  await page.keyboard.press('Enter')
  await page.getByText('Dikirim setelah berkas selesai').waitFor()
  await page.locator('article').filter({ hasText: 'Tanda terima hari ini' }).getByText('serah-terima.txt').waitFor()
  expect(await page.getByRole('textbox', { name: /^Tulis ke/ }).inputValue()).toBe('')
  // it stands there at once, and comes to be once
  const sent = async () => (await workspace.admin.get(`/chat/channels/${id}/messages`)).data.filter((message: { text: string }) => message.text === 'Tanda terima hari ini')
  await expect.poll(sent).toMatchObject([{ files: [{ name: 'serah-terima.txt' }] }])
})
