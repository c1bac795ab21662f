// Texts about writing a record: what was changed, conflicts.
import type { Text } from '../i18n.tsx'

export const writeTexts = {
  changed: { en: '{field} changed', id: '{field} diubah' },
  undone: { en: 'Change undone', id: 'Perubahan diurungkan' },
  conflictTitle: { en: 'Someone changed this meanwhile', id: 'Seseorang mengubah ini sementara itu' },
  conflictBody: {
    en: '{who} saved another value while you were editing. Choose which one stays.',
    id: '{who} menyimpan nilai lain saat Anda mengubahnya. Pilih yang dipertahankan.',
  },
  someone: { en: 'Someone', id: 'Seseorang' },
  yours: { en: 'Yours', id: 'Punya Anda' },
  theirs: { en: 'Theirs', id: 'Punya mereka' },
  keepMine: { en: 'Keep mine', id: 'Pakai punya saya' },
  keepTheirs: { en: 'Keep theirs', id: 'Pakai punya mereka' },
} satisfies Record<string, Text>
