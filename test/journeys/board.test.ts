// Journeys: a board with many cards: what is drawn, columns that are collapsed, and what its cards show.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../workspace.ts'
import { administrator, enter, look, phone, test } from './browser.ts'

const many = 400
const digits = (at: number) => String(at).padStart(3, '0')
let workspace: TestWorkspace

beforeAll(async () => {
  workspace = await testWorkspace({ template: 'after-sales', clock: 'wall' })
  const { id } = await workspace.admin.create('contact', { firstName: 'Sari', lastName: 'Wijaya', phone: '0812 1111 2222' })
  await workspace.admin.post('/records/deal/batch', {
    operations: Array.from({ length: many }, (_, at) => ({ op: 'create', data: { name: `Kartu ${digits(at)}`, stage: 'prospect', contact: at % 2 ? id : null, source: 'referral', closingDate: '2027-01-15', amount: { amount: 1000, currency: 'IDR' } } })),
  })
}, 120_000)

afterAll(() => workspace?.close())

const board = '/o/deal?kind=board&sort=name'
const column = (page: Page, name: string) => page.locator(`[data-column=${name}]`)
const cards = (page: Page, name: string) => column(page, name).locator('[data-card]')

test('a column of hundreds draws only what is in sight, to its end, by wheel and by keyboard', async () => {
  const page = await enter(workspace, administrator, board)
  await cards(page, 'prospect').first().waitFor()
  const drawn = () => cards(page, 'prospect').count()
  expect(await drawn()).toBeLessThan(30)
  await look(page, 'board-many')
  // The card that has the focus stays, however far the list is scrolled: the arrow goes on from it.
  await cards(page, 'prospect').first().focus()
  const list = column(page, 'prospect').locator('.cards')
  await expect.poll(async () => {
    await list.evaluate((node) => { node.scrollTop = node.scrollHeight })
    return column(page, 'prospect').getByText(`Kartu ${digits(many - 1)}`).count()
  }, { timeout: 60_000 }).toBe(1)
  expect(await drawn()).toBeLessThan(30)
  await page.keyboard.press('ArrowDown')
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
  await expect.poll(focused).toBe('Kartu 001')
  await page.keyboard.press('End')
  await expect.poll(focused).toBe(`Kartu ${digits(many - 1)}`)
  await page.keyboard.press('Home')
  await expect.poll(focused).toBe('Kartu 000')
  for (let at = 1; at <= 25; at++) {
    await page.keyboard.press('ArrowDown')
    await expect.poll(focused).toBe(`Kartu ${digits(at)}`)
  }
  // One from the middle, over to the next column.
  const moved = page.getByRole('listitem', { name: 'Kartu 020', exact: true })
  const id = (await moved.getAttribute('data-card'))!
  await moved.dragTo(column(page, 'qualified').locator('.cards'))
  await column(page, 'qualified').locator(`[data-card="${id}"]`).waitFor()
  await expect.poll(async () => (await workspace.admin.read('deal', id)).stage, { timeout: 10_000 }).toBe('qualified')
})

test('a collapsed column stays collapsed, keeps counting and takes cards', async () => {
  const page = await enter(workspace, administrator, board)
  await cards(page, 'prospect').first().waitFor()
  await column(page, 'negotiation').hover()
  await column(page, 'negotiation').getByRole('button', { name: 'Ciutkan Negosiasi' }).click()
  const strip = page.getByRole('button', { name: 'Bentangkan Negosiasi' })
  await strip.waitFor()
  await page.reload()
  await strip.waitFor()
  const before = (await workspace.admin.list('deal', { filter: { stage: { eq: 'negotiation' } }, count: 'true', limit: 1 })).total!
  const id = (await cards(page, 'prospect').first().getAttribute('data-card'))!
  await cards(page, 'prospect').first().dragTo(strip)
  await expect.poll(async () => (await workspace.admin.read('deal', id)).stage, { timeout: 10_000 }).toBe('negotiation')
  await expect.poll(() => strip.locator('.count').innerText()).toBe(String(before + 1))
  await look(page, 'board-collapsed')
  await strip.click()
  await column(page, 'negotiation').locator(`[data-card="${id}"]`).waitFor()
})

test('a stage that needs a field asks for it: left empty that is said beside it, filled in the card moves', async () => {
  const { stages } = await workspace.admin.get('/pipelines/sales')
  await workspace.admin.patch('/pipelines/sales', { stages: stages.map((stage: any) => ({ ...stage, ...stage.kind === 'lost' && { required: ['lostReason'] } })) })
  const page = await enter(workspace, administrator, board)
  const card = cards(page, 'prospect').first()
  const id = (await card.getAttribute('data-card'))!
  await card.hover()
  await card.getByRole('button', { name: /^Pindahkan "/ }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Gagal' }).click()
  const dialog = page.getByRole('dialog', { name: 'Tahap ini perlu dilengkapi' })
  await dialog.getByRole('button', { name: 'Simpan' }).click()
  await dialog.getByText(/wajib diisi pada tahap/).waitFor()
  expect(await dialog.getByText('Terjadi kesalahan').count()).toBe(0)
  await look(page, 'board-stage-needs')
  await dialog.getByRole('textbox').or(dialog.getByRole('combobox')).first().fill('Harga')
  await dialog.getByRole('button', { name: 'Simpan' }).click()
  await expect.poll(async () => (await workspace.admin.read('deal', id)).stage).toBe('lost')
})

test('what cards show is chosen on the board and kept in its view', async () => {
  const page = await enter(workspace, administrator, board, { theme: 'dark', language: 'en' })
  await cards(page, 'prospect').first().waitFor()
  await page.getByRole('button', { name: 'On the cards' }).click()
  const choice = page.getByRole('dialog', { name: 'On the cards' })
  await choice.getByRole('switch', { name: 'Source', exact: true }).or(choice.getByLabel('Source', { exact: true })).first().click()
  await expect.poll(() => cards(page, 'prospect').first().innerText()).toContain('Referral')
  await look(page, 'board-card-fields-dark')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'View menu' }).or(page.getByRole('button', { name: 'New view' })).first().click()
  const saveAs = page.getByRole('menuitem', { name: 'Save as new view' })
  if (await saveAs.count()) await saveAs.click()
  await page.getByRole('dialog').getByRole('textbox', { name: /^Name/ }).fill('By source')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await page.getByRole('tab', { name: /By source/, selected: true }).waitFor()
  const { data } = await page.context().request.get('/api/v1/views?object=deal').then((reply) => reply.json())
  expect(data.find((view: any) => view.label.en === 'By source')).toMatchObject({ kind: 'board', groupBy: 'stage', columns: expect.arrayContaining(['contact', 'source']) })
  // The table of the same list keeps its own columns.
  await page.goto('/o/deal?kind=table')
  await page.getByRole('grid').getByRole('columnheader').getByRole('button', { name: 'Amount', exact: true }).waitFor()
  const small = await enter(workspace, administrator, board, phone)
  await cards(small, 'prospect').first().waitFor()
  await look(small, 'board-phone')
})

test('SAL-11: the board header shows count and sum per stage, filtered as the board is', async () => {
  const page = await enter(workspace, administrator, board)
  for (const filter of [undefined, { contact: { empty: true } }, { name: { contains: 'Kartu 1' } }]) {
    await page.goto(`${board}${filter ? `&filter=${encodeURIComponent(JSON.stringify(filter))}` : ''}`)
    await cards(page, 'prospect').first().waitFor()
    const asked = filter ? `&filter=${encodeURIComponent(JSON.stringify(filter))}` : ''
    const { data } = await workspace.admin.get(`/records/deal/aggregate?groupBy=stage&measure=count,sum:amount${asked}`)
    expect(data.length).toBeGreaterThan(0)
    for (const row of data) {
      await expect.poll(() => column(page, row.stage).locator('.count').innerText()).toBe(String(row.count))
      expect((await column(page, row.stage).locator('.sum').getAttribute('title'))!.replace(/\D/g, '')).toBe(String(row['sum:amount'].amount))
    }
    const empty = ['qualified', 'consultation', 'proposal', 'negotiation', 'won', 'lost'].find(stage => !data.some((row: any) => row.stage === stage))!
    expect(await column(page, empty).locator('.count').innerText()).toBe('0')
  }
  await look(page, 'board-filtered')
})
