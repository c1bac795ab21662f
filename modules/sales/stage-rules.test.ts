// What stages require, on every way in: single, batch, upsert, import, workflow, merge and undo.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { errorRows, importFile } from '../../test/import-file.ts'
import type { Client } from '../../test/client.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

let w: TestWorkspace

beforeAll(async () => {
  w = await testWorkspace()
  for (const field of [
    { name: 'budget', type: 'currency', label: { en: 'Budget', id: 'Anggaran' } },
    { name: 'requirementConfirmed', type: 'boolean', label: { en: 'Requirement confirmed', id: 'Kebutuhan terkonfirmasi' } },
    { name: 'budgetAvailable', type: 'boolean', label: { en: 'Budget available', id: 'Anggaran tersedia' } },
  ]) await w.admin.post('/objects/deal/fields', field)
  await require({ qualified: ['requirementConfirmed', 'budgetAvailable'], proposal: ['budget'], lost: ['lostReason'] })
})
afterAll(() => w.close())

async function require(rules: Record<string, string[]>): Promise<void> {
  const { stages } = await w.admin.get('/pipelines/sales')
  await w.admin.patch('/pipelines/sales', { stages: stages.map((stage: { value: string }) => ({ ...stage, required: rules[stage.value] ?? [] })) })
}

const boxes = { requirementConfirmed: true, budgetAvailable: true }
const deal = (more: object = {}) => w.admin.create('deal', { name: 'Jam', ...more })
const missing = ({ body }: { body: any }) => body.errors.map((error: any) => [error.path, error.code])
const move = (id: string, data: object, client: Client = w.admin) => client.send('PATCH', `/records/deal/${id}`, data, { 'accept-language': 'en' })

test('PLT-16: moving a deal to Proposal without budget fails and names the missing field', async () => {
  const { id } = await deal(boxes)
  const refused = await move(id, { stage: 'proposal' })
  expect(refused.status).toBe(422)
  expect(refused.body.errors).toEqual([{ path: 'budget', code: 'field.requiredAtStage', message: 'Budget must be filled in the stage "Proposal"' }])
  const indonesian = await w.admin.send('PATCH', `/records/deal/${id}`, { stage: 'proposal' }, { 'accept-language': 'id' })
  expect(indonesian.body.errors[0].message).toMatch(/^Anggaran wajib diisi pada tahap/)
  expect((await w.admin.read('deal', id)).stage).toBe('prospect')
  expect((await move(id, { stage: 'proposal', budget: 5_000_000 })).body).toMatchObject({ stage: 'proposal', budget: { amount: 5_000_000 } })
})

test('SAL-07: Qualified requires both boxes ticked', async () => {
  const { id } = await deal({ budgetAvailable: false })
  expect(missing(await move(id, { stage: 'qualified' }))).toEqual([['requirementConfirmed', 'field.requiredAtStage'], ['budgetAvailable', 'field.requiredAtStage']])
  expect(missing(await move(id, { stage: 'qualified', requirementConfirmed: true }))).toEqual([['budgetAvailable', 'field.requiredAtStage']])
  expect((await move(id, { stage: 'qualified', ...boxes })).status).toBe(200)
})

test('a later stage asks for what earlier ones asked; a lost one only for its own', async () => {
  const { id } = await deal()
  expect(missing(await move(id, { stage: 'won' })).map(([path]: string[]) => path).sort()).toEqual(['budget', 'budgetAvailable', 'requirementConfirmed'])
  expect(missing(await move(id, { stage: 'lost' }))).toEqual([['lostReason', 'field.requiredAtStage']])
  expect((await move(id, { stage: 'lost', lostReason: 'Harga' })).status).toBe(200)
})

test('what the stage requires may not be emptied; an old record is not asked when it is touched elsewhere', async () => {
  const { id } = await deal({ ...boxes, budget: 1, stage: 'proposal' })
  expect(missing(await move(id, { budget: null }))).toEqual([['budget', 'field.requiredAtStage']])
  expect(missing(await move(id, { budgetAvailable: false }))).toEqual([['budgetAvailable', 'field.requiredAtStage']])
  await require({})
  await w.admin.update('deal', id, { budget: null })
  await require({ qualified: ['requirementConfirmed', 'budgetAvailable'], proposal: ['budget'], lost: ['lostReason'] })
  expect((await move(id, { name: 'Jam tua' })).status).toBe(200)
  expect((await move(id, { budget: 2 })).status).toBe(200)
})

test('creation, batch and upsert are asked alike', async () => {
  expect(missing(await w.admin.send('POST', '/records/deal', { name: 'Baru', stage: 'qualified' }))).toHaveLength(2)
  const { id } = await deal(boxes)
  const operations = [{ op: 'create', data: { name: 'Satu', stage: 'lost' } }, { op: 'update', id, data: { stage: 'proposal' } }]
  expect(missing(await w.admin.send('POST', '/records/deal/batch', { operations })).map(([path]: string[]) => path)).toEqual(['operations[0].data.lostReason', 'operations[1].data.budget'])
  const each = await w.admin.post('/records/deal/batch', { atomic: false, operations: [...operations, { op: 'update', id, data: { stage: 'qualified' } }] })
  expect(each.results.map((result: any) => result.status)).toEqual([422, 422, 200])
  await deal({ externalId: 'D-1' })
  expect(missing(await w.admin.send('POST', '/records/deal/upsert', { matchOn: ['externalId'], records: [{ externalId: 'D-1', stage: 'lost' }] }))).toEqual([['records[0].lostReason', 'field.requiredAtStage']])
})

test('an import is asked only when it says so, and undoing it puts back what stood', async () => {
  const file = 'name,stage\r\nImpor,proposal\r\n'
  const strict = await importFile(w.admin, { object: 'deal', enforceStageRules: true }, file)
  expect(strict).toMatchObject({ created: 0, failed: 1 })
  expect((await errorRows(w.admin, strict.id)).flat().join()).toContain('Anggaran wajib diisi pada tahap')
  expect(await importFile(w.admin, { object: 'deal' }, file)).toMatchObject({ created: 1, failed: 0 })
})

test('a workflow that moves the record is refused and says why', async () => {
  const { id } = await w.admin.post('/workflows', {
    name: 'Maju', object: 'deal', enabled: true, trigger: { type: 'record', on: ['updated'], changed: ['salesOrderNumber'] }, steps: [{ id: 'go', type: 'updateRecord', data: { stage: 'won' } }],
  })
  const record = await deal()
  await w.admin.update('deal', record.id, { salesOrderNumber: 'SO-1' })
  await w.settle()
  const { data: [run] } = await w.admin.get(`/workflows/${id}/runs`)
  expect(run.status).toBe('failed')
  expect(JSON.stringify(run)).toContain('field.requiredAtStage')
  expect((await w.admin.read('deal', record.id)).stage).toBe('prospect')
})

test('merge: a choice that would empty what the stage requires is refused', async () => {
  const into = await deal({ ...boxes, budget: 7, stage: 'proposal' })
  const from = await deal()
  const refused = await w.admin.send('POST', '/records/deal/merge', { into: into.id, from: [from.id], take: { budget: from.id } })
  expect([refused.status, missing(refused)]).toEqual([422, [['budget', 'field.requiredAtStage']]])
  expect(await w.admin.post('/records/deal/merge', { into: into.id, from: [from.id] })).toMatchObject({ stage: 'proposal', budget: { amount: 7 } })
})

test('a stage can only require a field that somebody can fill, and the field cannot be removed while it does', async () => {
  const { stages } = await w.admin.get('/pipelines/sales')
  const tried = async (required: string[]) => missing(await w.admin.send('PATCH', '/pipelines/sales', { stages: [{ ...stages[0], required }, ...stages.slice(1)] }))
  expect(await tried(['nope'])).toEqual([['stages[0].required[0]', 'field.unknown']])
  expect(await tried(['stage'])).toEqual([['stages[0].required[0]', 'value.invalid']])
  expect(await tried(['createdAt'])).toEqual([['stages[0].required[0]', 'value.invalid']])
  expect(await tried(['amount', 'amount'])).toEqual([['stages[0].required[1]', 'option.repeated']])
  const removed = await w.admin.send('DELETE', '/objects/deal/fields/budget')
  expect([removed.status, removed.body.errors[0].path]).toEqual([409, 'pipelines.sales.stages.proposal'])
})

test('a field hidden from the caller is neither named by the pipeline nor by the refusal', async () => {
  await w.admin.post('/roles', { name: 'blind', label: { en: 'Blind' }, objects: { deal: { read: 'all', create: true, update: 'all', fields: { budget: 'hidden' } } } })
  const blind = await w.key('blind')
  expect(JSON.stringify(await blind.get('/pipelines/sales'))).not.toContain('budget"')
  const { id } = await deal(boxes)
  const refused = await move(id, { stage: 'proposal' }, blind)
  expect([refused.status, JSON.stringify(refused.body).includes('udget')]).toEqual([403, false])
})
