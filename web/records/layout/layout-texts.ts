// Texts of layouts and buttons on records.
import type { Text } from '../../i18n.tsx'

export const layoutTexts = {
  others: { en: 'Other', id: 'Lainnya' },
  buttons: { en: 'Buttons', id: 'Tombol' },
  more: { en: 'Show more', id: 'Tampilkan lagi' },
  needed: { en: 'Please fill this in', id: 'Mohon diisi' },
  done: { en: '{button}: {count} changed', id: '{button}: {count} diubah' },
  none: { en: '{button}: none of the selected records meets its condition', id: '{button}: tidak ada catatan terpilih yang memenuhi syaratnya' },
  notAddress: { en: 'This record has no valid address for the button', id: 'Catatan ini tidak memiliki alamat yang sah untuk tombol ini' },
} satisfies Record<string, Text>
