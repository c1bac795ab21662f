// Kernel, objects over HTTP: an object that a customer made is equal to those that came with the product.
import { expect, test } from 'vitest'
import { importFile } from '../../test/import-file.ts'
import { testWorkspace } from '../../test/workspace.ts'

test('a custom object has list, board, import, permission, search, workflow and history as any other', async () => {
  const w = await testWorkspace()
  await w.admin.post('/objects', { name: 'appraisal', label: { en: 'Appraisal' }, fields: [
    { name: 'item', label: { en: 'Item' }, type: 'text', required: true },
    { name: 'grade', label: { en: 'Grade' }, type: 'select', options: ['good', 'poor'].map(value => ({ value, label: { en: value } })) },
    { name: 'offer', label: { en: 'Offer' }, type: 'currency' }, { name: 'contact', label: { en: 'Contact' }, type: 'relation', to: 'contact' },
  ] })
  await w.admin.post('/workflows', { name: 'Poor', object: 'appraisal', trigger: { type: 'record', to: { grade: { eq: 'poor' } } }, steps: [{ type: 'addTag', tag: 'check' }] })
  const board = await w.admin.post('/views', { object: 'appraisal', label: { en: 'Board' }, kind: 'board', groupBy: 'grade', visibility: 'everyone' })
  await w.admin.post('/roles', { name: 'appraiser', label: { en: 'Appraiser' }, objects: { appraisal: { read: 'own', create: true, update: 'own', delete: false, fields: { offer: 'hidden' } } } })
  const contact = await w.admin.create('contact', { firstName: 'Budi' })
  const appraiser = await w.key('appraiser')
  const mine = await appraiser.create('appraisal', { item: 'Kelly 28', grade: 'poor' })
  const theirs = await w.admin.create('appraisal', { item: 'Birkin 30', grade: 'good', offer: 5, contact: contact.id })
  // import, list and totals by the board's columns
  expect(await importFile(w.admin, { object: 'appraisal', mode: 'create', createOptions: false }, 'item,grade\nConstance,good\nLindy,worse\n')).toMatchObject({ created: 1, failed: 1 })
  expect((await w.admin.get('/records/appraisal/aggregate?groupBy=grade&measure=count')).data).toEqual(expect.arrayContaining([{ grade: 'good', count: 2 }, { grade: 'poor', count: 1 }]))
  expect((await w.admin.list('appraisal', { filter: { contact: { firstName: { eq: 'Budi' } } } })).data.map(each => each.id)).toEqual([theirs.id])
  expect((await appraiser.get('/views?object=appraisal')).data.map((view: any) => view.id)).toEqual([board.id])
  // permission, also of a field
  expect((await appraiser.list('appraisal')).data.map(each => each.id)).toEqual([mine.id])
  expect((await appraiser.send('GET', `/records/appraisal/${theirs.id}`)).status).toBe(404)
  expect((await appraiser.send('POST', '/records/appraisal/query', { filter: { offer: { gt: 1 } } })).status).toBe(422)
  // workflow, search and history
  await w.settle()
  expect((await w.admin.read('appraisal', mine.id)).tags).toEqual(['check'])
  expect((await w.admin.get('/search?q=kelly')).data).toMatchObject([{ object: 'appraisal', id: mine.id }])
  expect((await appraiser.get('/search?q=birkin')).data).toEqual([])
  expect((await w.admin.get(`/records/appraisal/${mine.id}/timeline?types=change`)).data.map((entry: any) => entry.kind)).toEqual(['updated', 'created'])
  await w.admin.remove('appraisal', mine.id)
  expect(await w.admin.post(`/records/appraisal/${mine.id}/restore`)).toMatchObject({ item: 'Kelly 28' })
})
