// Texts of the shell's frame: keys sheet, navigation, palette.
import type { Text } from '../i18n.tsx'

export const shellTexts = {
  salesInsight: { en: 'Sales insight', id: 'Wawasan penjualan' },
  everywhere: { en: 'Everywhere', id: 'Di mana saja' },
  openPalette: { en: 'Search and commands', id: 'Pencarian dan perintah' },
  goTo: { en: 'Go to {place}', id: 'Ke {place}' },
  searchAnything: { en: 'Search or jump to…', id: 'Cari atau lompat ke…' },
  paletteHint: { en: 'Search records, pages and actions', id: 'Cari catatan, halaman, dan tindakan' },
  pages: { en: 'Pages', id: 'Halaman' },
  actions: { en: 'Actions', id: 'Tindakan' },
  results: { en: 'Records', id: 'Catatan' },
  here: { en: 'On this screen', id: 'Di layar ini' },
  searching: { en: 'Searching records…', id: 'Mencari catatan…' },
  nothing: { en: 'Nothing matches “{query}”', id: 'Tidak ada yang cocok dengan “{query}”' },
  newRecord: { en: 'New {object:lower}', id: 'Buat {object:lower}' },
  useLight: { en: 'Light appearance', id: 'Tampilan terang' },
  useDark: { en: 'Dark appearance', id: 'Tampilan gelap' },
  speakEnglish: { en: 'Switch to English', id: 'Ganti ke English' },
  speakIndonesian: { en: 'Switch to Bahasa Indonesia', id: 'Ganti ke Bahasa Indonesia' },
  toMove: { en: 'to move', id: 'memilih' },
  toOpen: { en: 'to open', id: 'membuka' },
  toClose: { en: 'to close', id: 'menutup' },
  then: { en: 'then', id: 'lalu' },
  switchWorkspace: { en: 'Switch workspace', id: 'Ganti ruang kerja' },
  everything: { en: 'Everything', id: 'Semua' },
} satisfies Record<string, Text>
