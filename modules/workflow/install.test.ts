// Workflows that templates bring: installed once, and never over a customer's own edit.
import { expect, test } from 'vitest'
import { systemContext } from '../../kernel/job/system-context.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'
import { installWorkflows } from './index.ts'

const brought = (tag: string) => ({ key: 'mark', name: 'Mark', object: 'deal', enabled: true, trigger: { type: 'record', on: ['created'] }, steps: [{ id: 'tag', type: 'addTag', tag }] })

async function install(w: TestWorkspace, ...workflows: object[]) {
  const workspace = (await w.app.workspaces.get('test'))!
  await w.app.database.transaction(transaction => installWorkflows(systemContext(w.app, workspace, transaction as never), workflows, 'shop'))
  return (await w.admin.get('/workflows')).data
}

test('installing twice changes nothing; a newer template changes what nobody has edited', async () => {
  const w = await testWorkspace()
  const [first] = await install(w, brought('one'))
  expect(first).toMatchObject({ name: 'Mark', version: 1, enabled: true, role: 'administrator', source: 'shop/mark', faults: [] })
  expect(await install(w, brought('one'))).toEqual([first])
  await w.admin.patch(`/workflows/${first.id}`, { enabled: false })
  expect(await install(w, brought('two'))).toMatchObject([{ id: first.id, version: 2, enabled: false, steps: [{ tag: 'two' }] }])
  expect(await install(w, brought('three'))).toMatchObject([{ version: 3, steps: [{ tag: 'three' }] }])
})

test('a customer’s edit wins, and what she removed does not come back', async () => {
  const w = await testWorkspace()
  const [{ id }] = await install(w, brought('one'))
  await w.admin.patch(`/workflows/${id}`, { steps: [{ id: 'tag', type: 'addTag', tag: 'mine' }] })
  expect(await install(w, brought('two'))).toMatchObject([{ version: 2, steps: [{ tag: 'mine' }] }])
  await w.admin.delete(`/workflows/${id}`)
  expect(await install(w, brought('three'))).toEqual([])
  const [renamed] = await install(w, { ...brought('one'), key: 'other' })
  await w.admin.patch(`/workflows/${renamed.id}`, { name: 'My own name' })
  expect(await install(w, { ...brought('two'), key: 'other' })).toMatchObject([{ name: 'My own name', steps: [{ tag: 'one' }] }])
})
