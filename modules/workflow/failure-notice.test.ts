// What fails is told: to the workflow's author and to whoever owns the record, gathered; and every action can be tried again.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { Client } from '../../test/client.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

const unread = async (who: Client, about: string) => (await who.get('/notifications')).data.filter((each: any) => each.readAt === null && each.title.startsWith(about))

async function runsOf(w: TestWorkspace, workflow: string): Promise<any[]> {
  await w.settle()
  const { data } = await w.admin.get(`/workflows/${workflow}/runs?limit=500`)
  return Promise.all(data.map((run: { id: string }) => w.admin.get(`/workflow-runs/${run.id}`)))
}

/** A program outside that answers as it is told. */
async function peer() {
  const says = { status: 200 }
  const server = createServer((_, response) => response.writeHead(says.status, { 'content-type': 'application/json' }).end('{}'))
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => server.closeAllConnections())
  onTestFinished(() => void server.close())
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { says, host, url: `http://${host}/` }
}

test('runs that fail are one notification for the author and one for each owner, which counts until it is read', async () => {
  const w = await testWorkspace()
  const [author, siti, budi] = [await w.person('administrator', { name: 'Ayu' }), await w.person('sales', { name: 'Siti' }), await w.person('sales', { name: 'Budi' })]
  const { says, url, host } = await peer()
  await w.admin.put('/outside-hosts', { private: [host] })
  says.status = 404
  const { id } = await author.post('/workflows', { name: 'Kabar gudang', object: 'deal', trigger: { type: 'record', on: ['created'] }, steps: [{ type: 'httpRequest', url }] })
  const make = (owner: string, count: number) => w.admin.post('/records/deal/batch', { operations: Array.from({ length: count }, (_, at) => ({ op: 'create', data: { name: `${at}`, owner } })) })
  await make(siti.member, 40)
  await make(budi.member, 1)
  expect((await runsOf(w, id)).filter(run => run.status === 'failed').length).toBe(41)
  expect(await unread(author, 'Kabar gudang')).toMatchObject([{ title: 'Kabar gudang: 41 proses gagal', body: 'Pihak seberang menjawab 404', link: `/settings/workflows/${id}` }])
  expect(await unread(siti, 'Kabar gudang')).toMatchObject([{ title: 'Kabar gudang: 40 proses gagal', link: expect.stringMatching(/^\/o\/deal\//) }])
  expect((await unread(budi, 'Kabar gudang')).map((each: any) => each.title)).toEqual(['Kabar gudang: satu proses gagal'])
  // once it is read, the next failure is news
  await author.post('/notifications/read', { all: true })
  await make(budi.member, 2)
  await w.settle()
  expect((await unread(author, 'Kabar gudang')).map((each: any) => each.title)).toEqual(['Kabar gudang: 2 proses gagal'])
  expect((await unread(budi, 'Kabar gudang')).map((each: any) => each.title)).toEqual(['Kabar gudang: 3 proses gagal'])
  expect((await author.get('/notifications')).data.filter((each: any) => each.title.startsWith('Kabar gudang')).length).toBe(2)
})

test('of a workflow whose author is a program, the administrators are told besides; what is passed over (onError) is told to nobody', async () => {
  const w = await testWorkspace()
  const ayu = await w.person('administrator', { name: 'Ayu' })
  const steps = [{ type: 'updateRecord', data: { amount: '{{ record.name }}' } }]
  await w.admin.post('/workflows', { name: 'Berhenti', object: 'deal', trigger: { type: 'record', on: ['created'] }, steps })
  await w.admin.post('/workflows', { name: 'Lanjut', object: 'deal', trigger: { type: 'record', on: ['created'] }, steps: [{ ...steps[0], onError: 'continue' }] })
  await w.admin.create('deal', { name: 'Jam' })
  await w.settle()
  for (const who of [ayu, w.admin]) {
    expect((await unread(who, 'Berhenti')).length).toBe(1)
    expect(await unread(who, 'Lanjut')).toEqual([])
  }
})

test('every action that fails is told to the author and the owner, and a person mends it and tries again: it then happens, once', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T10:00:00+07:00')
  const [author, owner] = [await w.person('administrator', { name: 'Ayu' }), await w.person('sales', { name: 'Siti' })]
  const { says, url, host } = await peer()
  await w.admin.put('/outside-hosts', { private: [host] })
  const contact = await w.admin.create('contact', { firstName: 'Rina', phone: '+628123456789', messageConsent: true })
  const spare = await w.admin.create('contact', { firstName: 'Lama' })
  const code = await w.admin.post('/functions', { name: 'hitung', label: 'Hitung', language: 'js', code: 'throw new Error("belum")' })
  // each fails as long as the reason is not the one that mends it
  const given = '{{ record.lostReason }}'
  const actions: Record<string, [step: object, mending: string]> = {
    updateRecord: [{ data: { amount: given } }, '5'],
    createRecord: [{ object: 'task', data: { subject: 'Telepon', dueAt: given } }, '2027-05-01'],
    deleteRecord: [{ object: 'contact', recordId: given }, spare.id],
    addTag: [{ object: 'contact', recordId: given, tag: 'tas' }, contact.id],
    removeTag: [{ object: 'contact', recordId: given, tag: 'tas' }, contact.id],
    addComment: [{ object: 'contact', recordId: given, body: 'Halo' }, contact.id],
    assign: [{ by: 'roundRobin', to: owner.member, object: 'contact', recordId: given }, contact.id],
    requestApproval: [{ title: 'Boleh?', approvers: [{ to: author.member }], object: 'contact', recordId: given }, contact.id],
    sendEmail: [{ to: given, subject: 'Halo', body: 'Halo' }, 'rina@example.com'],
    sendMessage: [{ to: given, text: 'Halo' }, contact.id],
    postToChannel: [{ channel: given, text: 'Halo' }, owner.member],
    httpRequest: [{ url }, 'x'],
    runFunction: [{ function: 'hitung' }, 'x'],
  }
  for (const [type, [step, mending]] of Object.entries(actions)) {
    says.status = 400
    await w.admin.patch(`/functions/${code.id}`, { code: 'throw new Error("belum")' })
    const { id } = await author.post('/workflows', { name: type, object: 'deal', trigger: { type: 'record', on: ['created'] }, condition: { name: { eq: type } }, steps: [{ id: 'act', type, ...step }] })
    const deal = await w.admin.create('deal', { name: type, lostReason: 'belum ada', owner: owner.member })
    const [failed] = await runsOf(w, id)
    expect([type, failed.status, failed.error?.step]).toEqual([type, 'failed', 'act'])
    expect([type, (await unread(author, `${type}:`)).length]).toEqual([type, 1])
    expect([type, (await unread(owner, type === 'sendMessage' ? 'Tidak terkirim' : `${type}:`)).length]).toEqual([type, 1])
    says.status = 200
    await w.admin.patch(`/functions/${code.id}`, { code: 'return 7' })
    await w.admin.update('deal', deal.id, { lostReason: mending })
    await author.post(`/workflow-runs/${failed.id}/retry`)
    if (type === 'requestApproval') {
      // it waits for an answer now, and holds the record
      expect((await runsOf(w, id)).map((run: any) => run.status)).toEqual(['waiting'])
      expect((await w.admin.send('PATCH', `/records/contact/${contact.id}`, { lastName: 'x' })).body.code).toBe('approval.locked')
      const { data: [asked, ...more] } = await author.get('/approvals?mine=true')
      expect([asked.title, more]).toEqual(['Boleh?', []])
      await author.post(`/approvals/${asked.id}/approve`)
    }
    const [again] = await runsOf(w, id)
    expect([type, again.status, again.steps.length, again.steps[0].status, again.error]).toEqual([type, 'completed', 1, 'completed', null])
    expect((await author.send('POST', `/workflow-runs/${failed.id}/retry`, {})).status).toBe(409)
  }
  expect((await w.admin.get('/development/mailbox')).data.filter((mail: any) => mail.to === 'rina@example.com').length).toBe(1)
  expect((await w.admin.get(`/messages?contact=${contact.id}`)).data.map((message: any) => message.status)).toEqual(['sent'])
})
