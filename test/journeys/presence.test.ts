// Journeys: who else looks at a record is shown beside its name, on its page and in the peek, and goes when they go.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../workspace.ts'
import { administrator, enter, look, newMember, phone, test } from './browser.ts'

let workspace: TestWorkspace

beforeAll(async () => {
  workspace = await testWorkspace({ template: 'after-sales', clock: 'wall' })
}, 120_000)

afterAll(() => workspace?.close())

const here = (page: Page) => page.locator('[data-presence]').first()

test('two people on one record see each other, a third without rights sees and shows nothing', async () => {
  const { id } = await workspace.admin.create('contact', { firstName: 'Sari', lastName: 'Wijaya' })
  await workspace.admin.post('/roles', { name: 'mine', label: { en: 'Mine', id: 'Milik sendiri' }, objects: { contact: { read: 'own', create: true, update: 'own', delete: false } } })
  const budi = await newMember(workspace, 'administrator', 'Budi Santoso')
  const citra = await newMember(workspace, 'mine', 'Citra Dewi')
  const stranger = await enter(workspace, citra, `/o/contact/${id}`)
  await stranger.getByText('Catatan ini tidak ada').waitFor()
  const mine = await enter(workspace, administrator, `/o/contact/${id}`)
  await mine.getByRole('heading', { level: 1, name: 'Sari Wijaya' }).waitFor()
  expect(await here(mine).innerText()).toBe('')
  const theirs = await enter(workspace, budi, `/o/contact?peek=${id}`, { language: 'en', theme: 'dark' })
  await here(theirs).getByText('Ayu is here too').waitFor()
  await here(mine).getByText('Budi Santoso juga sedang di sini').waitFor()
  await look(mine, 'presence-page')
  await look(theirs, 'presence-peek-dark')
  const small = await enter(workspace, budi, `/o/contact/${id}`, phone)
  await here(small).getByText('Ayu juga sedang di sini').waitFor()
  await look(small, 'presence-phone')
  await small.close()
  await theirs.getByRole('button', { name: 'Close', exact: true }).click()
  await expect.poll(() => here(mine).innerText(), { timeout: 10_000 }).toBe('')
})
