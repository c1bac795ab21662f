// Transition rules of a pipeline and of a select: who may go which way, on every way in.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { errorRows, importFile } from '../../test/import-file.ts'
import type { Client } from '../../test/client.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

let w: TestWorkspace
let sales: Client
let manager: Client

const rules = [
  { to: ['delivered'], workflow: true, sets: { deliveredAt: '@now' } },
  { from: ['prospect'], to: ['won'], roles: ['manager'], requires: ['amount'], message: { en: 'Only a manager wins at once', id: 'Hanya manajer yang langsung menang' } },
]

beforeAll(async () => {
  w = await testWorkspace({ template: 'after-sales' })
  await w.setClock('2027-03-01T10:00:00+07:00')
  await w.admin.patch('/pipelines/sales', { transitions: { default: 'allow', rules } })
  await w.admin.post('/roles', { name: 'lead', label: { en: 'Lead', id: 'Kepala' }, objects: { deal: { read: 'all', create: true, update: 'all', override: true } } })
  ;[sales, manager] = await Promise.all(['sales', 'manager'].map(role => w.key(role)))
})
afterAll(() => w.close())

const move = (client: Client, id: string, data: object, query = '') => client.send('PATCH', `/records/deal/${id}${query}`, data, { 'accept-language': 'en' })
const said = ({ status, body }: { status: number, body: any }) => [status, ...(body.errors ?? []).map((fault: any) => `${fault.path} ${fault.code} ${fault.message}`)]
const refusal = [422, 'stage transition.refused "Delivered" is set by a workflow only']

test('SAL-04: a user without override right cannot set Delivered by hand on any way; the inventory\'s rule can', async () => {
  const deal = await sales.create('deal', { name: 'Tas', stage: 'negotiation' })
  expect(said(await move(sales, deal.id, { stage: 'delivered' }))).toEqual(refusal)
  expect(said(await move(w.admin, deal.id, { stage: 'delivered' }))).toEqual(refusal)
  expect((await sales.send('POST', '/records/deal', { name: 'Baru', stage: 'delivered' })).status).toBe(422)
  const batch = await sales.send('POST', '/records/deal/batch', { operations: [{ op: 'update', id: deal.id, data: { stage: 'delivered' } }] })
  expect(batch.body.errors[0]).toMatchObject({ path: 'operations[0].data.stage', code: 'transition.refused' })
  const bulk = await sales.post('/records/deal/bulk', { ids: [deal.id], change: { set: { stage: 'delivered' } } }).catch(error => error.reply)
  await w.settle()
  if (bulk.id) expect(JSON.stringify(await sales.get(`/bulk/${bulk.id}/errors`))).toContain('transition.refused')
  const imported = await importFile(sales, { object: 'deal' }, 'name,stage\r\nImpor,delivered\r\n')
  expect(imported).toMatchObject({ created: 0, failed: 1 })
  expect((await errorRows(sales, imported.id)).flat().join()).toContain('hanya diatur oleh alur kerja')
  expect((await sales.read('deal', deal.id)).stage).toBe('negotiation')
  // the inventory's rule: an item of another object that is delivered moves its deal
  await w.admin.post('/objects', { name: 'stockItem', label: { en: 'Item' }, fields: [{ name: 'serial', type: 'text', label: { en: 'Serial' } }, { name: 'doNumber', type: 'text', label: { en: 'DO' } }, { name: 'deal', type: 'relation', to: 'deal', label: { en: 'Deal' } }] })
  await w.admin.post('/workflows', { name: 'Inventory', object: 'stockItem', trigger: { type: 'record', on: ['created', 'updated'], changed: ['doNumber'] }, condition: { doNumber: { empty: false } },
    steps: [{ id: 'go', type: 'updateRecord', object: 'deal', recordId: '{{ record.deal.id }}', data: { stage: 'delivered' } }] })
  await w.admin.create('stockItem', { serial: 'A-1', doNumber: 'DO-1', deal: deal.id })
  await w.settle()
  expect(await sales.read('deal', deal.id)).toMatchObject({ stage: 'delivered', deliveredAt: '2027-03-01T03:00:00+00:00' })
})

test('who may override does so with a reason, which is kept; who may not is refused with it too', async () => {
  const deal = await w.admin.create('deal', { name: 'Jam', stage: 'negotiation' })
  const lead = await w.key('lead')
  const query = `?overrideReason=${encodeURIComponent('Courier lost the note')}`
  expect((await move(lead, deal.id, { stage: 'delivered' })).status).toBe(422)
  expect((await move(manager, deal.id, { stage: 'delivered' }, query)).status).toBe(422)
  expect((await move(lead, deal.id, { stage: 'delivered' }, query)).body).toMatchObject({ stage: 'delivered' })
  const { data } = await w.admin.get(`/records/deal/${deal.id}/timeline`)
  expect(data.find((entry: any) => entry.changes?.some((change: any) => change.field === 'stage')).cause.reason).toBe('Courier lost the note')
  expect((await lead.get('/objects/deal')).access.override).toBe(true)
  expect((await manager.get('/objects/deal')).access.override).toBe(false)
})

test('roles, demands and messages; undoing and restoring put back what stood', async () => {
  const deal = await sales.create('deal', { name: 'Satu' })
  expect(said(await move(sales, deal.id, { stage: 'won' }))).toEqual([422, 'stage transition.message Only a manager wins at once'])
  expect(said(await move(manager, deal.id, { stage: 'won' }))).toEqual([422, 'amount field.requiredAtStage Amount must be filled in the stage "Won"'])
  expect((await move(manager, deal.id, { stage: 'won', amount: 5 })).body.stage).toBe('won')
  const other = await manager.create('deal', { name: 'Dua' })
  const { id } = await manager.post('/records/deal/bulk', { ids: [other.id], change: { set: { stage: 'won', amount: 7 } } })
  await w.settle()
  await w.admin.patch('/pipelines/sales', { transitions: { default: 'refuse', rules } })
  await manager.post(`/bulk/${id}/undo`)
  await w.settle()
  expect((await manager.read('deal', other.id)).stage).toBe('prospect')
  await w.admin.patch('/pipelines/sales', { transitions: { default: 'allow', rules } })
  await manager.remove('deal', deal.id)
  expect((await manager.post(`/records/deal/${deal.id}/restore`)).stage).toBe('won')
})

test('ways of a select; what a rule names cannot be taken away, and hidden fields stay hidden', async () => {
  const options = ['draft', 'sent', 'signed'].map(value => ({ value, label: { en: value } }))
  await w.admin.post('/objects/deal/fields', { name: 'signer', type: 'text', label: { en: 'Signer' } })
  await w.admin.post('/objects/deal/fields', { name: 'contract', type: 'select', label: { en: 'Contract' }, options, default: 'draft', transitions: { default: 'refuse', rules: [{ from: ['draft'], to: ['sent'] }, { from: ['sent'], to: ['signed'], requires: ['signer'] }] } })
  const deal = await w.admin.create('deal', { name: 'Kontrak' })
  expect(said(await move(w.admin, deal.id, { contract: 'signed' }))).toEqual([422, 'contract transition.none There is no way from "draft" to "signed"'])
  expect((await move(w.admin, deal.id, { contract: 'sent' })).status).toBe(200)
  expect((await move(w.admin, deal.id, { contract: 'signed' })).body.errors[0].path).toBe('signer')
  expect((await move(w.admin, deal.id, { contract: 'signed', signer: 'Ayu' })).status).toBe(200)
  // emptied it would begin again, as if there were a way back
  expect(said(await move(w.admin, deal.id, { contract: null }))).toEqual([422, 'contract transition.emptied There is no way from "signed" to nothing'])
  expect((await move(w.admin, deal.id, { contract: 'draft' })).status).toBe(422)
  const into = await w.admin.create('deal', { name: 'Gabung' })
  const merged = await w.admin.send('POST', '/records/deal/merge', { into: into.id, from: [deal.id], take: { contract: deal.id } })
  expect([merged.status, merged.body.errors[0].code]).toEqual([422, 'transition.none'])
  const removed = await w.admin.send('DELETE', '/objects/deal/fields/signer')
  expect([removed.status, removed.body.errors[0].path]).toEqual([409, 'objects.deal.fields.contract'])
  expect((await w.admin.send('PATCH', '/objects/deal/fields/contract', { options: options.slice(0, 2) })).status).toBeGreaterThanOrEqual(409)
  const tried = async (rule: object) => said(await w.admin.send('PATCH', '/pipelines/sales', { transitions: { rules: [rule] } })).slice(1).map(text => String(text).split(' ').slice(0, 2).join(' '))
  expect(await tried({ to: ['nowhere'], from: ['x'], roles: ['ghost'], requires: ['nope', 'stage'], sets: { amount: 'much', deliveredAt: '@me' } })).toEqual([
    'transitions.rules[0].to[0] option.unknown', 'transitions.rules[0].from[0] option.unknown', 'transitions.rules[0].roles[0] role.unknown', 'transitions.rules[0].requires[0] field.unknown',
    'transitions.rules[0].requires[1] value.invalid', expect.stringMatching(/^transitions.rules\[0\].sets.amount/), 'transitions.rules[0].sets.deliveredAt value.invalid'])
  await w.admin.post('/roles', { name: 'blind', label: { en: 'Blind' }, objects: { deal: { read: 'all', fields: { signer: 'hidden', amount: 'hidden' } } } })
  const blind = await w.key('blind')
  expect(JSON.stringify([await blind.get('/objects/deal'), await blind.get('/pipelines/sales')])).not.toMatch(/signer|"amount"/)
  expect((await w.admin.send('DELETE', '/roles/manager')).status).toBe(409)
})
