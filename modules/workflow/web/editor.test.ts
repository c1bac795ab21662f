// The workflow editor in a real browser: somebody who has never seen it builds "D+3 after a date, tell the owner".
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { checkWidth, signIn, visitor } from '../../../test/browser.ts'
import { testWorkspace } from '../../../test/workspace.ts'

const picture = (page: Page, name: string) => page.screenshot({ path: `test/pictures/editor-${name}.png` })

/** Each click and each text that is typed, as a person does them. */
function hand(page: Page) {
  let count = 0
  return {
    click: async (role: Parameters<Page['getByRole']>[0], name: string | RegExp, exact = false) => {
      count += 1
      await page.getByRole(role, { name, exact }).first().click()
    },
    type: async (label: string, text: string) => {
      count += 1
      await page.getByLabel(label).and(page.locator('input, textarea, [contenteditable]')).last().fill(text)
    },
    press: async (key: string) => {
      count += 1
      await page.keyboard.press(key)
    },
    count: () => count,
  }
}

test('MSG-09: somebody builds "D+3 after a date, tell the owner" without code, is warned, reads the final text for a chosen record, switches it on and sees it coming', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  const soon = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)
  const deal = await w.admin.create('deal', { name: 'Rolex Rina', stage: 'proposal', closingDate: soon })
  await w.admin.create('deal', { name: 'Kosong', stage: 'proposal' })
  const visit = await visitor(w.url)
  await signIn(visit)
  const { page } = visit
  await visit.go('/settings/workflows')
  const me = hand(page)
  await me.click('link', 'Alur kerja baru')
  await me.type('Nama', 'D+3 setelah penutupan')
  await me.click('combobox', 'Dipicu oleh')
  await me.click('option', /^Tanggal pada catatan/)
  await me.click('combobox', /^Tanggal/)
  await me.click('option', 'Tanggal penutupan')
  await me.click('button', 'Tambah langkah di sini')
  await me.type('Cari langkah', 'beri')
  await me.press('Enter')
  // two braces open the values to choose from; the chosen one stands as a chip
  await me.type('Judul', 'Hubungi ')
  await page.keyboard.press('End')
  await page.keyboard.type('{{')
  await me.type('Cari nilai', 'transaksi nama')
  await me.press('Enter')
  await page.locator('[data-template="{{ record.name }}"]', { hasText: 'Nama' }).waitFor()
  await page.getByText(/^3 hari setelah .+ transaksi, pukul 09\.00$/).first().waitFor()
  // a condition that holds for nobody is said at once, on the node and in the panel
  await me.click('button', /^Kapan dimulai/)
  await me.click('button', 'Tambah syarat')
  // the keyboard is in the new condition: its field is typed at once
  await page.getByRole('combobox', { name: 'Kolom' }).last().and(page.locator(':focus')).waitFor()
  await page.keyboard.type('Tahap')
  await page.getByRole('option', { name: 'Tahap', exact: true }).click()
  await page.getByRole('combobox').last().click()
  await page.getByRole('option', { name: 'Berhasil' }).click()
  await page.keyboard.press('Escape')
  await page.getByText('tidak pernah terpenuhi: tidak satu pun dari 2 catatan').first().waitFor()
  await picture(page, 'warned')
  await visit.checkAccess()
  await page.getByRole('button', { name: 'Hapus syarat' }).click()
  // tried on one record before it is saved: nothing is done
  await me.click('tab', 'Uji coba')
  await page.getByRole('combobox', { name: 'Pilih catatan' }).fill('Rolex')
  await page.getByRole('option', { name: /Rolex Rina/ }).click()
  await me.click('button', 'Uji', true)
  await page.getByText('1 dari 1 akan dijalankan').waitFor()
  await page.getByText(/Beri tahu .+: “Hubungi Rolex Rina”/).waitFor()
  await picture(page, 'tried')
  await visit.checkAccess()
  expect((await w.admin.get('/workflows')).data).toEqual([])
  await me.click('tab', 'Ringkasan')
  await page.getByText('1. Beri tahu penanggung jawab: “Hubungi [Nama transaksi]”').or(page.getByText(/^1\. Beri tahu penanggung jawab/)).first().waitFor()
  await me.click('button', 'Simpan', true)
  await page.getByRole('tab', { name: 'Akan datang' }).waitFor()
  await w.settle()
  await me.click('tab', 'Akan datang')
  await page.getByRole('button', { name: /: 1 akan datang/ }).or(page.getByRole('button', { name: 'Bulan berikutnya' })).first().waitFor()
  if (await page.getByRole('button', { name: /: 1 akan datang/ }).count() === 0) await me.click('button', 'Bulan berikutnya')
  await me.click('button', /: 1 akan datang/)
  await page.getByRole('link', { name: 'Rolex Rina' }).waitFor()
  await picture(page, 'upcoming')
  await visit.checkAccess()
  expect(me.count()).toBeLessThan(30)
  const [made] = (await w.admin.get('/workflows')).data
  expect(made).toMatchObject({ enabled: true, trigger: { type: 'date', field: 'closingDate', offset: { days: 3 }, at: '09:00' }, steps: [{ type: 'notify', to: '{{ record.owner.id }}', title: 'Hubungi {{ record.name }}' }] })
  expect((await w.admin.get('/workflows/upcoming')).data).toMatchObject([{ workflow: made.id, record: deal.id }])
  expect(visit.errors).toEqual([])
})

test('steps are added, moved, copied and removed by keyboard and mouse; versions, runs and the signature are read in words', async () => {
  const w = await testWorkspace()
  const requester = await w.person('sales', { name: 'Rina' })
  const { id } = await w.admin.post('/workflows', {
    name: 'Besar', object: 'deal', trigger: { type: 'record', on: ['created'] }, steps: [
      { id: 'way', type: 'if', condition: { amount: { gte: 100 } }, then: [{ id: 'tag', type: 'addTag', tag: 'besar' }], else: [{ id: 'end', type: 'stop' }] },
      { id: 'find', type: 'findRecords', object: 'task', filter: {} }, { id: 'each', type: 'forEach', items: '{{ steps.find.records }}', steps: [{ id: 'note', type: 'addComment', body: 'x' }] },
      { id: 'set', type: 'updateRecord', data: { closingDate: '{{ record.name }}' } }],
  })
  await w.admin.create('deal', { name: 'Bukan tanggal', amount: 500 })
  await w.settle()
  const visit = await visitor(w.url)
  await signIn(visit)
  const { page } = visit
  await visit.go(`/settings/workflows/${id}`)
  await page.getByRole('button', { name: /^Ubah catatan/ }).waitFor()
  await picture(page, 'branches')
  await visit.checkAccess()
  // by keyboard: down to the choice, into its first way, copied and pasted after itself, undone
  await page.getByRole('button', { name: /^Kapan dimulai/ }).focus()
  for (const key of ['ArrowDown', 'ArrowDown']) await page.keyboard.press(key)
  await page.getByRole('button', { name: /^Tambah tag.*besar/ }).and(page.locator(':focus')).waitFor()
  await page.keyboard.press('Control+c')
  await page.keyboard.press('Control+v')
  await expect.poll(() => page.getByRole('button', { name: /^Tambah tag/ }).count()).toBe(2)
  await page.getByRole('button', { name: 'Urungkan' }).click()
  await expect.poll(() => page.getByRole('button', { name: /^Tambah tag/ }).count()).toBe(1)
  // by mouse: dragged from the way to the top
  await page.getByRole('button', { name: /^Tambah tag/ }).dragTo(page.locator('[data-slot="steps+0"]'))
  await page.getByRole('button', { name: /^Kapan dimulai/ }).focus()
  await page.keyboard.press('ArrowDown')
  await page.getByRole('button', { name: /^Tambah tag/ }).and(page.locator(':focus')).waitFor()
  await page.keyboard.press('Delete')
  await page.getByText('Langkah dihapus').waitFor()
  await expect.poll(() => page.getByRole('button', { name: /^Tambah tag/ }).count()).toBe(0)
  // the emptied way needs a step: said on its node
  await page.getByRole('img', { name: /wajib|diisi/i }).first().waitFor()
  await page.getByRole('button', { name: 'Buang' }).click()

  await w.admin.patch(`/workflows/${id}`, { condition: { amount: { gt: 5 } } })
  await visit.go(`/settings/workflows/${id}?tab=versions`)
  await page.getByText(/Hanya jika Nilai .*lebih dari 5|Hanya jika .+ lebih dari 5/).first().waitFor()
  await picture(page, 'versions')
  await visit.checkAccess()
  await visit.go('/settings/workflows?tab=runs')
  await page.getByRole('button', { name: /Bukan tanggal/ }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('img', { name: 'Gagal' }).first().waitFor()
  await sheet.getByRole('button', { name: 'Coba lagi', exact: true }).waitFor()
  await sheet.getByRole('button', { name: /^Coba lagi dengan versi \d+$/ }).waitFor()
  await picture(page, 'run')
  await visit.checkAccess()

  for (const tab of ['upcoming', 'effects']) {
    await visit.go(`/settings/workflows?tab=${tab}`)
    await page.getByRole('heading', { name: /Perubahan catatan|20\d\d/ }).first().waitFor()
    await picture(page, tab === 'effects' ? 'effects' : 'calendar')
    await visit.checkAccess()
  }
  await page.emulateMedia({ colorScheme: 'dark' })
  await visit.go(`/settings/workflows/${id}`)
  await page.getByRole('button', { name: 'Tampilkan semua' }).click()
  await page.getByRole('button', { name: /^Ubah catatan/ }).click()
  await page.getByRole('heading', { name: 'Ubah catatan' }).waitFor()
  await picture(page, 'dark')
  await visit.checkAccess()
  await page.setViewportSize({ width: 360, height: 740 })
  await page.getByRole('button', { name: 'Tambah langkah' }).first().waitFor()
  await picture(page, 'phone')
  await checkWidth(page)
  await visit.checkAccess()

  await w.admin.patch(`/workflows/${id}`, { enabled: false })
  await w.admin.put(`/workflows/${id}/agreement`, { requester: requester.member })
  const asked = await visitor(w.url, { phone: true, dark: true })
  const { email } = (await w.admin.get('/members')).data.find((member: { id: string }) => member.id === requester.member)
  await signIn(asked, email, 'a long enough password')
  await asked.go(`/agreements/${id}`)
  await asked.page.getByText(/^Saat transaksi dibuat/).waitFor()
  await picture(asked.page, 'agreement-phone')
  await checkWidth(asked.page)
  await asked.checkAccess()
  await asked.page.getByRole('button', { name: 'Tanda tangani versi 2' }).click()
  await asked.page.getByText('Sudah ditandatangani', { exact: true }).waitFor()
  expect((await w.admin.patch(`/workflows/${id}`, { enabled: true })).enabled).toBe(true)
  expect([...visit.errors, ...asked.errors]).toEqual([])
})

test('inside the write, what was before, how soon again, how late, by whose clock, and what is looked for: all of it is set in the editor, and an earlier version comes back whole', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  const tag = [{ id: 'tag', type: 'addTag', tag: 'x' }]
  const inside = await w.admin.post('/workflows', { name: 'Menang', object: 'deal', trigger: { type: 'record', on: ['updated'], to: { stage: 'won' }, reenrol: 'every' }, steps: tag })
  const dated = await w.admin.post('/workflows', { name: 'Tutup', object: 'deal', trigger: { type: 'date', field: 'closingDate' }, steps: [{ id: 'find', type: 'findRecords', object: 'task', filter: { about: { deal: { stage: { eq: 'won' } } } } }] })
  const visit = await visitor(w.url)
  await signIn(visit)
  const { page } = visit
  const saved = async (id: string, version: number) => {
    await page.getByRole('button', { name: 'Simpan' }).click()
    await expect.poll(async () => (await w.admin.get(`/workflows/${id}`)).version).toBe(version)
    return w.admin.get(`/workflows/${id}`)
  }
  // an address that names what stands beside the canvas opens it
  for (const [tab, name] of [['summary', 'Ringkasan'], ['try', 'Uji coba']]) {
    await visit.go(`/settings/workflows/${inside.id}?tab=${tab}`)
    await page.getByRole('tab', { name, selected: true }).waitFor()
  }
  await visit.go(`/settings/workflows/${inside.id}`)
  await page.getByRole('button', { name: /^Kapan dimulai/ }).click()
  await page.getByLabel('Tidak lagi dalam').fill('1')
  const before = page.getByText('Dan hanya jika sebelumnya begini, dan kini tidak lagi').locator('..')
  await before.getByRole('button', { name: 'Tambah syarat' }).click()
  await page.keyboard.type('Tahap')
  await page.getByRole('option', { name: 'Tahap', exact: true }).click()
  await before.getByRole('combobox').last().click()
  await page.getByRole('option', { name: 'Negosiasi' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('tab', { name: 'Setelan' }).click()
  await page.getByLabel('Bersama perubahan itu sendiri').check()
  await picture(page, 'settings')
  expect(await saved(inside.id, 2)).toMatchObject({ inTransaction: true, trigger: { cooldown: { days: 1 }, from: { stage: { in: ['negotiation'] } }, to: { stage: 'won' } } })
  await w.admin.patch(`/workflows/${inside.id}`, { exit: { forEvent: { on: ['deleted'] } } })
  await visit.go(`/settings/workflows/${inside.id}?tab=versions`)
  await page.getByText('Langsung berakhir saat transaksi dihapus').waitFor()
  await page.getByRole('button', { name: /^Versi 1/ }).click()
  await page.getByRole('button', { name: 'Pulihkan versi ini' }).click()
  await expect.poll(async () => (await w.admin.get(`/workflows/${inside.id}`)).version).toBe(4)
  const restored = await w.admin.get(`/workflows/${inside.id}`)
  expect([restored.exit, restored.inTransaction, restored.trigger]).toEqual([undefined, undefined, inside.trigger])

  await visit.go(`/settings/workflows/${dated.id}`)
  await page.getByRole('button', { name: /^Kapan dimulai/ }).click()
  await page.getByLabel('Terlambat setelah').fill('2')
  await page.getByRole('combobox', { name: 'Menurut zona waktu' }).click()
  await page.getByRole('option', { name: 'WITA – Makassar' }).click()
  await page.getByRole('button', { name: /^Cari catatan\./ }).click()
  await page.getByLabel('Paling banyak').fill('20')
  await page.getByRole('combobox', { name: 'Urut menurut' }).click()
  await page.getByRole('option', { name: 'Jatuh tempo, yang terakhir dulu' }).click()
  await picture(page, 'find')
  await visit.checkAccess()
  expect(await saved(dated.id, 2)).toMatchObject({ trigger: { grace: { days: 2 }, timeZone: 'Asia/Makassar' }, steps: [{ type: 'findRecords', limit: 20, sort: '-dueAt', filter: { about: { deal: { stage: { eq: 'won' } } } } }] })
  expect(visit.errors).toEqual([])
})

test('a workflow that another program calls is tried with a sample of what it sends, a button with what it asks for', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  await w.admin.create('deal', { name: 'Rolex Rina' })
  const hook = await w.admin.post('/workflows', { name: 'Pesanan', trigger: { type: 'webhook' }, condition: { 'trigger.body.total': { gte: 100 } }, steps: [{ id: 'make', type: 'createRecord', object: 'task', data: { subject: 'Pesanan {{ trigger.body.name }}' } }] })
  const button = await w.admin.post('/workflows', { name: 'Diskon', object: 'deal', trigger: { type: 'button', inputs: [{ name: 'percent', label: { en: 'Percent', id: 'Persen' }, type: 'number', required: true }] }, steps: [{ id: 'note', type: 'addComment', body: 'Diskon {{ trigger.input.percent }}%' }] })
  const visit = await visitor(w.url)
  await signIn(visit)
  const { page } = visit
  await visit.go(`/settings/workflows/${hook.id}?tab=try`)
  const [sent, run] = [page.getByLabel('Isi yang dikirim program lain'), page.getByRole('button', { name: 'Uji', exact: true })]
  await sent.fill('{ "total": 1')
  await page.getByText('Ini belum berupa JSON').waitFor()
  expect(await run.isDisabled()).toBe(true)
  await sent.fill('{ "total": 150, "name": "Ani" }')
  await run.click()
  await page.getByText('1 dari 1 akan dijalankan').waitFor()
  await page.getByText(/Buat tugas: .*“Pesanan Ani”/).waitFor()
  await picture(page, 'tried-webhook')
  await visit.checkAccess()
  await sent.fill('{ "total": 50 }')
  await run.click()
  await page.getByText('0 dari 1 akan dijalankan').waitFor()

  await visit.go(`/settings/workflows/${button.id}?tab=try`)
  await page.getByRole('combobox', { name: 'Pilih catatan' }).fill('Rolex')
  await page.getByRole('option', { name: /Rolex Rina/ }).click()
  await run.click()
  const percent = page.getByRole('textbox', { name: 'Persen' })
  await expect.poll(() => percent.getAttribute('aria-invalid')).toBe('true')
  await percent.fill('10')
  await run.click()
  await page.getByText(/Tulis komentar .*“Diskon 10%”/).waitFor()
  await picture(page, 'tried-button')
  await visit.checkAccess()
  expect([(await w.admin.list('task')).data, (await w.admin.list('note')).data]).toEqual([[], []])
  expect(visit.errors).toEqual([])
})

test('what follows an approval asks what was decided, by its words, and a step inside a loop is about the record that was found', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  const made = await w.admin.post('/workflows', { name: 'Diskon', object: 'deal', enabled: false, trigger: { type: 'record', on: ['created'] }, steps: [
    { id: 'ask', type: 'requestApproval', title: 'Diskon', approvers: [{ to: 'manager' }] }, { id: 'note', type: 'addComment', body: 'Boleh' },
    { id: 'find', type: 'findRecords', object: 'task', filter: {} }, { id: 'each', type: 'forEach', items: '{{ steps.find.records }}', steps: [{ id: 'tag', type: 'addTag', object: 'task', recordId: '{{ item.owner.id }}', tag: 'x' }] }] })
  const visit = await visitor(w.url)
  await signIn(visit)
  const { page } = visit
  await visit.go(`/settings/workflows/${made.id}`)
  const panel = page.getByRole('region', { name: 'Di samping kanvas' })
  await page.getByRole('button', { name: /^Minta persetujuan\./ }).click()
  await panel.getByText('Untuk yang perlu persetujuan, tambahkan syarat “Keputusannya (langkah 1)”.').waitFor()
  await page.getByRole('button', { name: /^Tulis komentar\./ }).click()
  await panel.getByRole('button', { name: 'Hanya jika …' }).click()
  await panel.getByRole('button', { name: 'Tambah syarat' }).click()
  await panel.getByRole('combobox', { name: 'Kolom' }).fill('keputusan')
  await page.getByRole('option', { name: 'Keputusannya (langkah 1)' }).click()
  await panel.getByRole('combobox', { name: 'Keputusannya (langkah 1): Nilai' }).click()
  await page.getByRole('option', { name: 'Disetujui' }).click()
  await page.keyboard.press('Escape')
  await page.getByText(/“Boleh” \(hanya jika keputusan langkah 1 adalah Disetujui\)/).first().waitFor()
  await picture(page, 'decided')
  await visit.checkAccess()
  // the keyboard stays in the form when a condition is taken away
  const [add, remove] = [panel.getByRole('button', { name: 'Tambah syarat' }), panel.getByRole('button', { name: 'Hapus syarat' })]
  await add.click()
  await remove.last().press('Enter')
  await add.and(page.locator(':focus')).waitFor()
  await page.getByRole('button', { name: /^Tambah tag\./ }).press('Enter')
  const which = panel.getByRole('textbox', { name: 'Yang mana' })
  await which.fill('')
  await page.keyboard.type('{{')
  await page.getByLabel('Cari nilai').fill('setiap itu sendiri')
  await page.keyboard.press('Enter')
  await page.getByText(/Beri tugas itu tag “x”/).first().waitFor()
  await which.getByText('butirnya').waitFor()
  await page.getByRole('button', { name: 'Simpan', exact: true }).click()
  await expect.poll(async () => (await w.admin.get(`/workflows/${made.id}`)).steps).toMatchObject([{}, { if: { 'steps.ask.outcome': { in: ['approved'] } } }, {}, { steps: [{ recordId: '{{ item.id }}' }] }])
  expect(visit.errors).toEqual([])
})

test('on a phone a step that was added stands in sight with the keyboard in it, and the whole height of an input is hit', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  const visit = await visitor(w.url, { phone: true })
  await signIn(visit)
  const { page } = visit
  await visit.go('/settings/workflows/new')
  for (const [name, label] of [['Beri tahu', '1. Beri tahu'], ['Tunggu', '2. Tunggu']]) {
    await page.getByRole('button', { name: 'Tambah langkah' }).tap()
    await page.getByRole('menuitem', { name }).tap()
    const card = page.getByRole('group', { name: label })
    await card.and(page.locator(':focus')).waitFor()
    await expect.poll(async () => (await card.boundingBox())!.y).toBeLessThan(400)
  }
  await page.getByRole('button', { name: 'Hapus langkah ini: Tunggu' }).tap()
  await page.getByRole('button', { name: 'Tambah langkah' }).and(page.locator(':focus')).waitFor()
  for (const control of [page.getByRole('textbox', { name: 'Nama', exact: true }), page.getByRole('combobox', { name: /^Dipicu oleh/ })]) expect((await control.boundingBox())!.height).toBeGreaterThanOrEqual(42)
  await visit.checkAccess()
  await checkWidth(page)
  expect(visit.errors).toEqual([])
})

test('runs that were left on an older version are brought on or ended from the list of versions, and restoring one asks what becomes of them', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  const rest = [{ id: 'rest', type: 'wait', for: { days: 3 } }]
  const { id } = await w.admin.post('/workflows', { name: 'Kabari', object: 'deal', trigger: { type: 'record', on: ['created'] }, steps: rest })
  const path = `/workflows/${id}`
  const begin = async () => {
    await w.admin.create('deal', { name: 'Menunggu' })
    await w.settle()
  }
  await begin()
  await w.admin.patch(path, { steps: [...rest, { id: 'tag', type: 'addTag', tag: 'x' }] })
  const visit = await visitor(w.url)
  await signIn(visit)
  const { page } = visit
  await visit.go(`/settings/workflows/${id}?tab=versions`)
  await page.getByText('1 proses menunggu pada versi lama').waitFor()
  await picture(page, 'older-runs')
  await page.getByRole('button', { name: 'Lanjutkan dengan versi 2' }).click()
  await page.getByText('1 proses menunggu pada versi lama').waitFor({ state: 'hidden' })
  expect(await w.admin.get(path)).toMatchObject({ version: 2, waiting: 1, waitingBehind: 0 })

  await page.getByRole('button', { name: /^Versi 1/ }).click()
  await page.getByLabel('1 proses sedang berjalan').click()
  await page.getByRole('option', { name: 'Dibatalkan' }).click()
  await page.getByRole('button', { name: 'Pulihkan versi ini' }).click()
  await expect.poll(() => w.admin.get(path)).toMatchObject({ version: 3, waiting: 0 })

  await begin()
  await w.admin.patch(path, { steps: [{ id: 'rest', type: 'wait', for: { days: 4 } }] })
  await visit.go(`/settings/workflows/${id}?tab=versions`)
  await page.getByRole('button', { name: 'Batalkan proses' }).click()
  await picture(page, 'older-runs-cancel')
  await page.getByRole('dialog').getByRole('button', { name: 'Batalkan proses' }).click()
  await expect.poll(() => w.admin.get(path)).toMatchObject({ waiting: 0, waitingBehind: 0 })
})
