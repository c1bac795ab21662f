// Open leads without a next activity, by the manual clock.
import { expect, test } from 'vitest'
import { testWorkspace } from '../../test/workspace.ts'

test('SAL-28: an open lead with no next activity is listed daily to its owner', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-01-04T10:00:00+07:00')
  await w.settle()
  const [sari, tono] = [await w.person('sales', { name: 'Sari' }), await w.person('sales', { name: 'Tono' })]
  const idle = await sari.create('lead', { firstName: 'Rina' })
  const busy = await sari.create('lead', { firstName: 'Joko' })
  await sari.create('lead', { firstName: 'Selesai', status: 'unqualified' })
  const task = await sari.create('task', { subject: 'Telepon', about: { object: 'lead', id: busy.id } })
  await tono.create('task', { subject: 'x', about: { object: 'lead', id: (await tono.create('lead', { firstName: 'Budi' })).id } })
  const lists = async (person: typeof sari) => {
    await w.settle()
    return (await person.get('/notifications')).data.filter((each: any) => each.title.startsWith('Prospek tanpa'))
  }
  await w.setClock('2027-01-05T05:30:00+07:00')
  expect(await lists(sari)).toEqual([])
  await w.setClock('2027-01-05T06:30:00+07:00')
  expect(await lists(sari)).toMatchObject([{ title: 'Prospek tanpa langkah berikutnya: 1', body: 'Rina' }])
  for (const hour of ['08', '12', '20']) await w.setClock(`2027-01-05T${hour}:00:00+07:00`)
  expect(await lists(sari)).toHaveLength(1)
  await sari.update('task', task.id, { status: 'done' })
  await w.setClock('2027-01-06T07:00:00+07:00')
  const [today] = await lists(sari)
  expect(today).toMatchObject({ title: 'Prospek tanpa langkah berikutnya: 2', body: 'Rina, Joko' })
  const filter = JSON.parse(new URL(today.link, w.url).searchParams.get('filter')!)
  expect((await sari.list('lead', { filter })).data.map(each => each.id).sort()).toEqual([idle.id, busy.id].sort())
  expect(await lists(tono)).toEqual([])
})
