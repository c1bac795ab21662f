// Texts of the holidays.
import type { Text } from '../../i18n.tsx'

export const holidayTexts = {
  add: { en: 'Add day', id: 'Tambah hari' },
  importList: { en: 'Import list', id: 'Impor daftar' },
  newHoliday: { en: 'Holiday', id: 'Hari libur' },
  date: { en: 'Date', id: 'Tanggal' },
  name: { en: 'Name', id: 'Nama' },
  kind: { en: 'Kind', id: 'Jenis' },
  holiday: { en: 'Public holiday', id: 'Libur nasional' },
  jointLeave: { en: 'Joint leave', id: 'Cuti bersama' },
  branch: { en: 'Branch', id: 'Cabang' },
  allBranches: { en: 'All branches', id: 'Semua cabang' },
  year: { en: 'Year', id: 'Tahun' },
  remove: { en: 'Remove {name}, {date}', id: 'Hapus {name}, {date}' },
  removed: { en: '{name} removed', id: '{name} dihapus' },
  emptyTitle: { en: 'No holidays in {year}', id: 'Belum ada hari libur tahun {year}' },
  emptyBody: { en: 'Bring in the list of the year, as a spreadsheet or a calendar file. Working days are counted around these days.', id: 'Masukkan daftar tahun itu, sebagai lembar kerja atau berkas kalender. Hari kerja dihitung tanpa hari-hari ini.' },
  listHelp: { en: 'Columns: date, name, kind; or the text of an .ics file. What is called joint leave is kept as joint leave.', id: 'Kolom: tanggal, nama, jenis; atau isi berkas .ics. Yang disebut cuti bersama disimpan sebagai cuti bersama.' },
  example: { en: 'date,name,kind\n2026-08-17,Independence Day,Public holiday', id: 'tanggal;nama;jenis\n17/08/2026;Proklamasi Kemerdekaan;Libur nasional' },
} satisfies Record<string, Text>
