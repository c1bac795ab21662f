// Texts of the organisation chart.
import type { Text } from '../../i18n.tsx'

export const organisationTexts = {
  direct: { en: '{count} direct {count|report|reports}', id: '{count} bawahan langsung' },
  open: { en: 'Show who reports to {name}', id: 'Tampilkan bawahan {name}' },
  close: { en: 'Hide who reports to {name}', id: 'Sembunyikan bawahan {name}' },
  emptyTitle: { en: 'Nobody reports to anybody yet', id: 'Belum ada garis atasan' },
  emptyBody: { en: 'Choose under Members whom each person reports to; the chart draws itself from there.', id: 'Pilih atasan tiap orang di halaman Anggota; bagan tergambar dari sana.' },
  toMembers: { en: 'To the members', id: 'Ke anggota' },
  chart: { en: 'Reporting lines', id: 'Garis pelaporan' },
} satisfies Record<string, Text>
