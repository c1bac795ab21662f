// Texts of the workspace screen.
import type { Text } from '../../i18n.tsx'

export const workspaceTexts = {
  name: { en: 'Company name', id: 'Nama perusahaan' },
  language: { en: 'Language', id: 'Bahasa' },
  languageHelp: { en: 'For new members and for messages to customers, unless they choose their own.', id: 'Untuk anggota baru dan pesan ke pelanggan, kecuali mereka memilih sendiri.' },
  currency: { en: 'Currency', id: 'Mata uang' },
  currencyHelp: { en: 'For new amounts. Amounts that exist keep their own.', id: 'Untuk nilai baru. Nilai yang sudah ada tetap dengan mata uangnya.' },
  timeZone: { en: 'Time zone', id: 'Zona waktu' },
  phoneCountry: { en: 'Country of phone numbers', id: 'Negara nomor telepon' },
  phoneCountryHelp: { en: 'Numbers written without a country code are read as numbers of this country.', id: 'Nomor tanpa kode negara dibaca sebagai nomor negara ini.' },
  mail: { en: 'Outgoing mail', id: 'Email keluar' },
  mailSmtp: { en: 'Mails are sent through your SMTP server.', id: 'Email dikirim lewat server SMTP Anda.' },
  mailMailbox: {
    en: 'No SMTP server is set: invitations and password resets are kept in the development mailbox instead of being sent.',
    id: 'Server SMTP belum diatur: undangan dan atur ulang kata sandi disimpan di kotak surat pengembangan, tidak dikirim.',
  },
  openMailbox: { en: 'Open mailbox', id: 'Buka kotak surat' },
} satisfies Record<string, Text>
