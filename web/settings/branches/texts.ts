// Texts of the branches.
import type { Text } from '../../i18n.tsx'

export const branchTexts = {
  newBranch: { en: 'New branch', id: 'Cabang baru' },
  editBranch: { en: 'Edit branch', id: 'Ubah cabang' },
  branchName: { en: 'Name of the branch', id: 'Nama cabang' },
  timeZone: { en: 'Time zone', id: 'Zona waktu' },
  companyZone: { en: 'As the company', id: 'Sama dengan perusahaan' },
  code: { en: 'Code', id: 'Kode' },
  codeHelp: { en: 'Stands for the branch in automatic numbers, as in SO-JKT-0001. Empty: its name.', id: 'Mewakili cabang dalam nomor otomatis, seperti SO-JKT-0001. Kosong: namanya.' },
  address: { en: 'Address', id: 'Alamat' },
  summary: { en: '{members} {members|member|members} · {teams} {teams|team|teams}', id: '{members} anggota · {teams} tim' },
  putThere: { en: 'Put teams and members into it on their own pages.', id: 'Masukkan tim dan anggota lewat halaman masing-masing.' },
  emptyTitle: { en: 'No branches yet', id: 'Belum ada cabang' },
  emptyBody: { en: 'Make one for each place that the company works from. A role can then be given the records of its own branch.', id: 'Buat satu untuk tiap lokasi perusahaan. Peran lalu dapat diberi akses ke catatan cabangnya sendiri.' },
  remove: { en: 'Remove branch', id: 'Hapus cabang' },
  removeTitle: { en: 'Remove the branch {name}?', id: 'Hapus cabang {name}?' },
  removeBody: { en: 'Its teams and members are in no branch afterwards. This cannot be undone.', id: 'Tim dan anggotanya menjadi tanpa cabang. Ini tidak dapat diurungkan.' },
  removed: { en: 'The branch {name} is removed', id: 'Cabang {name} sudah dihapus' },
} satisfies Record<string, Text>
