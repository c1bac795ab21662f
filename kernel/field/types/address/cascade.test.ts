// The address in a real browser: each level is offered from what lies within the one above, and free text is kept.
import { expect } from 'vitest'
import { administrator, enter, look, phone, test } from '../../../../test/journeys/browser.ts'
import { testWorkspace } from '../../../../test/workspace.ts'

test('LOC-07: a cascading pick of province, city, district and village brings the postal code; free text is kept, also on a phone', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  const { id } = await w.admin.create('contact', { firstName: 'Sri', mailingAddress: { street: 'Jl. Melati 5', rt: '003', rw: '005' } })
  const [village] = (await w.admin.get('/areas?q=12190')).data
  const [district, city, province] = village.within
  const page = await enter(w, administrator, `/o/contact/${id}`)
  const row = page.locator('[data-field=mailingAddress]').first()
  await row.getByRole('button', { name: /Alamat surat/ }).click()
  const offered = async (label: string) => row.getByLabel(label, { exact: true }).evaluate(input => [...(input as HTMLInputElement).list!.options].map(option => option.value))
  await expect.poll(() => offered('Provinsi')).toHaveLength(38)
  expect(await offered('Kota / kabupaten')).toEqual([])
  for (const [label, name, below] of [['Provinsi', province, 'Kota / kabupaten'], ['Kota / kabupaten', city, 'Kecamatan'], ['Kecamatan', district, 'Kelurahan / desa']] as const) {
    await expect.poll(() => offered(label)).toContain(name)
    await row.getByLabel(label, { exact: true }).fill(name)
    await expect.poll(async () => (await offered(below)).length).toBeGreaterThan(0)
  }
  await row.getByLabel('Kelurahan / desa', { exact: true }).fill(village.name)
  await expect.poll(() => row.getByLabel('Kode pos', { exact: true }).inputValue()).toBe(village.postalCode)
  await look(page, 'address-cascade')
  await row.getByRole('button', { name: 'Simpan' }).click()
  const kept = { street: 'Jl. Melati 5', rt: '003', rw: '005', province, city, district, village: village.name, postalCode: village.postalCode }
  await expect.poll(async () => (await w.admin.read('contact', id)).mailingAddress).toEqual(kept)

  // what the list does not know is kept as it was typed, and said
  const small = await enter(w, administrator, `/o/contact/${id}`, phone)
  const field = small.locator('[data-field=mailingAddress]:visible').first()
  await field.getByRole('button', { name: /Alamat surat/ }).click()
  await field.getByLabel('Kelurahan / desa', { exact: true }).fill('Kampung Baru Seberang')
  await field.getByText(/tidak ada dalam daftar/i).waitFor()
  await look(small, 'address-phone')
  await field.getByRole('button', { name: 'Simpan' }).click()
  await expect.poll(async () => (await w.admin.read('contact', id)).mailingAddress).toEqual({ ...kept, village: 'Kampung Baru Seberang' })
})
