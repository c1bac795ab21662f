// The workflow editor in a real browser: the whole way of the D+3 reminder, from the list of workflows to the post in the chat,
// and what it costs somebody who writes no code, by the clicks and keys that the page itself has counted.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { signIn, visitor } from '../../../test/browser.ts'
import type { Client } from '../../../test/client.ts'
import { testWorkspace } from '../../../test/workspace.ts'

/** Seconds, by the keystroke-level model (Card, Moran and Newell, 1980): an average typist who knows the way, not the text. */
const seconds = { point: 1.1, click: 0.2, key: 0.28, think: 1.35, home: 0.4 }
const FIVE_MINUTES = 300

interface Effort { clicks: number, keys: number, fields: number, homings: number }

/** Counts in the page what a hand does: clicks, keys (two for one with Shift), fields that are typed into, and ways between mouse and keyboard. */
function countHand(): void {
  const effort = { clicks: 0, keys: 0, fields: 0, homings: 0 }
  let [tool, field]: [string, EventTarget | null] = ['mouse', null]
  const take = (next: string) => {
    if (next !== tool) effort.homings += 1
    tool = next
  }
  addEventListener('pointerdown', event => {
    if (!event.isTrusted) return
    take('mouse')
    effort.clicks += 1
    field = null
  }, true)
  addEventListener('keydown', event => {
    if (!event.isTrusted) return
    take('keyboard')
    if (event.target !== field) effort.fields += 1
    field = event.target
    effort.keys += /^[A-Z{}+:?"]$/.test(event.key) ? 2 : 1
  }, true)
  Object.assign(globalThis, { effort })
}

const effortOf = (page: Page): Promise<Effort> => page.evaluate(() => (globalThis as unknown as { effort: Effort }).effort)

/** Somebody thinks before each click and before each field. */
const secondsOf = ({ clicks, keys, fields, homings }: Effort) =>
  clicks * (seconds.think + seconds.point + seconds.click) + fields * seconds.think + keys * seconds.key + homings * seconds.home

/** What she was told in person, but for the follow-up that each delivery brings. */
const directPosts = async (caller: Client): Promise<any[]> => {
  const { data } = await caller.get('/chat/channels?all=true&limit=100')
  const pages = await Promise.all(data.filter((each: any) => each.kind === 'direct').map((each: any) => caller.get(`/chat/channels/${each.id}/messages?limit=100`)))
  return pages.flatMap(page => page.data).filter(post => !post.text.startsWith('Diterima'))
}

test('AUT-01: somebody builds the D+3 reminder without code in less than five minutes, and it does what it should', async () => {
  const w = await testWorkspace({ template: 'luxury-marketplace' })
  await w.setClock('2027-03-04T10:00:00+07:00')
  // the template's own is out of the way
  const own = (await w.admin.get('/workflows?limit=100')).data.find((each: any) => each.trigger.field === 'pulseCheckDate' && each.trigger.offset.days === 3)
  await w.admin.send('DELETE', `/workflows/${own.id}`)
  const [sari, admin] = [await w.person('sales', { name: 'Sari' }), await w.key('admin')]
  const contact = await w.admin.create('contact', { firstName: 'Ratna', lastName: 'Wijaya', owner: sari.member })
  const make = async (name: string) => sari.create('deal', { name, contact: contact.id, pulseCheckDate: '2027-03-05' })
  const [deal, other] = [await make('Nautilus 5711'), await make('Kelly 28')]
  await admin.send('PATCH', `/records/deal/${deal.id}?overrideReason=Diterima`, { stage: 'delivered' })
  await w.settle()

  const visit = await visitor(w.url)
  const { page } = visit
  await page.addInitScript(countHand)
  await signIn(visit)
  await visit.go('/settings/workflows')
  const click = (role: Parameters<Page['getByRole']>[0], name: string | RegExp, exact = false) => page.getByRole(role, { name, exact }).first().click()
  const type = (text: string) => page.keyboard.type(text)
  // a value is found by two braces and its words
  const pick = async (words: string) => {
    await type('{{')
    await page.getByLabel('Cari nilai').and(page.locator(':focus')).waitFor()
    await type(words)
    await page.keyboard.press('Enter')
  }

  await click('link', 'Alur kerja baru')
  await click('textbox', /^Nama/)
  await type('Pengingat D+3')
  await click('combobox', 'Dipicu oleh')
  await click('option', /^Tanggal pada catatan/)
  await click('combobox', /^Tanggal/)
  await click('option', 'Pulse check')
  await click('button', 'Tambah syarat')
  await page.getByRole('combobox', { name: 'Kolom' }).last().and(page.locator(':focus')).waitFor()
  await type('Tahap')
  await click('option', 'Tahap', true)
  await page.getByRole('combobox').last().click()
  await click('option', 'Diterima', true)
  await page.keyboard.press('Escape')
  await click('button', 'Tambah langkah di sini')
  await page.getByLabel('Cari langkah').and(page.locator(':focus')).waitFor()
  await type('obrolan')
  await page.keyboard.press('Enter')
  await click('combobox', /^Ke mana/)
  await click('option', 'Pemilik catatan')
  await click('textbox', /^Teks/)
  await type('Tanyakan kabar ')
  await pick('transaksi nama')
  await type(' kepada ')
  await pick('kontak nama lengkap')
  await page.locator('[data-template="{{ record.contact.fullName }}"]').waitFor()

  await click('tab', 'Uji coba')
  await click('combobox', 'Pilih catatan')
  await type('Nautilus')
  await click('option', /Nautilus 5711/)
  await click('button', 'Uji', true)
  await page.getByText('1 dari 1 akan dijalankan').waitFor()
  await page.getByText(/Tanyakan kabar Nautilus 5711 kepada Ratna Wijaya/).first().waitFor()
  expect(await directPosts(sari)).toEqual([])
  await click('button', 'Simpan', true)
  await page.getByRole('tab', { name: 'Akan datang' }).waitFor()
  const effort = await effortOf(page)

  const [made] = (await w.admin.get('/workflows?limit=100')).data.filter((each: any) => each.name === 'Pengingat D+3')
  expect(made).toMatchObject({
    enabled: true, object: 'deal', trigger: { type: 'date', field: 'pulseCheckDate', offset: { days: 3 }, at: '09:00' },
    steps: [{ type: 'postToChannel', channel: '{{ record.owner.id }}', text: 'Tanyakan kabar {{ record.name }} kepada {{ record.contact.fullName }}', link: 'record' }],
  })
  await w.settle()
  await w.setClock('2027-03-08T08:59:00+07:00')
  await w.settle()
  expect(await directPosts(sari)).toEqual([])
  await w.setClock('2027-03-08T09:00:00+07:00')
  await w.settle()
  // once, for the deal that was delivered and not for the other
  expect(await directPosts(sari)).toMatchObject([{ text: 'Tanyakan kabar Nautilus 5711 kepada Ratna Wijaya', object: 'deal', record: deal.id }])
  expect((await w.admin.get(`/workflow-runs?workflow=${made.id}&record=${other.id}`)).data.map((run: any) => run.status)).not.toContain('completed')

  expect(effort.clicks).toBeGreaterThan(15)
  expect(effort.keys).toBeGreaterThan(70)
  expect(secondsOf(effort), JSON.stringify(effort)).toBeLessThan(FIVE_MINUTES)
  expect(visit.errors).toEqual([])
})
