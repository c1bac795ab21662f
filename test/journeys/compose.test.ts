// Journeys: a note and a task are written where a record's story is told, and stand in it at once; on a phone with one thumb.
import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import { testWorkspace } from '../workspace.ts'
import { enter, look, newMember, phone, test } from './browser.ts'

/** How high it is for a thumb: what answers to a touch in its middle, up and down. */
const reach = (target: Locator) => target.evaluate((element) => {
  element.scrollIntoView({ block: 'center' })
  const { left, top, width, height } = element.getBoundingClientRect()
  const [x, middle] = [left + width / 2, top + height / 2]
  const hit = (y: number) => element.contains(document.elementFromPoint(x, y))
  let [up, down] = [middle, middle]
  while (hit(up - 1)) up--
  while (hit(down + 1)) down++
  return Math.round(down - up + 1)
})

test('a note and a task in the composer: nothing is cut off, and both stand in the timeline', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  const seller = await newMember(w, 'manager', 'Ayu Lestari Wulandari')
  const deal = await w.admin.create('deal', { name: 'Neon box', owner: seller.id })
  const page = await enter(w, seller, `/o/deal/${deal.id}`)
  const timeline = page.getByRole('region', { name: 'Lini masa' })
  await timeline.getByRole('textbox', { name: /Apa yang terjadi/ }).fill('Minta contoh bahan\nsebelum Jumat.')
  await timeline.getByRole('button', { name: 'Simpan catatan' }).click()
  await timeline.getByRole('link', { name: /Minta contoh bahan/ }).waitFor()
  await timeline.getByRole('tab', { name: 'Tugas' }).first().click()
  await timeline.getByRole('textbox', { name: 'Apa yang harus dikerjakan?' }).fill('Kirim contoh')
  const owner = timeline.getByRole('combobox', { name: 'Untuk' })
  await expect.poll(() => owner.inputValue()).toBe('Ayu Lestari Wulandari')
  expect(await owner.evaluate((input: HTMLInputElement) => input.scrollWidth - input.clientWidth)).toBe(0)
  await look(page, 'compose-task')
  await timeline.getByRole('button', { name: 'Buat tugas' }).click()
  await timeline.getByRole('link', { name: 'Kirim contoh' }).waitFor()
  const [task] = (await w.admin.list('task')).data
  expect(task).toMatchObject({ subject: 'Kirim contoh', owner: seller.id, about: { object: 'deal', id: deal.id } })
  expect(Date.parse(task.dueAt)).toBeGreaterThan(Date.now())
})

test('on a phone: the same, and what leads on is 44 px high for a thumb', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  const seller = await newMember(w, 'manager', 'Sari')
  const deal = await w.admin.create('deal', { name: 'Neon box', owner: seller.id })
  const page = await enter(w, seller, `/o/deal/${deal.id}`, { ...phone, theme: 'dark', language: 'en' })
  await page.getByRole('tab', { name: 'Timeline' }).tap()
  await page.getByRole('textbox', { name: /What happened/ }).fill('Wants a sample')
  await page.getByRole('button', { name: 'Save note' }).tap()
  const note = page.getByRole('link', { name: 'Wants a sample' })
  await note.waitFor()
  await page.getByRole('tab', { name: 'Task' }).first().tap()
  await page.getByRole('textbox', { name: 'What is to be done?' }).fill('Send a sample')
  await look(page, 'compose-phone')
  await page.getByRole('button', { name: 'Create task' }).tap()
  const task = page.getByRole('link', { name: 'Send a sample' })
  await task.waitFor()
  await look(page, 'compose-phone-timeline')
  for (const target of [note, task]) expect(await reach(target)).toBeGreaterThanOrEqual(44)
  expect(await reach(page.getByRole('banner').getByRole('link').first())).toBeGreaterThanOrEqual(44)
  await page.goto('/')
  await page.getByRole('link', { name: 'Neon box' }).waitFor()
  expect(await reach(page.getByRole('link', { name: 'Neon box' }))).toBeGreaterThanOrEqual(44)
  await look(page, 'my-day-phone-links')
})

test('a colleague is named in a note: chosen by the keys behind an @, marked in the timeline, and told', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  const [seller, colleague] = [await newMember(w, 'manager', 'Sari'), await newMember(w, 'manager', 'Budi Santoso')]
  const deal = await w.admin.create('deal', { name: 'Neon box', owner: seller.id })
  const page = await enter(w, seller, `/o/deal/${deal.id}`)
  const timeline = page.getByRole('region', { name: 'Lini masa' })
  const box = timeline.getByRole('textbox', { name: /Apa yang terjadi/ })
  await box.fill('Tolong bantu ')
  await timeline.getByRole('button', { name: 'Sebut seseorang' }).click()
  await page.keyboard.type('san')
  await timeline.getByRole('option', { name: 'Budi Santoso' }).waitFor()
  await look(page, 'compose-mention')
  await page.keyboard.press('Enter')
  await expect.poll(() => box.inputValue()).toBe('Tolong bantu @Budi Santoso ')
  await page.keyboard.type('besok')
  await page.keyboard.press('Control+Enter')
  const note = timeline.getByRole('link', { name: 'Tolong bantu @Budi Santoso besok' })
  await note.waitFor()
  expect(await note.locator('[data-me]').allTextContents()).toEqual(['@Budi Santoso'])
  const his = await enter(w, colleague, '/', { ...phone, theme: 'dark' })
  await his.getByRole('button', { name: /Pemberitahuan|Notifikasi/ }).tap()
  await look(his, 'mention-told')
  await his.getByText('Sari menyebut Anda: Neon box').tap()
  await his.getByRole('tab', { name: 'Lini masa' }).tap()
  await his.locator('[data-me=true]').waitFor()
  await look(his, 'mention-phone')
})
