// Files as they should not be: each a 4xx that says what is wrong, or rows that fail one by one; never a 5xx, and nothing
// half-written.
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorRows, finished, importFile, sendImport } from '../../../test/import-file.ts'
import { testWorkspace, type TestWorkspace } from '../../../test/workspace.ts'

let w: TestWorkspace

beforeAll(async () => { w = await testWorkspace() })
afterAll(() => w.close())

const contact = { object: 'contact' }
const names = async (tag: string) => (await w.admin.list('contact', { filter: { lastName: { eq: tag } }, sort: 'createdAt,firstName' })).data.map(each => each.firstName).sort()
const refusal = async (content: string | Uint8Array, options: object | string = contact) => {
  const { status, body, headers } = await sendImport(w.admin, options, content)
  expect(headers.get('content-type')).toContain('application/problem+json')
  return [status, ...body.errors.map((error: any) => `${error.path} ${error.code}`)]
}
const utf16 = (text: string, order: 'le' | 'be', bom: boolean) => {
  const bytes = Buffer.from(`${bom ? '\uFEFF' : ''}${text}`, 'utf16le')
  return new Uint8Array(order === 'le' ? bytes : bytes.swap16())
}

describe('encodings and delimiters', () => {
  const text = 'firstName,lastName\r\nJosé,TAG\r\nMüller,TAG\r\n'
  const files: [string, string | Uint8Array][] = [
    ['UTF-8', text], ['UTF-8 with BOM', `\uFEFF${text}`], ['UTF-16 LE with BOM', utf16(text, 'le', true)], ['UTF-16 BE with BOM', utf16(text, 'be', true)],
    ['UTF-16 LE', utf16(text, 'le', false)], ['UTF-16 BE', utf16(text, 'be', false)], ['Windows-1252', new Uint8Array(Buffer.from(text, 'latin1'))],
    
    ['UTF-8 with BOM and a stray byte', new Uint8Array(Buffer.from(Buffer.from(`\uFEFF${text}`).toString('latin1').replace('lastName', 'lastName,Lain').replace('TAG', 'TAG,\xe9'), 'latin1'))],
    ['semicolons', text.replaceAll(',', ';')], ['tabs', text.replaceAll(',', '\t')], ['pipes', text.replaceAll(',', '|')], ['sep=', `sep=;\r\n${text.replaceAll(',', ';')}`],
    ['LF', text.replaceAll('\r\n', '\n')], ['CR', text.replaceAll('\r\n', '\r')], ['mixed line ends', text.replace('\r\n', '\n').replace('TAG\r\n', 'TAG\r')],
    ['no line end at the end', text.trimEnd()], ['empty lines', text.replaceAll('\r\n', '\r\n\r\n')], ['blanks around', text.replaceAll(',', ' , ')], ['quotes everywhere', text.replace(/[^,\r\n]+/g, '"$&"')],
  ]

  test.each(files)('%s', async (name, content) => {
    const tag = `T${files.findIndex(each => each[0] === name)}`
    const given = typeof content === 'string' ? content.replaceAll('TAG', tag) : content
    const done = await importFile(w.admin, contact, given)
    expect(done).toMatchObject({ status: 'completed', rows: 2, created: 2, failed: 0 })
    const expected = typeof content === 'string' ? tag : 'TAG'
    expect(await names(expected)).toEqual(['José', 'Müller'])
    if (expected === 'TAG') for (const { id } of (await w.admin.list('contact', { filter: { lastName: { eq: 'TAG' } } })).data) await w.admin.remove('contact', id)
  })

  test('can be named instead of guessed', async () => {
    const bytes = new Uint8Array(Buffer.from('firstName:lastName\nJos\xe9:Named', 'latin1'))
    expect(await importFile(w.admin, { ...contact, delimiter: ':', encoding: 'Latin1' }, bytes)).toMatchObject({ created: 1 })
    expect(await names('Named')).toEqual(['José'])
    for (const [part, value] of [['delimiter', '"'], ['delimiter', '\n'], ['delimiter', 'ab'], ['delimiter', ''], ['encoding', 'constructor'], ['encoding', 'klingon']]) {
      expect((await refusal('firstName\nX', { ...contact, [part]: value }))[0]).toBe(422)
    }
  })
})

describe('what is no table', () => {
  const pictures: [string, Buffer][] = [
    ['PNG', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')], ['JPEG', Buffer.from('ffd8ffe000104a464946', 'hex')], ['PDF', Buffer.from('%PDF-1.7\n1 0 obj')],
    ['XLS', Buffer.from('d0cf11e0a1b11ae1', 'hex')], ['noise', randomBytes(5000)],
  ]
  test.each(pictures)('a renamed %s', async (_, bytes) => {
    expect(await refusal(new Uint8Array(bytes))).toEqual([422, 'file import.notText'])
  })

  test('an empty file, one of empty lines, one without a known column', async () => {
    for (const content of ['', '\uFEFF', '\r\n\r\n', ',,\n,,']) expect(await refusal(content)).toEqual([422, 'file import.empty'])
    expect(await refusal('constructor,__proto__,toString,hasOwnProperty\n1,2,3,4')).toEqual([422, 'options.mapping import.noColumn'])
    const [{ files }] = await w.app.database.query<{ files: number }>({ text: `select count(*)::int as files from ${w.schema}._import_file f where not exists (select from ${w.schema}._import i where i.file = f.id)`, values: [] } as never)
    expect(files).toBe(0)
  })

  test('only a heading is an import of no rows', async () => {
    expect(await importFile(w.admin, contact, 'firstName,email')).toMatchObject({ status: 'completed', rows: 0, created: 0, failed: 0, errorsUrl: null })
  })

  test('no file at all, options that are no JSON, unknown ones, an unknown object', async () => {
    expect(await refusal('firstName\nX', '{"object":')).toEqual([400])
    expect(await refusal('firstName\nX', '[]')).toEqual([422, 'options value.type'])
    expect(await refusal('firstName\nX', { mode: 'x', nope: 1 })).toEqual([422, 'options.object value.required', 'options.mode value.invalid', 'options.nope field.unknown'])
    expect(await refusal('firstName\nX', { object: 'constructor' })).toEqual([422, 'options.object object.unknown'])
    expect((await w.admin.send('POST', '/imports', { object: 'contact' })).status).toBe(415)
    // a large file behind wrong options is not waited for
    expect(await refusal('x'.repeat(3_000_000), { object: 'nope' })).toEqual([422, 'options.object object.unknown'])
  })
})

describe('broken rows', () => {
  test('a quote that is never closed, or broken, refuses the file and says where', async () => {
    const open = `firstName,lastName\nA,Q\nB,Q\n"C,Q\n${'D,Q\n'.repeat(50)}`
    expect(await refusal(open)).toEqual([422, 'file import.quoteOpen'])
    expect((await sendImport(w.admin, contact, open)).body.errors[0].message).toContain('4')
    expect(await refusal('firstName,lastName\nA,Q\n"B" C,Q\n')).toEqual([422, 'file import.quoteBroken'])
    expect(await refusal(`firstName,lastName\nA,Q\n"B,Q\nC,"D",Q\n`)).toEqual([422, 'file import.quoteBroken'])
    expect(await names('Q')).toEqual([])
  })

  test('so does one in a file too large to be read at once: the import fails before a row is written', async () => {
    const rows = Array.from({ length: 180_000 }, (_, at) => `Nama ${at},Besar,${'x'.repeat(90)}`)
    const { status, body } = await sendImport(w.admin, contact, `firstName,lastName,occupation\n${rows.join('\n')}\n"open`)
    expect(status).toBe(202)
    expect(await finished(w.admin, body.id)).toMatchObject({ status: 'failed', created: 0, error: { code: 'import.quoteOpen' } })
    expect(await names('Besar')).toEqual([])
  })

  test('quotes inside, doubled ones, line ends and delimiters in cells are kept', async () => {
    await importFile(w.admin, contact, 'firstName,lastName,occupation\n5" Layar,K,"a ""b"" c"\n"Dua\r\nbaris",K,"x,y"')
    const { data } = await w.admin.list('contact', { filter: { lastName: { eq: 'K' } }, sort: 'occupation' })
    expect(data.map(each => [each.firstName, each.occupation])).toEqual([['5" Layar', 'a "b" c'], ['Dua\r\nbaris', 'x,y']])
  })

  test('fewer cells are empties; more are a fault of that row, unless they are empty', async () => {
    const done = await importFile(w.admin, contact, 'firstName,lastName,email\nA\nB,R\nC,R,c@example.com,,,\nD,R,d@example.com,more\n')
    expect(done).toMatchObject({ rows: 4, created: 3, failed: 1 })
    expect(await names('R')).toEqual(['B', 'C'])
    expect((await errorRows(w.admin, done.id))[1]).toEqual(['D', 'R', 'd@example.com', '5', 'Baris memiliki 4 sel, judul 3', 'more'])
  })

  test('a cell of 10 MB is refused', async () => {
    expect(await refusal(`firstName,lastName\nA,X\n${'y'.repeat(10_000_000)},X`)).toEqual([422, 'file import.rowTooLong'])
    expect(await refusal(`firstName,lastName\nA,X\n"${'y'.repeat(2_000_000)}",X`)).toEqual([422, 'file import.rowTooLong'])
    expect(await names('X')).toEqual([])
  })

  test('300 columns, repeated and empty headings', async () => {
    const many = Array.from({ length: 300 }, (_, at) => at === 250 ? 'firstName' : `Kolom ${at}`)
    expect(await importFile(w.admin, contact, `${many.join(',')}\n${many.map((_, at) => `v${at}`).join(',')}`)).toMatchObject({ created: 1 })
    expect((await w.admin.list('contact', { filter: { firstName: { eq: 'v250' } } })).data).toHaveLength(1)
    const done = await importFile(w.admin, { ...contact, mapping: { 'Nama': 'firstName', 'Nama (2)': 'lastName', '#3': 'occupation' } }, 'Nama,Nama,\nUno,Ulang,Guru')
    expect(done.columns.map((column: any) => column.name)).toEqual(['Nama', 'Nama (2)', '#3'])
    expect((await w.admin.list('contact', { filter: { lastName: { eq: 'Ulang' } } })).data).toMatchObject([{ firstName: 'Uno', occupation: 'Guru' }])
    expect((await refusal(Array.from({ length: 1001 }, (_, at) => `k${at}`).join(',')))[0]).toBe(422)
  })

  test('every fault of a row is told: values, NUL bytes, options, dates; the others are written', async () => {
    const text = `firstName,lastName,email,dateOfBirth,phone,source,company\nBaik,F,,,,,\nN\0L,F,no mail,31-02-2020,0812,,${'z'.repeat(300)}\n${'L'.repeat(500)},F,,,,,\nJahat,F,,,,constructor,\0`
    const done = await importFile(w.admin, { ...contact, createOptions: false }, text)
    expect(done).toMatchObject({ rows: 4, created: 1, failed: 3 })
    const [, first, second, third] = await errorRows(w.admin, done.id)
    expect(first[0]).toBe('N␀L')
    expect(first.at(-1)!.split('; ').map(reason => reason.split(':')[0])).toEqual(['firstName', 'email', 'dateOfBirth', 'company'])
    expect([second.at(-2), third.at(-2)]).toEqual(['4', '5'])
    expect(third.at(-1)).toContain('source')
    expect(await names('F')).toEqual(['Baik'])
  })

  test('cells that a spreadsheet would calculate come back defused in the error file', async () => {
    const cells = ['=cmd|\' /C calc\'!A0', '+SUM(A1)', '-2+cmd', '@SUM(1)', '\t=1+1', '＝1+1']
    const done = await importFile(w.admin, contact, `firstName,email\n${cells.map(cell => `"${cell}",wrong`).join('\n')}\n+62 812-3456,wrong\n-12.5,wrong`)
    expect(done).toMatchObject({ failed: 8 })
    const rows = (await errorRows(w.admin, done.id)).slice(1).map(row => row[0])
    expect(rows).toEqual([...cells.map(cell => `'${cell}`), '+62 812-3456', '-12.5'])
  })

  test('SQL in every cell is text', async () => {
    const evil = `'; drop table ${w.schema}.contact; --`
    expect(await importFile(w.admin, { ...contact, mode: 'upsert', matchOn: ['externalId'] }, `firstName,lastName,externalId,company,tags,source\n${Array.from({ length: 6 }, () => `"${evil}"`).join(',')}`)).toMatchObject({ created: 1, failed: 0 })
    expect((await w.admin.list('contact', { filter: { externalId: { eq: evil } } })).data).toMatchObject([{ firstName: evil, lastName: evil, tags: evil.split(';').map(part => part.trim()) }])
  })
})

describe('while it runs', () => {
  const rows = (count: number, cells: (at: number) => string) => Array.from({ length: count }, (_, at) => cells(at)).join('\n')

  test('a cancelled import stops, keeps what is written, and is not cancelled twice', async () => {
    const { id } = (await sendImport(w.admin, contact, `firstName,lastName\n${rows(30_000, at => `N${at},Batal`)}`)).body
    while ((await w.admin.get(`/imports/${id}`)).done === 0) await new Promise(done => setTimeout(done, 10))
    expect(await w.admin.post(`/imports/${id}/cancel`)).toMatchObject({ status: 'cancelled' })
    const { done, created } = await w.admin.get(`/imports/${id}`)
    await w.settle()
    const after = await w.admin.get(`/imports/${id}`)
    expect(after).toMatchObject({ status: 'cancelled', done, created })
    expect(created).toBeLessThan(30_000)
    expect((await w.admin.list('contact', { filter: { lastName: { eq: 'Batal' } }, count: 'true', limit: 1 })).total).toBe(created)
    expect((await w.admin.send('POST', `/imports/${id}/cancel`)).status).toBe(409)
  })

  test('two at once both end, each with its own rows', async () => {
    const send = (tag: string) => importFile(w.admin, { object: 'contact', mode: 'upsert' }, `externalId,firstName,lastName,company\n${rows(3000, at => `${tag}-${at},N${at},${tag},PT Bersama ${at % 7}`)}`)
    const [one, other] = await Promise.all([send('Satu'), send('Dua')])
    for (const done of [one, other]) expect(done).toMatchObject({ status: 'completed', created: 3000, failed: 0 })
    expect((await w.admin.list('company', { filter: { name: { startsWith: 'PT Bersama' } }, count: 'true' })).total).toBe(7)
  })

  test('an option or a field taken away in the middle fails the rows that need it, the object taken away the import', async () => {
    await w.admin.post('/objects', { name: 'gudang', label: { en: 'Warehouse' } })
    const field = (name: string, more: object) => w.admin.post('/objects/gudang/fields', { name, label: { en: name }, ...more })
    await field('kind', { type: 'select', options: [{ value: 'old', label: { en: 'Old' } }, { value: 'new', label: { en: 'New' } }] })
    await field('place', { type: 'text' })
    const text = `externalId,name,kind,place\n${rows(12_000, at => `${at},G${at},${at < 6000 ? 'old' : 'new'},Rak ${at}`)}`
    const { id } = (await sendImport(w.admin, { object: 'gudang', createOptions: false }, text)).body
    while ((await w.admin.get(`/imports/${id}`)).done === 0) await new Promise(done => setTimeout(done, 5))
    await w.admin.delete('/objects/gudang/fields/place')
    const done = await finished(w.admin, id)
    expect(done).toMatchObject({ status: 'completed', rows: 12_000 })
    expect(done.created + done.failed).toBe(12_000)
    expect((await w.admin.list('gudang', { count: 'true', limit: 1 })).total).toBe(done.created)
    if (done.failed) expect((await errorRows(w.admin, id))[1].at(-1)).toContain('place')
    const again = (await sendImport(w.admin, { object: 'gudang', mode: 'upsert' }, text)).body
    await w.admin.delete('/objects/gudang')
    expect((await finished(w.admin, again.id))).toMatchObject({ status: 'failed', error: { code: 'object.unknown' } })
  })

  test('rows after an option went fail with the reason, follow the mapping, or bring it back where missing options are added; none keeps it', async () => {
    const options = (...values: string[]) => values.map(value => ({ value, label: { en: value } }))
    await w.admin.post('/objects', { name: 'rak', label: { en: 'Shelf' }, fields: [{ name: 'name', type: 'text', label: { en: 'Name' } }, { name: 'kind', type: 'select', label: { en: 'Kind' }, options: options('old', 'new') }] })
    const held = async (tag: string) => Object.fromEntries((await w.admin.get(`/records/rak/aggregate?groupBy=kind&measure=count&filter=${JSON.stringify({ name: { startsWith: tag } })}`)).data.map((each: any) => [each.kind, each.count]))
    /** Takes the option away once the first rows are written; what they held moves to the other one. */
    const removeDuring = async (tag: string, more: object) => {
      const { id } = (await sendImport(w.admin, { object: 'rak', ...more }, `name,kind\n${rows(12_000, at => `${tag} ${at},old`)}`)).body
      while ((await w.admin.get(`/imports/${id}`)).done === 0) await new Promise(done => setTimeout(done, 5))
      await w.admin.post('/objects/rak/fields/kind/options/change', { options: options('new'), moveTo: { old: 'new' } })
      const done = await finished(w.admin, id)
      expect(done).toMatchObject({ status: 'completed', rows: 12_000 })
      return done
    }
    const strict = await removeDuring('A', { createOptions: false })
    expect(strict.failed).toBeGreaterThan(0)
    expect((await errorRows(w.admin, strict.id)).at(-1)!.at(-1)).toBe('kind: Ini bukan salah satu pilihan')
    expect(await held('A')).toEqual({ new: strict.created })
    await w.admin.patch('/objects/rak/fields/kind', { options: options('old', 'new') })
    const mapped = await removeDuring('B', { createOptions: false, mapping: { name: 'name', kind: { field: 'kind', values: { old: 'new' } } } })
    expect([mapped.created, await held('B')]).toEqual([12_000, { new: 12_000 }])
    await w.admin.patch('/objects/rak/fields/kind', { options: options('old', 'new') })
    const adding = await removeDuring('C', {})
    const { old = 0, new: fresh } = await held('C')
    expect([adding.created, old + fresh]).toEqual([12_000, 12_000])
  })

  test('an importer who lost her right meanwhile writes no more', async () => {
    await w.admin.post('/roles', { name: 'temp', label: { en: 'Temp' }, objects: { contact: { read: 'all', create: true, update: 'all', delete: false } } })
    const temp = await w.key('temp')
    const { id } = (await sendImport(temp, contact, `firstName,lastName\n${rows(20_000, at => `N${at},Hilang`)}`)).body
    await w.admin.patch('/roles/temp', { objects: { contact: { read: 'all', create: false, update: 'none', delete: false } } })
    const done = await finished(temp, id)
    expect(done.created + done.failed).toBe(20_000)
    expect(done.failed).toBeGreaterThan(0)
    expect((await w.admin.list('contact', { filter: { lastName: { eq: 'Hilang' } }, count: 'true', limit: 1 })).total).toBe(done.created)
  })
})
