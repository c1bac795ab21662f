// The settings in a real browser: an administrator shapes the workspace while it runs.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkWidth, signIn, visitor, type Visitor } from '../../test/browser.ts'
import { Client } from '../../test/client.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

let w: TestWorkspace

beforeAll(async () => {
  w = await testWorkspace({ clock: 'wall' })
})

afterAll(() => w.close())

async function administrator(path: string, options = {}): Promise<Visitor> {
  const visit = await visitor(w.url, options)
  await signIn(visit)
  await visit.go(path)
  return visit
}

async function addField({ page }: Visitor, label: string, type: string): Promise<void> {
  await page.getByRole('button', { name: 'Tambah kolom' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Nama kolom').fill(label)
  await sheet.getByRole('combobox', { name: 'Jenis' }).click()
  await page.getByRole('option', { name: type }).first().click()
  if (type === 'Satu pilihan') {
    await sheet.getByRole('button', { name: 'Tambah pilihan' }).click()
    await page.keyboard.type('Sangat baik')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Cukup')
  }
  await sheet.getByRole('button', { name: 'Buat', exact: true }).click()
  await page.getByText(label, { exact: true }).first().waitFor()
  await sheet.waitFor({ state: 'detached' })
}

test('an administrator writes a formula, is told what is wrong with it, and its values are there', async () => {
  await w.admin.post('/objects/company/fields', { name: 'turnover', label: { id: 'Omzet' }, type: 'currency' })
  const { id } = await w.admin.create('company', { name: 'Sumber Makmur', turnover: 250_000_000 })
  const visit = await administrator('/settings/objects/company')
  const { page } = visit
  await page.getByRole('button', { name: 'Tambah kolom' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Nama kolom').fill('Komisi')
  await sheet.getByRole('combobox', { name: 'Jenis' }).click()
  await page.getByRole('option', { name: 'Rumus' }).first().click()
  await sheet.getByRole('textbox', { name: 'Rumus' }).fill('turnover * ')
  await sheet.getByRole('button', { name: 'Buat', exact: true }).click()
  await sheet.getByText('Rumus tidak dapat dihitung').first().waitFor()
  await sheet.getByRole('textbox', { name: 'Rumus' }).fill('turnover * 0.02')
  await visit.checkAccess()
  await page.screenshot({ path: 'test/pictures/settings-formula.png' })
  await sheet.getByRole('button', { name: 'Buat', exact: true }).click()
  await sheet.waitFor({ state: 'detached' })
  await expect.poll(async () => (await w.admin.read('company', id)).komisi).toEqual({ amount: 5_000_000, currency: 'IDR' })
  await page.goto(`${w.url}/o/company/${id}`)
  await page.getByText('Rp 5.000.000').first().waitFor()
})

test('an administrator makes an object with fields, and the API serves it at once', async () => {
  const visit = await administrator('/settings/objects')
  const { page } = visit
  await page.getByRole('button', { name: 'Objek baru' }).click()
  await page.getByLabel('Satu disebut').fill('Taksiran')
  await page.getByLabel('Nama untuk program').fill('appraisal')
  await visit.checkAccess()
  await page.getByRole('button', { name: 'Buat', exact: true }).click()
  await page.waitForURL('**/settings/objects/appraisal')
  await addField(visit, 'Tanggal taksir', 'Tanggal')
  await addField(visit, 'Harga taksir', 'Nilai uang')
  await addField(visit, 'Kondisi', 'Satu pilihan')
  await addField(visit, 'Nomor seri', 'Teks')
  await visit.checkAccess()
  const { condition, made } = await w.admin.get('/objects/appraisal').then((object) => ({
    condition: object.fields.find((field: { name: string }) => field.name === 'kondisi'), made: object.fields.filter((field: { standard?: boolean }) => !field.standard).length,
  }))
  expect(made).toBe(5)
  expect(condition.options.map((option: { label: { id: string } }) => option.label.id)).toEqual(['Sangat baik', 'Cukup'])
  const record = await w.admin.create('appraisal', { name: 'Rolex Submariner', hargaTaksir: 185_000_000, kondisi: condition.options[0].value, nomorSeri: '126610LN' })
  expect((await w.admin.read('appraisal', record.id)).hargaTaksir).toEqual({ amount: 185_000_000, currency: 'IDR' })
  await page.getByRole('navigation', { name: 'Navigasi utama' }).getByText('Taksiran').click()
  await page.getByText('Rolex Submariner').first().waitFor()
  expect(visit.errors).toEqual([])
})

test('a stage is added, coloured and put in order by keyboard; a removed one says where its records go', async () => {
  const deal = await w.admin.create('deal', { name: 'Lost in a stage', stage: 'consultation' })
  const visit = await administrator('/settings/pipelines/sales')
  const { page } = visit
  await page.getByRole('button', { name: 'Tambah tahap' }).click()
  await page.locator('input[aria-label="Tahap"]').nth(5).fill('Uji coba')
  await page.getByRole('button', { name: 'Uji coba: pindahkan dengan tombol panah' }).press('ArrowUp')
  await page.getByRole('button', { name: 'Hapus tahap: Konsultasi' }).click()
  await page.getByRole('combobox', { name: /pindah ke/ }).click()
  await page.getByRole('option', { name: 'Penawaran' }).click()
  await visit.checkAccess()
  await page.getByRole('button', { name: 'Simpan' }).click()
  await page.getByText('Tersimpan', { exact: true }).waitFor()
  const { stages } = await w.admin.get('/pipelines/sales')
  const values = stages.map((stage: { label: { id: string } }) => stage.label.id)
  expect(values).not.toContain('Konsultasi')
  expect(values.indexOf('Uji coba')).toBe(3)
  expect((await w.admin.read('deal', deal.id)).stage).toBe('proposal')
  expect(visit.errors).toEqual([])
})

test('a role is narrowed by object and by field; leaving without saving asks first', async () => {
  const visit = await administrator('/settings/roles/agent')
  const { page } = visit
  const contact = page.getByRole('group', { name: 'Kontak' })
  await contact.getByRole('combobox', { name: /Hapus/ }).click()
  await page.getByRole('option', { name: /Sendiri/ }).click()
  await contact.getByRole('button', { name: /Kolom/ }).click()
  await page.getByRole('dialog').getByRole('combobox', { name: 'Tanggal lahir' }).click()
  await page.getByRole('option', { name: 'Tersembunyi' }).click()
  await visit.checkAccess()
  await page.getByRole('button', { name: 'Selesai' }).click()
  await page.getByRole('navigation', { name: 'Navigasi utama' }).getByText('Kontak').click()
  await page.getByText('Tinggalkan tanpa menyimpan?').waitFor()
  await page.getByRole('button', { name: 'Batal' }).click()
  await page.getByRole('button', { name: 'Simpan' }).click()
  await page.getByText('Tersimpan', { exact: true }).waitFor()
  const role = await w.admin.get('/roles/agent')
  expect(role.objects.contact).toMatchObject({ delete: 'own', fields: { dateOfBirth: 'hidden' } })
  expect(visit.errors).toEqual([])
})

test('a colleague is invited, joins by the link in the mail, and sees no settings of the company', async () => {
  const visit = await administrator('/settings/members')
  const { page } = visit
  await page.getByRole('button', { name: 'Undang anggota' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Nama').fill('Suryani')
  await dialog.getByLabel('Email').fill('suryani@example.com')
  await visit.checkAccess()
  await dialog.getByRole('button', { name: 'Kirim undangan' }).click()
  await page.getByText('Undangan dikirim ke suryani@example.com').waitFor()
  await visit.go('/dev/mailbox')
  const mail = page.getByRole('article').filter({ hasText: 'suryani@example.com' })
  await mail.waitFor()
  await visit.checkAccess()
  const [path] = /\/invitation\/[\w-]+/.exec((await mail.textContent())!)!
  const suryani = await visitor(w.url, { phone: true })
  await suryani.go(path)
  await suryani.page.locator('input[type=password]').fill('payung hijau di teras')
  await checkWidth(suryani.page)
  await suryani.checkAccess()
  await suryani.page.getByRole('button', { name: 'Bergabung' }).click()
  await suryani.page.getByRole('navigation', { name: 'Navigasi utama' }).waitFor()
  await suryani.go('/settings')
  await suryani.page.getByText('Akun Anda').waitFor()
  expect(await suryani.page.getByText('Ruang kerja', { exact: true }).count()).toBe(0)
  await suryani.go('/settings/members')
  await suryani.page.getByText('Hanya administrator yang boleh mengubah ini').waitFor()
  expect([...visit.errors, ...suryani.errors]).toEqual([])
})

test('an API key is shown once, works, and stops working when it is ended', async () => {
  const visit = await administrator('/settings/api-keys')
  const { page } = visit
  await page.getByRole('button', { name: 'Kunci baru' }).click()
  await page.getByLabel('Untuk apa?').fill('Sinkronisasi gudang')
  await page.getByRole('button', { name: 'Buat', exact: true }).click()
  const box = page.getByRole('textbox', { name: 'Kunci API' })
  await box.waitFor()
  await visit.checkAccess()
  const program = new Client(w.url, { authorization: `Bearer ${await box.inputValue()}` })
  expect((await program.get('/session')).member.role).toBe('readOnly')
  await page.getByRole('button', { name: 'Selesai' }).click()
  await page.getByRole('button', { name: 'Akhiri kunci: Sinkronisasi gudang' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Akhiri kunci' }).click()
  await page.getByText('sudah diakhiri').waitFor()
  expect((await program.send('GET', '/session')).status).toBe(401)
  expect(visit.errors).toEqual([])
})
