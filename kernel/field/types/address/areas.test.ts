// Areas: what was packed is all there, and is found by cascade, by name and by postal code.
import { expect, test } from 'vitest'
import { testWorkspace } from '../../../../test/workspace.ts'
import { findAreas, type Area } from './areas.ts'

function below(code?: string): Area[] {
  return findAreas(code)!.flatMap(area => [area, ...area.level === 'village' ? [] : below(area.code)])
}

test('38 provinces, 514 cities and regencies, 7,285 districts, 83,762 villages, each of these with a postal code', () => {
  const count = Object.groupBy(below(), area => area.level)
  expect([count.province!.length, count.city!.length, count.district!.length, count.village!.length]).toEqual([38, 514, 7285, 83_762])
  expect(count.village!.filter(area => !/^\d{5}$/.test(area.postalCode ?? ''))).toEqual([])
  expect(findAreas('11.01.01')![0]).toMatchObject({ code: '11.01.01.2001', postalCode: '23773' })
})

test('the cascade over HTTP, page by page', async () => {
  const w = await testWorkspace()
  const provinces = await w.admin.get('/areas')
  expect(provinces.data).toHaveLength(38)
  const jakarta = provinces.data.find((area: any) => area.name.includes('Jakarta'))
  const { data: cities } = await w.admin.get(`/areas?within=${jakarta.code}&q=selatan`)
  expect(cities).toMatchObject([{ code: '31.74', name: 'Kota Administrasi Jakarta Selatan', level: 'city', within: [jakarta.name] }])
  const first = await w.admin.get('/areas?limit=20')
  const second = await w.admin.get(`/areas?limit=20&after=${first.page.next}`)
  expect([...first.data, ...second.data]).toEqual(provinces.data)
  const { data: villages } = await w.admin.get('/areas?q=23773')
  expect(villages.every((area: any) => area.level === 'village' && area.within.length === 3)).toBe(true)
  expect(villages.length).toBeGreaterThan(0)
  expect((await w.admin.get('/areas?within=11.01.01.2001')).data).toEqual([])
  expect((await w.admin.send('GET', '/areas?within=99')).status).toBe(404)
  expect((await w.admin.send('GET', '/areas?after=x')).status).toBe(400)
})
