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
  peek: { en: 'Peek', id: 'Intip' },
  notEditable: { en: '{field} cannot be changed here', id: '{field} tidak dapat diubah di sini' },
  copied: { en: 'Copied', id: 'Disalin' },
  loadingRow: { en: 'Loading', id: 'Memuat' },
} satisfies Record<string, Text>
