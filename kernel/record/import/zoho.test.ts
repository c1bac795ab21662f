// The data set crm-zoho: files as Zoho CRM exports them, imported without any mapping, ids kept, relations joined by them,
// then once more. Skipped where the data is not there.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dataFolder, importPath } from '../../../test/import-file.ts'
import { testWorkspace, type TestWorkspace } from '../../../test/workspace.ts'

const folder = dataFolder('crm-zoho')
if (!folder) console.warn('The folder shared/data/crm-zoho is not there: its tests are skipped.')

const files = [['company', 'Accounts', 2229], ['contact', 'Contacts', 1265], ['lead', 'Leads', 3900], ['deal', 'Potentials', 3632], ['product', 'Products', 2000]] as const

describe.skipIf(!folder)('crm-zoho', () => {
  let w: TestWorkspace
  const first = new Map<string, any>()

  const importAll = async (into: Map<string, any>) => {
    for (const [object, file] of files) into.set(object, await importPath(w.admin, { object, mode: 'upsert' }, `${folder}${file}.csv`))
  }

  beforeAll(async () => {
    w = await testWorkspace()
    await importAll(first)
  }, 120_000)
  afterAll(() => w.close())

  const total = async (object: string, filter?: object) => (await w.admin.list(object, { count: 'true', limit: 1, ...(filter ? { filter } : {}) })).total
  const everyOne = async (object: string, field: string) => {
    const all: any[] = []
    for (let after: string | null | undefined; after !== null;) {
      const { data, page } = await w.admin.list(object, { fields: [field], limit: 500, ...(after ? { after } : {}) })
      all.push(...data)
      after = page.next
    }
    return all
  }
  const deals = async (query: string) => (await w.admin.get(`/records/deal/aggregate?${query}`)).data

  test('every row is there, none failed', async () => {
    for (const [object, , rows] of files) {
      expect(first.get(object)).toMatchObject({ status: 'completed', rows, created: rows, failed: 0 })
      expect(await total(object)).toBe(rows)
    }
  })

  test('headers are matched without help, ids are kept and relations joined by them', async () => {
    const [contact] = (await w.admin.list('contact', { filter: { externalId: { eq: '2585' } }, expand: 'company' })).data
    expect(contact).toMatchObject({ lastName: 'Tucker', fullName: 'Tucker', email: 'BeckiTTucker@dayrep.com', phone: '805-247-8982', company: { externalId: '386' } })
    expect(await total('contact', { company: { empty: false } })).toBe(1265)
    const [lead] = (await w.admin.list('lead', { filter: { externalId: { eq: '4563' } } })).data
    expect(lead).toMatchObject({ lastName: 'Denson', companyName: 'Maurice The Pants Man', status: 'contacted', source: 'employeeReferral' })
    const [deal] = (await w.admin.list('deal', { filter: { externalId: { eq: '1832' } } })).data
    expect(deal).toMatchObject({ name: 'Lewis, James', amount: { amount: 22700, currency: 'USD' }, stage: 'consultation', closingDate: '2021-04-16' })
  })

  test('the totals of the deals, by stage and in all', async () => {
    expect(await deals('measure=count,sum:amount')).toEqual([{ 'count': 3632, 'sum:amount': { amount: 231380900, currency: 'USD' } }])
    const rows = await deals('groupBy=stage&measure=count,sum:amount')
    expect(Object.fromEntries(rows.map((row: any) => [row.stage, row.count]))).toEqual({ won: 1425, qualified: 698, lost: 485, consultation: 296, initialOffer: 283, prospect: 245, proposal: 136, negotiation: 64 })
    expect(rows.find((row: any) => row.stage === 'won')['sum:amount'].amount).toBe(89066200)
  })

  test('words that were no options are options now, new stages before the won one', async () => {
    const { data } = await w.admin.get('/pipelines')
    const stages = data.find((each: any) => each.name === 'sales').stages.map((each: any) => each.value)
    expect(stages).toContain('initialOffer')
    expect(stages.indexOf('initialOffer')).toBeLessThan(stages.indexOf('won'))
  })

  test('phones that are no Indonesian phones are kept as they came and marked', async () => {
    // a tenth begins as Indonesian mobile numbers do, or with 62: nothing tells them apart
    expect([first.get('contact').marked, first.get('lead').marked]).toEqual([1137, 3518])
    for (const object of ['contact', 'lead']) {
      const phones: string[] = (await everyOne(object, 'phone')).map(record => record.phone)
      expect(phones.filter(phone => /^\d{3}-\d{3}-\d{4}$/.test(phone))).toHaveLength(first.get(object).marked)
      expect(phones.filter(phone => phone?.startsWith('+62'))).toHaveLength(phones.length - first.get(object).marked)
    }
    expect((await w.admin.list('contact', { filter: { phone: { eq: '805-247-8982' } } })).data).toMatchObject([{ externalId: '2585', phone: '805-247-8982' }])
  })

  test('imported once more it changes nothing', async () => {
    const again = new Map<string, any>()
    await importAll(again)
    for (const [object, , rows] of files) {
      expect(again.get(object)).toMatchObject({ status: 'completed', created: 0, updated: 0, unchanged: rows, failed: 0, marked: 0 })
      expect(await total(object)).toBe(rows)
    }
    expect((await w.admin.list('deal', { sort: '-version', limit: 1 })).data[0].version).toBe(1)
  }, 120_000)
})
