// Tasks and leads in a real browser: my day, a task's page with checklist and recurrence, a calendar address, a conversion.
import { expect, test } from 'vitest'
import { checkWidth, signIn, visitor } from '../../../test/browser.ts'
import { testWorkspace } from '../../../test/workspace.ts'

const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString()

test('AGL-08: my day shows what is late, due today and next, and completes from the row', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  const owner = (await w.admin.get('/members')).data.find((each: any) => each.email === 'ayu@example.com').id
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Jakarta' }).format(Date.now())
  await w.admin.create('task', { subject: 'Terlewat', owner, dueAt: hours(-30), checklist: ['a', { text: 'b', done: true }] })
  await w.admin.create('task', { subject: 'Malam ini', owner, dueAt: `${today}T23:59:59+07:00` })
  await w.admin.create('task', { subject: 'Minggu depan', owner, dueAt: hours(24 * 7) })
  await w.admin.create('task', { subject: 'Milik orang lain', owner: null, dueAt: hours(5) })
  for (const phone of [true, false]) {
    const visit = await visitor(w.url, { phone, dark: phone })
    await signIn(visit)
    const { page } = visit
    const group = (name: string) => page.locator('section', { has: page.getByRole('button', { name, expanded: true }) }).last()
    await page.getByText('Terlewat').waitFor()
    expect([await group('Terlambat').innerText(), await group('Hari ini').innerText(), await group('Berikutnya').innerText()].map(text => ['Terlewat', 'Malam ini', 'Minggu depan'].filter(each => text.includes(each)))).toEqual([['Terlewat'], ['Malam ini'], ['Minggu depan']])
    expect(await page.getByText('Milik orang lain').count()).toBe(0)
    expect(await group('Terlambat').innerText()).toContain('1/2')
    await checkWidth(page)
    await visit.checkAccess()
    await page.screenshot({ path: `test/pictures/my-day-${phone ? 'phone' : 'desk'}.png` })
    if (phone) continue
    await page.getByRole('button', { name: 'Ingatkan "Malam ini" nanti' }).click()
    await page.getByRole('menuitem', { name: 'Dalam satu jam' }).click()
    await page.getByText('Anda akan diingatkan').waitFor()
    await page.getByRole('checkbox', { name: 'Selesaikan "Minggu depan"' }).click()
    await expect.poll(async () => (await w.admin.list('task', { filter: { subject: { eq: 'Minggu depan' } } })).data[0].status).toBe('done')
    expect(visit.errors).toEqual([])
  }
})

test('AGL-01: the page of a task shows its deal and its customer, with owner, due date and status', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  const owner = (await w.admin.get('/members')).data.find((each: any) => each.email === 'ayu@example.com').id
  const contact = await w.admin.create('contact', { firstName: 'Budi', lastName: 'Hartono' })
  const deal = await w.admin.create('deal', { name: 'Jam tangan', contact: contact.id })
  const task = await w.admin.create('task', { subject: 'Telepon', owner, dueAt: '2030-01-31T09:00:00+07:00', about: { object: 'deal', id: deal.id }, contact: contact.id })
  const visit = await visitor(w.url)
  await signIn(visit)
  await visit.go(`/o/task/${task.id}`)
  const { page } = visit
  const details = page.getByRole('region', { name: 'Rincian' })
  for (const text of ['Jam tangan', 'Budi Hartono', '31 Jan 2030', 'Belum dikerjakan', 'Ayu']) await details.getByText(text).first().waitFor()
  await details.getByPlaceholder('Tambah butir').fill('Siapkan penawaran')
  await page.keyboard.press('Enter')
  await details.getByText('Siapkan penawaran').click()
  await details.getByText('1 dari 1').waitFor()
  await details.getByRole('button', { name: 'Berulang: Ubah' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Seberapa sering').click()
  await page.getByRole('option', { name: 'Bulanan pada tanggal' }).click()
  await visit.checkAccess()
  await page.screenshot({ path: 'test/pictures/recurrence-dialog.png' })
  await dialog.getByRole('button', { name: 'Simpan' }).click()
  await details.getByText('Setiap bulan pada hari terakhir').waitFor()
  await visit.checkAccess()
  await page.screenshot({ path: 'test/pictures/task-page.png' })
  expect((await w.admin.read('task', task.id)).recurrence).toBe('FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1')
  expect(visit.errors).toEqual([])
})

test('a calendar address is shown once in the account, and a lead is converted from its page', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  await w.admin.put('/lead-scoring', { rules: [{ label: { en: 'Left a phone', id: 'Meninggalkan telepon' }, filter: { phone: { empty: false } }, points: 30 }] })
  const lead = await w.admin.create('lead', { firstName: 'Rina', companyName: 'PT Sinar', phone: '081234567890' })
  const visit = await visitor(w.url)
  await signIn(visit)
  const { page } = visit
  await visit.go('/settings/account')
  await page.getByRole('button', { name: 'Buat alamat' }).click()
  const address = await page.getByLabel('Alamat kalender').inputValue()
  expect((await fetch(address)).status).toBe(200)
  await visit.checkAccess()
  await visit.go(`/o/lead/${lead.id}`)
  await page.getByText('Meninggalkan telepon').waitFor()
  await page.screenshot({ path: 'test/pictures/lead-page.png' })
  await page.getByRole('button', { name: 'Konversi', exact: true }).click()
  await page.getByRole('dialog').getByLabel('Nama transaksi').fill('Meja kantor')
  await visit.checkAccess()
  await page.screenshot({ path: 'test/pictures/lead-convert.png' })
  await page.getByRole('dialog').getByRole('button', { name: 'Konversi' }).click()
  await page.getByRole('heading', { name: 'Meja kantor' }).waitFor()
  expect(visit.errors).toEqual([])
})
