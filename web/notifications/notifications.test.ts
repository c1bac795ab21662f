// Notifications in a real browser: one arrives while its member looks elsewhere, and leads to what it is about.
import { expect, test } from 'vitest'
import { signIn, visitor } from '../../test/browser.ts'
import { testWorkspace } from '../../test/workspace.ts'

test('a delivered deal tells its owner at once, and the notice opens the task', async () => {
  const w = await testWorkspace({ template: 'after-sales', clock: 'wall' })
  const suryani = await w.person('sales', { name: 'Suryani' })
  const { user } = await suryani.get('/session')
  const contact = await w.admin.create('contact', { firstName: 'Ratna', owner: suryani.member })
  const deal = await w.admin.create('deal', { name: 'Rolex Submariner', contact: contact.id, owner: suryani.member })
  const visit = await visitor(w.url)
  const { page } = visit
  await signIn(visit, user.email, 'a long enough password')
  await visit.go('/settings/account')
  await page.getByRole('button', { name: 'Pemberitahuan', exact: true }).waitFor()
  await w.admin.update('deal', deal.id, { stage: 'delivered' })
  await page.getByRole('status').getByText(/Rolex Submariner|Ratna/).waitFor()
  await page.getByRole('button', { name: 'Pemberitahuan, 1 belum dibaca' }).click()
  const panel = page.getByRole('dialog', { name: 'Pemberitahuan' })
  await panel.getByRole('img', { name: 'Belum dibaca' }).waitFor()
  await visit.checkAccess()
  await panel.getByText(/Rolex Submariner|Ratna/).first().click()
  await page.waitForURL('**/o/task/*')
  await page.getByRole('button', { name: 'Pemberitahuan', exact: true }).waitFor()
  expect(visit.errors).toEqual([])
})
