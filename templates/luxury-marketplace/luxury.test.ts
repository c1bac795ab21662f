import { expect, test } from 'vitest'
import { testWorkspace } from '../../test/workspace.ts'
test('x', async () => {
  const w = await testWorkspace({ template: 'luxury-marketplace' })
  const { data } = await w.admin.get('/workflows?limit=100')
  expect(data.flatMap((each: any) => each.faults.map((fault: any) => `${each.name} ${fault.path} ${fault.code}`))).toEqual([])
})
