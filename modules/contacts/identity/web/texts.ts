// Texts of what a contact is also known as.
import type { Text } from '../../../../web/i18n.tsx'

export const identityTexts = {
  title: { en: 'Also known as', id: 'Juga dikenal sebagai' },
  add: { en: 'Another number or account', id: 'Nomor atau akun lain' },
  kind: { en: 'Kind', id: 'Jenis' },
  value: { en: 'Number, address or name', id: 'Nomor, alamat, atau nama' },
  isVerified: { en: 'Proven to be theirs', id: 'Terbukti miliknya' },
  isVerifiedHelp: { en: 'No other contact can have it then.', id: 'Kontak lain tidak bisa memakainya.' },
  verified: { en: 'verified', id: 'terverifikasi' },
  verify: { en: 'Mark {value} as verified', id: 'Tandai {value} terverifikasi' },
  remove: { en: 'Remove {value}', id: 'Hapus {value}' },
  taken: { en: 'Another contact has it, verified.', id: 'Kontak lain memilikinya dan sudah terverifikasi.' },
} satisfies Record<string, Text>

/** By kind; others are shown as they are called. */
export const kindTexts: Record<string, Text> = {
  phone: { en: 'Phone', id: 'Telepon' },
  whatsapp: { en: 'WhatsApp', id: 'WhatsApp' },
  email: { en: 'Email', id: 'Email' },
  instagram: { en: 'Instagram', id: 'Instagram' },
  telegram: { en: 'Telegram', id: 'Telegram' },
  line: { en: 'LINE', id: 'LINE' },
}
