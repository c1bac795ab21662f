// Agreements over HTTP: who asked for a workflow reads it in words and signs; an unsigned version is not switched on.
import { expect, test } from 'vitest'
import { testWorkspace } from '../../test/workspace.ts'

const followUp = {
  name: 'Follow up', object: 'deal', enabled: false, trigger: { type: 'date', field: 'closingDate', offset: { days: 3 }, at: '09:00' }, condition: { stage: { eq: 'won' } },
  steps: [{ id: 'tell', type: 'notify', to: '{{ record.owner.id }}', title: 'Call {{ record.name }}' }],
}
const textOf = (lines: { text: string }[]) => lines.map(({ text }) => text)

test('AUT-29, APR-02: a workflow has a plain-language summary that the requester approves before it is published', async () => {
  const w = await testWorkspace()
  const [requester, other] = [await w.person('sales', { name: 'Rina' }), await w.person('sales', { name: 'Tono' })]
  const { id } = await w.admin.post('/workflows', followUp)
  expect((await requester.send('GET', `/workflows/${id}/agreement`)).status).toBe(404)
  expect((await other.send('PUT', `/workflows/${id}/agreement`, { requester: other.member })).status).toBe(403)
  expect((await w.admin.send('PUT', `/workflows/${id}/agreement`, { requester: id })).status).toBe(422)
  expect(await w.admin.put(`/workflows/${id}/agreement`, { requester: requester.member })).toMatchObject({ state: 'waiting', version: 1 })
  const [notice] = (await requester.get('/notifications')).data
  expect(notice).toMatchObject({ title: 'Mohon baca dan tanda tangani: Follow up', link: `/agreements/${id}` })

  // unsigned, it is not switched on, by whoever
  const refused = await w.admin.send('PATCH', `/workflows/${id}`, { enabled: true })
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: 'enabled', code: 'workflow.unsigned', message: expect.stringContaining('Rina') }] } })
  const read = await requester.get(`/workflows/${id}/agreement`)
  expect(textOf(read.summary.en)).toEqual([expect.stringMatching(/^3 days after .+ of a deal, at 09:00$/), 'Only if Stage is Won', expect.stringMatching(/^1\. Notify the owner: “Call \[.+\]”$/)])
  expect(read.summary.id).toHaveLength(3)
  expect((await other.send('GET', `/workflows/${id}/agreement`)).status).toBe(404)
  expect((await other.send('POST', `/workflows/${id}/agreement/sign`, { version: 1 })).status).toBe(404)
  expect((await w.admin.send('POST', `/workflows/${id}/agreement/sign`, { version: 1 })).status).toBe(403)

  // she asks for a change; the changed version needs her signature anew, and what she signed is kept as she read it
  expect(await requester.post(`/workflows/${id}/agreement/request-change`, { version: 1, comment: 'Five days, please' })).toMatchObject({ state: 'change' })
  expect((await w.admin.send('PATCH', `/workflows/${id}`, { enabled: true })).status).toBe(422)
  await w.admin.patch(`/workflows/${id}`, { trigger: { ...followUp.trigger, offset: { days: 5 } } })
  expect((await requester.get('/notifications')).data).toHaveLength(2)
  expect((await requester.send('POST', `/workflows/${id}/agreement/sign`, { version: 1 })).body.code).toBe('workflow.otherVersion')
  const signed = await requester.post(`/workflows/${id}/agreement/sign`, { version: 2 })
  expect(signed).toMatchObject({ state: 'signed', signatures: [{ version: 2, decision: 'signed', member: requester.member }, { version: 1, decision: 'change', comment: 'Five days, please' }] })
  expect(signed.signatures[0].summary.id[0].text).toMatch(/^5 hari setelah .+, pukul 09\.00$/)
  expect((await w.admin.patch(`/workflows/${id}`, { enabled: true })).enabled).toBe(true)
  // renaming and pausing need nobody; a change of what it does is refused while it is on, and rests until it is signed
  await w.admin.patch(`/workflows/${id}`, { name: 'Follow up won deals' })
  const changed = { condition: { stage: { eq: 'lost' } } }
  expect((await w.admin.send('PATCH', `/workflows/${id}`, changed)).status).toBe(422)
  expect((await w.admin.get(`/workflows/${id}`)).version).toBe(2)
  await w.admin.patch(`/workflows/${id}`, { ...changed, enabled: false })
  expect(await w.admin.get(`/workflows/${id}/agreement`)).toMatchObject({ state: 'waiting', version: 3, enabled: false })
  await w.admin.put(`/workflows/${id}/agreement`, { requester: null })
  expect((await w.admin.patch(`/workflows/${id}`, { enabled: true })).enabled).toBe(true)
})

test('whoever signs reads where data goes and what decides: addresses, headers and answers of calls without their secrets, each language of a message, what approvers are told', async () => {
  const w = await testWorkspace()
  const requester = await w.person('sales', { name: 'Rina' })
  const address = 'https://kurir:rahasia@api.example.com/v1/orders/{{ record.id }}?for={{ record.name | default: "a&b?c=d" }}&api_key=abc123'
  const { id } = await w.admin.post('/workflows', { name: 'Order', object: 'deal', enabled: false, trigger: { type: 'manual' }, steps: [
    { id: 'call', type: 'httpRequest', method: 'PUT', url: address, headers: { authorization: 'Bearer geheim', 'x-buyer': '{{ record.name }}', 'x-app': 'hub-77' }, body: { name: '{{ record.name }}' } },
    { id: 'way', type: 'if', condition: { 'steps.call.status': { eq: 200 } }, then: [{ id: 'mark', type: 'addTag', tag: "{{ steps['call'].body.number }}" }] },
    { id: 'ping', type: 'httpRequest', method: 'GET', url: 'https://status.example.com/ping?token=geheim&from=crm', body: 'x' },
    { id: 'count', type: 'runFunction', code: 'return 1' },
    { id: 'task', type: 'createRecord', object: 'task', data: { subject: 'Ask' } },
    { id: 'tell', type: 'notify', to: 'role:sales', title: 'Done', link: 'steps.task' },
    { id: 'write', type: 'sendMessage', text: { id: 'Halo', en: 'Hello' } },
    { id: 'ask', type: 'requestApproval', title: 'Discount', body: 'For {{ record.name }}', approvers: [{ to: 'role:manager' }] }] })
  await w.admin.put(`/workflows/${id}/agreement`, { requester: requester.member })
  const { summary } = await requester.get(`/workflows/${id}/agreement`)
  expect(textOf(summary.en)).toEqual([
    'When somebody runs it for a deal', 'Only for administrators', 'For every such record',
    '1. Call another program: PUT https://•••@api.example.com/v1/orders/[Id]?for=[Name]&api_key=•••', 'Sends: name: Name', 'With the headers x-app, x-buyer: Name, authorization', 'Its answer is used in step 2, 2.1',
    expect.stringMatching(/^2\. If /), 'Then', expect.stringMatching(/^2\.1\. Tag /),
    '3. Call another program: GET https://status.example.com/ping?token=•••&from=crm', 'Its answer is not used',
    '4. Run the function written here', 'Its code may read and change records, send emails and call other programs', 'Code: return 1',
    expect.stringMatching(/^5\. Create a task/),
    expect.stringMatching(/^6\. Notify the role .+: “Done”$/), 'Leads to what step 5 made',
    '7. Write to the contact: “Hello”', 'In Indonesian: “Halo”',
    '8. Ask for approval: “Discount”', 'Text: “For [Name]”', expect.stringMatching(/^Level 1: /), 'The record is locked meanwhile'])
  expect(textOf(summary.id)).toEqual(expect.arrayContaining(['Jawabannya dipakai langkah 2, 2.1', 'Jawabannya tidak dipakai', 'Menuju hasil langkah 5', 'Dalam bahasa Inggris: “Hello”', 'Hanya untuk administrator']))
  expect(JSON.stringify(summary)).not.toMatch(/rahasia|geheim|abc123|hub-77/)
})
