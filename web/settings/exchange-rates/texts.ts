// Texts of the exchange rates.
import type { Text } from '../../i18n.tsx'

export const rateTexts = {
  add: { en: 'Add rate', id: 'Tambah kurs' },
  importList: { en: 'Import list', id: 'Impor daftar' },
  newRate: { en: 'Exchange rate', id: 'Kurs' },
  currency: { en: 'Currency', id: 'Mata uang' },
  all: { en: 'All currencies', id: 'Semua mata uang' },
  date: { en: 'From day', id: 'Mulai tanggal' },
  dateHelp: { en: 'It counts from this day until the next rate.', id: 'Berlaku mulai tanggal ini sampai kurs berikutnya.' },
  rate: { en: 'One unit in {base}', id: 'Satu unit dalam {base}' },
  equals: { en: '1 {currency} = {rate}', id: '1 {currency} = {rate}' },
  remove: { en: 'Remove {currency} of {date}', id: 'Hapus {currency} tanggal {date}' },
  removed: { en: 'Rate removed', id: 'Kurs dihapus' },
  emptyTitle: { en: 'No exchange rates yet', id: 'Belum ada kurs' },
  emptyBody: { en: 'With rates by day, sums in several currencies are shown in the currency of the company.', id: 'Dengan kurs per tanggal, jumlah dalam beberapa mata uang dapat dilihat dalam mata uang perusahaan.' },
  listHelp: { en: 'Columns: date, currency, rate; perhaps unit, for rates by the hundred. A day that is there already is replaced.', id: 'Kolom: tanggal, mata uang, kurs; bila perlu satuan, untuk kurs per seratus. Tanggal yang sudah ada akan diganti.' },
  example: { en: 'date,currency,rate\n2026-11-30,USD,16500', id: 'tanggal;mata uang;kurs\n30/11/2026;USD;16.500' },
  more: { en: 'Show older', id: 'Tampilkan yang lebih lama' },
} satisfies Record<string, Text>
