// The data set crm-sales-opportunities, imported as its owner would: accounts, agents as members, deals; then every figure
// of its README by the API's aggregates. Skipped where the data is not there.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dataFolder, importPath } from '../../../test/import-file.ts'
import { testWorkspace, type TestWorkspace } from '../../../test/workspace.ts'

const folder = dataFolder('crm-sales-opportunities')
if (!folder) console.warn('The folder shared/data/crm-sales-opportunities is not there: its tests are skipped.')

describe.skipIf(!folder)('crm-sales-opportunities', () => {
  let w: TestWorkspace
  let deals: any
  /** Agent's name to member id, and to what sales_teams.csv says. */
  const members = new Map<string, string>()
  const agents = folder ? readFileSync(`${folder}sales_teams.csv`, 'utf8').trim().split(/\r?\n/).slice(1).map(line => line.split(',')) : []

  beforeAll(async () => {
    w = await testWorkspace()
    for (const [name, manager, region] of agents) {
      const { id } = await w.admin.post('/members', { email: `${name.toLowerCase().replace(/\W+/g, '.')}@example.com`, name, role: 'sales' })
      members.set(name, id)
      members.set(id, `${manager}/${region}`)
    }
    const field = (name: string, type = 'text') => w.admin.post('/objects/deal/fields', { name, label: { en: name }, type })
    for (const name of ['product', 'manager', 'region']) await field(name)
    await field('engageDate', 'date')
    await importPath(w.admin, { object: 'company' }, `${folder}accounts.csv`)
    deals = await importPath(w.admin, { object: 'deal', dateFormat: 'M/d/yyyy', mapping: {
      opportunity_id: 'externalId', sales_agent: 'owner', product: 'product', account: { field: 'company', matchOn: 'name' }, engage_date: 'engageDate', close_date: 'closingDate', close_value: 'amount',
      deal_stage: { field: 'stage', values: { Prospecting: 'prospect', Engaging: 'qualified', Won: 'won', Lost: 'lost' } },
    } }, `${folder}sales_pipeline.csv`)
  }, 120_000)
  afterAll(() => w.close())

  const aggregate = async (query: string) => (await w.admin.get(`/records/deal/aggregate?${query}`)).data
  const won = encodeURIComponent(JSON.stringify({ stage: { eq: 'won' } }))

  test('all 8,800 deals are there and none failed', () => {
    expect(deals).toMatchObject({ status: 'completed', rows: 8800, created: 8800, updated: 0, unchanged: 0, failed: 0, errorsUrl: null })
  })

  test('the deals by stage, and the value of those won', async () => {
    const rows = await aggregate('groupBy=stage&measure=count')
    expect(Object.fromEntries(rows.map((row: any) => [row.stage, row.count]))).toEqual({ won: 4238, lost: 2473, qualified: 1589, prospect: 500 })
    expect(await aggregate(`measure=count,sum:amount&filter=${won}`)).toEqual([{ 'count': 4238, 'sum:amount': { amount: 10005534, currency: 'IDR' } }])
  })

  test('the won value of each quarter', async () => {
    const rows = await aggregate(`groupBy=closingDate:quarter&measure=sum:amount&filter=${won}`)
    expect(rows.map((row: any) => row['sum:amount'].amount)).toEqual([1134672, 3086111, 2982255, 2802496])
  })

  test('the won value of each agent, manager and region; the best win rates', async () => {
    const value = new Map<string, number>()
    const add = (key: string, amount: number) => value.set(key, (value.get(key) ?? 0) + amount)
    for (const row of await aggregate(`groupBy=owner&measure=sum:amount&filter=${won}`)) {
      const [manager, region] = members.get(row.owner)!.split('/')
      for (const key of [row.owner, manager, region]) add(key, row['sum:amount'].amount)
    }
    expect(value.get(members.get('Darcel Schlecht')!)).toBe(1153214)
    expect(Math.max(...agents.map(([name]) => value.get(members.get(name)!) ?? 0))).toBe(1153214)
    expect(['West', 'Central', 'East'].map(region => value.get(region))).toEqual([3568647, 3346293, 3090594])
    const managers = ['Melvin Marxen', 'Summer Sewald', 'Rocco Neubert', 'Celia Rouche', 'Cara Losch', 'Dustin Brinkmann']
    expect(managers.map(name => value.get(name))).toEqual([2251930, 1964750, 1960545, 1603897, 1130049, 1094363])
    const ends = await aggregate('groupBy=owner,stage&measure=count')
    const rate = (name: string) => {
      const count = (stage: string) => ends.find((row: any) => row.owner === members.get(name) && row.stage === stage)?.count ?? 0
      return (count('won') * 100 / (count('won') + count('lost'))).toFixed(2)
    }
    expect(['Hayden Neloms', 'Maureen Marcano', 'Wilburn Farren'].map(rate)).toEqual(['70.39', '69.95', '69.62'])
  })

  test('the deals of each product, and those without an account', async () => {
    const rows = await aggregate('groupBy=product&measure=count')
    expect(Object.fromEntries(rows.map((row: any) => [row.product, row.count])))
      .toEqual({ 'GTX Basic': 1866, 'MG Special': 1651, 'GTXPro': 1480, 'MG Advanced': 1412, 'GTX Plus Basic': 1383, 'GTX Plus Pro': 968, 'GTK 500': 40 })
    expect((await w.admin.list('deal', { filter: { company: { empty: true } }, count: 'true', limit: 1 })).total).toBe(1425)
    expect((await w.admin.list('company', { count: 'true', limit: 1 })).total).toBe(85)
  })
})
