// Texts that several settings screens share.
import type { Text } from '../i18n.tsx'

export const commonTexts = {
  otherLanguage: { en: 'Also in {language}', id: 'Juga dalam {language}' },
  apiName: { en: 'Name for programs', id: 'Nama untuk program' },
  apiNameHelp: { en: 'Fixed once made. Letters and digits, starting with a small letter.', id: 'Tidak bisa diubah setelah dibuat. Huruf dan angka, diawali huruf kecil.' },
  needed: { en: 'This is needed.', id: 'Ini perlu diisi.' },
  unsaved: { en: 'You have unsaved changes', id: 'Ada perubahan yang belum disimpan' },
  leaveTitle: { en: 'Leave without saving?', id: 'Tinggalkan tanpa menyimpan?' },
  leaveBody: { en: 'What you changed here will be lost.', id: 'Perubahan Anda di sini akan hilang.' },
  discard: { en: 'Discard', id: 'Buang' },
  standard: { en: 'Comes with Hubung', id: 'Bawaan Hubung' },
  custom: { en: 'Your own', id: 'Buatan sendiri' },
  colour: { en: 'Colour', id: 'Warna' },
  listImport: { en: 'Import', id: 'Impor' },
  listText: { en: 'List', id: 'Daftar' },
  chooseFile: { en: 'Choose a file', id: 'Pilih berkas' },
  listLine: { en: 'Line {line}', id: 'Baris {line}' },
  listWritten: { en: '{written} written, {unchanged} unchanged', id: '{written} ditulis, {unchanged} tetap' },
  filter: { en: 'Find in this list', id: 'Cari di daftar ini' },
} satisfies Record<string, Text>

export const colourTexts = {
  gray: { en: 'Gray', id: 'Abu-abu' },
  red: { en: 'Red', id: 'Merah' },
  orange: { en: 'Orange', id: 'Jingga' },
  amber: { en: 'Amber', id: 'Kuning' },
  green: { en: 'Green', id: 'Hijau' },
  teal: { en: 'Teal', id: 'Toska' },
  blue: { en: 'Blue', id: 'Biru' },
  indigo: { en: 'Indigo', id: 'Nila' },
  purple: { en: 'Purple', id: 'Ungu' },
  pink: { en: 'Pink', id: 'Merah muda' },
} satisfies Record<string, Text>
