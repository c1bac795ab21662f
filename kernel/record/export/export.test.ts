// Exports by the front door: what comes out is what the asker may see, right in a spreadsheet, and noted in the event log.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '../../../test/client.ts'
import { unzip } from '../../../test/workbook.ts'
import { testWorkspace, type TestWorkspace } from '../../../test/workspace.ts'

let w: TestWorkspace

beforeAll(async () => { w = await testWorkspace() })
afterAll(() => w.close())

async function exported(client: Client, options: object): Promise<any> {
  const { id } = await client.post('/exports', options)
  for (;;) {
    const status = await client.get(`/exports/${id}`)
    if (status.status !== 'running') return status
    await new Promise(done => setTimeout(done, 20))
  }
}

const bytesOf = (client: Client, id: string) => client.bytes(`/exports/${id}/file`)

const csv = async (client: Client, options: object) => {
  const done = await exported(client, options)
  expect(done).toMatchObject({ status: 'completed', error: null })
  return (await bytesOf(client, done.id)).toString()
}

const ownLastName = (tag: string) => ({ lastName: { eq: tag } })

describe('CSV', () => {
  test('the filtered and sorted list, labelled, with a byte order mark; formulas defused, numbers and phones as they are', async () => {
    const names = ['=1+1', '+SUM(A1)', '-2+3', '@x', '\t=1', 'Biasa, "kutip"']
    for (const firstName of names) await w.admin.create('contact', { firstName, lastName: 'Csv', phone: '081234567890' })
    const text = await csv(w.admin, { object: 'contact', filter: ownLastName('Csv'), sort: 'createdAt', fields: ['firstName', 'phone', 'customerType'], format: 'csv' })
    const [head, ...lines] = text.slice(1).trimEnd().split('\r\n')
    expect(text.charCodeAt(0)).toBe(0xFEFF)
    expect(head.split(',')).toHaveLength(3)
    expect(lines.map(line => line.slice(0, line.lastIndexOf(',+62')))).toEqual(["'=1+1", "'+SUM(A1)", "'-2+3", "'@x", "'=1", '"Biasa, ""kutip"""'])
    for (const line of lines) expect(line).toContain(',+6281234567890,')
  })

  test('related records by title, members by name, amounts with currency, times of the workspace zone', async () => {
    const company = await w.admin.create('company', { name: 'PT Ekspor' })
    const deal = await w.admin.create('deal', { name: 'Besar', amount: '1500000.5', company: company.id, closingDate: '2026-12-01' })
    const options = { object: 'deal', filter: { id: { eq: deal.id } }, fields: ['name', 'amount', 'company', 'closingDate', 'stage'] }
    const [head, line] = (await csv(w.admin, options)).slice(1).trimEnd().split('\r\n')
    expect(head.split(',')).toHaveLength(6)
    expect(line).toMatch(/^Besar,1500000\.5,IDR,PT Ekspor,2026-12-01,/)
    const [names, plain] = (await csv(w.admin, { ...options, labels: false })).slice(1).trimEnd().split('\r\n')
    expect(names).toBe('name,amount,amount/currency,company,closingDate,stage')
    expect(plain).toBe(`Besar,1500000.5,IDR,${company.id},2026-12-01,${deal.stage}`)
  })

  test('more rows than a page, all of them, once each', async () => {
    await w.admin.post('/records/contact/batch', { operations: Array.from({ length: 700 }, (_, at) => ({ op: 'create', data: { firstName: `N${at}`, lastName: 'Banyak', ...(at % 2 ? { email: `n${at}@example.com` } : {}) } })) })
    const done = await exported(w.admin, { object: 'contact', filter: ownLastName('Banyak'), sort: 'email', fields: ['firstName'] })
    expect(done).toMatchObject({ rows: 700, total: 700 })
    const lines = (await bytesOf(w.admin, done.id)).toString().trimEnd().split('\r\n').slice(1)
    expect(new Set(lines).size).toBe(700)
    // filled ones first
    expect(lines[0]).toMatch(/^N\d*[13579]$/)
  })
})

describe('rights', () => {
  test('in the order of the list, whatever it goes by: empties last both ways, ties by id, a member and a relation by name', async () => {
    const companies = await Promise.all(['PT Beta', 'PT Alfa'].map(name => w.admin.create('company', { name })))
    const [member] = (await w.admin.get('/members')).data
    const rows = [{ company: companies[0].id, jobTitle: 'b' }, { jobTitle: 'a', owner: member.id }, { company: companies[1].id }, { jobTitle: 'a' }, { owner: member.id, company: companies[0].id }]
    for (const row of rows) await w.admin.create('contact', { firstName: 'Urut', lastName: 'Urutan', owner: null, ...row })
    for (const sort of ['jobTitle', '-jobTitle', 'company,-jobTitle', '-company', 'owner', '-owner,jobTitle', 'createdAt', 'id', undefined]) {
      const list = await w.admin.list('contact', { filter: ownLastName('Urutan'), limit: 10, ...sort && { sort } })
      const [, ...lines] = (await csv(w.admin, { object: 'contact', filter: ownLastName('Urutan'), fields: ['id'], ...sort && { sort } })).slice(1).trimEnd().split('\r\n')
      expect(lines, sort).toEqual(list.data.map((record: any) => record.id))
    }
    expect((await csv(w.admin, { object: 'contact', filter: ownLastName('Tiada'), fields: ['id'] })).slice(1).trimEnd().split('\r\n')).toHaveLength(1)
  })

  test('rows and fields are those that the asker may read; a hidden one may not be asked for, filtered or sorted by', async () => {
    await w.admin.post('/roles', { name: 'clerk', label: { en: 'Clerk' }, objects: { contact: { read: 'own', create: true, update: 'own', delete: 'none', fields: { occupation: 'hidden' } } } })
    const clerk = await w.key('clerk')
    await w.admin.create('contact', { firstName: 'Lain', lastName: 'Hak', occupation: 'rahasia' })
    await clerk.create('contact', { firstName: 'Milik', lastName: 'Hak' })
    const text = await csv(clerk, { object: 'contact', filter: ownLastName('Hak'), labels: false })
    expect(text).toContain('Milik')
    expect(text).not.toContain('Lain')
    expect(text.split('\r\n')[0]).not.toContain('occupation')
    for (const more of [{ fields: ['occupation'] }, { sort: 'occupation' }, { filter: { occupation: { eq: 'rahasia' } } }]) expect((await clerk.send('POST', '/exports', { object: 'contact', ...more })).status).toBe(422)
    expect((await clerk.send('POST', '/exports', { object: 'deal' })).status).toBe(404)
  })

  test('the file and its state are the asker\'s alone, and gone after 24 hours', async () => {
    const done = await exported(w.admin, { object: 'contact', fields: ['firstName'] })
    const other = await w.person('administrator')
    for (const path of [`/exports/${done.id}`, `/exports/${done.id}/file`]) expect((await other.send('GET', path)).status).toBe(404)
    expect((await w.admin.get('/exports')).data[0]).toMatchObject({ id: done.id, fileUrl: `/api/v1/exports/${done.id}/file` })
    expect((await other.get('/exports')).data).toEqual([])
    const { now } = await w.admin.get('/clock')
    await w.setClock(new Date(Date.parse(now) + 25 * 3_600_000).toISOString())
    expect((await w.admin.send('GET', `/exports/${done.id}/file`)).status).toBe(404)
    expect(await w.admin.get(`/exports/${done.id}`)).toMatchObject({ expired: true, fileUrl: null })
    await w.settle()
    const [{ left }] = await w.app.database.query<{ left: number }>({ text: `select count(*)::int as left from ${w.schema}._export_piece where export = '${done.id}'`, values: [] } as never)
    expect(left).toBe(0)
  })

  test('a file is given to nobody who may less than when it was written: a field, the rows or the object were taken from her since', async () => {
    const contact = { read: 'all', fields: {} as Record<string, string> }
    await w.admin.post('/roles', { name: 'narrowed', label: { en: 'Narrowed' }, objects: { contact } })
    const asker = await w.key('narrowed')
    await w.admin.create('contact', { firstName: 'Terlihat', lastName: 'Susut', occupation: 'rahasia' })
    const options = { object: 'contact', filter: ownLastName('Susut'), labels: false }
    for (const less of [{ fields: { occupation: 'hidden' } }, { read: 'own' }, { read: 'none' }]) {
      await w.admin.patch('/roles/narrowed', { objects: { contact } })
      const done = await exported(asker, options)
      expect(String(await bytesOf(asker, done.id))).toContain('rahasia')
      await w.admin.patch('/roles/narrowed', { objects: { contact: { ...contact, ...less } } })
      const refused = await asker.send('GET', `/exports/${done.id}/file`)
      expect([refused.status, refused.body.code]).toEqual([404, 'export.gone'])
      expect(await asker.get(`/exports/${done.id}`)).toMatchObject({ status: 'completed', expired: true, fileUrl: null })
    }
  })

  test('who exported what, how much and by which filter is in the event log', async () => {
    const filter = ownLastName('Banyak')
    const done = await exported(w.admin, { object: 'contact', filter, fields: ['firstName'], format: 'xlsx' })
    const [event] = await w.app.database.query<any>({ text: `select kind, actor, way, after from ${w.schema}._event where record = '${done.id}'`, values: [] } as never)
    expect(event).toMatchObject({ kind: 'exported', way: 'api', after: { object: 'contact', format: 'xlsx', filter, rows: 700, fields: ['firstName'] } })
    expect(event.actor).toMatch(/-/)
  })
})

test('a workbook holds numbers, dates and text as such; text that looks like a formula stays text', async () => {
  const company = await w.admin.create('company', { name: '=HYPERLINK("x")' })
  await w.admin.create('deal', { name: 'A & <B>\u0001 _x0041_', amount: 1234.5, company: company.id, closingDate: '2026-12-01' })
  const done = await exported(w.admin, { object: 'deal', filter: { company: { eq: company.id } }, fields: ['name', 'amount', 'company', 'closingDate'], format: 'xlsx' })
  const parts = await unzip(await bytesOf(w.admin, done.id))
  const sheet = parts.get('xl/worksheets/sheet1.xml')!
  expect(sheet).toContain('<c><v>1234.5</v></c>')
  // 1 December 2026 is day 46,357 of a spreadsheet
  expect(sheet).toContain('<c s="2"><v>46357</v></c>')
  expect(sheet).toContain('A &amp; &lt;B&gt; _x005F_x0041_')
  expect(sheet).toContain('<c t="inlineStr" s="4"><is><t xml:space="preserve">=HYPERLINK("x")</t></is></c>')
  expect(sheet).not.toContain('<f>')
  expect([...parts.keys()].sort()).toEqual(['[Content_Types].xml', '_rels/.rels', 'xl/_rels/workbook.xml.rels', 'xl/styles.xml', 'xl/workbook.xml', 'xl/worksheets/sheet1.xml'])
})

test('bad input is refused with a reason; an ended export is not cancelled', async () => {
  for (const body of [{}, { object: 'contact', format: 'pdf' }, { object: 'contact', fields: [] }, { object: 'contact', fields: ['nope'] }, { object: 'contact', filter: { nope: 1 } }, { object: 'contact', sort: 'nope' }, { object: 'contact', nope: 1 }]) {
    expect((await w.admin.send('POST', '/exports', body)).status).toBe(422)
  }
  const done = await exported(w.admin, { object: 'contact', fields: ['firstName'] })
  expect((await w.admin.send('POST', `/exports/${done.id}/cancel`)).status).toBe(409)
})

test('PLT-32: the rows of an export are those of the filtered list, hidden fields are left out, and the event log tells of it', async () => {
  await w.admin.post('/roles', { name: 'reporter', label: { en: 'Reporter' }, objects: { contact: { read: 'all', create: true, update: 'all', delete: 'none', fields: { occupation: 'hidden', dateOfBirth: 'hidden' } } } })
  const reporter = await w.key('reporter')
  const cities = ['Jakarta', 'Bandung']
  const data = Array.from({ length: 120 }, (_, at) => ({ firstName: `R${at}`, lastName: 'Daftar', occupation: 'rahasia', mailingAddress: { city: cities[at % 2] } }))
  await w.admin.post('/records/contact/batch', { operations: data.map(each => ({ op: 'create', data: each })) })
  const filter = { and: [ownLastName('Daftar'), { mailingAddress: { city: { eq: 'Bandung' } } }] }
  const { data: list } = await reporter.list('contact', { filter, sort: 'firstName', limit: 500 })
  const done = await exported(reporter, { object: 'contact', filter, sort: 'firstName', labels: false })
  const [head, ...lines] = (await bytesOf(reporter, done.id)).toString().slice(1).trimEnd().split('\r\n')
  const at = head.split(',').indexOf('firstName')
  expect(lines.map(line => line.split(',')[at])).toEqual(list.map(record => record.firstName))
  expect(list).toHaveLength(60)
  expect(head).not.toMatch(/occupation|dateOfBirth/)
  expect(lines.join()).not.toContain('rahasia')
  const { data: log } = await w.admin.get(`/events?record=${done.id}`)
  expect(log).toMatchObject([{ kind: 'exported' }])
})
