// Texts of the account and session screens.
import type { Text } from '../../i18n.tsx'

export const accountTexts = {
  name: { en: 'Name', id: 'Nama' },
  email: { en: 'Email', id: 'Email' },
  timeZone: { en: 'Time zone', id: 'Zona waktu' },
  asWorkspace: { en: 'As the workspace ({zone})', id: 'Sama dengan ruang kerja ({zone})' },
  emailHelp: { en: 'This is how you sign in. An administrator can change it.', id: 'Digunakan untuk masuk. Administrator dapat mengubahnya.' },
  themeHelp: { en: 'Kept on this device.', id: 'Disimpan di perangkat ini.' },
  languageHelp: { en: 'Follows you to every device.', id: 'Berlaku di semua perangkat Anda.' },
  thisDevice: { en: 'This device', id: 'Perangkat ini' },
  endSession: { en: 'Sign out', id: 'Keluarkan' },
  sessionEnded: { en: 'That device is signed out', id: 'Perangkat itu sudah dikeluarkan' },
  unknownDevice: { en: 'Unknown device', id: 'Perangkat tidak dikenal' },
  signedIn: { en: 'Signed in {date}', id: 'Masuk {date}' },
  until: { en: 'until {date}', id: 'sampai {date}' },
  onSystem: { en: '{browser} on {system}', id: '{browser} di {system}' },
  password: { en: 'Password', id: 'Kata sandi' },
  passwordHelp: { en: 'Changing it signs out all your other devices.', id: 'Menggantinya mengeluarkan semua perangkat Anda yang lain.' },
  currentPassword: { en: 'Current password', id: 'Kata sandi sekarang' },
  newPassword: { en: 'New password', id: 'Kata sandi baru' },
  changePassword: { en: 'Change password', id: 'Ganti kata sandi' },
  passwordChanged: { en: 'Your password is changed', id: 'Kata sandi Anda sudah diganti' },
  yourself: { en: 'Yourself', id: 'Tentang Anda' },
  showing: { en: 'Language and appearance', id: 'Bahasa dan tampilan' },
} satisfies Record<string, Text>
