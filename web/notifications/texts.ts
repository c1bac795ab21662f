// Texts of the notifications.
import type { Text } from '../i18n.tsx'

export const notificationTexts = {
  open: { en: 'Open', id: 'Buka' },
} satisfies Record<string, Text>
