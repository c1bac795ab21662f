// Workflows over HTTP: what is accepted, when they are set off, what a run leaves behind.
import { expect, test } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

const tagBig = {
  name: 'Tag big deals', object: 'deal', enabled: true,
  trigger: { type: 'record', on: ['created', 'updated'], changed: ['amount'], reenrol: 'every' },
  condition: { amount: { gte: 100_000_000 } },
  steps: [{ id: 'tag', type: 'addTag', tag: 'Overdue' }],
}

async function runsOf(w: TestWorkspace, workflow: string) {
  await w.settle()
  const { data } = await w.admin.get(`/workflows/${workflow}/runs`)
  return Promise.all(data.map((run: { id: string }) => w.admin.get(`/workflow-runs/${run.id}`)))
}

async function faultsOf(w: TestWorkspace, body: object): Promise<string[]> {
  const reply = await w.admin.send('POST', '/workflows', { ...tagBig, ...body })
  expect(reply.status).toBe(422)
  return reply.body.errors.map((fault: { path: string, code: string }) => `${fault.path} ${fault.code}`)
}

test('PLT-26: a rule adds a tag, by which the record is found, and its history tells', async () => {
  const w = await testWorkspace()
  const { id: workflow } = await w.admin.post('/workflows', tagBig)
  const big = await w.admin.create('deal', { name: 'Besar', amount: 150_000_000, tags: ['vip'] })
  await w.admin.create('deal', { name: 'Kecil', amount: 1_000_000 })
  const [run, ...others] = await runsOf(w, workflow)
  expect(others).toEqual([])
  expect(run).toMatchObject({ status: 'completed', record: big.id, entry: 1, steps: [{ step: 'tag', status: 'completed', input: { tag: 'Overdue' }, output: { object: 'deal', id: big.id } }] })
  const { data } = await w.admin.list('deal', { filter: { tags: { hasAny: ['Overdue'] } } })
  expect(data.map(deal => deal.id)).toEqual([big.id])
  expect(data[0].tags).toEqual(['vip', 'Overdue'])
  const { data: timeline } = await w.admin.get(`/records/deal/${big.id}/timeline`)
  expect(JSON.stringify(timeline)).toContain('Overdue')
})

test('AUT-27: a workflow with an unknown field is not published, and deleting a field that a workflow uses is refused', async () => {
  const w = await testWorkspace()
  expect(await faultsOf(w, {
    trigger: { type: 'record', changed: ['amount', 'nope'], to: { stagee: 'won' } },
    condition: { amountt: { gte: 1 } },
    steps: [
      { id: 'a', type: 'updateRecord', data: { nope: 1, stage: 'neverHeardOf', id: 'x', amount: '{{ record.contact.shoeSize }}' } },
      { id: 'a', type: 'notify', to: '{{ record.owner.id }}', title: '{{ steps.later.id }} {{ vars.x }}', colour: 'red', if: { 'trigger.entri': { eq: 1 } } },
      { id: 'c', type: 'createRecord', object: 'task', data: { dueAt: '{{ now | plusDayz: 1 }}', about: { object: 'ship', id: '{{ record.id }}' } } },
      { id: 'd', type: 'createRecord', object: 'dragon', data: {} },
      { id: 'e', type: 'createRecord', object: 'task', data: { description: 'x' } },
    ],
  })).toEqual([
    'trigger.changed[1] field.unknown', 'trigger.to.stagee field.unknown', 'condition.amountt field.unknown',
    'steps[0].data.amount workflow.unknownName',
    'steps[1].id workflow.repeatedStep', 'steps[1].if.trigger.entri field.unknown', 'steps[1].colour field.unknown',
    'steps[2].data.dueAt workflow.template', 'steps[3].object object.unknown', 'steps[4].data.subject value.required',
  ])
  expect(await faultsOf(w, { steps: [{ type: 'updateRecord', data: { nope: 1, stage: 'neverHeardOf', version: 3, amount: 'many' } }] })).toEqual([
    'steps[0].data.nope field.unknown', 'steps[0].data.stage option.unknown', 'steps[0].data.version field.readOnly', 'steps[0].data.amount number.invalid',
  ])
  expect((await w.admin.get('/workflows')).data).toEqual([])
  await w.admin.post('/objects/deal/fields', { name: 'serial', label: { en: 'Serial' }, type: 'text' })
  await w.admin.post('/workflows', { ...tagBig, steps: [{ type: 'addComment', body: 'Serial {{ record.serial }}' }] })
  const reply = await w.admin.send('DELETE', '/objects/deal/fields/serial')
  expect(reply.status).toBe(409)
  expect(reply.body).toMatchObject({ code: 'conflict.inUse', errors: [{ message: expect.stringContaining('Tag big deals') }] })
})

test('triggers of later versions are refused by name', async () => {
  const w = await testWorkspace()
  for (const type of ['form', 'message']) {
    expect(await faultsOf(w, { trigger: { type } })).toEqual(['trigger.type workflow.notYet'])
  }
  expect(await faultsOf(w, { trigger: { type: 'telepathy' }, steps: [{ type: 'explode' }] })).toEqual(['trigger.type workflow.unknownTrigger', 'steps[0].type workflow.unknownStep'])
})

test('AUT-30: a workflow that sets itself off again is stopped, and the chain is shown', async () => {
  const w = await testWorkspace()
  const { id: first } = await w.admin.post('/workflows', {
    ...tagBig, name: 'Ping', trigger: { type: 'record', on: ['created', 'updated'], reenrol: 'every' }, condition: undefined,
    steps: [{ id: 'more', type: 'updateRecord', data: { lostReason: 'v{{ record.version }}' } }],
  })
  const deal = await w.admin.create('deal', { name: 'Putar' })
  const runs = await runsOf(w, first)
  expect(runs.map(run => [run.status, run.reason, run.error?.message])).toEqual([
    ['cancelled', 'loop', 'Alur kerja terpicu lagi oleh pekerjaannya sendiri: Ping → Ping'], ['completed', null, undefined],
  ])
  expect(runs[0].chain).toEqual([{ workflow: first, run: runs[1].id, object: 'deal', record: deal.id }])
  expect((await w.admin.read('deal', deal.id)).version).toBe(2)
})

test('workflows that set each other off on new records end five deep', async () => {
  const w = await testWorkspace()
  const { id } = await w.admin.post('/workflows', {
    name: 'Breed', object: 'task', trigger: { type: 'record', on: ['created'] },
    steps: [{ type: 'createRecord', object: 'task', data: { subject: '{{ record.subject }}+' } }],
  })
  await w.admin.create('task', { subject: 'x' })
  const runs = await runsOf(w, id)
  expect(runs.map(run => [run.depth, run.status, run.reason])).toEqual([[6, 'cancelled', 'loop'], ...[5, 4, 3, 2, 1].map(depth => [depth, 'completed', null])])
  expect(runs[0].error.code).toBe('workflow.tooDeep')
  expect(runs[0].chain).toHaveLength(5)
  expect((await w.admin.list('task', { count: 'true' })).total).toBe(6)
})

test('reenrol: never once ever, afterExit again when the condition had ceased, every each time', async () => {
  const w = await testWorkspace()
  const ids: Record<string, string> = {}
  for (const reenrol of ['never', 'afterExit', 'every']) {
    const trigger = { type: 'record', on: ['created', 'updated'], changed: ['amount', 'lostReason'], reenrol }
    ids[reenrol] = (await w.admin.post('/workflows', { ...tagBig, name: reenrol, trigger, condition: { amount: { gte: 100 } }, steps: [{ type: 'stop' }] })).id
  }
  const deal = await w.admin.create('deal', { name: 'A', amount: 100 })
  for (const change of [{ amount: 200 }, { lostReason: 'x' }, { amount: 50 }, { lostReason: 'y' }, { amount: 300 }, { amount: 400 }]) await w.admin.update('deal', deal.id, change)
  const count = async (reenrol: string) => (await runsOf(w, ids[reenrol])).map(run => run.entry)
  expect(await count('never')).toEqual([1])
  expect(await count('afterExit')).toEqual([2, 1])
  expect(await count('every')).toEqual([5, 4, 3, 2, 1])
})

test('from, to, deleted and conditions across relations decide on the change itself', async () => {
  const w = await testWorkspace()
  const stop = [{ type: 'stop' }]
  const make = async (name: string, trigger: object, condition?: object) => (await w.admin.post('/workflows', { name, object: 'deal', trigger: { type: 'record', reenrol: 'every', ...trigger }, condition, steps: stop })).id
  const won = await make('won', { to: { stage: ['won', 'lost'] } })
  const left = await make('left', { from: { stage: 'prospect' } })
  const filled = await make('filled', { to: { salesOrderNumber: { empty: false } } })
  const gone = await make('gone', { on: ['deleted'] }, { stage: { eq: 'won' } })
  const retail = await make('retail', { on: ['created', 'updated'] }, { company: { industry: { eq: 'retail' } } })
  const except = await make('except', { on: ['updated'] }, { not: { and: [{ company: { industry: { eq: 'retail' } } }, { stage: { eq: 'won' } }] } })
  const either = await make('either', { on: ['updated'] }, { or: [{ company: { industry: { eq: 'retail' } } }, { stage: { eq: 'lost' } }] })
  const company = await w.admin.create('company', { name: 'PT Maju', industry: 'retail' })
  const deal = await w.admin.create('deal', { name: 'A', stage: 'prospect' })
  for (const change of [{ stage: 'won' }, { stage: 'lost' }, { stage: 'won', company: company.id }, { salesOrderNumber: 'SO-1' }, { salesOrderNumber: 'SO-2' }]) await w.admin.update('deal', deal.id, change)
  await w.admin.remove('deal', deal.id)
  const kinds = async (id: string) => (await runsOf(w, id)).map(run => `${run.trigger.kind} ${run.trigger.changed.filter((name: string) => ['stage', 'salesOrderNumber'].includes(name)).join()}`)
  expect(await kinds(won)).toEqual(['updated stage'])
  expect(await kinds(left)).toEqual(['updated stage'])
  expect(await kinds(filled)).toEqual(['updated salesOrderNumber'])
  expect(await kinds(gone)).toEqual(['deleted '])
  expect(await kinds(retail)).toEqual(['updated salesOrderNumber', 'updated salesOrderNumber', 'updated stage'])
  expect(await kinds(except)).toEqual(['updated stage', 'updated stage'])
  expect(await kinds(either)).toEqual(['updated salesOrderNumber', 'updated salesOrderNumber', 'updated stage', 'updated stage'])
})

test('steps see the record, related records, earlier steps and variables; what is missing shows a dash and warns', async () => {
  const w = await testWorkspace()
  const owner = await w.person('sales', { name: 'Budi Santoso' })
  const { id } = await w.admin.post('/workflows', {
    name: 'Names', object: 'deal', trigger: { type: 'record', on: ['updated'], to: { stage: 'won' } },
    steps: [
      { id: 'total', type: 'setVariable', name: 'total', value: '{{ record.amount.amount | times: 2 }}' },
      { id: 'task', type: 'createRecord', object: 'task', data: { subject: '{{ record.contact.fullName }} / {{ record.contact.company.name }} / {{ record.owner.name }}', owner: '{{ record.owner }}', contact: '{{ record.contact }}', about: '{{ record }}' } },
      { id: 'note', type: 'addComment', body: '{{ steps.task.subject }}: {{ vars.total }} {{ before.stage }} {{ trigger.by.name }} {{ record.lostReason }}', if: { 'vars.total': { gt: 5 }, 'steps.task.status': { eq: 'open' }, name: { eq: 'A' } } },
      { id: 'never', type: 'stop', if: { 'trigger.entry': { gt: 1 } } },
      { id: 'last', type: 'updateRecord', object: 'task', recordId: '{{ steps.task.id }}', data: { priority: 'urgent' } },
    ],
  })
  const company = await w.admin.create('company', { name: 'PT Maju' })
  const contact = await w.admin.create('contact', { firstName: 'Siti', lastName: 'Rahma', company: company.id })
  const deal = await w.admin.create('deal', { name: 'A', stage: 'prospect', amount: 3, contact: contact.id, owner: owner.member })
  await w.admin.update('deal', deal.id, { stage: 'won' })
  const [run] = await runsOf(w, id)
  expect(run.steps.map((step: { step: string, status: string }) => `${step.step} ${step.status}`)).toEqual(['total completed', 'task completed', 'note completed', 'never skipped', 'last completed'])
  const { data: [task] } = await w.admin.list('task')
  expect(task).toMatchObject({ subject: 'Siti Rahma / PT Maju / Budi Santoso', contact: contact.id, owner: owner.member, about: { object: 'deal', id: deal.id }, priority: 'urgent' })
  const { data: [note] } = await w.admin.list('note')
  expect(note.body).toBe('Siti Rahma / PT Maju / Budi Santoso: 6 prospect Kunci penyiapan –')
  expect(run.steps[2].warnings).toEqual([{ code: 'workflow.missing', message: 'record.lostReason kosong' }])
})

test('a step that fails is kept with its code and text, stops the run or is passed over, and can be tried again', async () => {
  const w = await testWorkspace()
  const steps = (onError: string) => [
    { id: 'one', type: 'addTag', tag: 'one' },
    { id: 'bad', type: 'updateRecord', data: { stage: '{{ record.lostReason }}' }, onError },
    { id: 'two', type: 'addTag', tag: 'two' },
  ]
  const make = (onError: string) => w.admin.post('/workflows', { name: onError, object: 'deal', trigger: { type: 'record', on: ['created'] }, condition: { name: { eq: onError } }, steps: steps(onError) })
  const [stop, goOn] = [await make('stop'), await make('continue')]
  const deal = await w.admin.create('deal', { name: 'stop', lostReason: 'no stage' })
  await w.admin.create('deal', { name: 'continue', lostReason: 'no stage' })
  const [stopped] = await runsOf(w, stop.id)
  expect(stopped).toMatchObject({ status: 'failed', error: { step: 'bad', code: 'invalid', errors: [{ path: 'stage', code: 'option.unknown' }] } })
  expect(stopped.steps.map((step: { status: string }) => step.status)).toEqual(['completed', 'failed'])
  expect((await runsOf(w, goOn.id))[0]).toMatchObject({ status: 'completed', steps: [{ status: 'completed' }, { status: 'failed' }, { status: 'completed' }] })
  expect((await w.admin.send('POST', `/workflow-runs/${stopped.id}/cancel`)).body.code).toBe('workflow.runOver')
  await w.admin.update('deal', deal.id, { lostReason: 'qualified' })
  await w.admin.post(`/workflow-runs/${stopped.id}/retry`)
  const [again] = await runsOf(w, stop.id)
  expect(again).toMatchObject({ status: 'completed', error: null, steps: [{ step: 'one' }, { step: 'bad', status: 'completed' }, { step: 'two' }] })
  expect(await w.admin.read('deal', deal.id)).toMatchObject({ stage: 'qualified', tags: ['one', 'two'] })
  expect((await w.admin.send('POST', `/workflow-runs/${stopped.id}/retry`)).body.code).toBe('workflow.runNotFailed')
})

test('a bulk write enrols every record once, and one that fails is no other run’s fault', async () => {
  const w = await testWorkspace()
  const manager = await w.person('manager')
  const { id } = await w.admin.post('/workflows', {
    name: 'Bulk', object: 'deal', trigger: { type: 'record', on: ['created'] },
    steps: [{ type: 'updateRecord', data: { stage: '{{ record.lostReason }}' } }, { type: 'notify', to: 'role:manager', title: 'Deal {{ record.name }}' }],
  })
  await w.admin.post('/records/deal/batch', { operations: Array.from({ length: 250 }, (_, at) => ({ op: 'create', data: { name: `${at}`, lostReason: at === 7 ? 'wrong' : 'won' } })) })
  await w.settle()
  const { data } = await w.admin.get(`/workflows/${id}/runs?limit=500`)
  expect(data).toHaveLength(250)
  expect(data.filter((run: { status: string }) => run.status === 'failed')).toHaveLength(1)
  expect((await w.admin.list('deal', { filter: { stage: { eq: 'won' } }, count: 'true' })).total).toBe(249)
  expect((await manager.get('/notifications?limit=500')).data).toHaveLength(249)
})

test('a workflow acts as itself, bounded by its role', async () => {
  const w = await testWorkspace()
  const { id, role } = await w.admin.post('/workflows', { ...tagBig, name: 'Reader', role: 'sales' })
  expect(role).toBe('sales')
  const deal = await w.admin.create('deal', { name: 'A', amount: 150_000_000 })
  const [run] = await runsOf(w, id)
  // The role sees its own team's rows only, and this is nobody's of them.
  expect(run).toMatchObject({ status: 'cancelled', error: { code: 'workflow.gone' } })
  expect((await w.admin.read('deal', deal.id)).tags ?? []).toEqual([])
  expect(await faultsOf(w, { role: 'readOnly' })).toEqual(['steps[0].type workflow.roleDenied'])
  expect(await faultsOf(w, { role: 'emperor' })).toEqual(['role workflow.roleUnknown'])
  for (const each of ['manager', 'sales']) {
    const client = await w.key(each)
    expect((await client.send('GET', '/workflows')).status).toBe(403)
    expect((await client.send('POST', '/workflows', tagBig)).status).toBe(403)
  }
})

test('sharing rules open rows to a workflow as to whoever has its role, also in conditions across relations, as they are at that moment', async () => {
  const w = await testWorkspace()
  const none = { read: 'none', create: false, update: 'none', delete: 'none' }
  await w.admin.post('/roles', { name: 'helper', label: { en: 'Helper' }, objects: { deal: { read: 'all', create: false, update: 'none' }, company: none } })
  const share = (object: string, filter: object, access: string) => w.admin.post('/sharing-rules', { object, label: { en: object }, filter, to: { role: 'helper' }, access })
  await share('deal', { tags: { hasAny: ['bantu'] } }, 'update')
  const rule = await share('company', { segment: { eq: 'buka' } }, 'read')
  const { id } = await w.admin.post('/workflows', {
    name: 'Helper', object: 'deal', enabled: true, role: 'helper', trigger: { type: 'record', on: ['created'] }, condition: { company: { name: { startsWith: 'PT' } } },
    steps: [{ id: 'mark', type: 'updateRecord', data: { name: 'Seen {{ record.company.name }}' } }],
  })
  const [opened, closed] = [await w.admin.create('company', { name: 'PT Buka', segment: 'buka' }), await w.admin.create('company', { name: 'PT Tutup', segment: 'tutup' })]
  const make = async (company: string, tags: string[]) => {
    const deal = await w.admin.create('deal', { name: 'A', company, tags })
    await w.settle()
    return (await w.admin.read('deal', deal.id)).name
  }
  expect([await make(opened.id, ['bantu']), await make(closed.id, ['bantu']), await make(opened.id, [])]).toEqual(['Seen PT Buka', 'A', 'A'])
  expect((await runsOf(w, id)).map((run: any) => run.status).sort()).toEqual(['completed', 'failed'])
  await w.admin.patch(`/sharing-rules/${rule.id}`, { filter: { segment: { eq: 'tutup' } } })
  expect([await make(opened.id, ['bantu']), await make(closed.id, ['bantu'])]).toEqual(['A', 'Seen PT Tutup'])
})

test('switching off, editing and removing take effect at once; versions are kept', async () => {
  const w = await testWorkspace()
  const { id, version, faults, role } = await w.admin.post('/workflows', tagBig)
  expect({ version, faults, role }).toEqual({ version: 1, faults: [], role: 'administrator' })
  expect(await w.admin.patch(`/workflows/${id}`, { enabled: false })).toMatchObject({ enabled: false, version: 1 })
  await w.admin.create('deal', { name: 'A', amount: 150_000_000 })
  expect(await runsOf(w, id)).toEqual([])
  expect(await w.admin.patch(`/workflows/${id}`, { enabled: true, condition: { amount: { gte: 1 } } })).toMatchObject({ enabled: true, version: 2, condition: { amount: { gte: 1 } } })
  await w.admin.create('deal', { name: 'B', amount: 10 })
  expect(await runsOf(w, id)).toMatchObject([{ version: 2, status: 'completed' }])
  expect((await w.admin.send('PATCH', `/workflows/${id}`, { steps: [] })).status).toBe(422)
  await w.admin.delete(`/workflows/${id}`)
  await w.admin.create('deal', { name: 'C', amount: 10 })
  await w.settle()
  expect((await w.admin.send('GET', `/workflows/${id}`)).status).toBe(404)
})

test('PLT-39: a rule notifies "the Admin of Inventory", whoever that is, and nobody else', async () => {
  const w = await testWorkspace()
  await w.admin.post('/roles', { name: 'admin', label: { en: 'Admin' }, others: { read: 'all' } })
  for (const name of ['inventory', 'service']) await w.admin.post('/teams', { name })
  const [wanted, colleague, elsewhere] = [await w.person('admin', { team: 'inventory' }), await w.person('sales', { team: 'inventory' }), await w.person('admin', { team: 'service' })]
  const steps = [{ type: 'notify', to: 'team:inventory/role:admin', title: 'Deal {{ record.name }}' }]
  await w.admin.post('/workflows', { name: 'Tell', object: 'deal', enabled: true, trigger: { type: 'record', on: ['created'] }, steps })
  const told = async () => {
    await w.settle()
    return Promise.all([wanted, colleague, elsewhere].map(async each => (await each.get('/notifications')).data.length))
  }
  await w.admin.create('deal', { name: 'A' })
  expect(await told()).toEqual([1, 0, 0])
  await w.admin.patch(`/members/${elsewhere.member}`, { team: 'inventory' })
  await w.admin.patch(`/members/${wanted.member}`, { role: 'sales' })
  await w.admin.create('deal', { name: 'B' })
  expect(await told()).toEqual([1, 0, 1])
  for (const to of ['team:nowhere/role:admin', 'team:inventory/role:nobody', 'team:inventory/role:']) {
    expect(await faultsOf(w, { trigger: { type: 'record', on: ['created'] }, steps: [{ ...steps[0], to }] }), to).toContain('steps[0].to value.invalid')
  }
})

test('afterExit: what a record does while it is inside is neither an entry nor a loop', async () => {
  const w = await testWorkspace()
  const { id } = await w.admin.post('/workflows', { name: 'Inside', object: 'deal', trigger: { type: 'record', on: ['updated'], reenrol: 'afterExit' }, condition: { stage: { eq: 'negotiation' } }, steps: [{ type: 'addTag', tag: 'in' }] })
  const deal = await w.admin.create('deal', { name: 'Jam' })
  for (const stage of ['negotiation', 'prospect', 'negotiation']) {
    await w.admin.update('deal', deal.id, { stage })
    await w.settle()
  }
  await w.admin.update('deal', deal.id, { name: 'Tas' })
  expect((await runsOf(w, id)).map(run => [run.status, run.entry])).toEqual([['completed', 2], ['completed', 1]])
})

test('a step that found records stands for them in a loop; a sort that names nothing is refused when it is saved', async () => {
  const w = await testWorkspace()
  const find = { id: 'find', type: 'findRecords', object: 'contact', filter: { lastName: { eq: 'Siti' } } }
  const made = await w.admin.post('/workflows', {
    ...tagBig, condition: undefined, steps: [find, { type: 'forEach', items: '{{ steps.find }}', steps: [{ type: 'createRecord', object: 'task', data: { subject: '{{ item.firstName }} {{ item.lastName }}' } }] }],
  })
  for (const firstName of ['A', 'B']) await w.admin.create('contact', { firstName, lastName: 'Siti' })
  await w.admin.create('deal', { name: 'Jam', amount: 1 })
  expect((await runsOf(w, made.id)).map(run => run.status)).toEqual(['completed'])
  expect((await w.admin.list('task', { sort: 'subject' })).data.map(task => task.subject)).toEqual(['A Siti', 'B Siti'])
  expect(await faultsOf(w, { steps: [{ ...find, sort: '-lastName,nope' }, { ...find, id: 'b', sort: 'id,email,phone,source' }] })).toEqual(['steps[0].sort.nope field.unknown', 'steps[1].sort sort.tooMany'])
})

test('the runs of a removed workflow stay readable, as one list and one by one; a program that is named is notified like a person', async () => {
  const w = await testWorkspace()
  const { id } = await w.admin.post('/workflows', { ...tagBig, condition: undefined, steps: [{ type: 'notify', to: '{{ record.owner.id }}', title: 'Halo {{ record.name }}' }, { type: 'wait', for: { days: 1 } }] })
  await w.admin.create('deal', { name: 'Jam', amount: 1 })
  expect((await runsOf(w, id)).map(run => run.status)).toEqual(['waiting'])
  expect((await w.admin.get('/notifications')).data.map((each: any) => each.title)).toEqual(['Halo Jam'])
  await w.admin.delete(`/workflows/${id}`)
  expect((await runsOf(w, id)).map(run => [run.status, run.reason])).toEqual([['cancelled', 'workflow']])
  expect((await w.admin.send('GET', '/workflows/01a22d13-715d-7000-ba02-420d03968159/runs')).status).toBe(404)
})

test('a step about a record that is named by its place knows the object by itself', async () => {
  const w = await testWorkspace()
  const { id } = await w.admin.post('/workflows', {
    name: 'Others', object: 'deal', trigger: { type: 'record', on: ['created'] },
    steps: [
      { id: 'task', type: 'createRecord', object: 'task', data: { subject: 'Call' } },
      { type: 'addTag', id: '{{ steps.task.id }}', tag: 'made' },
      { type: 'updateRecord', id: '{{ record.contact }}', data: { occupation: 'Dokter' } },
      { type: 'addComment', id: '{{ record.contact.id }}', body: 'Deal {{ record.name }}' },
      { id: 'all', type: 'findRecords', object: 'company', filter: {}, limit: 5 },
      { type: 'forEach', items: '{{ steps.all.records }}', steps: [{ type: 'addTag', id: '{{ item.id }}', tag: 'seen' }] },
      { type: 'addTag', id: '{{ record.id }}', tag: 'own' },
    ],
  })
  const [contact, company] = [await w.admin.create('contact', { firstName: 'Budi' }), await w.admin.create('company', { name: 'Satria' })]
  const deal = await w.admin.create('deal', { name: 'Jam', contact: contact.id })
  await w.settle()
  const [run] = (await w.admin.get(`/workflows/${id}/runs`)).data
  expect([run.status, run.error]).toEqual(['completed', null])
  const [task] = (await w.admin.list('task')).data
  expect([task.tags, (await w.admin.read('contact', contact.id)).occupation, (await w.admin.read('company', company.id)).tags, (await w.admin.read('deal', deal.id)).tags]).toEqual([['made'], 'Dokter', ['seen'], ['own']])
  expect((await w.admin.list('note')).data.map((note: any) => [note.about, note.body])).toEqual([[{ object: 'contact', id: contact.id }, expect.stringContaining('Deal Jam')]])
  const refused = await w.admin.send('POST', '/workflows', { name: 'Wrong', object: 'deal', trigger: { type: 'record' }, steps: [{ type: 'updateRecord', id: '{{ record.contact.id }}', data: { closingDate: '2027-01-01' } }] })
  expect([refused.status, refused.body.errors?.map((fault: any) => fault.path)]).toEqual([422, ['steps[0].data.closingDate']])
})
