// Journeys: somebody asks for an approval on a deal, the record is locked for her, her manager decides by the link of the mail
// on her phone, and the board says beforehand where a card may not go.
import { expect } from 'vitest'
import { testWorkspace } from '../workspace.ts'
import { administrator, enter, look, newMember, phone, signIn, test, visit } from './browser.ts'

test('asked on a record, locked meanwhile, decided by a mail\'s link on the phone; a stage that is not hers says so', async () => {
  const w = await testWorkspace({ template: 'after-sales', clock: 'wall' })
  await w.admin.patch('/pipelines/sales', { transitions: { default: 'allow', rules: [{ to: ['delivered'], workflow: true }] } })
  const [budi, citra] = [await newMember(w, 'sales', 'Budi Santoso'), await newMember(w, 'manager', 'Citra Lestari')]
  const page = await enter(w, budi, '/')
  const owner = budi.id
  const deal = await w.admin.create('deal', { name: 'Tas kulit Hermina', amount: 25_000_000, stage: 'negotiation', owner, lostReason: 'Minta potongan' })

  await page.goto(`/o/deal/${deal.id}`)
  await page.getByRole('button', { name: 'Tindakan' }).click()
  await page.getByRole('menuitem', { name: 'Minta persetujuan' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Yang harus diputuskan').fill('Diskon 20%')
  await dialog.getByRole('combobox', { name: 'Yang memutuskan' }).fill('Citra')
  await page.getByRole('option', { name: /Citra/ }).click()
  await look(page, 'approvals-ask')
  await dialog.getByRole('button', { name: 'Minta persetujuan' }).click()
  await page.getByText('Terkunci: Diskon 20%').waitFor()
  await look(page, 'approvals-locked')
  await page.getByRole('radio', { name: 'Diterima' }).click()
  await page.getByText('“Diterima” hanya diatur oleh alur kerja').waitFor()
  await page.getByRole('radio', { name: 'Penawaran' }).click()
  await page.getByText(/Terkunci selama "Diskon 20%" diputuskan oleh Citra Lestari/).first().waitFor()

  const boss = await enter(w, citra, '/')
  await boss.getByText('1 keputusan menunggu Anda').click()
  await boss.getByText('Diskon 20%').waitFor()
  await look(boss, 'approvals-mine')
  await boss.getByText('Diskon 20%').click()
  await boss.getByRole('dialog').getByText('Serahkan kepada orang lain').waitFor()
  await look(boss, 'approvals-sheet')

  await w.settle()
  const { data: mails } = await w.admin.get('/development/mailbox')
  const token = mails.flatMap((mail: any) => /\/approve\/([\w-]+)/.exec(mail.text)?.[1] ?? [])[0]
  const door = await visit(w.url, `/approve/${token}`, { ...phone, theme: 'dark' })
  await door.getByText('Budi Santoso meminta keputusan Anda').waitFor()
  await look(door, 'approvals-door')
  await door.getByRole('button', { name: 'Setujui' }).click()
  await door.getByText('Disetujui, terima kasih').waitFor()
  await door.goto(`/approve/${token}`)
  await door.getByText('Tidak ada lagi yang perlu diputuskan di sini').waitFor()
  await look(door, 'approvals-door-over')
  // a link that is over leads on: whoever has no session signs in on the way
  await door.getByRole('link', { name: 'Masuk untuk melihat hasilnya' }).tap()
  await signIn(door, citra)
  await door.getByRole('button', { name: /Diskon 20%/ }).waitFor()
  await door.getByText('Disetujui', { exact: true }).waitFor()
  await boss.goto('/chat')
  await boss.getByRole('link', { name: /^Hubung/ }).click()
  await boss.locator('article').filter({ hasText: 'meminta keputusan Anda: Diskon 20%' }).getByRole('link', { name: 'Buka' }).click()
  await boss.getByRole('link', { name: 'Lihat persetujuan' }).click()
  await boss.getByText('Disetujui', { exact: true }).waitFor()
  await page.reload()
  await page.getByText('Citra Lestari menyetujui').or(page.getByText('menyetujui')).first().waitFor()
  expect(await page.getByText('Terkunci: Diskon 20%').count()).toBe(0)
  await look(page, 'approvals-decided')

  await w.admin.post('/approvals', { object: 'deal', recordId: deal.id, title: 'Special price for a customer with a very long name', approvers: [{ to: citra.id }, { to: ['role:manager', 'role:sales'], need: 'all' }] })
  const small = await enter(w, citra, '/approvals', { ...phone, theme: 'dark', language: 'en' })
  await small.getByText('Special price').waitFor()
  await look(small, 'approvals-phone')
  await small.goto(`/o/deal/${deal.id}`)
  await small.getByText('Locked: Special price').waitFor()
  await look(small, 'approvals-locked-phone')

  const flow = await w.admin.post('/workflows', { name: 'Diskon', object: 'deal', trigger: { type: 'record', on: ['created'] }, steps: [{ id: 'ask', type: 'requestApproval', title: 'Diskon {{ record.name }}', approvers: [{ to: 'manager' }, { to: ['role:manager'], need: 'all' }], remindAfter: { hours: 4 }, expireAfter: { hours: 48 } }] })
  const editor = await enter(w, administrator, `/settings/workflows/${flow.id}`, { theme: 'dark', height: 1400 })
  await editor.getByRole('button', { name: /^Minta persetujuan/ }).click()
  await editor.getByText('Yang memutuskan, menurut urutan').scrollIntoViewIfNeeded()
  await look(editor, 'approvals-step')

  const admin = await enter(w, administrator, '/settings/pipelines/sales')
  await admin.getByText('Siapa boleh memindahkan ke mana').waitFor()
  await admin.getByRole('group', { name: 'Aturan untuk Diterima' }).scrollIntoViewIfNeeded()
  await look(admin, 'approvals-transitions')
})
