// Texts of the rules on who may set which value.
import type { Text } from '../i18n.tsx'

export const transitionTexts = {
  title: { en: 'Who may move records where', id: 'Siapa boleh memindahkan ke mana' },
  help: { en: 'Without rules everyone moves records freely. They hold on every way: form, board, import, API and workflows.', id: 'Tanpa aturan, semua orang bebas memindahkan. Aturan berlaku di semua cara: formulir, papan, impor, API, dan alur kerja.' },
  add: { en: 'Add rule', id: 'Tambah aturan' },
  remove: { en: 'Remove rule', id: 'Hapus aturan' },
  rule: { en: 'Rule for {to}', id: 'Aturan untuk {to}' },
  from: { en: 'From', id: 'Dari' },
  any: { en: 'Anywhere', id: 'Mana saja' },
  to: { en: 'To', id: 'Ke' },
  who: { en: 'Who may', id: 'Yang boleh' },
  everyone: { en: 'Empty: everyone, workflows too.', id: 'Kosong: semua orang, juga alur kerja.' },
  workflows: { en: 'Workflows', id: 'Alur kerja' },
  requires: { en: 'Must be filled then', id: 'Wajib diisi saat itu' },
  sets: { en: 'Also sets', id: 'Sekaligus mengisi' },
  chooseField: { en: 'Choose a field', id: 'Pilih kolom' },
  setsTo: { en: '{field} becomes', id: '{field} menjadi' },
  setsLiving: { en: '{field}: the moment, or whoever moves it', id: '{field}: saat itu, atau yang memindahkan' },
  removeSet: { en: 'Do not set {field}', id: 'Jangan isi {field}' },
  message: { en: 'Said to whoever is refused', id: 'Pesan bagi yang ditolak' },
  messageHelp: { en: 'Empty: we say who may.', id: 'Kosong: kami sebutkan siapa yang boleh.' },
  otherwise: { en: 'Every other way', id: 'Jalan lainnya' },
  allow: { en: 'is open to everyone', id: 'terbuka untuk semua' },
  refuse: { en: 'is closed', id: 'tertutup' },
} satisfies Record<string, Text>
