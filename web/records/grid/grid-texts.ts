// Texts of the grid: header menu, keyboard, peek.
import type { Text } from '../../i18n.tsx'

export const gridTexts = {
  selectRow: { en: 'Select {name}', id: 'Pilih {name}' },
  selectAll: { en: 'Select all', id: 'Pilih semua' },
  sortAscending: { en: 'Sort ascending', id: 'Urutkan naik' },
  sortDescending: { en: 'Sort descending', id: 'Urutkan turun' },
  unsort: { en: 'Remove sorting', id: 'Hapus urutan' },
  moveLeft: { en: 'Move left', id: 'Pindah ke kiri' },
  moveRight: { en: 'Move right', id: 'Pindah ke kanan' },
  pin: { en: 'Keep in sight', id: 'Sematkan' },
  unpin: { en: 'Release', id: 'Lepas sematan' },
  hide: { en: 'Hide column', id: 'Sembunyikan kolom' },
  filterBy: { en: 'Filter by this', id: 'Saring menurut ini' },
  columnMenu: { en: 'Column {name}', id: 'Kolom {name}' },
  resize: { en: 'Width of column {name}', id: 'Lebar kolom {name}' },
  notEditable: { en: '{field} cannot be changed here', id: '{field} tidak dapat diubah di sini' },
  nothingWritten: { en: 'Nothing was written: {count} {count|cell|cells} cannot be taken over', id: 'Tidak ada yang ditulis: {count} sel tidak dapat diterima' },
  faultAt: { en: 'Row {row}, {field}', id: 'Baris {row}, {field}' },
  pasted: { en: '{count} {count|cell|cells} pasted', id: '{count} sel ditempel' },
  pastedSome: { en: '{count} {count|cell|cells} pasted; {left} reach beyond the list and were left out', id: '{count} sel ditempel; {left} melewati batas daftar dan tidak disertakan' },
  filled: { en: '{count} {count|cell|cells} filled', id: '{count} sel diisi' },
  takenBack: { en: 'Undone in {count} {count|record|records}', id: 'Diurungkan pada {count} catatan' },
  tooMany: { en: 'At most {count} records at once', id: 'Paling banyak {count} catatan sekaligus' },
  fillDown: { en: 'Fill down', id: 'Isi ke bawah' },
  copied: { en: 'Copied', id: 'Disalin' },
  total: { en: 'Total', id: 'Jumlah' },
} satisfies Record<string, Text>
