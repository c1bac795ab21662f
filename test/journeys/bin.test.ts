// Journeys: the recycle bin: what is in it, who sees it, and the way out.
import { expect } from 'vitest'
import { testWorkspace } from '../workspace.ts'
import { administrator, enter, look, newMember, phone, test } from './browser.ts'

test('a deleted record is found in the bin from its list, restored with its links, and open again', async () => {
  const workspace = await testWorkspace({ clock: 'wall' })
  const { admin } = workspace
  const contact = await admin.create('contact', { firstName: 'Wulandari' })
  const deal = await admin.create('deal', { name: 'Submariner', contact: contact.id })
  const gone = await Promise.all(Array.from({ length: 55 }, (_, at) => admin.create('deal', { name: `Tas ${at}` })))
  await admin.post('/records/deal/batch', { operations: gone.map(({ id }) => ({ op: 'delete', id })) })
  await admin.remove('deal', deal.id)
  const page = await enter(workspace, administrator, '/o/deal', { language: 'en' })
  await page.getByRole('button', { name: 'Recycle bin' }).click()
  await page.getByText('Submariner').waitFor()
  await expect.poll(() => page.getByRole('button', { name: /^Restore/ }).count()).toBe(50)
  await look(page, 'bin')
  await page.getByRole('button', { name: 'Show more' }).click()
  await expect.poll(() => page.getByRole('button', { name: /^Restore/ }).count()).toBe(56)
  await page.getByRole('searchbox', { name: 'Search in the bin' }).fill('marin')
  await expect.poll(() => page.getByRole('button', { name: /^Restore/ }).count()).toBe(1)
  await page.getByText(/Deleted by .+, .+ · kept until/).waitFor()
  await page.getByRole('button', { name: 'Restore Submariner' }).click()
  await page.getByText('Nothing in the bin fits').waitFor()
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await page.waitForURL(new RegExp(deal.id))
  await page.getByRole('link', { name: 'Wulandari' }).first().waitFor()

  // who may not delete sees what lies there, and cannot take it out
  await admin.post('/roles', { name: 'looker', label: { en: 'Looker' }, objects: { deal: { read: 'all', create: false, update: 'none', delete: 'none' } } })
  const looker = await enter(workspace, await newMember(workspace, 'looker', 'Sari Wulandari'), '/bin?object=deal', { ...phone, language: 'en' })
  await looker.getByText('Tas 54').waitFor()
  expect(await looker.getByRole('button', { name: /^Restore/ }).count()).toBe(0)
  await look(looker, 'bin-phone')
})
