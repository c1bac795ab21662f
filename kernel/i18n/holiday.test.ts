// Public holidays and joint leave: a list for the year, of the company and of a branch, and the working days between them.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

let w: TestWorkspace
let bali: string

beforeAll(async () => {
  w = await testWorkspace()
  bali = (await w.admin.post('/branches', { name: 'bali', timeZone: 'Asia/Makassar' })).id
})

afterAll(() => w.close())

const read = (text: string, more: object = {}) => w.admin.send('POST', '/holidays/import', { text, ...more })
const list = async (query: string) => (await w.admin.get(`/holidays?${query}`)).data.map((each: any) => [each.date, each.kind, each.name.id ?? each.name.en])
const faultsOf = ({ status, body }: any) => [status, ...(body.errors ?? []).map((error: any) => `${error.path} ${error.code}`)]
const working = (query: string) => w.admin.get(`/working-days?${query}`)

const ics = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', 'DTSTART;VALUE=DATE:20270310', 'DTEND;VALUE=DATE:20270312', 'SUMMARY:Libur Contoh\\, dua', '  hari', 'END:VEVENT',
  'BEGIN:VEVENT', 'DTSTART;VALUE=DATE:20270312', 'SUMMARY:Cuti Bersama Contoh', 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n')

test('LOC-10: yearly list importable, as CSV, as pasted cells and as .ics; public holidays and joint leave', async () => {
  expect((await read('Tanggal;Keterangan;Jenis\r\n1 Januari 2026;Tahun Baru Masehi;Libur nasional\r\n17/08/2026;Proklamasi Kemerdekaan;Libur nasional\r\n24/12/2026;Kelahiran Yesus Kristus;Cuti bersama\r\n')).body).toEqual({ written: 3, unchanged: 0 })
  expect((await read('date\tname\tname (en)\n2026-12-24\tKelahiran Yesus Kristus\tChristmas\n2026-12-25\tKelahiran Yesus Kristus\tChristmas')).body).toEqual({ written: 2, unchanged: 0 })
  expect(await list('from=2026-01-01&to=2026-12-31')).toEqual([
    ['2026-01-01', 'holiday', 'Tahun Baru Masehi'], ['2026-08-17', 'holiday', 'Proklamasi Kemerdekaan'], ['2026-12-24', 'jointLeave', 'Kelahiran Yesus Kristus'],
    ['2026-12-24', 'holiday', 'Kelahiran Yesus Kristus'], ['2026-12-25', 'holiday', 'Kelahiran Yesus Kristus'],
  ])
  expect((await read(ics)).body).toEqual({ written: 3, unchanged: 0 })
  expect((await read(ics)).body).toEqual({ written: 0, unchanged: 3 })
  expect(await list('from=2027-01-01')).toEqual([['2027-03-10', 'holiday', 'Libur Contoh, dua hari'], ['2027-03-11', 'holiday', 'Libur Contoh, dua hari'], ['2027-03-12', 'jointLeave', 'Cuti Bersama Contoh']])
  const page = await w.admin.get('/holidays?limit=2')
  expect((await w.admin.get(`/holidays?limit=2&after=${encodeURIComponent(page.page.next)}`)).data.map((each: any) => each.date)).toEqual(['2026-12-24', '2026-12-24'])
  expect((await w.admin.get('/events?object=_holiday')).data).toHaveLength(8)
})

test('a branch has holidays of its own, and working days are counted around all of them', async () => {
  expect((await w.admin.put('/holidays', { holidays: [{ date: '2027-03-09', branch: 'bali', name: { id: 'Hari raya setempat' } }] }))).toEqual({ written: 1, unchanged: 0 })
  const own = async (query: string) => (await w.admin.get(`/holidays?from=2027-03-09&to=2027-03-09${query}`)).data
  expect([(await own('')).length, (await own('&own=true')).length]).toEqual([1, 0])
  // Monday the 8th; 10 to 12 March are free, then the weekend
  expect(await working('day=2027-03-08&add=1')).toEqual({ working: true, day: '2027-03-09' })
  expect(await working('day=2027-03-08&add=2')).toEqual({ working: true, day: '2027-03-15' })
  expect(await working('day=2027-03-08&add=1&branch=bali')).toEqual({ working: true, day: '2027-03-15' })
  expect(await working(`day=2027-03-09&branch=${bali}`)).toEqual({ working: false, day: '2027-03-15' })
  expect(await working('day=2027-03-15&add=-1')).toEqual({ working: true, day: '2027-03-09' })
  const { id } = (await own(''))[0]
  expect([(await w.admin.send('DELETE', `/holidays/${id}`)).status, (await w.admin.send('DELETE', `/holidays/${id}`)).status]).toEqual([204, 404])
})

test('what cannot be read is refused line by line, and nothing is written', async () => {
  expect(faultsOf(await read('date,name\n2028-01-01,Tahun Baru\n2028-02-30,\n'))).toEqual([422, 'line 3 date.invalid', 'line 3 value.required'])
  expect(faultsOf(await read('name\nTahun Baru\n'))).toEqual([422, 'line 1 list.column', 'line 2 date.invalid'])
  expect(faultsOf(await read('BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20280101\nRRULE:FREQ=YEARLY\nSUMMARY:Tahun Baru\nEND:VEVENT\n'))).toEqual([422, 'line 6 holiday.repeats'])
  expect(faultsOf(await read('date,name\n2028-01-01,Tahun Baru\n', { branch: 'nowhere' }))).toEqual([422, 'holidays[0].branch branch.unknown'])
  expect(await list('from=2028-01-01')).toEqual([])
  for (const holidays of [[], [{ date: 'x', name: { id: 'X' } }], [{ date: '2028-01-01', name: {} }], [{ date: '2028-01-01', kind: 'party', name: { id: 'X' } }], [{ date: '2028-01-01', name: { id: 'X' } }, { date: '2028-01-01', name: { id: 'Y' } }]]) {
    expect((await w.admin.send('PUT', '/holidays', { holidays })).status, JSON.stringify(holidays)).toBe(422)
  }
  for (const path of ['/holidays?after=zzz', '/holidays?from=x', '/holidays/x', '/working-days', '/working-days?day=2027-03-08&add=x', '/working-days?day=2027-03-08&branch=nowhere', '/working-days?day=9999-12-31&add=9']) {
    expect([200, 400, 404, 405, 422], path).toContain((await w.admin.send('GET', path)).status)
  }
  const member = await w.key('sales')
  expect((await member.get('/holidays?own=true&limit=500')).data).toHaveLength(8)
  expect((await member.send('PUT', '/holidays', { holidays: [{ date: '2028-01-01', name: { id: 'X' } }] })).status).toBe(403)
})
