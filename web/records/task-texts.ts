// Texts about completing tasks.
import type { Text } from '../i18n.tsx'

export const taskTexts = {
  complete: { en: 'Complete "{name}"', id: 'Selesaikan "{name}"' },
  completed: { en: '"{name}" done', id: '"{name}" selesai' },
  reopened: { en: '"{name}" opened again', id: '"{name}" dibuka lagi' },
} satisfies Record<string, Text>
