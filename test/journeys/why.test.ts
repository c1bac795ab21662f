// Journeys: somebody asks a record why it is so: what a workflow brought comes first, and what came at once is told at once.
import { expect } from 'vitest'
import { testWorkspace } from '../workspace.ts'
import { administrator, enter, look, newMember, phone, test } from './browser.ts'

test('a record tells why it is so: values that one cause brought stand together, and no link leads to where one is', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  await w.admin.post('/workflows', { name: 'Besar', object: 'deal', trigger: { type: 'record', on: ['created'] }, steps: [{ id: 'tag', type: 'addTag', tag: 'besar' }] })
  const deal = await w.admin.create('deal', { name: 'Nautilus 5711', amount: 1_500_000_000, stage: 'proposal' })
  await w.settle()
  const page = await enter(w, administrator, `/o/deal/${deal.id}`)
  await page.getByRole('button', { name: 'Tindakan' }).first().click()
  await page.getByRole('menuitem', { name: 'Mengapa begini' }).click()
  const sheet = page.getByRole('dialog', { name: 'Mengapa begini' })
  await sheet.getByText('Besar (versi 1)').waitFor()
  const titles = await sheet.getByRole('heading', { level: 2 }).allInnerTexts()
  expect(titles.slice(-2)[0]).toBe('Tag')
  expect(titles.at(-1)).toMatch(/Nama.*Tahap.*Nilai/)
  expect(await sheet.getByRole('link').count()).toBe(0)
  await look(page, 'why')
  const small = await enter(w, administrator, `/o/deal/${deal.id}`, { ...phone, theme: 'dark', language: 'en' })
  await small.getByRole('button', { name: 'More actions' }).or(small.getByRole('button', { name: 'Actions' })).first().tap()
  await small.getByRole('menuitem', { name: 'Why is it so' }).tap()
  await small.getByText('Besar (version 1)').waitFor()
  await look(small, 'why phone')
})

test('a value that followed others is told apart from one that was written, and a workflow behind it from a person', async () => {
  const w = await testWorkspace({ clock: 'wall' })
  await w.admin.post('/objects', { name: 'part', label: { id: 'Bagian' }, fields: [{ name: 'name', type: 'text', label: { id: 'Nama' } }, { name: 'deal', type: 'relation', to: 'deal', label: { id: 'Transaksi' } }, { name: 'sold', type: 'boolean', label: { id: 'Terjual' } }] })
  await w.admin.post('/objects/deal/fields', { name: 'partsOpen', type: 'rollup', label: { id: 'Bagian tersisa' }, rollup: { object: 'part', by: 'deal', measure: 'count', filter: { sold: { ne: true } } } })
  await w.admin.post('/workflows', { name: 'Jual', object: 'part', trigger: { type: 'record', to: { name: 'Laku' } }, steps: [{ id: 'set', type: 'updateRecord', data: { sold: true } }] })
  await w.admin.post('/roles', { name: 'parts', label: { en: 'Parts' }, objects: { part: { read: 'all', update: 'all' } } })
  const seller = await newMember(w, 'parts', 'Sari Wulandari')
  for (const [data, said] of [[{ name: 'Laku' }, 'Dihitung ulang: alur kerja “Jual” mengubah asal hitungannya'], [{ sold: true }, 'Dihitung ulang: Sari Wulandari mengubah asal hitungannya']] as const) {
    const deal = await w.admin.create('deal', { name: 'Nautilus 5711', stage: 'proposal' })
    await w.admin.create('part', { name: 'Tali', deal: deal.id })
    const part = await w.admin.create('part', { name: 'Kotak', deal: deal.id })
    await seller.client.update('part', part.id, data)
    await w.settle()
    const page = await enter(w, administrator, `/o/deal/${deal.id}`)
    await page.getByRole('button', { name: 'Tindakan' }).first().click()
    await page.getByRole('menuitem', { name: 'Mengapa begini' }).click()
    const sheet = page.getByRole('dialog', { name: 'Mengapa begini' })
    await sheet.getByText(said).waitFor()
    await look(page, `why ${said.slice(0, 30)}`)
  }
})
