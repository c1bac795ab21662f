// Texts of the recycle bin.
import type { Text } from '../../i18n.tsx'

export const binTexts = {
  help: { en: 'What is deleted stays here for 60 days, with its links.', id: 'Yang dihapus disimpan di sini selama 60 hari, beserta tautannya.' },
  what: { en: 'Records', id: 'Catatan' },
  search: { en: 'Search in the bin', id: 'Cari di tempat sampah' },
  deleted: { en: 'Deleted by {who}, {when}', id: 'Dihapus {who}, {when}' },
  until: { en: 'kept until {date}', id: 'disimpan sampai {date}' },
  restore: { en: 'Restore', id: 'Pulihkan' },
  restoreOne: { en: 'Restore {name}', id: 'Pulihkan {name}' },
  open: { en: 'Open', id: 'Buka' },
  empty: { en: 'The bin is empty', id: 'Tempat sampah kosong' },
  none: { en: 'Nothing in the bin fits', id: 'Tidak ada yang cocok di tempat sampah' },
  more: { en: 'Show more', id: 'Tampilkan lagi' },
} satisfies Record<string, Text>
