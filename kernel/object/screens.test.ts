// Kernel, objects over HTTP: layouts and buttons, who makes them, who is given what, and what they say is checked.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'
import { fillAddress, fillValue } from './button-template.ts'

let w: TestWorkspace
beforeAll(async () => {
  w = await testWorkspace()
})
afterAll(() => w.close())

const layout = (name: string, more: object = {}) => ({
  object: 'product', name, label: { en: name }, sections: [{ label: { en: 'What' }, columns: 2, fields: [{ field: 'name' }, { field: 'price', when: { active: { eq: true } } }] }], ...more,
})
const names = ({ data }: { data: any[] }): string[] => data.map(each => each.name)

test('each role is given its own layouts, the most particular first', async () => {
  const anyone = await w.admin.post('/layouts', layout('anyone'))
  expect(anyone).toMatchObject({ object: 'product', roles: [], when: null, hidden: [], related: null, buttons: null, sections: [{ columns: 2, fields: [{ field: 'name' }, { field: 'price', when: { active: { eq: true } } }] }] })
  await w.admin.post('/layouts', layout('sales', { roles: ['sales', 'manager'] }))
  await w.admin.post('/layouts', layout('dear', { when: { price: { gt: 1000 } } }))
  expect(names(await w.admin.get('/layouts?object=product'))).toEqual(['dear', 'sales', 'anyone'])
  const sales = await w.key('sales')
  const given = await sales.get('/layouts?object=product')
  expect(names(given)).toEqual(['dear', 'sales', 'anyone'])
  expect(given.data[1].roles).toEqual(['sales'])
  expect(names(await (await w.key('agent')).get('/layouts?object=product'))).toEqual(['dear', 'anyone'])
  const page = await w.admin.get('/layouts?object=product&limit=2')
  expect(names(await w.admin.get(`/layouts?object=product&limit=2&after=${page.page.next}`))).toEqual(['anyone'])
  for (const [method, path, body] of [['POST', '/layouts', layout('mine')], ['PATCH', `/layouts/${anyone.id}`, {}], ['DELETE', `/layouts/${anyone.id}`, undefined]] as const) expect((await sales.send(method, path, body)).status).toBe(403)
  expect((await w.admin.patch(`/layouts/${anyone.id}`, { label: { en: 'All' } })).label).toEqual({ en: 'All' })
  await w.admin.delete(`/layouts/${anyone.id}`)
  expect((await w.admin.send('GET', `/layouts/${anyone.id}`)).status).toBe(404)
})

test('a layout shows nobody what her role may not know', async () => {
  await w.admin.post('/roles', { name: 'clerk', label: { en: 'Clerk' }, objects: { product: { read: 'all', create: true, update: 'all', delete: false, fields: { price: 'hidden' } }, deal: { read: 'none', create: false, update: 'none', delete: 'none' } } })
  const clerk = await w.key('clerk')
  const secret = await w.admin.post('/layouts', layout('secret', { when: { price: { gt: 5 } } }))
  const shown = await w.admin.post('/layouts', layout('shown', { sections: [{ label: { en: 'S' }, fields: [{ field: 'price' }, { field: 'brand', when: { price: { gt: 5 } } }] }], hidden: ['sku'] }))
  expect((await clerk.send('GET', `/layouts/${secret.id}`)).status).toBe(404)
  const reply = await clerk.get(`/layouts/${shown.id}`)
  expect(JSON.stringify(reply)).not.toContain('price')
  expect(reply.sections[0].fields).toEqual([{ field: 'brand' }])
  // a section that leaves a field out takes no right to it
  const { id } = await w.admin.create('product', { name: 'Jam', sku: 'S-1' })
  expect((await clerk.read('product', id)).sku).toBe('S-1')
})

test('what is wrong with a layout is listed', async () => {
  const faults = (await w.admin.send('POST', '/layouts', layout('wrong', {
    roles: ['nobody'], when: { nothing: { eq: 1 } }, hidden: ['name'], related: [{ object: 'nothing', field: 'x' }, { object: 'deal', field: 'contact' }],
    sections: [{ label: { en: 'S' }, fields: [{ field: 'name' }, { field: 'name' }, { field: 'unknown' }, { field: 'price', when: { owner: { nothing: true } } }] }],
  }))).body.errors.map((each: any) => [each.path, each.code])
  expect(faults).toEqual([
    ['roles[0]', 'role.unknown'], ['when.nothing', 'field.unknown'], ['sections[0].fields[1].field', 'layout.repeated'], ['sections[0].fields[2].field', 'field.unknown'],
    ['sections[0].fields[3].when.owner.nothing', 'operator.unknown'], ['hidden[0]', 'layout.repeated'], ['related[0].object', 'object.unknown'], ['related[1].field', 'field.unknown'],
  ])
  await w.admin.post('/layouts', layout('taken'))
  expect((await w.admin.send('POST', '/layouts', layout('taken'))).body.errors[0]).toMatchObject({ path: 'name', code: 'name.taken' })
  expect((await w.admin.send('POST', '/layouts', layout('across', { object: 'deal', when: { company: { name: { eq: 'X' } } }, sections: [{ label: { en: 'S' }, fields: [] }] }))).body.errors[0].code).toBe('filter.ownFields')
})

const button = (name: string, action: object, more: object = {}) => ({ object: 'contact', name, label: { en: name }, action, ...more })

test('buttons: what they fill in is checked, and each role is given what it can use', async () => {
  const task = await w.admin.post('/buttons', button('call', { type: 'create', object: 'task', data: { subject: 'Call {{ record.firstName }}', contact: '{{ record }}', priority: 'high' } }, { icon: 'phone', color: 'teal', places: ['record', 'list'] }))
  expect(task).toMatchObject({ name: 'call', places: ['record', 'list'], action: { data: { contact: '{{ record }}' } } })
  await w.admin.post('/buttons', button('map', { type: 'link', url: 'https://maps.example.com/?q={{ record.lastName }}' }, { roles: ['sales'] }))
  await w.admin.post('/buttons', button('vip', { type: 'update', data: { customerType: 'b2b' }, confirm: { en: 'Sure?' } }, { when: { customerType: { eq: 'b2c' } } }))
  expect(names(await (await w.key('sales')).get('/buttons?object=contact'))).toEqual(['vip', 'map', 'call'])
  // who makes no records is not offered the form of one
  expect(names(await (await w.key('readOnly')).get('/buttons?object=contact'))).toEqual(['vip'])
  const fault = async (action: object) => {
    const { status, body } = await w.admin.send('POST', '/buttons', button('wrong', action))
    return [status, body.errors?.[0]?.path, body.errors?.[0]?.code]
  }
  for (const url of ['http://a.example', 'javascript:alert(1)', 'https://{{ record.email }}/x', 'https://a.example@evil.example', '//a.example', 'https://a.example\\@b', 'https://']) expect(await fault({ type: 'link', url })).toEqual([422, 'action.url', 'button.address'])
  expect(await fault({ type: 'link', url: 'https://a.example/{{ record.secret }}' })).toEqual([422, 'action.url', 'field.unknown'])
  expect(await fault({ type: 'link', url: 'https://a.example/{{ workspace.name }}' })).toEqual([422, 'action.url', 'button.address'])
  expect(await fault({ type: 'create', object: 'nothing', data: {} })).toEqual([422, 'action.object', 'object.unknown'])
  expect(await fault({ type: 'create', object: 'task', data: { completedAt2: 1 } })).toEqual([422, 'action.data.completedAt2', 'field.unknown'])
  expect(await fault({ type: 'create', object: 'deal', data: { company: '{{ record }}' } })).toEqual([422, 'action.data.company', 'button.template'])
  expect(await fault({ type: 'update', data: { customerType: 'x' } })).toEqual([422, 'action.data.customerType', 'option.unknown'])
  expect(await fault({ type: 'update', data: { fullName: 'x' } })).toEqual([403, 'action.data.fullName', 'field.readOnly'])
  expect(await fault({ type: 'update', data: {} })).toEqual([422, 'action.data', 'value.required'])
})

test('what a record brings into an address is escaped, and never decides where it leads', () => {
  expect(fillAddress('https://a.example/{{ record.name }}?q={{record.x}}', { name: '../..//evil?&#', x: null })).toBe('https://a.example/..%2F..%2F%2Fevil%3F%26%23?q=')
  expect(fillAddress('{{ record.url }}', { url: 'https://evil.example' })).toBe(undefined)
  expect(fillValue('{{ record.amount }}', { amount: { amount: 1, currency: 'IDR' } }, null)).toEqual({ amount: 1, currency: 'IDR' })
  expect(fillValue('{{ record }}', {}, { id: 'x' })).toEqual({ id: 'x' })
  expect(fillValue('Hi {{ record.name }}!', { name: 'A $& B' }, null)).toBe('Hi A $& B!')
})

test('AUT-27: a field that a view, formula, roll-up, workflow, layout or button names is not removed, and the uses are listed', async () => {
  await w.admin.post('/objects', { name: 'gem', label: { en: 'Gem' }, fields: [{ name: 'name', label: { en: 'Name' }, type: 'text' }] })
  await w.admin.post('/objects/gem/fields', { name: 'carat', label: { en: 'Carat' }, type: 'decimal' })
  await w.admin.post('/objects/gem/fields', { name: 'product', label: { en: 'Product' }, type: 'relation', to: 'product' })
  const one = (await w.admin.post('/layouts', { object: 'gem', name: 'gem', label: { en: 'G' }, sections: [{ label: { en: 'S' }, fields: [{ field: 'carat' }] }] })).id
  const two = (await w.admin.post('/layouts', layout('gems', { related: [{ object: 'gem', field: 'product', columns: ['carat'] }] }))).id
  const press = (await w.admin.post('/buttons', { object: 'gem', name: 'weigh', label: { en: 'Weigh' }, action: { type: 'link', url: 'https://a.example/{{ record.carat }}' } })).id
  const view = (await w.admin.post('/views', { object: 'gem', label: { en: 'V' }, sort: '-carat' })).id
  await w.admin.post('/objects/gem/fields', { name: 'twice', label: { en: 'Twice' }, type: 'formula', formula: 'carat * 2.0' })
  await w.admin.post('/objects/product/fields', { name: 'carats', label: { en: 'Carats' }, type: 'rollup', rollup: { object: 'gem', by: 'product', measure: 'sum', of: 'carat' } })
  const rule = { name: 'Heavy', object: 'gem', trigger: { type: 'record', changed: ['carat'] }, condition: { carat: { gt: 2 } }, steps: [{ type: 'addTag', tag: 'heavy' }] }
  const flow = (await w.admin.post('/workflows', rule)).id
  const wanted = ['objects.gem.fields.twice', 'objects.product.fields.carats', `views.${view}`, `layouts.${one}`, `layouts.${two}`, `buttons.${press}`, `workflows.${flow}`]
  expect((await w.admin.get('/objects/gem/fields/carat/uses')).data.map((use: any) => use.path)).toEqual(wanted)
  const refused = await w.admin.send('DELETE', '/objects/gem/fields/carat')
  expect([refused.status, refused.body.code]).toEqual([409, 'conflict.inUse'])
  expect(refused.body.errors.map((each: any) => each.path)).toEqual(wanted)
  // its API name cannot be changed, its label can: nothing refers to that
  expect((await w.admin.send('PATCH', '/objects/gem/fields/carat', { name: 'weight' })).status).toBe(422)
  await w.admin.patch('/objects/gem/fields/carat', { label: { en: 'Weight' } })
  expect((await w.admin.get(`/workflows/${flow}`)).faults).toEqual([])
  // and a rule is not published with a field that is not there
  const unknown = await w.admin.send('POST', '/workflows', { ...rule, condition: { weight: { gt: 2 } } })
  expect([unknown.status, unknown.body.errors[0].path]).toEqual([422, 'condition.weight'])
  expect((await (await w.key('manager')).send('GET', '/objects/gem/uses')).status).toBe(403)
  expect((await w.admin.get('/objects/gem/uses')).data.map((use: any) => use.path)).toContain(`layouts.${two}`)
})

test('a view that colours, dates, adds up or groups by a field, also in parts of time and across a relation, keeps it', async () => {
  await w.admin.post('/objects', { name: 'vault', label: { en: 'Vault' }, fields: [
    { name: 'name', label: { en: 'Name' }, type: 'text' }, { name: 'zone', label: { en: 'Zone' }, type: 'select', options: [{ value: 'a', label: { en: 'A' } }] },
    { name: 'checkedOn', label: { en: 'Checked' }, type: 'date' }, { name: 'worth', label: { en: 'Worth' }, type: 'currency' },
  ] })
  await w.admin.post('/objects', { name: 'tray', label: { en: 'Tray' }, fields: [{ name: 'name', label: { en: 'Name' }, type: 'text' }, { name: 'vault', label: { en: 'Vault' }, type: 'relation', to: 'vault' }] })
  const view = async (more: object) => `views.${(await w.admin.post('/views', { object: 'vault', label: { en: 'V' }, ...more })).id}`
  const calendar = await view({ kind: 'calendar', dateField: 'checkedOn', colorBy: 'zone' })
  const [monthly, totals, trays] = [await view({ groupBy: 'checkedOn:month' }), await view({ totals: ['sum:worth'] }), await view({ object: 'tray', groupBy: 'vault.zone' })]
  const usesOf = async (field: string) => (await w.admin.get(`/objects/vault/fields/${field}/uses`)).data.map((use: any) => use.path)
  expect([await usesOf('checkedOn'), await usesOf('zone'), await usesOf('worth')]).toEqual([[calendar, monthly], [calendar, trays], [totals]])
  for (const field of ['checkedOn', 'zone', 'worth']) expect((await w.admin.send('DELETE', `/objects/vault/fields/${field}`)).body.code, field).toBe('conflict.inUse')
})

test('a field that rules, unique sets, stages and sharing rules name is not removed either', async () => {
  const number = (name: string) => ({ name, label: { en: name }, type: 'number' })
  await w.admin.post('/objects', { name: 'stone', label: { en: 'Stone' }, fields: [{ name: 'name', label: { en: 'Name' }, type: 'text' }, number('cut'), number('facets')] })
  await w.admin.patch('/objects/stone', { uniqueSets: [{ fields: ['name', 'cut'] }], validations: [{ name: 'cutFirst', field: 'facets', must: { cut: { empty: false } }, message: { en: 'Cut it first' } }] })
  const shared = (await w.admin.post('/sharing-rules', { object: 'stone', label: { en: 'Cut' }, filter: { or: [{ cut: { gt: 1 } }, { facets: { gt: 5 } }] }, to: { role: 'manager' }, access: 'read' })).id
  const usesOf = async (object: string, field: string) => (await w.admin.get(`/objects/${object}/fields/${field}/uses`)).data.map((use: any) => use.path)
  expect(await usesOf('stone', 'cut')).toEqual(['objects.stone.uniqueSets[0]', 'objects.stone.validations.cutFirst', `sharingRules.${shared}`])
  expect(await usesOf('stone', 'facets')).toEqual(['objects.stone.validations.cutFirst', `sharingRules.${shared}`])
  for (const field of ['cut', 'facets']) expect((await w.admin.send('DELETE', `/objects/stone/fields/${field}`)).body).toMatchObject({ code: 'conflict.inUse', errors: expect.arrayContaining([expect.objectContaining({ path: `sharingRules.${shared}` })]) })
  const { stages } = await w.admin.get('/pipelines/sales')
  await w.admin.post('/objects/deal/fields', number('carats'))
  await w.admin.patch('/pipelines/sales', { stages: stages.map((stage: any) => stage.value === 'won' ? { ...stage, required: ['carats'] } : stage) })
  expect(await usesOf('deal', 'carats')).toEqual(['pipelines.sales.stages.won'])
  expect((await w.admin.send('DELETE', '/objects/deal/fields/carats')).status).toBe(409)
  await w.admin.patch('/pipelines/sales', { stages })
  await w.admin.delete('/objects/deal/fields/carats')
})

test('conditions of layouts and buttons follow the options that they name', async () => {
  const option = (value: string) => ({ value, label: { en: value } })
  await w.admin.post('/objects/product/fields', { name: 'state', label: { en: 'State' }, type: 'select', options: ['old', 'worn'].map(option) })
  const shown = await w.admin.post('/layouts', layout('stated', { when: { state: { eq: 'old' } }, sections: [{ label: { en: 'S' }, fields: [{ field: 'name', when: { state: { ne: 'old' } } }] }] }))
  const press = await w.admin.post('/buttons', { object: 'product', name: 'age', label: { en: 'Age' }, action: { type: 'update', data: { state: 'old' } } })
  await w.admin.post('/objects/product/fields/state/options/change', { options: ['aged', 'worn'].map(option), moveTo: { old: 'aged' } })
  expect(await w.admin.get(`/layouts/${shown.id}`)).toMatchObject({ when: { state: { eq: 'aged' } }, sections: [{ fields: [{ when: { state: { ne: 'aged' } } }] }] })
  expect((await w.admin.get(`/buttons/${press.id}`)).action.data).toEqual({ state: 'aged' })
})
