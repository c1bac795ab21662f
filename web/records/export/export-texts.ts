// Texts of the export from a list.
import type { Text } from '../../i18n.tsx'

export const exportTexts = {
  title: { en: 'Export {what}', id: 'Ekspor {what}' },
  body: {
    en: 'The list as it stands, with its conditions and order, as far as you may see it. It is made in the background and noted in the log.',
    id: 'Daftar seperti sekarang, dengan syarat dan urutannya, sejauh yang boleh Anda lihat. Dibuat di latar belakang dan dicatat di log.',
  },
  format: { en: 'Format', id: 'Format' },
  xlsx: { en: 'Excel (XLSX)', id: 'Excel (XLSX)' },
  csv: { en: 'CSV', id: 'CSV' },
  columns: { en: 'Columns', id: 'Kolom' },
  shown: { en: 'The columns of the list', id: 'Kolom yang tampil di daftar' },
  every: { en: 'All that I may see', id: 'Semua yang boleh saya lihat' },
  again: { en: 'All, by names and ids, to be imported again', id: 'Semua, dengan nama dan id, untuk diimpor lagi' },
  progress: { en: '{done} of {total} rows', id: '{done} dari {total} baris' },
  begins: { en: 'Counting the rows…', id: 'Menghitung baris…' },
  ready: { en: '{count} {count|row is|rows are} ready. The file stays for 24 hours.', id: '{count} baris siap. Berkas disimpan 24 jam.' },
  download: { en: 'Download', id: 'Unduh' },
  stop: { en: 'Stop', id: 'Hentikan' },
  stopped: { en: 'The export was stopped', id: 'Ekspor dihentikan' },
  close: { en: 'Close', id: 'Tutup' },
} satisfies Record<string, Text>
