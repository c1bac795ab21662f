// Texts of the API key screen.
import type { Text } from '../../i18n.tsx'

export const keyTexts = {
  newKey: { en: 'New key', id: 'Kunci baru' },
  name: { en: 'What is it for?', id: 'Untuk apa?' },
  namePlaceholder: { en: 'Warehouse sync', id: 'Sinkronisasi gudang' },
  role: { en: 'Acts with the role', id: 'Bertindak dengan peran' },
  roleHelp: { en: 'Give it no more than it needs.', id: 'Beri tidak lebih dari yang diperlukan.' },
  limit: { en: 'Requests a minute', id: 'Permintaan per menit' },
  limitHelp: { en: 'More are refused for the rest of the minute. Empty: no limit.', id: 'Selebihnya ditolak sampai menit itu habis. Kosong: tanpa batas.' },
  limited: { en: '{count} requests a minute', id: '{count} permintaan per menit' },
  changeLimit: { en: 'Change limit', id: 'Ubah batas' },
  limitOf: { en: 'Limit of {name}', id: 'Batas untuk {name}' },
  madeTitle: { en: 'Copy the key now', id: 'Salin kunci sekarang' },
  madeHelp: { en: 'It is shown only this once. Keep it like a password.', id: 'Hanya ditampilkan sekali ini. Jaga seperti kata sandi.' },
  key: { en: 'API key', id: 'Kunci API' },
  madeOn: { en: 'made {date}', id: 'dibuat {date}' },
  usedAgo: { en: 'last used {ago}', id: 'terakhir dipakai {ago}' },
  neverUsed: { en: 'never used', id: 'belum pernah dipakai' },
  end: { en: 'End key', id: 'Akhiri kunci' },
  endTitle: { en: 'End the key {name}?', id: 'Akhiri kunci {name}?' },
  endBody: { en: 'Programs that use it stop working at once. This cannot be undone; a new key can be made at any time.', id: 'Program yang memakainya langsung berhenti bekerja. Ini tidak dapat diurungkan; kunci baru bisa dibuat kapan saja.' },
  ended: { en: 'The key {name} has ended', id: 'Kunci {name} sudah diakhiri' },
  emptyTitle: { en: 'No keys', id: 'Belum ada kunci' },
  emptyBody: { en: 'A key lets a program read and write records, with the rights of a role.', id: 'Kunci memungkinkan program membaca dan menulis catatan, dengan hak suatu peran.' },
} satisfies Record<string, Text>
