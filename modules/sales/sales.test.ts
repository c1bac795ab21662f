// Sales through the front door: the pipeline, several pipelines, products.
import { expect, test } from 'vitest'
import { testWorkspace } from '../../test/workspace.ts'

test('SAL-01: a fresh workspace holds the seven stages in order, with their meanings as help text', async () => {
  const w = await testWorkspace()
  const { data: [sales, ...others] } = await w.admin.get('/pipelines?object=deal')
  expect(others).toEqual([])
  expect(sales.stages.map((stage: any) => stage.label.en)).toEqual(['Prospect', 'Qualified', 'Consultation', 'Proposal', 'Negotiation', 'Won', 'Lost'])
  for (const { help, color, probability } of sales.stages) {
    expect(help.en.length).toBeGreaterThan(10)
    expect(help.id.length).toBeGreaterThan(10)
    expect(color).toMatch(/^[a-z]+$/)
    expect(probability).toBeGreaterThanOrEqual(0)
  }
  const deal = await w.admin.create('deal', { name: 'Jam tangan' })
  expect(deal).toMatchObject({ pipeline: 'sales', stage: 'prospect' })
})

test('SAL-02: the Luxehouze pipeline and the B2B pipeline live side by side with their own stages', async () => {
  const w = await testWorkspace()
  const stage = (value: string, kind = 'open') => ({ value, label: { en: value }, kind, probability: kind === 'won' ? 100 : 50, color: 'blue' })
  await w.admin.post('/pipelines', { name: 'luxehouze', label: { en: 'Luxehouze' }, object: 'deal', stages: [stage('newRequest'), stage('priceOffering'), stage('delivered', 'won')] })
  await w.admin.post('/pipelines', { name: 'b2b', label: { en: 'B2B' }, object: 'deal', stages: [stage('tender'), stage('contract', 'won')] })
  expect((await w.admin.create('deal', { name: 'Birkin', pipeline: 'luxehouze', stage: 'priceOffering' })).stage).toBe('priceOffering')
  expect((await w.admin.create('deal', { name: 'Signage', pipeline: 'b2b' })).stage).toBe('tender')
  const foreign = await w.admin.send('POST', '/records/deal', { name: 'Signage', pipeline: 'b2b', stage: 'priceOffering' })
  expect([foreign.status, foreign.body.errors[0].path]).toEqual([422, 'stage'])
  const deal = await w.admin.get('/objects/deal')
  const options = deal.fields.find((field: any) => field.name === 'stage').options.map((option: any) => option.value)
  expect(options).toEqual(expect.arrayContaining(['prospect', 'priceOffering', 'tender']))
})

test('PLT-08: a product belongs to a brand and category and carries a customisation level', async () => {
  const w = await testWorkspace()
  await w.admin.create('product', { name: 'Submariner', sku: 'R-1', brand: 'Rolex', category: 'Watch', price: 150_000_000 })
  await w.admin.create('product', { name: 'Papan nama', sku: 'A-1', brand: 'Satria', category: 'Signage', customisation: 'veryHigh' })
  const { data } = await w.admin.list('product', { filter: { brand: { eq: 'Rolex' }, category: { eq: 'Watch' } } })
  expect(data).toHaveLength(1)
  expect(data[0]).toMatchObject({ customisation: 'standard', price: { amount: 150_000_000, currency: 'IDR' } })
  const field = (await w.admin.get('/objects/product')).fields.find((each: any) => each.name === 'customisation')
  expect(field.options.map((option: any) => option.value)).toEqual(['standard', 'medium', 'high', 'veryHigh'])
  const refused = await w.admin.send('POST', '/records/product', { name: 'X', customisation: 'extreme' })
  expect([refused.status, refused.body.errors[0].path]).toEqual([422, 'customisation'])
})

test('a stage that records hold is removed only when it is said where they go', async () => {
  const w = await testWorkspace()
  const deal = await w.admin.create('deal', { name: 'Tas', stage: 'negotiation' })
  const binned = await w.admin.create('deal', { name: 'Lama', stage: 'negotiation' })
  await w.admin.remove('deal', binned.id)
  const { stages } = await w.admin.get('/pipelines/sales')
  const fewer = stages.filter((stage: any) => stage.value !== 'negotiation')
  const refused = await w.admin.send('PATCH', '/pipelines/sales', { stages: fewer })
  expect([refused.status, refused.body.code]).toEqual([409, 'conflict.stage'])
  await w.admin.patch('/pipelines/sales', { stages: fewer, moveTo: { negotiation: 'proposal' } })
  expect((await w.admin.read('deal', deal.id)).stage).toBe('proposal')
  await w.admin.post(`/records/deal/${binned.id}/restore`)
  expect((await w.admin.read('deal', binned.id)).stage).toBe('proposal')
  const { data } = await w.admin.get(`/records/deal/${deal.id}/timeline`)
  expect(JSON.stringify(data)).toContain('"negotiation"')
})

test('what names a stage follows its records when it goes; what cannot, and a stage without a place to go, stand in the way before any record moves', async () => {
  const w = await testWorkspace()
  const deal = await w.admin.create('deal', { name: 'Tas', stage: 'negotiation', amount: 5 })
  const { stages } = await w.admin.get('/pipelines/sales')
  const fewer = stages.filter((stage: any) => stage.value !== 'negotiation')
  const change = (more: object = {}) => w.admin.send('PATCH', '/pipelines/sales', { stages: fewer, ...more })
  const moved = { moveTo: { negotiation: 'proposal' } }
  const view = await w.admin.post('/views', { object: 'deal', label: { en: 'Hot' }, filter: { stage: { in: ['negotiation', 'qualified'] } } })
  const related = await w.admin.post('/views', { object: 'contact', label: { en: 'Hot' }, filter: { company: { name: { contains: 'x' } } } })
  const rule = await w.admin.post('/sharing-rules', { object: 'deal', label: { en: 'Hot' }, filter: { stage: { eq: 'negotiation' } }, to: { role: 'sales' }, access: 'read' })
  await w.admin.post('/objects/company/fields', { name: 'hot', label: { en: 'Hot' }, type: 'rollup', rollup: { object: 'deal', by: 'company', measure: 'count', filter: { stage: { eq: 'negotiation' } } } })
  const flow = await w.admin.post('/workflows', { name: 'Hot', object: 'deal', trigger: { type: 'record', to: { stage: 'negotiation' } }, steps: [{ type: 'addTag', tag: 'hot' }] })
  expect((await change(moved)).body).toMatchObject({ code: 'conflict.inUse', errors: [{ path: `workflows.${flow.id}` }] })
  expect((await w.admin.read('deal', deal.id)).stage).toBe('negotiation')
  await w.admin.delete(`/workflows/${flow.id}`)
  await w.admin.update('deal', deal.id, { stage: 'qualified' })
  expect((await change()).body.errors.map((each: any) => each.path)).toEqual(['objects.company.fields.hot', `views.${view.id}`, `sharingRules.${rule.id}`])
  expect((await change(moved)).status).toBe(200)
  expect((await w.admin.get(`/views/${view.id}`)).filter).toEqual({ stage: { in: ['proposal', 'qualified'] } })
  expect((await w.admin.get(`/views/${related.id}`)).filter).toEqual({ company: { name: { contains: 'x' } } })
  expect((await w.admin.get(`/sharing-rules/${rule.id}`)).filter).toEqual({ stage: { eq: 'proposal' } })
  const company = await w.admin.create('company', { name: 'PT Panas' })
  await w.admin.create('deal', { name: 'Jam', stage: 'proposal', company: company.id })
  expect((await w.admin.read('company', company.id)).hot).toBe(1)
  // a stage that another pipeline has too goes from this one without a word
  const copy = (value: string) => ({ value, label: { en: value }, kind: 'open' })
  await w.admin.post('/pipelines', { name: 'b2b', object: 'deal', label: { en: 'B2B' }, stages: [copy('proposal'), copy('tender')] })
  expect((await w.admin.send('PATCH', '/pipelines/b2b', { stages: [copy('tender')] })).status).toBe(200)
  const tenders = await w.admin.post('/views', { object: 'deal', label: { en: 'Tenders' }, filter: { pipeline: { eq: 'b2b' } } })
  expect((await w.admin.send('DELETE', '/pipelines/b2b')).body).toMatchObject({ code: 'conflict.inUse', errors: [{ path: `views.${tenders.id}` }] })
  await w.admin.delete(`/views/${tenders.id}`)
  expect((await w.admin.send('DELETE', '/pipelines/b2b')).status).toBe(204)
})

test('a stage may say after how many days a deal is too long in it', async () => {
  const w = await testWorkspace()
  const { stages } = await w.admin.get('/pipelines/sales')
  const [first, ...others] = stages
  const set = (rottenAfterDays: unknown) => w.admin.send('PATCH', '/pipelines/sales', { stages: [{ ...first, rottenAfterDays }, ...others] })
  expect((await set(14)).body.stages[0].rottenAfterDays).toBe(14)
  expect((await (await w.key('sales')).get('/pipelines/sales')).stages[0].rottenAfterDays).toBe(14)
  for (const bad of [0, -1, 1.5, 'x', 4000]) expect((await set(bad)).status, String(bad)).toBe(422)
  expect((await set(null)).body.stages[0]).toEqual(first)
})

test('a deal that is moved to a stage "delivered" keeps when that was first so', async () => {
  const w = await testWorkspace({ template: 'after-sales' })
  await w.setClock('2027-03-01T10:00:00+07:00')
  const deal = await w.admin.create('deal', { name: 'Tas' })
  expect((await w.admin.update('deal', deal.id, { stage: 'delivered' })).deliveredAt).toBe('2027-03-01T03:00:00+00:00')
  await w.setClock('2027-03-02T10:00:00+07:00')
  await w.admin.update('deal', deal.id, { stage: 'won' })
  expect((await w.admin.update('deal', deal.id, { stage: 'delivered' })).deliveredAt).toBe('2027-03-01T03:00:00+00:00')
})

test('PLT-07: a deal tells its owner\'s and its contact\'s name to the templates of messages', async () => {
  const w = await testWorkspace()
  const seller = await w.person('sales', { name: 'Rina Wijaya' })
  const contact = await w.admin.create('contact', { firstName: 'Siti', lastName: 'Rahma' })
  const steps = [{ type: 'notify', to: '{{ record.owner.id }}', title: '{{ record.owner.name }}: {{ record.name }} / {{ record.contact.fullName }}' }]
  await w.admin.post('/workflows', { name: 'Tell', object: 'deal', enabled: true, trigger: { type: 'record', on: ['created'] }, steps })
  await w.admin.create('deal', { name: 'Birkin', contact: contact.id, owner: seller.member })
  await w.settle()
  expect((await seller.get('/notifications')).data).toMatchObject([{ title: 'Rina Wijaya: Birkin / Siti Rahma' }])
})

test('PLT-13: an item\'s look-up "deal" lets a rule on the item write to the deal', async () => {
  const w = await testWorkspace()
  await w.admin.post('/objects', { name: 'opsInventory', label: { en: 'Item' }, fields: [
    { name: 'serial', type: 'text', label: { en: 'Serial' } }, { name: 'doNumber', type: 'text', label: { en: 'DO number' } }, { name: 'deal', type: 'relation', to: 'deal', label: { en: 'Deal' } },
  ] })
  const steps = [{ type: 'updateRecord', object: 'deal', id: '{{ record.deal.id }}', data: { salesOrderNumber: '{{ record.doNumber }}' } }]
  await w.admin.post('/workflows', { name: 'DO', object: 'opsInventory', enabled: true, trigger: { type: 'record', on: ['created', 'updated'], changed: ['doNumber'] }, condition: { deal: { empty: false } }, steps })
  const [deal, other] = [await w.admin.create('deal', { name: 'Birkin' }), await w.admin.create('deal', { name: 'Kelly' })]
  const item = await w.admin.create('opsInventory', { serial: 'A-1', deal: deal.id })
  await w.admin.update('opsInventory', item.id, { doNumber: 'DO-2026-0001' })
  await w.settle()
  expect((await w.admin.read('deal', deal.id)).salesOrderNumber).toBe('DO-2026-0001')
  expect((await w.admin.read('deal', other.id)).salesOrderNumber).toBe(null)
})

test('SAL-14: lost cannot be saved without a reason, and the report ranks the reasons', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T09:00:00+07:00')
  const { stages } = await w.admin.get('/pipelines/sales')
  await w.admin.patch('/pipelines/sales', { stages: stages.map((stage: any) => ({ ...stage, ...stage.kind === 'lost' && { required: ['lostReason'] } })) })
  const deal = await w.admin.create('deal', { name: 'Jam' })
  const refused = [await w.admin.send('PATCH', `/records/deal/${deal.id}`, { stage: 'lost' }), await w.admin.send('PATCH', `/records/deal/${deal.id}`, { stage: 'lost', lostReason: ' ' }), await w.admin.send('POST', '/records/deal', { name: 'Tas', stage: 'lost' })]
  for (const { status, body } of refused) expect([status, body.errors[0].path, body.errors[0].code]).toEqual([422, 'lostReason', 'field.requiredAtStage'])
  await w.admin.update('deal', deal.id, { stage: 'lost', lostReason: 'Waktu' })
  for (const lostReason of ['Harga', 'Harga', 'Waktu', 'Harga', 'Pesaing']) await w.admin.create('deal', { name: 'Tas', stage: 'lost', lostReason })
  const { data } = await w.admin.get('/sales/reasons?from=2027-03-01&to=2027-03-31')
  expect(data.map((row: any) => [row.reason, row.count, row.share])).toEqual([['Harga', 3, 50], ['Waktu', 2, 33.3], ['Pesaing', 1, 16.7]])
})

test('SAL-08: where a company says so the source is mandatory on a new lead, and it feeds the conversion by source', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T09:00:00+07:00')
  await w.admin.create('lead', { firstName: 'Tanpa sumber' })
  await w.admin.patch('/objects/lead/fields/source', { required: true })
  const refused = await w.admin.send('POST', '/records/lead', { firstName: 'Ani' })
  expect([refused.status, refused.body.errors[0].path]).toEqual([422, 'source'])
  const sources = ['referral', 'search', 'marketplace', 'socialMedia', 'exhibition', 'linkedin', 'rfq', 'flyer', 'doorToDoor', 'whatsappBroadcast', 'affiliate']
  for (const source of sources) {
    const lead = await w.admin.create('lead', { firstName: source, source })
    const { deal } = await w.admin.post(`/records/lead/${lead.id}/convert`)
    await w.admin.update('deal', deal, { stage: source === 'rfq' ? 'lost' : 'won' })
  }
  const { data } = await w.admin.get('/sales/conversion?from=2027-03-01&to=2027-03-31')
  expect(data.map((row: any) => [row.by, row.entered, row.percentage]).sort()).toEqual(sources.map(source => [source, 1, source === 'rfq' ? 0 : 100]).sort())
})

test('entering a stage stamps the time that a rule on overdue deals goes by; other edits leave it', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T09:00:00+07:00')
  const [still, moved] = [await w.admin.create('deal', { name: 'Jam' }), await w.admin.create('deal', { name: 'Tas' })]
  await w.setClock('2027-03-02T09:00:00+07:00')
  for (const { id } of [still, moved]) expect((await w.admin.update('deal', id, { stage: 'proposal' })).stageSince).toBe('2027-03-02T02:00:00+00:00')
  await w.setClock('2027-03-05T09:00:00+07:00')
  await w.admin.update('deal', moved.id, { stage: 'negotiation' })
  expect((await w.admin.update('deal', still.id, { amount: 5 })).stageSince).toBe('2027-03-02T02:00:00+00:00')
  const overdue = await w.admin.list('deal', { filter: { stageSince: { before: '2027-03-03' } } })
  expect(overdue.data.map(deal => deal.id)).toEqual([still.id])
})
