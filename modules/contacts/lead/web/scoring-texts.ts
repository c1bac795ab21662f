// Texts of the settings of leads: the rules of their score, and where their fields go at a conversion.
import type { Text } from '../../../../web/i18n.tsx'

export const scoringTexts = {
  newRule: { en: 'New rule', id: 'Aturan baru' },
  editRule: { en: 'Edit rule', id: 'Ubah aturan' },
  name: { en: 'Reason', id: 'Alasan' },
  nameHelp: { en: 'What a colleague reads beside the score, such as “Came to the fair”.', id: 'Yang dibaca rekan di samping skor, misalnya “Datang ke pameran”.' },
  filter: { en: 'Holds for leads where', id: 'Berlaku bagi prospek dengan' },
  points: { en: 'Points', id: 'Poin' },
  pointsHelp: { en: 'From −100 to 100. The score of a lead is the sum, kept between 0 and 100.', id: 'Dari −100 sampai 100. Skor prospek adalah jumlahnya, dijaga antara 0 dan 100.' },
  pointsNeeded: { en: 'A whole number from −100 to 100', id: 'Bilangan bulat dari −100 sampai 100' },
  conditionNeeded: { en: 'Say at least one condition', id: 'Isi sedikitnya satu syarat' },
  on: { en: 'Use “{name}”', id: 'Pakai “{name}”' },
  remove: { en: 'Remove rule', id: 'Hapus aturan' },
  move: { en: '“{name}”: move with the arrow keys', id: '“{name}”: pindahkan dengan tombol panah' },
  done: { en: 'Done', id: 'Selesai' },
  touches: { en: '{count} {count|lead|leads}', id: '{count} prospek' },
  preview: { en: 'What this would change', id: 'Yang akan berubah' },
  saved: { en: 'Saved; the leads are being scored anew', id: 'Tersimpan; prospek sedang dinilai ulang' },
  changes: { en: '{changed} of {leads} leads would have another score.', id: '{changed} dari {leads} prospek akan berubah skornya.' },
  same: { en: 'No score of the {leads} leads would change.', id: 'Tidak ada skor dari {leads} prospek yang akan berubah.' },
  unscored: { en: '{count} have none yet.', id: '{count} belum punya skor.' },
  score: { en: 'Score', id: 'Skor' },
  now: { en: 'Now', id: 'Sekarang' },
  after: { en: 'Afterwards', id: 'Sesudahnya' },
  most: { en: 'These would move most', id: 'Yang paling berubah' },
  noScore: { en: 'none', id: 'tanpa skor' },
  running: { en: 'Scoring leads anew: {done} of {total}', id: 'Menilai ulang prospek: {done} dari {total}' },
  emptyTitle: { en: 'No rules yet', id: 'Belum ada aturan' },
  emptyBody: { en: 'Give points for what makes a lead worth calling first: where it came from, whether it left a phone, what it asked for.', id: 'Beri poin untuk hal yang membuat prospek layak dihubungi lebih dulu: asalnya, ada tidaknya telepon, apa yang ditanyakan.' },
} satisfies Record<string, Text>

export const mappingTexts = {
  fixed: { en: 'Name, email, phone, source, owner and tags go to the contact by themselves; the company name to the company and the deal.', id: 'Nama, email, telepon, sumber, penanggung jawab, dan tag pindah sendiri ke kontak; nama perusahaan ke perusahaan dan transaksi.' },
  same: { en: 'Where a field of the same name is: {places}', id: 'Ke kolom bernama sama: {places}' },
  sameNowhere: { en: 'By name: no such field yet', id: 'Menurut nama: belum ada kolomnya' },
  nowhere: { en: 'Stays on the lead', id: 'Tetap di prospek' },
  goes: { en: '{object}: {field}', id: '{object}: {field}' },
  emptyTitle: { en: 'No fields of your own yet', id: 'Belum ada kolom buatan sendiri' },
  emptyBody: { en: 'Fields that you add to leads appear here, so that you can say where they go.', id: 'Kolom yang Anda tambahkan pada prospek muncul di sini, agar Anda dapat menentukan ke mana perginya.' },
} satisfies Record<string, Text>
