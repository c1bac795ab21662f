// Template luxury-marketplace: its object is as good as one of a customer's own.
import { expect, test } from 'vitest'
import { testWorkspace } from '../../test/workspace.ts'

test('an item has notes, tasks and documents about it, on one timeline, as any object of a customer has', async () => {
  const w = await testWorkspace({ template: 'luxury-marketplace' })
  const { id } = await w.admin.create('opsInventory', { name: 'Nautilus', brand: 'Patek Philippe', serial: 'S-1', newGrading: 'new' })
  const about = { object: 'opsInventory', id }
  const [note, task, document] = [await w.admin.create('note', { body: 'Kotak hilang', about }), await w.admin.create('task', { subject: 'Foto ulang', about }), await w.admin.create('document', { name: 'Sertifikat', about })]
  const { data } = await w.admin.get(`/records/opsInventory/${id}/timeline`)
  expect(data.map((each: any) => each.record?.id ?? each.id)).toEqual(expect.arrayContaining([note.id, task.id]))
  expect((await w.admin.list('document', { filter: { about: { opsInventory: { id: { eq: id } } } } })).data.map(each => each.id)).toEqual([document.id])
})
