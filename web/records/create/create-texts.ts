// Texts of the create form.
import type { Text } from '../../i18n.tsx'

export const createTexts = {
  title: { en: 'New {what:lower}', id: '{what} baru' },
  created: { en: '{what} "{name}" created', id: '{what} "{name}" dibuat' },
  open: { en: 'Open', id: 'Buka' },
  more: { en: 'More fields ({count})', id: 'Kolom lain ({count})' },
  another: { en: 'Create another', id: 'Buat lagi' },
  save: { en: 'Create', id: 'Buat' },
  unsaved: {
    en: 'What you entered is lost when you close. Close anyway?', id: 'Isian Anda hilang bila ditutup. Tetap tutup?',
  },
} satisfies Record<string, Text>
