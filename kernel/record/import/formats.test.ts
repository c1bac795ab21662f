// Files that are no CSV: workbooks and vCards; and what an export of ours gives is taken in again.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorRows, importFile, sendImport } from '../../../test/import-file.ts'
import { workbook, zip } from '../../../test/workbook.ts'
import { testWorkspace, type TestWorkspace } from '../../../test/workspace.ts'

let w: TestWorkspace

beforeAll(async () => { w = await testWorkspace() })
afterAll(() => w.close())

const tagged = async (lastName: string) => (await w.admin.list('contact', { filter: { lastName: { eq: lastName } }, sort: 'firstName' })).data
const inline = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`
const refusal = async (options: object, bytes: Uint8Array) => {
  const { status, body } = await sendImport(w.admin, options, bytes)
  return [status, ...body.errors.map((error: any) => `${error.path} ${error.code}`)]
}

describe('workbooks', () => {
  test('shared and inline texts, numbers, dates, percentages, gaps; what a formula came to', async () => {
    const styles = '<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy;@"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs>'
    const sheet = `<row r="1">${['name', 'amount', 'closingDate', 'salesOrderNumber'].map(inline).join('')}</row>`
      + '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><v>1.234</v></c><c r="C2" s="1"><v>46357</v></c><c r="D2"><v>6281234567890</v></c></row>'
      + '<row r="4"><c r="A4" t="str"><f>A2&amp;"x"</f><v>=Rumus</v></c><c r="C4" s="2"><v>46358.5</v></c></row>'
    const done = await importFile(w.admin, { object: 'deal' }, await workbook({ sheets: { Data: sheet }, shared: ['Buku &amp; kerja'], styles }))
    expect(done).toMatchObject({ status: 'completed', rows: 2, created: 2, failed: 0 })
    const { data } = await w.admin.list('deal', { filter: { name: { in: ['Buku & kerja', '=Rumus'] } }, sort: 'closingDate' })
    expect(data).toMatchObject([{ name: 'Buku & kerja', amount: { amount: 1.234 }, closingDate: '2026-12-01', salesOrderNumber: '6281234567890' }, { name: '=Rumus', amount: null, closingDate: '2026-12-02' }])
  })

  test('a formula that was never calculated is not taken for an empty cell: its row says so', async () => {
    const sheet = `<row>${['lastName', 'firstName', 'dateOfBirth'].map(inline).join('')}</row><row>${inline('Dihitung')}<c t="str"><f>A2</f><v></v></c><c><f>1+1</f><v>46357</v></c></row><row>${inline('Dihitung')}${inline('B')}<c><f>TODAY()</f></c></row>`
    const done = await importFile(w.admin, { object: 'contact', mapping: { lastName: 'lastName', firstName: 'firstName', dateOfBirth: { field: 'dateOfBirth', optional: false } } }, await workbook({ sheets: { Data: sheet }, styles: '<cellXfs><xf numFmtId="14"/></cellXfs>' }))
    expect(done).toMatchObject({ created: 1, failed: 1, reasons: [{ message: expect.stringMatching(/^dateOfBirth: /), rows: 1 }] })
    expect((await errorRows(w.admin, done.id))[1]).toContain("'=TODAY()")
  })

  test('hours beyond a day are a duration', async () => {
    await w.admin.post('/objects', { name: 'shift', label: { en: 'Shift' }, fields: [{ name: 'title', label: { en: 'Title' }, type: 'text' }, { name: 'length', label: { en: 'Length' }, type: 'duration' }] })
    const styles = '<numFmts><numFmt numFmtId="164" formatCode="[h]:mm"/></numFmts><cellXfs><xf numFmtId="164"/><xf numFmtId="46"/></cellXfs>'
    const sheet = `<row>${inline('title')}${inline('length')}</row><row>${inline('A')}<c s="0"><v>1.5</v></c></row><row>${inline('B')}<c s="1"><v>0.0625</v></c></row>`
    expect(await importFile(w.admin, { object: 'shift' }, await workbook({ sheets: { Data: sheet }, styles }))).toMatchObject({ created: 2, failed: 0 })
    expect((await w.admin.list('shift', { sort: 'title' })).data.map((each: any) => each.length)).toEqual([129_600, 5400])
  })

  test('a sheet by name; days since 1904; a row that fails stands on its line', async () => {
    const rows = `<row r="1">${['firstName', 'lastName', 'dateOfBirth', 'email'].map(inline).join('')}</row><row r="5">${inline('A')}${inline('Lembar')}<c s="0"><v>1462</v></c>${inline('a@example.com')}</row><row r="9">${inline('B')}${inline('Lembar')}<c/>${inline('salah')}</row>`
    const bytes = await workbook({ sheets: { Kosong: '', Isi: rows }, styles: '<cellXfs><xf numFmtId="14"/></cellXfs>', date1904: true })
    const done = await importFile(w.admin, { object: 'contact', sheet: 'isi' }, bytes)
    expect(done).toMatchObject({ rows: 2, created: 1, failed: 1 })
    expect(await tagged('Lembar')).toMatchObject([{ firstName: 'A', dateOfBirth: '1908-01-02' }])
    expect((await errorRows(w.admin, done.id))[1]).toContain('9')
    expect(await refusal({ object: 'contact', sheet: 'Lain' }, bytes)).toEqual([422, 'options.sheet import.sheetUnknown'])
  })

  test('of several sheets the first with anything in it, or the one that is named; all in sight are told', async () => {
    const rows = (name: string) => `<row r="1">${inline('firstName')}${inline('lastName')}</row><row r="2">${inline(name)}${inline('Berlembar')}</row>`
    const bytes = await workbook({ sheets: { Sampul: '', Pelanggan: rows('Satu'), Pemasok: rows('Dua') } })
    const first = await importFile(w.admin, { object: 'contact', dryRun: true }, bytes)
    expect(first).toMatchObject({ sheets: ['Sampul', 'Pelanggan', 'Pemasok'], sheet: 'Pelanggan', created: 1 })
    expect(await importFile(w.admin, { object: 'contact', sheet: 'Pemasok' }, bytes)).toMatchObject({ sheet: 'Pemasok', created: 1 })
    expect((await tagged('Berlembar')).map(each => each.firstName)).toEqual(['Dua'])
    const again = await w.admin.send('POST', `/imports/${first.id}/run`, { object: 'contact', sheet: 'Pemasok' })
    expect([again.status, again.body.errors]).toMatchObject([422, [{ path: 'options.sheet', code: 'import.sheetOther' }]])
    expect(await refusal({ object: 'contact' }, await workbook({ sheets: { Kosong: '', Juga: '' } }))).toEqual([422, 'file import.empty'])
    expect(await importFile(w.admin, { object: 'contact', dryRun: true }, 'firstName\nX')).toMatchObject({ sheets: [], sheet: null })
  })

  test('cut off, no workbook, broken inside, or one that grows too large: refused, and nothing is left behind', async () => {
    const whole = await workbook({ sheets: { Data: `<row>${inline('firstName')}</row><row>${inline('X')}</row>` } })
    expect(await refusal({ object: 'contact' }, whole.subarray(0, whole.length - 40))).toEqual([422, 'file import.workbook'])
    expect(await refusal({ object: 'contact' }, whole.subarray(0, 200))).toEqual([422, 'file import.workbook'])
    expect(await refusal({ object: 'contact' }, Buffer.from('504b030414000600', 'hex'))).toEqual([422, 'file import.workbook'])
    expect(await refusal({ object: 'contact' }, await zip({ 'word/document.xml': '<w/>' }))).toEqual([422, 'file import.workbook'])
    expect(await refusal({ object: 'contact' }, await workbook({ sheets: { Data: '<row><c></row>' } }))).toEqual([422, 'file import.workbook'])
    expect(await refusal({ object: 'contact' }, await workbook({ sheets: { Data: `<row>${' '.repeat(20_000_000)}</row>` } }))).toEqual([422, 'file import.tooLarge'])
    const bomb = await workbook({ sheets: { Data: `<row>${inline('firstName')}</row>` }, shared: [' '.repeat(20_000_000)] })
    expect(bomb.length).toBeLessThan(100_000)
    expect(await refusal({ object: 'contact' }, bomb)).toEqual([422, 'file import.tooLarge'])
    // one text in thousands of cells, or cells far to the right: little in the file, without end as a table
    const far = await workbook({ sheets: { Data: `<row>${inline('firstName')}</row>${'<row><c t="s"><v>0</v></c></row>'.repeat(3000)}` }, shared: ['x'.repeat(32_000)] })
    expect(far.length).toBeLessThan(10_000)
    expect(await refusal({ object: 'contact' }, far)).toEqual([422, 'file import.tooLarge'])
    expect(await refusal({ object: 'contact' }, await workbook({ sheets: { Data: `<row>${inline('firstName')}</row>${'<row><c r="GJG2"><v>1</v></c></row>'.repeat(20_000)}` } }))).toEqual([422, 'file import.tooLarge'])
    expect(await refusal({ object: 'contact' }, await workbook({ sheets: { Data: `<row>${inline('firstName')}</row><row>${'<c t="s"><v>0</v></c>'.repeat(4000)}</row>` }, shared: ['x'.repeat(900_000)] }))).toEqual([422, 'file import.rowTooLong'])
    // one that understates what it unpacks to, in the list of its parts: 1,000 bytes
    for (let at = bomb.indexOf('504b0102', 0, 'hex'); at >= 0; at = bomb.indexOf('504b0102', at + 4, 'hex')) if (bomb.readUInt32LE(at + 24) > 20_000_000) bomb.writeUInt32LE(1000, at + 24)
    expect(await refusal({ object: 'contact' }, bomb)).toEqual([422, 'file import.workbook'])
    expect(await refusal({ object: 'contact' }, Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))).toEqual([422, 'file import.notText'])
    const [{ files }] = await w.app.database.query<{ files: number }>({ text: `select count(*)::int as files from ${w.schema}._import_file f where not exists (select from ${w.schema}._import i where i.file = f.id)`, values: [] } as never)
    expect(files).toBe(0)
  })
})

describe('what a table looks like', () => {
  beforeAll(async () => {
    await w.admin.post('/objects', { name: 'item', label: { en: 'Item' }, fields: [['name', 'text'], ['code', 'text'], ['labels', 'tags'], ['weight', 'decimal'], ['price', 'currency'], ['opens', 'time'], ['day', 'date'], ['at', 'dateTime']].map(([name, type]) => ({ name, type, label: { en: name } })) })
  })
  const items = async (code: string) => (await w.admin.list('item', { filter: { code: { startsWith: code } }, sort: 'code' })).data

  test('numbers are text with their own digits, and numbers beside texts that read as thousands; so they come back from the error file', async () => {
    const row = (...cells: string[]) => `<row>${cells.join('')}</row>`
    const number = (text: string) => `<c><v>${text}</v></c>`
    const sheet = row(...['name', 'code', 'labels', 'weight', 'price'].map(inline)) + row(inline('A'), number('12.345'), number('1.005'), number('12.345'), inline('12.345'))
      + row(inline('B'), number('12.346'), inline('12.3460'), inline('12.345'), number('12.345')) + row(inline('C'), inline('12.347'), number('7'), number('12.345'), inline('salah'))
    const done = await importFile(w.admin, { object: 'item' }, await workbook({ sheets: { Data: sheet } }))
    expect(done).toMatchObject({ created: 2, failed: 1 })
    const idr = (amount: number) => ({ amount, currency: 'IDR' })
    expect(await items('12.34')).toMatchObject([{ name: 'A', code: '12.345', labels: ['1.005'], weight: 12.345, price: idr(12345) }, { name: 'B', code: '12.346', labels: ['12.3460'], weight: 12345, price: idr(12.345) }])
    const mended = (await w.admin.get(`/imports/${done.id}/errors`)).replace('salah', '12.345')
    expect(await importFile(w.admin, { object: 'item', mapping: { name: 'name', code: 'code', weight: 'weight', price: 'price' } }, mended)).toMatchObject({ created: 1 })
    expect((await items('12.347'))[0]).toMatchObject({ weight: 12.345, price: idr(12345) })
  })

  test('amounts are of the currency that they are shown in, beside them a column of currencies counts; percentages are exact', async () => {
    await w.admin.post('/objects/item/fields', { name: 'share', type: 'percent', label: { en: 'share' } })
    const formats = ['&quot;$&quot;#,##0.00', '[$Rp-421]#,##0', '_-[$€-2]* #,##0.00_-', '#,##0.00&quot; kg&quot;', '0.000%']
    const styles = `<numFmts>${formats.map((code, at) => `<numFmt numFmtId="${170 + at}" formatCode="${code}"/>`).join('')}</numFmts><cellXfs><xf numFmtId="0"/>${formats.map((_, at) => `<xf numFmtId="${170 + at}"/>`).join('')}</cellXfs>`
    const row = (code: string, style: number, amount: number, rest = '') => `<row>${inline(code)}<c s="${style}"><v>${amount}</v></c><c s="${style}"><v>${amount}</v></c>${rest}</row>`
    const heading = ['code', 'price', 'weight', 'share'].map(inline).join('')
    const file = await workbook({ styles, sheets: { Data: `<row>${heading}</row>${row('shown-1', 1, 1234.5, '<c s="5"><v>0.12345</v></c>')}${row('shown-2', 2, 12.345)}${row('shown-3', 3, 7)}${row('shown-4', 4, 8)}${row('shown-5', 0, 9)}` } })
    expect(await importFile(w.admin, { object: 'item' }, file)).toMatchObject({ created: 5, failed: 0 })
    expect((await items('shown')).map((each: any) => [each.price, each.weight])).toEqual([[{ amount: 1234.5, currency: 'USD' }, 1234.5], [{ amount: 12.345, currency: 'IDR' }, 12.345], [{ amount: 7, currency: 'EUR' }, 7], [{ amount: 8, currency: 'IDR' }, 8], [{ amount: 9, currency: 'IDR' }, 9]])
    expect((await items('shown-1'))[0].share).toBe(12.345)
    const named = await workbook({ styles, sheets: { Data: `<row>${['code', 'price/amount', 'price/currency'].map(inline).join('')}</row><row>${inline('named-1')}<c s="1"><v>5</v></c>${inline('SGD')}</row>` } })
    expect(await importFile(w.admin, { object: 'item' }, named)).toMatchObject({ created: 1 })
    expect((await items('named'))[0].price).toEqual({ amount: 5, currency: 'SGD' })
  })

  test('midnight is a time, a code keeps the noughts it is shown with, signs are read by their numbers, and what is only to be spoken is not read', async () => {
    const styles = '<numFmts><numFmt numFmtId="164" formatCode="hh:mm"/><numFmt numFmtId="165" formatCode="00000"/></numFmts><cellXfs><xf numFmtId="164"/><xf numFmtId="20"/><xf numFmtId="165"/></cellXfs>'
    const sheet = `<row>${['code', 'name', 'opens', 'weight'].map(inline).join('')}</row><row>${inline('sign-1')}${inline('satu_x000D_\ndua _x005F_x0041_')}<c s="0"><v>0</v></c></row>`
      + `<row>${inline('sign-2')}<c t="inlineStr"><is><r><t>Tebal </t></r><r><t>biasa</t></r><rPh sb="0" eb="1"><t>lafal</t></rPh></is></c><c s="1"><v>0.75</v></c></row><row>${inline('sign-3')}<c t="s"><v>0</v></c></row><row>${inline('sign-4')}<c s="2"><v>123</v></c><c/><c s="2"><v>123</v></c></row>`
    expect(await importFile(w.admin, { object: 'item' }, await workbook({ sheets: { Data: sheet }, styles, shared: ['_x0041_B'] }))).toMatchObject({ created: 4, failed: 0 })
    expect(await items('sign')).toMatchObject([{ name: 'satu\r\ndua _x0041_', opens: '00:00:00' }, { name: 'Tebal biasa', opens: '18:00:00' }, { name: 'AB' }, { name: '00123', weight: 123 }])
  })

  test('a title above the heading is left out, and a list of one column has none', async () => {
    const titled = `<row r="1">${inline('Daftar barang')}<c r="B1"/><c r="C1"/></row><row r="2">${inline('per 1 Desember')}</row><row r="4">${['code', 'name'].map(inline).join('')}</row><row r="5">${inline('judul-1')}${inline('A')}</row><row r="6">${inline('judul-2')}${inline('B')}${inline('lebih')}</row>`
    const done = await importFile(w.admin, { object: 'item' }, await workbook({ sheets: { Data: titled } }))
    expect(done).toMatchObject({ rows: 2, created: 1, failed: 1, columns: [{ name: 'code' }, { name: 'name' }] })
    expect((await errorRows(w.admin, done.id))[1]).toContain('6')
    expect(await importFile(w.admin, { object: 'item' }, 'Daftar barang;;\nPT Satria;;\n\ncode;name;\njudul-3;C;\n')).toMatchObject({ rows: 1, created: 1, failed: 0 })
    expect((await items('judul')).map((each: any) => each.code)).toEqual(['judul-1', 'judul-3'])
    for (const list of ['code\nsatu-1\nsatu-2\n', await workbook({ sheets: { Data: ['code', 'satu-3', 'satu-4'].map(text => `<row>${inline(text)}</row>`).join('') } })]) expect(await importFile(w.admin, { object: 'item' }, list)).toMatchObject({ rows: 2, created: 2, failed: 0 })
  })

  test('days in numbers are read in the order that the file shows, the day first where it shows none or both', async () => {
    const days = async (code: string, file: string, options: object = {}) => {
      const done = await importFile(w.admin, { object: 'item', ...options }, file)
      expect(done).toMatchObject({ status: 'completed', failed: 0 })
      return [done.columns.map((column: any) => column.dayOrder ?? null), (await items(code)).map((each: any) => [each.day, each.at?.slice(0, 16) ?? null])]
    }
    // the times tell nothing by themselves: they go by the days beside them
    expect(await days('mdy', 'code,day,at\nmdy-1,1/2/2025,3/4/2025 9:00 AM\nmdy-2,12/31/2025,\nmdy-3,3/4/25,5/6/2025 13:00\n')).toEqual([[null, 'monthFirst', 'monthFirst'], [['2025-01-02', '2025-03-04T02:00'], ['2025-12-31', null], ['2025-03-04', '2025-05-06T06:00']]])
    expect(await days('dmy', 'code,day\ndmy-1,1/2/2025\ndmy-2,31/12/2025\n')).toEqual([[null, 'dayFirst'], [['2025-02-01', null], ['2025-12-31', null]]])
    expect(await days('none', 'code,day\nnone-1,1/2/2025\n')).toEqual([[null, null], [['2025-02-01', null]]])
    expect(await days('both', 'code,day\nboth-1,1/2/2025\nboth-2,12/31/2025\nboth-3,31/12/2025\n')).toEqual([[null, null], [['2025-02-01', null], ['2025-12-31', null], ['2025-12-31', null]]])
    expect((await days('said', 'code,day\nsaid-1,1/2/2025\nsaid-2,12/11/2025\n', { dateFormat: 'M/d/yyyy' }))[1]).toEqual([['2025-01-02', null], ['2025-12-11', null]])
  })
})

describe('vCards', () => {
  test('2.1, 3.0 and 4.0: names, numbers, folded and quoted lines, birthdays, addresses', async () => {
    const cards = ['BEGIN:VCARD', 'VERSION:2.1', 'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Kartu;Jos=C3=A9', 'TEL;CELL;PREF:0812-3456-7890', 'TEL;HOME:021 5794 1234', 'END:VCARD',
      'BEGIN:VCARD', 'VERSION:3.0', 'UID:kartu-3', 'N:Kartu;Siti;;Ibu;', 'FN:Siti Kartu', 'EMAIL;TYPE=INTERNET:siti@', ' example.com', 'BDAY:19850412', 'ORG:PT Kartu\\, Tbk;Penjualan', 'item1.ADR;TYPE=HOME:;;Jl. Mawar 1;Bandung;Jawa Barat;40111;Indonesia', 'CATEGORIES:VIP,Reseller', 'END:VCARD',
      'BEGIN:VCARD', 'VERSION:4.0', 'FN:Toko Kartu', 'TEL;VALUE=uri;PREF=1:tel:+62-812-0000-0001', 'PHOTO:data:image/png;base64,AAAA', 'END:VCARD', '']
    const done = await importFile(w.admin, { object: 'contact' }, cards.join('\r\n'))
    expect(done).toMatchObject({ status: 'completed', rows: 3, created: 3, failed: 0 })
    expect(await tagged('Kartu')).toMatchObject([{ firstName: 'José', phone: '+6281234567890' },
      { firstName: 'Siti', email: 'siti@example.com', dateOfBirth: '1985-04-12', externalId: 'kartu-3', tags: ['VIP', 'Reseller'], mailingAddress: { street: 'Jl. Mawar 1', city: 'Bandung', postalCode: '40111' } }])
    expect((await w.admin.list('contact', { filter: { firstName: { eq: 'Toko Kartu' } } })).data).toMatchObject([{ phone: '+6281200000001' }])
    expect((await w.admin.list('company', { filter: { name: { eq: 'PT Kartu, Tbk' } } })).data).toHaveLength(1)
  })

  test('of several given names all are kept, of an address of a phone the number; folded in the middle of a letter, and in Outlook\'s signs', async () => {
    const line = (text: string) => Buffer.from(`${text}\r\n`)
    const name = Buffer.from('N:Kartunama;Siti;Nur José;;\r\n')
    const at = name.indexOf(0xc3) + 1
    const cards = [line('BEGIN:VCARD'), line('VERSION:3.0'), name.subarray(0, at), Buffer.from('\r\n '), name.subarray(at), line('TEL;VALUE=uri;TYPE="voice,cell":tel:+62-813-5555-6666;ext=12'), line('END:VCARD'),
      line('BEGIN:VCARD'), line('VERSION:2.1'), Buffer.from('N:Kartunama;Ren\xe9\r\n', 'latin1'), line('END:VCARD')]
    expect(await importFile(w.admin, { object: 'contact' }, Buffer.concat(cards))).toMatchObject({ created: 2, failed: 0, marked: 0 })
    expect(new Set((await tagged('Kartunama')).map((each: any) => `${each.firstName} ${each.phone}`))).toEqual(new Set(['Siti Nur José +6281355556666', 'René null']))
  })

  test('one that breaks off is refused', async () => {
    expect(await refusal({ object: 'contact' }, Buffer.from('BEGIN:VCARD\nVERSION:3.0\nFN:A\nEND:VCARD\nBEGIN:VCARD\nFN:B\n'))).toEqual([422, 'file import.vcard'])
  })
})

test('the report says what became of each row that came in', async () => {
  await w.admin.create('contact', { firstName: 'Tetap', email: 'tetap@example.com' })
  await w.admin.create('contact', { firstName: 'Lama', email: 'ubah@example.com' })
  const done = await importFile(w.admin, { object: 'contact', mode: 'upsert' }, 'firstName,email,Lain\nTetap,tetap@example.com,=1\nBaru,ubah@example.com,\nSatu,satu@lapor.example,\nSalah,salah,')
  const report = Object.fromEntries((await w.admin.get(`/imports/${done.id}/report`)).replace('\uFEFF', '').split('\r\n').map((line: string) => line.split(',')))
  expect(report).toMatchObject({ 'Baris di berkas': '4', 'Dibuat': '1', 'Diperbarui': '1', 'Tidak berubah': '1', 'Gagal': '1', 'Belum dikerjakan': '0', 'Jumlah': '4', 'email': 'email', 'Lain': '' })
})

test('times without an offset are of the zone that is said', async () => {
  await importFile(w.admin, { object: 'task', timeZone: 'Asia/Jayapura' }, 'subject,dueAt\nTimur,2026-12-01 09:00')
  expect((await w.admin.list('task', { filter: { subject: { eq: 'Timur' } } })).data[0].dueAt).toBe('2026-12-01T00:00:00+00:00')
  expect((await sendImport(w.admin, { object: 'task', timeZone: 'Mars/Olympus' }, 'subject\nX')).status).toBe(422)
})

test('an export by names is imported again and changes nothing', async () => {
  const company = await w.admin.create('company', { name: 'PT Pulang' })
  await w.admin.create('deal', { name: 'Pergi Pulang', amount: { amount: 12.5, currency: 'USD' }, company: company.id, externalId: 'pp-1', closingDate: '2026-12-24' })
  for (const format of ['csv', 'xlsx']) {
    const { id } = await w.admin.post('/exports', { object: 'deal', filter: { externalId: { eq: 'pp-1' } }, fields: ['externalId', 'name', 'amount', 'company', 'closingDate', 'stage'], labels: false, format })
    await w.settle()
    const done = await importFile(w.admin, { object: 'deal', mode: 'upsert' }, await w.admin.bytes(`/exports/${id}/file`))
    expect(done).toMatchObject({ rows: 1, unchanged: 1, failed: 0 })
  }
})

test('so is one of every other type of field, formatted text with its marks', async () => {
  const types = { rating: 4, duration: 5400, time: '09:30:00', decimal: 1.25, percent: 12.5, geo: { lat: -6.2, lng: 106.8 }, richText: '<p>Halo <strong>dunia</strong> &lt;3</p><ul><li>satu</li></ul>', longText: 'Baris satu\n"dua", =tiga', multiSelect: ['a', 'b'], json: { a: [1, null] }, address: { city: 'Jakarta', postalCode: '12190' }, boolean: false, tags: ['x,y', 'z'], dateTime: '2026-12-01T02:30:00+00:00', url: 'https://Example.com/Jalan' }
  await w.admin.post('/objects', { name: 'sample', label: { en: 'Sample' }, fields: [{ name: 'title', type: 'text', label: { en: 'Title' } }, ...Object.keys(types).map(type => ({ name: `${type}Field`, type, label: { en: type }, ...type === 'multiSelect' && { options: ['a', 'b'].map(value => ({ value, label: { en: value } })) } }))] })
  const values = Object.fromEntries(Object.entries(types).map(([type, value]) => [`${type}Field`, value]))
  const { id: sample } = await w.admin.create('sample', { title: 'Satu', externalId: 's-1', ...values })
  for (const format of ['csv', 'xlsx']) {
    const { id } = await w.admin.post('/exports', { object: 'sample', fields: ['externalId', 'title', ...Object.keys(values)], labels: false, format })
    await w.settle()
    const done = await importFile(w.admin, { object: 'sample', mode: 'upsert' }, await w.admin.bytes(`/exports/${id}/file`))
    expect([format, done.failed, await w.admin.read('sample', sample)]).toMatchObject([format, 0, values])
    expect([format, done.unchanged]).toEqual([format, 1])
  }
})

test('an export comes back as it was: what was defused in it, a number that reads as thousands, currencies and addresses as people see them', async () => {
  const company = await w.admin.create('company', { name: '=PT Rumus' })
  await w.admin.post('/objects', { name: 'parcel', label: { en: 'Parcel' }, fields: [['title', 'text'], ['remark', 'text'], ['labels', 'tags'], ['weight', 'number'], ['worth', 'currency'], ['sender', 'relation'], ['goesTo', 'address'], ['story', 'richText']]
    .map(([name, type]) => ({ name, type, label: { en: `The ${name}`, id: `Si ${name}` }, ...type === 'relation' && { to: 'company' } })) })
  const values = { title: '=1+1', remark: "'=sudah", labels: ['@x'], weight: 1.234, worth: { amount: 1.234, currency: 'USD' }, sender: company.id, goesTo: { city: 'Depok', street: 'Jl. Mawar 1' }, story: '<p>Halo <strong>dunia</strong></p>' }
  const { id: parcel } = await w.admin.create('parcel', { externalId: 'p-1', ...values })
  await w.admin.create('parcel', { externalId: 'p-2', title: "'-5", remark: '-5', weight: 2 })
  for (const labels of [false, true]) {
    for (const format of ['csv', 'xlsx']) {
      const { id } = await w.admin.post('/exports', { object: 'parcel', fields: ['externalId', ...Object.keys(values)], labels, format })
      await w.settle()
      const done = await importFile(w.admin, { object: 'parcel', mode: 'upsert', matchOn: ['externalId'] }, await w.admin.bytes(`/exports/${id}/file`))
      expect([labels, format, done.failed, await w.admin.read('parcel', parcel)]).toMatchObject([labels, format, 0, values])
      expect([labels, format, done.unchanged]).toEqual([labels, format, 2])
    }
  }
  // another address in one line is another address
  await importFile(w.admin, { object: 'parcel', mode: 'upsert', matchOn: ['externalId'] }, 'externalId,goesTo\np-1,Jl. Melati 2')
  expect((await w.admin.read('parcel', parcel)).goesTo).toEqual({ street: 'Jl. Melati 2' })
})

test('so do files, lists in JSON, the smallest numbers, options whose names hold commas, and records of several kinds', async () => {
  const form = new FormData()
  form.append('file', new Blob(['isi']), 'kontrak.txt')
  const file = await w.admin.post('/files', form)
  const deal = await w.admin.create('deal', { name: 'Tidak dibuat sebagai perusahaan' })
  await w.admin.post('/objects', { name: 'dossier', label: { en: 'Dossier' }, fields: [...Object.entries({ title: 'text', papers: 'file', answers: 'json', remark: 'json', ratio: 'decimal', labels: 'tags', partner: 'relation' }).map(([name, type]) => ({ name, type, label: { en: name }, ...type === 'relation' && { to: 'company' } })),
    { name: 'kinds', type: 'multiSelect', label: { en: 'Kinds' }, options: [{ value: 'big', label: { en: 'Big, heavy' } }, { value: 'small', label: { en: 'Small' } }] }, { name: 'about', type: 'relation', to: ['contact', 'company', 'deal'], label: { en: 'About' } }] })
  const values = { papers: [file.id], answers: [1, { a: null }], remark: 'teks', ratio: '0.00000000000000000001', kinds: ['big'], labels: ['Depok, Jawa Barat'], about: { object: 'deal', id: deal.id } }
  const { id } = await w.admin.create('dossier', { externalId: 'd-1', title: 'Satu', ...values })
  await w.admin.create('dossier', { externalId: 'd-2', title: 'Dua', partner: (await w.admin.create('company', { name: 'PT Mitra' })).id })
  const before = await w.admin.read('dossier', id)
  for (const labels of [false, true]) {
    for (const format of ['csv', 'xlsx']) {
      const { id: made } = await w.admin.post('/exports', { object: 'dossier', fields: ['externalId', 'title', 'partner', ...Object.keys(values)], labels, format })
      await w.settle()
      const bytes = await w.admin.bytes(`/exports/${made}/file`)
      if (format === 'csv') expect(bytes.toString()).toContain(labels ? 'kontrak.txt' : file.id)
      expect([labels, format, await importFile(w.admin, { object: 'dossier', mode: 'upsert', matchOn: ['externalId'] }, bytes)]).toMatchObject([labels, format, { unchanged: 2, failed: 0 }])
    }
  }
  expect(await w.admin.read('dossier', id)).toEqual(before)
  expect((await w.admin.list('company', { filter: { name: { eq: deal.name } } })).data).toEqual([])
})

test('PLT-33: a reconciliation shows that the rows of the source are those created, merged into what was there, and rejected, with the reasons', async () => {
  await w.admin.create('contact', { firstName: 'Lama', email: 'rekon1@example.com' })
  await w.admin.create('contact', { firstName: 'Sama', email: 'rekon2@example.com' })
  const file = 'email,firstName,customerType,dateOfBirth\nrekon1@example.com,Baru,b2c,\nrekon2@example.com,Sama,b2c,\nrekon3@example.com,Satu,b2c,1990-02-01\nrekon4@example.com,Dua,b2b,\nbukan surel,Tiga,b2c,\nrekon5@example.com,Empat,b2c,31/02/1990\nrekon6@example.com,Lima,b2b,\n'
  const done = await importFile(w.admin, { object: 'contact', mode: 'upsert', matchOn: ['email'] }, file)
  const text: string = await w.admin.get(`/imports/${done.id}/report`)
  const lines = text.replace('\uFEFF', '').split('\r\n')
  const count = (word: string) => Number(lines.find(line => line.startsWith(`${word},`))!.split(',')[1])
  const [rows, created, updated, unchanged, failed] = ['Baris di berkas', 'Dibuat', 'Diperbarui', 'Tidak berubah', 'Gagal'].map(count)
  expect([rows, created, updated, unchanged, failed]).toEqual([7, 1, 1, 1, 4])
  expect(created + updated + unchanged + failed).toBe(rows)
  const at = lines.indexOf('Alasan gagal,Gagal')
  const reasons = lines.slice(at + 1, lines.indexOf('', at))
  expect(reasons.find(line => line.includes('Perusahaan'))).toMatch(/,2$/)
  expect(reasons.find(line => line.includes('email'))).toMatch(/,1$/)
  expect(reasons.find(line => line.includes('dateOfBirth'))).toMatch(/,1$/)
})

test('a file on the wrong kind of record names the kind that fits better, among those that the caller may make', async () => {
  const heading = 'Potential Name,Amount,Stage,Closing Date,Contact Name\nTas,1,Won,2026-01-02,Siti\n'
  const trial = await importFile(w.admin, { object: 'product', dryRun: true, mapping: { 'Potential Name': 'name' } }, heading)
  expect(trial.better).toMatchObject({ object: 'deal', columns: 5 })
  expect((await importFile(w.admin, { object: 'deal', dryRun: true }, heading)).better).toBe(null)
  const refusal = async (client = w.admin) => (await sendImport(client, { object: 'note' }, 'Potential Name,Stage,Closing Date\nTas,Won,2026-01-02\n')).body.errors[0]
  expect(await refusal()).toMatchObject({ code: 'import.otherObject', message: expect.stringMatching(/Transaksi|Deal/) })
  await w.admin.post('/roles', { name: 'notes', label: { en: 'Notes' }, objects: { note: { read: 'all', create: true }, deal: { read: 'all', create: false } } })
  expect((await refusal(await w.key('notes'))).code).not.toBe('import.otherObject')
})
