// Journeys: an administrator writes a function, is offered what it may use, tries it out, builds another of blocks whose script is
// shown, and puts steps to the outside into a workflow.
import { expect } from 'vitest'
import { testWorkspace } from '../workspace.ts'
import { administrator, enter, look, phone, test } from './browser.ts'

test('a host that is none is told beside its field, as it was written', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  const page = await enter(w, administrator, '/settings/functions', phone)
  const hosts = page.getByRole('textbox', { name: 'Host untuk fungsi' })
  await hosts.fill('api.example.com, https://contoh.id/jalur')
  await page.getByRole('button', { name: 'Simpan' }).tap()
  await page.getByText('“https://contoh.id/jalur” bukan nama host').waitFor()
  expect(await hosts.getAttribute('aria-invalid')).toBe('true')
  await look(page, 'functions-hosts')
  await hosts.fill('api.example.com')
  await page.getByRole('button', { name: 'Simpan' }).tap()
  await expect.poll(async () => (await w.admin.get('/outside-hosts')).functions).toEqual(['api.example.com'])
})

test('AUT-22: each block has a form editor and the built script is shown; code is offered, tried out and kept', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  const contact = await w.admin.create('contact', { firstName: 'Siti', email: 'siti@example.com' })
  await w.admin.create('deal', { name: 'Jam tangan', contact: contact.id })
  const page = await enter(w, administrator, '/settings/functions')
  await page.getByText('Belum ada fungsi').waitFor()
  await look(page, 'functions-empty')
  await page.getByRole('link', { name: 'Fungsi baru' }).click()
  await page.getByLabel('Label').fill('Sapa pelanggan')
  await page.getByLabel('Nama').fill('sapa')
  const editor = page.getByRole('textbox', { name: 'Kode' })
  await editor.click()
  await page.keyboard.press('Control+A')
  await page.keyboard.type("const contact = await crm.rel")
  await page.getByRole('option', { name: /^related/ }).waitFor()
  await look(page, 'functions-offers')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText("const contact = await crm.related('deal', record.id, 'contact')\nawait mail.send({ to: contact.email, subject: 'Halo ' + contact.firstName, body: 'Terima kasih' })\nlog('disapa', contact.firstName)\nreturn { disapa: true }")
  await page.getByRole('button', { name: 'Simpan' }).click()
  await page.getByRole('combobox', { name: /^Catatan/ }).click()
  await page.getByRole('option', { name: /Jam tangan/ }).click()
  await page.getByRole('button', { name: 'Jalankan' }).click()
  await page.getByText('disapa Siti').waitFor()
  await page.getByText('mail.send', { exact: true }).waitFor()
  await look(page, 'functions-tried')
  expect((await w.admin.get('/functions')).data).toMatchObject([{ name: 'sapa', label: 'Sapa pelanggan', version: 1, blocks: null }])

  await page.goto('/settings/functions/new')
  await page.getByLabel('Label').fill('Diskon')
  await page.getByLabel('Nama').fill('diskon')
  await page.getByText('Blok', { exact: true }).click()
  const add = async (what: string) => {
    await page.getByRole('button', { name: 'Tambah blok' }).last().click()
    await page.getByRole('menuitem', { name: what, exact: true }).click()
  }
  const kinds = ['Komentar', 'Isi variabel', 'Ambil catatan', 'Cari catatan', 'Koleksi', 'Kirim email', 'Panggil webhook', 'Panggil API', 'Buat catatan', 'Ubah catatan', 'Hapus catatan', 'Tulis ke log', 'Untuk setiap', 'Jika, jika tidak']
  for (const kind of kinds) {
    await add(kind)
    await page.getByRole('group', { name: kind, exact: true }).getByRole('textbox').first().waitFor()
  }
  const condition = page.getByRole('group', { name: 'Jika, jika tidak' })
  await condition.getByLabel('Jika', { exact: true }).fill('{{ record.name }}')
  await condition.getByRole('button', { name: 'Tambah blok' }).first().click()
  await page.getByRole('menuitem', { name: 'Tulis ke log', exact: true }).click()
  await condition.getByLabel('Teks').fill('Ada: {{ record.name }}')
  await page.getByText("log(`Ada: ${record?.name ?? ''}`)").waitFor()
  await look(page, 'functions-blocks')
  await page.getByRole('button', { name: 'Simpan' }).click()
  await expect.poll(async () => (await w.admin.get('/functions')).data.length).toBe(2)
  const [sapa, diskon] = (await w.admin.get('/functions')).data
  expect(diskon.code).toContain("if (![null, undefined, ''].includes(record?.name)) {\n  log(`Ada: ${record?.name ?? ''}`)\n}")
  expect(diskon.blocks.map((block: { type: string }) => block.type)).toEqual(['comment', 'setVariable', 'getRecord', 'findRecords', 'collection', 'sendMail', 'webhook', 'invokeApi', 'createRecord', 'updateRecord', 'deleteRecord', 'log', 'loop', 'if'])
  expect((await w.admin.get(`/functions/${sapa.id}/runs`)).data).toMatchObject([{ kind: 'test', status: 'completed' }])

  const { id } = await w.admin.post('/workflows', { name: 'Keluar', object: 'deal', trigger: { type: 'record', on: ['created'] }, steps: [
    { type: 'sendEmail', to: '{{ record.contact.email }}', subject: 'Halo', body: 'Halo {{ record.contact.fullName }}' }, { type: 'httpRequest', url: 'https://api.example.com/orders', headers: { Authorization: 'Bearer x' }, body: { name: '{{ record.name }}' } }, { type: 'runFunction', function: 'sapa', input: { persen: '10' } },
  ] })
  await page.goto(`/settings/workflows/${id}`)
  await page.getByRole('button', { name: /^Jalankan fungsi/ }).click()
  await page.getByText('Sapa pelanggan').first().waitFor()
  await look(page, 'functions-steps')

  for (const theme of ['light', 'dark'] as const) {
    const small = await enter(w, administrator, `/settings/functions/${sapa.id}`, { ...phone, theme })
    await small.getByRole('textbox', { name: 'Kode' }).evaluate(element => element.scrollIntoView({ block: 'center' }))
    await look(small, `functions-phone-${theme}`)
  }
  const dark = await enter(w, administrator, `/settings/functions/${diskon.id}`, { theme: 'dark', language: 'en' })
  await dark.getByText('The script that the blocks make').waitFor()
  await look(dark, 'functions-blocks-dark')
  await dark.getByRole('tab', { name: 'Runs' }).click()
  await dark.getByText('It has not run yet').waitFor()
})
