// Journeys: the import wizard: a file with a few wrong rows is dropped, looked at, imported; the wrong rows come back as a file.
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { workbook } from '../workbook.ts'
import { testWorkspace } from '../workspace.ts'
import { administrator, enter, look, phone, test } from './browser.ts'

const cities = ['Bandung', 'Jakarta', 'Surabaya', 'Medan']

/** 200 customers; of these three are wrong: a broken address of mail, an impossible date, a type that does not exist. */
function customers(): string {
  const rows = Array.from({ length: 200 }, (_, index) => {
    const email = index === 17 ? 'bukan email' : `pelanggan${index}@contoh.co.id`
    return [`Pelanggan ${index}`, index % 3 ? 'Santoso' : '', email, `0812${34_000_000 + index}`, index === 60 ? '31/02/1990' : '21/11/1990', index % 2 ? 'website' : 'referral', cities[index % 4]].join(';')
  })
  return ['Nama Depan;Nama Belakang;Email;Telepon;Tanggal Lahir;Sumber;Catatan gudang', ...rows].join('\r\n')
}

const deals = () => ['Deal Name;Amount;Stage;Contact Name', ...Array.from({ length: 12 }, (_, index) => `Papan nama ${index};${3_500_000 + index};Won;Pelanggan ${index * 3}`)].join('\n')

/** Drops a file on the zone, as from a folder's window. */
async function drop(page: Page, name: string, content: string | Buffer): Promise<void> {
  const data = await page.evaluateHandle(([fileName, body]) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([Uint8Array.from(atob(body), letter => letter.charCodeAt(0))], fileName))
    return transfer
  }, [name, Buffer.from(content).toString('base64')] as const)
  const zone = page.getByText('Lepas berkas di sini').locator('..')
  await zone.dispatchEvent('dragover', { dataTransfer: data })
  await zone.dispatchEvent('drop', { dataTransfer: data })
}

/** The figure above a word of the summary. */
const figure = (page: Page, word: string) => page.locator('dl > div', { has: page.locator('dt', { hasText: new RegExp(`^${word}$`) }) }).locator('dd')
const count = (page: Page, word: string, wanted: string) => expect.poll(() => figure(page, word).innerText(), { timeout: 20_000 }).toBe(wanted)

test('import: 200 customers with wrong rows, then their deals', async () => {
  const workspace = await testWorkspace({ template: 'after-sales', clock: 'wall' })
  const page = await enter(workspace, administrator, '/o/contact')
  await page.getByRole('main').getByRole('link', { name: 'Impor' }).click()
  await page.getByText('Lepas berkas di sini').waitFor()
  await look(page, 'import-1')
  await drop(page, 'pelanggan.csv', customers())
  // The columns are matched by their headers; what has no field is left out, and said so.
  await page.getByText('6 dari 7 kolom cocok').waitFor()
  await count(page, 'Baru', '198')
  await count(page, 'Salah', '2')
  expect((await workspace.admin.list('contact', { count: 'true', limit: 1 })).total).toBe(0)
  await look(page, 'import-2')
  await page.getByRole('button', { name: 'Impor 198 baris' }).click()
  await page.getByText('"pelanggan.csv" selesai diimpor').waitFor()
  await count(page, 'Dibuat', '198')
  await count(page, 'Baris salah', '2')
  await look(page, 'import-3')
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Unduh baris yang salah' }).click()])
  const wrong = readFileSync(await download.path(), 'utf8')
  expect(wrong).toContain('bukan email')
  expect(wrong).toContain('31/02/1990')
  expect(wrong.trim().split(/\r?\n/)).toHaveLength(3)
  expect((await workspace.admin.list('contact', { count: 'true', limit: 1 })).total).toBe(198)
  await page.getByRole('link', { name: 'Lihat kontak' }).click()
  await page.getByRole('grid').getByText('Pelanggan 199').first().waitFor()

  // Objects that come late: a file dropped as soon as the zone is there is not lost.
  await page.route('**/api/v1/objects*', async route => {
    await new Promise(resolve => { setTimeout(resolve, 1500) })
    await route.continue()
  })
  await page.goto('/import?object=deal')
  await drop(page, 'transaksi.csv', deals())
  await count(page, 'Baru', '12')
  await page.getByRole('button', { name: 'Impor 12 baris' }).click()
  await page.getByText('"transaksi.csv" selesai diimpor').waitFor()

  const all = (await workspace.admin.list('deal', { expand: 'contact', limit: 50 })).data
  expect(all).toHaveLength(12)
  expect(all.every(deal => deal.stage === 'won' && deal.contact)).toBe(true)
  // The timeline says that it came by an import.
  await page.goto(`/o/deal/${all[0].id}`)
  await page.getByText('lewat impor').waitFor()
})

test('import on a phone', async () => {
  const workspace = await testWorkspace({ clock: 'wall' })
  const page = await enter(workspace, administrator, '/import', phone)
  await drop(page, 'pelanggan.csv', customers())
  await count(page, 'Baru', '198')
  await look(page, 'import-2 phone')
})

test('a workbook with several sheets is asked which one; columns that nobody knows are told, guessed and mapped by hand', async () => {
  const workspace = await testWorkspace({ clock: 'wall' })
  const row = (...cells: string[]) => `<row>${cells.map(text => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`
  const sheets = { Sampul: row('Laporan 2026'), Pelanggan: row('Nama Depan', 'Email') + row('Sari', 'sari@contoh.id'), Prospek: row('Surel utama', 'Panggilan') + row('tono@contoh.id', 'Tono') }
  const page = await enter(workspace, administrator, '/import?object=contact', phone)
  await drop(page, 'buku.xlsx', await workbook({ sheets }))
  await page.getByText('"buku.xlsx" berisi 3 lembar').waitFor()
  await look(page, 'import-sheet phone')
  await page.getByRole('radio', { name: 'Prospek' }).check()
  await page.getByRole('button', { name: 'Lanjutkan' }).tap()
  await page.getByText('Tidak ada kolom berkas yang cocok. Yang ada: Surel utama, Panggilan. Pilih tujuan untuk setidaknya satu di antaranya').waitFor()
  await page.getByRole('heading', { name: 'buku.xlsx · Prospek → Kontak' }).waitFor()
  await look(page, 'import-unknown phone')
  expect(await page.getByRole('button', { name: 'Impor sekarang' }).isDisabled()).toBe(true)
  await page.getByRole('button', { name: 'Mungkin Email' }).tap()
  await page.getByRole('combobox', { name: 'Tujuan kolom "Panggilan"' }).fill('Nama depan')
  await page.getByRole('option', { name: 'Nama depan' }).tap()
  await count(page, 'Baru', '1')
  expect((await workspace.admin.list('contact')).data).toEqual([])
  await page.getByRole('button', { name: 'Impor 1 baris' }).tap()
  await count(page, 'Dibuat', '1')
  expect((await workspace.admin.list('contact')).data).toMatchObject([{ firstName: 'Tono', email: 'tono@contoh.id' }])
})

test('import: new rows that may be here already are told before they are written, and compared afterwards', async () => {
  const workspace = await testWorkspace({ clock: 'wall' })
  await workspace.admin.create('contact', { firstName: 'Budi', phone: '081234567890' })
  const page = await enter(workspace, administrator, '/import?object=contact')
  await drop(page, 'orang.csv', 'Nama Depan,Telepon,Email\nBudi S,0812 3456 7890,budi@example.com\nSiti,0813 0000 1111,siti@example.com\n')
  await count(page, 'Baru', '2')
  await page.getByText('1 dari yang baru mungkin sudah ada').waitFor()
  await look(page, 'import-alike')
  await page.getByRole('button', { name: 'Impor 2 baris' }).click()
  await page.getByRole('link', { name: 'Bandingkan' }).click()
  await page.waitForURL(/\/duplicates\/contact/)
  await page.getByRole('link', { name: 'Budi S' }).waitFor()
})

test('import: which options are new and why rows are wrong stands on the screen, before and after', async () => {
  const workspace = await testWorkspace({ clock: 'wall' })
  const page = await enter(workspace, administrator, '/import?object=contact', { ...phone, theme: 'dark' })
  await drop(page, 'orang.csv', 'Nama Depan,Email,Sumber\nBudi,budi@example.com,Pamerann\nSiti,bukan email,Referensi\n')
  await count(page, 'Baru', '1')
  await page.getByText('Pilihan baru pada Sumber: “Pamerann”').waitFor()
  await page.getByText(/^Email: .* \(1 baris\)$/).waitFor()
  await look(page, 'import-added phone dark')
  await page.getByRole('button', { name: 'Impor 1 baris' }).tap()
  await page.getByText('"orang.csv" selesai diimpor').waitFor()
  await page.getByText('Pilihan baru pada Sumber: “Pamerann”').waitFor()
  await page.getByText(/^Email: .* \(1 baris\)$/).waitFor()
})
