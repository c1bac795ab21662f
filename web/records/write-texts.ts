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
  requiredTitle: { en: 'The stage needs more', id: 'Tahap ini perlu dilengkapi' },
  requiredBody: { en: 'Fill these in, and {name} moves to {stage}.', id: 'Isi kolom berikut, lalu {name} pindah ke {stage}.' },
  requiredKeep: { en: '{name} cannot be saved without these.', id: '{name} tidak dapat disimpan tanpa kolom berikut.' },
  move: { en: 'Save', id: 'Simpan' },
  keepTheirs: { en: 'Keep theirs', id: 'Pakai punya mereka' },
} satisfies Record<string, Text>
