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
