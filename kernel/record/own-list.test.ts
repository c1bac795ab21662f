// Favourites and recents over HTTP: each member's own, newest first, and only what she may still see.
import { expect, test } from 'vitest'
import { testWorkspace } from '../../test/workspace.ts'

test.each(['favourites', 'recents'])('%s are kept per member, paged, and forgotten when the record may not be seen', async list => {
  const w = await testWorkspace()
  const sales = await w.person('sales')
  const ids: string[] = []
  for (const name of ['One', 'Two', 'Three']) ids.push((await sales.create('deal', { name })).id)
  const company = (await w.admin.create('company', { name: 'PT Satu' })).id
  for (const [at, id] of ids.entries()) {
    await w.setClock(`2030-11-2${at}T00:00:00Z`)
    await sales.put(`/${list}`, { object: 'deal', id })
  }
  expect((await sales.send('PUT', `/${list}`, { object: 'company', id: company })).status).toBe(404)
  expect((await sales.send('PUT', `/${list}`, { object: 'nothing', id: company })).status).toBe(404)
  const titles = async () => (await sales.get(`/${list}`)).data.map((row: any) => [row.object, row.title])
  expect(await titles()).toEqual([['deal', 'Three'], ['deal', 'Two'], ['deal', 'One']])
  await w.setClock('2030-11-25T00:00:00Z')
  await sales.put(`/${list}`, { object: 'deal', id: ids[0] })
  const first = await sales.get(`/${list}?limit=2`)
  const rest = await sales.get(`/${list}?limit=2&after=${first.page.next}`)
  expect([...first.data, ...rest.data].map((row: any) => row.title)).toEqual(['One', 'Three', 'Two'])
  expect(rest.page.next).toBeNull()
  expect((await sales.send('GET', `/${list}?after=nonsense`)).status).toBe(400)
  expect((await w.admin.get(`/${list}`)).data).toEqual([])

  const owner = (await w.admin.read('company', company)).owner
  await w.admin.update('deal', ids[1], { owner })
  await w.admin.remove('deal', ids[2])
  expect(await titles()).toEqual([['deal', 'One']])
  await sales.delete(`/${list}/deal/${ids[0]}`)
  expect(await titles()).toEqual([])
})
