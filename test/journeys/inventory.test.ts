// Journeys: the condition of an item before and after its inspection, as the timeline on its page tells it; the grades that a
// form offers for what the item is.
import sharp from 'sharp'
import { expect } from 'vitest'
import type { Client } from '../client.ts'
import { testWorkspace } from '../workspace.ts'
import { enter, look, newMember, test } from './browser.ts'

async function bringPhoto(caller: Client, name: string, background: string): Promise<string> {
  const form = new FormData()
  form.append('file', new Blob([await sharp({ create: { width: 320, height: 240, channels: 3, background } }).png().toBuffer() as BlobPart]), name)
  return (await caller.post('/files', form)).id
}

test('INV-05: an item\'s timeline shows both grades, the photos and who graded it', async () => {
  const w = await testWorkspace({ template: 'luxury-marketplace', clock: 'wall' })
  const [indra, wati] = [await newMember(w, 'inventory', 'Indra Gunawan'), await newMember(w, 'service', 'Wati Lestari')]
  const { id } = await indra.client.create('opsInventory', { name: 'Nautilus', brand: 'Patek Philippe', serial: 'S-1', newGrading: 'unworn', photosBefore: [await bringPhoto(indra.client, 'sebelum.png', '#c0a060')] })
  await wati.client.update('opsInventory', id, { finalGrading: 'veryGood', inspector: wati.id, inspectedOn: '2027-03-01', photosAfter: [await bringPhoto(wati.client, 'sesudah.png', '#607080')] })
  const page = await enter(w, indra, `/o/opsInventory/${id}`)
  const entries = page.getByRole('list', { name: 'Lini masa' }).getByRole('listitem')
  const [begun, graded] = [entries.filter({ hasText: 'Indra Gunawan membuat ini' }), entries.filter({ hasText: /Wati Lestari mengubah/ })]
  await begun.getByText(/^Dengan \d+ nilai$/).click()
  for (const [entry, grade, photo] of [[begun, /Penilaian awal\s*Belum dipakai/, 'sebelum.png'], [graded, /Penilaian akhir\s*kosong\s*Baik sekali/, 'sesudah.png']] as const) {
    await expect.poll(() => entry.innerText()).toMatch(grade)
    const picture = entry.getByRole('img', { name: photo })
    await expect.poll(() => picture.evaluate(image => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0)
  }
  await expect.poll(() => graded.innerText()).toMatch(/Pemeriksa[\s\S]*Wati Lestari/)
  await look(page, 'inventory-condition')
})

test('a form offers the grades that go with the category', async () => {
  const w = await testWorkspace({ template: 'luxury-marketplace', clock: 'wall' })
  const indra = await newMember(w, 'inventory', 'Indra Gunawan')
  const page = await enter(w, indra, '/o/opsInventory')
  await page.getByRole('button', { name: /baru$/ }).first().click()
  const form = page.getByRole('dialog')
  const choose = async (field: string, option: string) => {
    await form.getByRole('combobox', { name: field }).click()
    await page.getByRole('option', { name: option, exact: true }).click()
  }
  await choose('Kategori', 'Tas')
  await form.getByRole('combobox', { name: 'Penilaian awal' }).click()
  await page.getByRole('option', { name: 'Mulus' }).waitFor()
  expect(await page.getByRole('option').allInnerTexts()).toEqual(['Baru', 'Belum dipakai', 'Mulus', 'Jarang dipakai', 'Bekas pakai'])
  await page.keyboard.press('Escape')
  await choose('Kategori', 'Jam tangan')
  await form.getByRole('combobox', { name: 'Penilaian awal' }).click()
  await page.getByRole('option', { name: 'Cukup' }).waitFor()
  expect(await page.getByRole('option').allInnerTexts()).toEqual(['Baru', 'Belum dipakai', 'Sangat baik', 'Baik sekali', 'Baik', 'Cukup'])
})
