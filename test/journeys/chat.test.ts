// Journeys: two members talk in two browsers: a message appears by itself, a mention tells, a message becomes a task, a notice
// of a workflow leads to its record, after the sign-in too, and only who may see it.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../workspace.ts'
import { administrator, enter, look, newMember, phone, signIn, test, visit } from './browser.ts'

let workspace: TestWorkspace

beforeAll(async () => {
  workspace = await testWorkspace({ template: 'after-sales', clock: 'wall' })
}, 120_000)

afterAll(() => workspace?.close())

const box = (page: Page) => page.getByRole('textbox', { name: /^(Tulis ke|Write to)/ })
const message = (page: Page, words: string) => page.locator('article').filter({ hasText: words }).last()

test('MSG-03: two members talk, a mention tells, a message becomes a task, a notice leads to its record', async () => {
  await workspace.admin.post('/roles', { name: 'desk', label: { en: 'Desk', id: 'Meja' }, objects: { task: { read: 'all', create: true, update: 'all' }, contact: { read: 'own' } } })
  const budi = await newMember(workspace, 'administrator', 'Budi Santoso')
  const citra = await newMember(workspace, 'desk', 'Citra Dewi')
  const channel = await budi.client.post('/chat/channels', { name: 'Penjualan', topic: 'Transaksi hari ini, siapa mengerjakan apa', members: [citra.id] })
  await fill(budi, citra, channel.id)
  const his = await enter(workspace, budi, `/chat/${channel.id}`)
  const hers = await enter(workspace, citra, '/')
  await hers.getByRole('link', { name: /^Obrolan, \d+ belum dibaca/ }).waitFor()

  // a mention, chosen by keyboard
  await box(his).fill('Tolong hubungi Bu Rina ')
  await box(his).pressSequentially('@cit')
  await his.getByRole('option', { name: 'Citra Dewi' }).waitFor()
  await look(his, 'chat-mention')
  await box(his).press('Enter')
  await box(his).pressSequentially('sebelum jam tiga')
  await box(his).press('Enter')
  await hers.getByText('Budi Santoso menyebut Anda di #Penjualan').waitFor()
  await hers.getByRole('button', { name: 'Buka', exact: true }).click()
  await message(hers, 'sebelum jam tiga').waitFor()
  await expect.poll(() => hers.getByRole('link', { name: 'Obrolan', exact: true }).count()).toBe(1)

  // live, both ways; ↑ edits what was said last
  await box(hers).fill('Siap, saya telepon sekarang')
  await box(hers).press('Enter')
  await message(his, 'saya telepon sekarang').waitFor()
  await box(hers).press('ArrowUp')
  await hers.getByRole('textbox', { name: 'Sunting' }).fill('Siap, saya telepon setelah rapat')
  await hers.getByRole('textbox', { name: 'Sunting' }).press('Enter')
  await message(his, 'setelah rapat').waitFor()

  // the message becomes a task, which knows where it comes from
  await message(hers, 'sebelum jam tiga').hover()
  await message(hers, 'sebelum jam tiga').getByRole('button', { name: 'Jadikan tugas' }).click()
  await hers.getByRole('dialog').getByRole('textbox', { name: 'Perihal' }).waitFor()
  await look(hers, 'chat-task')
  await hers.getByRole('dialog').getByRole('button', { name: 'Jadikan tugas' }).click()
  await message(his, 'sebelum jam tiga').getByRole('link', { name: 'Tugas' }).click()
  await his.getByRole('link', { name: /^Dari obrolan/ }).click()
  await message(his, 'setelah rapat').waitFor()

  // a thread at the side
  await message(his, 'setelah rapat').hover()
  await message(his, 'setelah rapat').getByRole('button', { name: 'Balas di utas' }).click()
  await his.getByRole('textbox', { name: 'Balas di utas' }).fill('Terima kasih')
  await his.getByRole('textbox', { name: 'Balas di utas' }).press('Enter')
  await message(hers, 'setelah rapat').getByRole('button', { name: /1 balasan/ }).waitFor()
  await look(his, 'chat-thread')

  // a notice: its record opens after the sign-in for who may see it, and is not there for others
  await message(hers, 'Transaksi baru').getByText('Catatan ini tidak ada').waitFor()
  const [deal] = (await workspace.admin.list('deal', { filter: { name: { startsWith: 'Neon box' } } })).data
  const stranger = await visit(workspace.url, `/o/deal/${deal.id}`)
  await signIn(stranger, administrator)
  await stranger.getByRole('heading', { level: 1, name: /Neon box/ }).waitFor()
  await stranger.close()
  await hers.goto(`/o/deal/${deal.id}`)
  await hers.getByText('Catatan ini tidak ada').waitFor()

  await his.getByRole('button', { name: 'Tentang saluran ini' }).click()
  await his.getByRole('button', { name: 'Hubungkan' }).click()
  await his.getByRole('textbox', { name: 'Alamat webhook' }).waitFor()
  await look(his, 'chat-settings')
  const [{ id: rule }] = (await workspace.admin.get('/workflows')).data.filter((each: { name: string }) => each.name === 'Kabar')
  await his.goto(`/settings/workflows/${rule}`)
  await his.getByRole('button', { name: /^Kirim ke obrolan/ }).click()
  await his.getByRole('heading', { name: 'Kirim ke obrolan' }).waitFor()
  await look(his, 'chat-step')
  await picturesOf(budi, channel.id)
})

interface Dropped { name: string, type: string, bytes: number }

/** Files let go over the box, as from a folder's window; what they hold is nothing but zeros. */
async function drop(page: Page, files: Dropped[]): Promise<void> {
  const data = await page.evaluateHandle((all) => {
    const transfer = new DataTransfer()
    for (const { name, type, bytes } of all) transfer.items.add(new File([new Uint8Array(bytes)], name, { type }))
    return transfer
  }, files)
  await box(page).dispatchEvent('dragover', { dataTransfer: data })
  await box(page).dispatchEvent('drop', { dataTransfer: data })
}

const plain = (count: number): Dropped[] => Array.from({ length: count }, (_, at) => ({ name: `berkas ${at}.txt`, type: 'text/plain', bytes: 10 }))

test('files in a message: a dozen at once, one that only calls itself a picture, names of any length', async () => {
  const { id } = await workspace.admin.post('/chat/channels', { name: 'Berkas' })
  for (const visit of [{ theme: 'dark' }, { ...phone, language: 'en' }] as const) {
    const page = await enter(workspace, administrator, `/chat/${id}`, visit)
    const join = page.getByRole('button', { name: /^(Gabung|Join)/ })
    await box(page).or(join).first().waitFor()
    if (await join.count()) await join.click()
    const english = 'language' in visit
    // what is beyond ten is said to be left out, also of files that come while others are still on their way
    await drop(page, plain(8))
    await drop(page, plain(4))
    await page.getByText(english ? 'A message holds 10 files: 2 were left out' : 'Satu pesan memuat 10 berkas: 2 tidak ikut').waitFor()
    const chips = page.getByRole('button', { name: english ? /^Remove / : /^Hapus / })
    await expect.poll(() => chips.count()).toBe(10)
    // what is said of them leaves the way to send free
    await page.getByRole('button', { name: english ? 'Send' : 'Kirim', exact: true }).click()
    await message(page, 'berkas 9.txt').or(message(page, 'berkas 3.txt')).first().waitFor()
    await drop(page, [{ name: 'foto.png', type: 'image/png', bytes: 30 }, { name: `${'Surat penawaran '.repeat(8)}.pdf`, type: 'application/pdf', bytes: 30 }])
    await expect.poll(() => chips.count()).toBe(2)
    await page.getByRole('button', { name: english ? 'Send' : 'Kirim', exact: true }).click()
    const last = message(page, 'foto.png')
    await last.getByRole('link', { name: 'foto.png' }).waitFor()
    await expect.poll(() => last.getByRole('img').count()).toBe(0)
    await expect.poll(() => last.locator('a svg').evaluateAll(icons => icons.map(icon => icon.getBoundingClientRect().width))).toEqual([17, 17])
    await look(page, `chat-files-${english ? 'phone' : 'dark'}`)
  }
})

/** Some talk, a question, and a workflow's notice. */
async function fill(budi: Awaited<ReturnType<typeof newMember>>, citra: Awaited<ReturnType<typeof newMember>>, channel: string): Promise<void> {
  for (const [name, kind] of [['Gudang', 'public'], ['Gaji', 'private'], ['Layanan purnajual untuk pelanggan dengan nama saluran yang sangat panjang', 'public']]) await budi.client.post('/chat/channels', { name, kind, members: [citra.id] })
  const { id: direct } = await citra.client.post('/chat/direct', { members: [budi.id] })
  await citra.client.post(`/chat/channels/${direct}/messages`, { text: 'Sudah lihat penawaran dari pemasok?' })
  for (let at = 0; at < 70; at++) await (at % 3 ? citra : budi).client.post(`/chat/channels/${channel}/messages`, { text: ['Pagi semua', 'Stok *Datejust 36* tinggal dua, satu sudah dipesan', 'Baik, saya catat', 'Pelanggan minta foto sertifikat sebelum transfer.\nSaya kirim siang ini.', `Nomor DO \`DO-2026-00${at}\` sudah terbit`][at % 5] })
  const asked = await budi.client.post(`/chat/channels/${channel}/messages`, { text: 'Berapa harga dealer untuk strap kulit?' })
  await budi.client.post(`/chat/messages/${asked.id}/ask`, { member: citra.id, hours: 4 })
  await citra.client.post(`/chat/messages/${asked.id}/reactions`, { sign: '👍' })
  await workspace.admin.post('/workflows', { name: 'Kabar', object: 'deal', enabled: true, trigger: { type: 'record', on: ['created'] }, steps: [{ id: 'a', type: 'postToChannel', channel: 'Penjualan', as: 'Penjualan', text: 'Transaksi baru: {{ record.name }}' }] })
  await workspace.admin.create('deal', { name: 'Neon box 3 × 1 m' })
  await workspace.settle()
}

async function picturesOf(member: { email: string, password: string }, channel: string): Promise<void> {
  const dark = await enter(workspace, member, `/chat/${channel}`, { language: 'en', theme: 'dark' })
  await message(dark, 'setelah rapat').waitFor()
  await look(dark, 'chat-dark')
  const small = await enter(workspace, member, '/chat', phone)
  await look(small, 'chat-phone-list')
  await small.getByRole('link', { name: /^Penjualan/ }).click()
  await message(small, 'setelah rapat').waitFor()
  await look(small, 'chat-phone')
  const smallDark = await enter(workspace, member, `/chat/${channel}`, { ...phone, theme: 'dark' })
  await message(smallDark, 'setelah rapat').waitFor()
  await look(smallDark, 'chat-phone-dark')
}
