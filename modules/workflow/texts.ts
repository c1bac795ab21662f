// The workflow room: words that server and screens share: what each step is called and does.
import type { Label } from '../../kernel/object/definition.ts'

export const texts = {
  startDone: { en: '{name}: done for {count} records', id: '{name}: selesai untuk {count} catatan' },
  startFailed: { en: '{name}: done for {count} records, {failed} of them failed', id: '{name}: selesai untuk {count} catatan, {failed} di antaranya gagal' },
  runFailed: { en: '{name}: a run failed', id: '{name}: satu proses gagal' },
  runsFailed: { en: '{name}: {count} runs failed', id: '{name}: {count} proses gagal' },
  workflow: { en: 'workflow', id: 'alur kerja' },
  olderVersion: { en: 'workflow {name} (version {version}, which runs under way still follow)', id: 'alur kerja {name} (versi {version}, yang masih diikuti proses yang berjalan)' },
}

/** In the order in which the editor offers them. */
export const stepTexts = {
  createRecord: { label: { en: 'Create a record', id: 'Buat catatan baru' }, help: { en: 'Makes a task or any other record, filled from this one.', id: 'Membuat tugas atau catatan lain, diisi dari catatan ini.' } },
  updateRecord: { label: { en: 'Update a record', id: 'Ubah catatan' }, help: { en: 'Changes fields of this record, or of another one.', id: 'Mengubah kolom catatan ini, atau catatan lain.' } },
  deleteRecord: { label: { en: 'Delete a record', id: 'Hapus catatan' }, help: { en: 'Puts it into the bin, from which it can be restored.', id: 'Memindahkannya ke tempat sampah; masih dapat dipulihkan.' } },
  findRecords: { label: { en: 'Find records', id: 'Cari catatan' }, help: { en: 'Looks for records; later steps work with what it found.', id: 'Mencari catatan; langkah berikutnya bekerja dengan hasilnya.' } },
  if: { label: { en: 'Either, or', id: 'Jika, atau' }, help: { en: 'Goes one of two ways, by a condition.', id: 'Memilih satu dari dua jalan menurut syarat.' } },
  forEach: { label: { en: 'For each', id: 'Untuk setiap' }, help: { en: 'Takes steps for each record that was found, or each item of a list.', id: 'Menjalankan langkah untuk setiap catatan yang ditemukan, atau setiap butir daftar.' } },
  wait: { label: { en: 'Wait', id: 'Tunggu' }, help: { en: 'Rests for a while, or until a date, before the next step.', id: 'Menunggu beberapa waktu, atau sampai tanggal tertentu, sebelum langkah berikutnya.' } },
  notify: { label: { en: 'Notify', id: 'Beri tahu' }, help: { en: 'Shows a notification to members, a role or a team.', id: 'Menampilkan pemberitahuan kepada anggota, peran, atau tim.' } },
  postToChannel: { label: { en: 'Post in the chat', id: 'Kirim ke obrolan' }, help: { en: 'Writes a notice in a channel, or to members, with a link to the record.', id: 'Menulis kabar di saluran, atau kepada anggota, dengan tautan ke catatan.' } },
  assign: { label: { en: 'Assign', id: 'Tugaskan' }, help: { en: 'Gives the record to members in turn, or to who has the fewest; absent ones are passed over.', id: 'Memberikan catatan kepada anggota secara bergiliran, atau kepada yang paling sedikit; yang absen dilewati.' } },
  sendEmail: { label: { en: 'Send an email', id: 'Kirim email' }, help: { en: 'Writes to a customer. A value that is missing blocks it.', id: 'Menulis kepada pelanggan. Nilai yang kosong menahannya.' } },
  sendMessage: { label: { en: 'Send a message', id: 'Kirim pesan' }, help: { en: 'Writes to the customer, in her language and within the sending hours. A value that is missing blocks it.', id: 'Menulis kepada pelanggan, dalam bahasanya dan pada jam kirim. Nilai yang kosong menahannya.' } },
  httpRequest: { label: { en: 'Call another program', id: 'Panggil program lain' }, help: { en: 'Sends a request over HTTP; later steps know the answer.', id: 'Mengirim permintaan lewat HTTP; langkah berikutnya mengenal jawabannya.' } },
  runFunction: { label: { en: 'Run a function', id: 'Jalankan fungsi' }, help: { en: 'Runs code of your own in a safe place; later steps know what it returned.', id: 'Menjalankan kode Anda sendiri di tempat aman; langkah berikutnya mengenal hasilnya.' } },
  requestApproval: { label: { en: 'Ask for approval', id: 'Minta persetujuan' }, help: { en: 'Waits until somebody decides; the record is locked meanwhile.', id: 'Menunggu sampai ada keputusan; catatan dikunci sementara itu.' } },
  addTag: { label: { en: 'Add a tag', id: 'Tambah tag' }, help: { en: 'Marks the record so that it is found again.', id: 'Menandai catatan agar mudah ditemukan.' } },
  removeTag: { label: { en: 'Remove a tag', id: 'Lepas tag' }, help: { en: 'Takes a tag off the record.', id: 'Melepas tag dari catatan.' } },
  addComment: { label: { en: 'Add a note', id: 'Tulis komentar' }, help: { en: 'Leaves a note on the record.', id: 'Meninggalkan komentar pada catatan.' } },
  setVariable: { label: { en: 'Keep a value', id: 'Simpan nilai' }, help: { en: 'Keeps a value under a name for the steps that follow.', id: 'Menyimpan nilai dengan sebuah nama untuk langkah berikutnya.' } },
  stop: { label: { en: 'Stop', id: 'Berhenti' }, help: { en: 'Ends the workflow for this record.', id: 'Mengakhiri alur kerja untuk catatan ini.' } },
} satisfies Record<string, { label: Label, help: Label }>

export type StepType = keyof typeof stepTexts
