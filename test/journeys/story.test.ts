// Journeys: the story of the template after-sales, in two browsers: a deal dragged to Delivered becomes a task, a notice
// and, once the task is closed, a finished after-sales.
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../workspace.ts'
import { administrator, enter, look, newMember, signIn, test, visit } from './browser.ts'

/** The columns far to the right fill when they are scrolled to. */
const reach = (page: Page, stage: string) => column(page, stage).scrollIntoViewIfNeeded()
const card = (page: Page, name: string) => page.locator('[data-card]', { hasText: name })
const column = (page: Page, stage: string) => page.locator(`[data-column=${stage}]`)

/** Drags with the mouse, as a hand does: press, move in steps, let go over the middle of the column. */
async function drag(page: Page, name: string, stage: string): Promise<void> {
  await reach(page, stage)
  await card(page, name).waitFor()
  const from = (await card(page, name).boundingBox())!
  const to = (await column(page, stage).boundingBox())!
  await page.mouse.move(from.x + 40, from.y + 14)
  await page.mouse.down()
  await page.mouse.move(from.x + 60, from.y + 24, { steps: 4 })
  await page.mouse.move(to.x + to.width / 2, to.y + 160, { steps: 12 })
  await page.mouse.up()
  await column(page, stage).locator('[data-card]', { hasText: name }).waitFor()
}

async function story(role = 'sales') {
  const workspace = await testWorkspace({ template: 'after-sales', clock: 'wall' })
  const owner = await newMember(workspace, role, 'Sari Wulandari')
  const contact = await workspace.admin.create('contact', { firstName: 'Rahma', lastName: 'Putri', phone: '0812-3456-7890', owner: owner.id })
  const deal = await workspace.admin.create('deal', { name: 'Rolex Datejust 36', amount: { amount: 185_000_000, currency: 'IDR' }, stage: 'won', contact: contact.id, owner: owner.id })
  return { workspace, owner, contact, deal }
}

const tasksOf = (workspace: TestWorkspace, deal: { id: string }) => workspace.admin.list('task', { filter: { about: { deal: { id: { eq: deal.id } } } } })

test('AUT-11 PLT-20: a card dragged to Delivered makes a task, a notice and moves on other boards', async () => {
  const { workspace, owner, contact, deal } = await story()
  const sari = await enter(workspace, owner, '/o/deal?kind=board')
  const ayu = await enter(workspace, administrator, '/o/deal?kind=board')
  await reach(sari, 'delivered')
  await card(sari, deal.name).waitFor()
  await drag(ayu, deal.name, 'delivered')
  // The other board follows without a reload, and the bell rings.
  await column(sari, 'delivered').locator('[data-card]', { hasText: deal.name }).waitFor({ timeout: 2_000 })
  const bell = sari.getByRole('button', { name: 'Pemberitahuan, 1 belum dibaca' })
  await bell.waitFor()
  await look(ayu, 'board-after-drag')
  await bell.click()
  await look(sari, 'bell')
  await sari.getByRole('dialog', { name: 'Pemberitahuan' }).getByRole('button', { name: /tindak lanjuti Rolex Datejust 36/ }).click()
  await sari.waitForURL(/\/o\/task\//)
  await sari.getByRole('heading', { name: 'Tindak lanjut Rolex Datejust 36' }).waitFor()
  const { data: tasks } = await tasksOf(workspace, deal)
  expect(tasks).toHaveLength(1)
  const [task] = tasks
  expect(new URL(sari.url()).pathname).toBe(`/o/task/${task.id}`)
  expect(new Date(task.dueAt).getTime()).toBeGreaterThan(Date.now())
  // The task leads to the deal and to the customer.
  const main = sari.locator('main')
  expect(await main.getByRole('link', { name: deal.name }).first().getAttribute('href')).toBe(`/o/deal/${deal.id}`)
  expect(await main.getByRole('link', { name: 'Rahma Putri' }).first().getAttribute('href')).toBe(`/o/contact/${contact.id}`)
  await look(sari, 'task')
  expect((await workspace.admin.read('deal', deal.id)).stage).toBe('delivered')
})

test('AUT-12: closing the task marks after-sales as done, with its time', async () => {
  const { workspace, owner, deal } = await story()
  await workspace.admin.update('deal', deal.id, { stage: 'delivered' })
  await workspace.settle()
  const sari = await enter(workspace, owner, '/')
  await sari.getByRole('checkbox', { name: 'Selesaikan "Tindak lanjut Rolex Datejust 36"' }).click()
  await sari.getByText('"Tindak lanjut Rolex Datejust 36" selesai').waitFor()
  await expect.poll(async () => (await workspace.admin.read('deal', deal.id)).afterSalesDoneAt, { timeout: 10_000 }).not.toBeNull()
  const { afterSalesDoneAt } = await workspace.admin.read('deal', deal.id)
  expect(Math.abs(Date.now() - Date.parse(afterSalesDoneAt))).toBeLessThan(120_000)
  await sari.goto('/o/deal')
  await sari.getByRole('tab', { name: /Purnajual selesai/ }).click()
  await sari.getByRole('grid').getByText(deal.name).waitFor()
})

test('AUT-13: back and forth on the board makes no second task and leaves a note', async () => {
  const { workspace, deal } = await story()
  const ayu = await enter(workspace, administrator, '/o/deal?kind=board')
  for (const stage of ['delivered', 'won', 'delivered']) {
    await drag(ayu, deal.name, stage)
    await expect.poll(async () => (await workspace.admin.read('deal', deal.id)).stage).toBe(stage)
    await workspace.settle()
  }
  expect((await tasksOf(workspace, deal)).data).toHaveLength(1)
  await ayu.goto(`/o/deal/${deal.id}`)
  await ayu.getByText('Masuk tahap Diterima lagi (kali ke-2); tugas pertama tetap berlaku.').waitFor()
  await look(ayu, 'deal-after-story')
  // The timeline tells by which way each change came.
  const timeline = ayu.getByRole('list', { name: 'Lini masa' })
  await timeline.getByText(/Ayu mengubah Tahap|Ayu.*Tahap/).first().waitFor()
  await timeline.getByText(/alur kerja/i).first().waitFor()
})

test('MSG-03: the link of a notice opens the task after sign-in, and only for who may see it', async () => {
  const { workspace, owner, deal } = await story()
  await workspace.admin.update('deal', deal.id, { stage: 'delivered' })
  await workspace.settle()
  const { data: [notice] } = await owner.client.get('/notifications')
  const sari = await visit(workspace.url, notice.link)
  await sari.waitForURL(/\/sign-in/)
  await look(sari, 'sign-in')
  await signIn(sari, owner)
  await sari.getByRole('heading', { name: 'Tindak lanjut Rolex Datejust 36' }).waitFor()
  expect(new URL(sari.url()).pathname).toBe(notice.link)
  // Another consultant, who sees only her own tasks, learns nothing from the same link.
  const other = await newMember(workspace, 'sales', 'Dewi Anggraini')
  const dewi = await visit(workspace.url, notice.link)
  await signIn(dewi, other)
  await dewi.getByText('Catatan ini tidak ada').waitFor()
  expect(await dewi.getByText('Rolex').count()).toBe(0)
  await look(dewi, 'not-found')
})
