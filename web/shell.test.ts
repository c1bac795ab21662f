// The shell in a real browser: sign-in, search and commands, language and appearance, and what a revoked session sees.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkWidth, signIn, visitor } from '../test/browser.ts'
import { testWorkspace, type TestWorkspace } from '../test/workspace.ts'

let w: TestWorkspace

beforeAll(async () => {
  w = await testWorkspace({ clock: 'wall' })
  await w.admin.create('contact', { firstName: 'Ratna', lastName: 'Sari Dewi', phone: '0812-3456-7890' })
  await w.settle()
})

afterAll(() => w.close())

test('a deep link asks to sign in first, refuses a wrong password in words, and opens what was asked for', async () => {
  const visit = await visitor(w.url)
  const { page } = visit
  await visit.go('/settings/members')
  await page.waitForURL('**/sign-in?**')
  await visit.checkAccess()
  await page.locator('input[type=email]').fill('ayu@example.com')
  await page.locator('input[type=password]').fill('not her password')
  await page.getByRole('button', { name: 'Masuk', exact: true }).click()
  await page.getByText('Email dan kata sandi tidak cocok.').waitFor()
  await page.locator('input[type=password]').fill('correct horse battery')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Anggota' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/settings/members')
  expect(visit.errors).toEqual([])
})

test('the command palette finds a phone in any spelling and opens the record by keyboard alone', async () => {
  const visit = await visitor(w.url)
  const { page } = visit
  await signIn(visit)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('62812 3456')
  await page.getByRole('option', { name: /Ratna Sari Dewi/ }).waitFor()
  await visit.checkAccess()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/o/contact/*')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('angg')
  await page.getByRole('option', { name: /Anggota/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/settings/members')
  expect(visit.errors).toEqual([])
})

/** Who is signed in is not answered before the function is called: the page is empty until then. */
async function holdSession(page: Page): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route('**/api/v1/session', async (route) => {
    await promise
    await route.continue()
  })
  return resolve
}

test('the palette opens for whoever presses at once, before the session is known and the frame is there', async () => {
  const visit = await visitor(w.url)
  const { page } = visit
  await signIn(visit)
  const release = await holdSession(page)
  await visit.go('/o/contact')
  expect(await page.locator('#root > *').count()).toBe(0)
  await page.keyboard.press('Control+k')
  release()
  await page.getByRole('combobox', { name: 'Cari catatan, halaman, dan tindakan' }).waitFor()
  await page.keyboard.type('ratna')
  await page.getByRole('option', { name: /Ratna Sari Dewi/ }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('combobox', { name: 'Cari catatan, halaman, dan tindakan' }).waitFor({ state: 'detached' })
  // the moment after the page is loaded, whatever is there of it by then
  await page.unroute('**/api/v1/session')
  await page.reload()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Cari catatan, halaman, dan tindakan' }).waitFor()
  expect(visit.errors).toEqual([])
})

test('a search that was asked for on the way to the sign-in does not open behind it', async () => {
  const visit = await visitor(w.url)
  const { page } = visit
  const release = await holdSession(page)
  await visit.go('/o/contact')
  await page.keyboard.press('Control+k')
  release()
  await page.locator('input[type=email]').fill('ayu@example.com')
  await page.locator('input[type=password]').fill('correct horse battery')
  await page.keyboard.press('Enter')
  await page.locator('#main').waitFor()
  await page.getByRole('grid').waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
  expect(visit.errors).toEqual([])
})

test('language and appearance change at once; the language follows the member', async () => {
  const visit = await visitor(w.url)
  const { page } = visit
  await signIn(visit)
  await page.getByRole('button', { name: /Menu Anda/ }).click()
  await page.getByRole('menuitemcheckbox', { name: 'English' }).click()
  await page.getByRole('navigation', { name: 'Main navigation' }).getByText('Settings').waitFor()
  await page.getByRole('button', { name: /Your menu/ }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Dark' }).click()
  expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark')
  await visit.checkAccess()
  await page.reload()
  await page.getByRole('navigation', { name: 'Main navigation' }).waitFor()
  expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark')
  const elsewhere = await visitor(w.url)
  await signIn(elsewhere)
  await elsewhere.page.getByRole('navigation', { name: 'Main navigation' }).waitFor()
  await elsewhere.page.getByRole('button', { name: /Your menu/ }).click()
  await elsewhere.page.getByRole('menuitemcheckbox', { name: 'Bahasa Indonesia' }).click()
  await elsewhere.page.getByRole('navigation', { name: 'Navigasi utama' }).waitFor()
  expect([...visit.errors, ...elsewhere.errors]).toEqual([])
})

test('a session that is ended from another device leads to the sign-in and back', async () => {
  const lost = await visitor(w.url)
  await signIn(lost)
  await lost.go('/settings/sessions')
  await lost.page.getByText('Perangkat ini').waitFor()
  const other = await visitor(w.url)
  await signIn(other)
  await other.go('/settings/sessions')
  const buttons = other.page.getByRole('button', { name: 'Keluarkan' })
  await buttons.first().waitFor()
  while (await buttons.count()) {
    const before = await buttons.count()
    await buttons.first().click()
    await expect.poll(() => buttons.count()).toBeLessThan(before)
  }
  await lost.page.waitForURL('**/sign-in?next=**')
})

test('a phone has its own navigation, and every place of it fits', async () => {
  const visit = await visitor(w.url, { phone: true })
  const { page } = visit
  await signIn(visit)
  await page.getByRole('navigation', { name: 'Navigasi utama' }).getByRole('button', { name: 'Lainnya' }).click()
  await page.getByRole('dialog').getByText('Pengaturan').click()
  await page.getByRole('heading', { name: 'Pengaturan' }).waitFor()
  await checkWidth(page)
  await visit.checkAccess()
  await page.getByRole('button', { name: /Pemberitahuan/ }).click()
  await page.getByText('Semua sudah dibaca').waitFor()
  await visit.checkAccess()
  expect(visit.errors).toEqual([])
})
