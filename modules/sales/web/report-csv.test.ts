// A report's CSV: what a spreadsheet may calculate is defused, amounts keep every digit.
import { expect, test } from 'vitest'
import { writeReport } from './report-csv.ts'

interface Row { name: string | null, count: number, share: number | null, sums: { amount: number | string, currency: string }[] }

test('names are defused and quoted, numbers bare, each currency in a column of its own', () => {
  const rows: Row[] = [
    { name: '=HYPERLINK("http://x")', count: 3, share: 12.5, sums: [{ amount: '99999999999999999.5', currency: 'IDR' }, { amount: 7, currency: 'USD' }] },
    { name: 'Harga, "mahal"', count: -1, share: null, sums: [{ amount: 1000, currency: 'IDR' }] },
    { name: null, count: 0, share: 0, sums: [] },
  ]
  const columns = [{ label: '=Alasan', csv: (row: Row) => row.name }, { label: 'Transaksi', csv: (row: Row) => row.count }, { label: 'Bagian', csv: (row: Row) => row.share }, { label: 'Nilai', csv: (row: Row) => row.sums }]
  expect(writeReport(columns, rows).split('\r\n')).toEqual([
    `\uFEFF'=Alasan,Transaksi,Bagian,Nilai (IDR),Nilai (USD)`,
    `"'=HYPERLINK(""http://x"")",3,12.5,99999999999999999.5,7`,
    '"Harga, ""mahal""",-1,,1000,',
    ',0,0,,',
    '',
  ])
  expect(writeReport(columns, [])).toBe(`\uFEFF'=Alasan,Transaksi,Bagian,Nilai\r\n`)
})
