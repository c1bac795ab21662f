// Texts of the create form.
import type { Text } from '../../i18n.tsx'

export const createTexts = {
  title: { en: 'New {what:lower}', id: '{what} baru' },
  created: { en: '{what} "{name}" created', id: '{what} "{name}" dibuat' },
  open: { en: 'Open', id: 'Buka' },
  more: { en: 'More fields ({count})', id: 'Kolom lain ({count})' },
  another: { en: 'Create another', id: 'Buat lagi' },
  save: { en: 'Create', id: 'Buat' },
} satisfies Record<string, Text>
