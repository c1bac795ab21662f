// Texts of the set-up wizard: the first thing that a customer reads.
import type { Text } from '../i18n.tsx'

export const setupTexts = {
  title: { en: 'Set up Hubung', id: 'Siapkan Hubung' },
  headline: { en: 'Your customers, in good hands.', id: 'Pelanggan Anda, di tangan yang tepat.' },
  promise: {
    en: 'Four short steps. Everything stays on your own server, and all of it can be changed later.',
    id: 'Empat langkah singkat. Semua data tetap di server Anda sendiri, dan semuanya bisa diubah nanti.',
  },
  step: { en: 'Step {step} of {of}', id: 'Langkah {step} dari {of}' },
  steps: { en: 'Steps', id: 'Langkah' },

  company: { en: 'Company', id: 'Perusahaan' },
  companyTitle: { en: 'What is your company called?', id: 'Apa nama perusahaan Anda?' },
  companyHelp: { en: 'Your colleagues see this name at the top of every screen.', id: 'Rekan Anda melihat nama ini di bagian atas setiap layar.' },
  companyName: { en: 'Company name', id: 'Nama perusahaan' },
  companyPlaceholder: { en: 'SATRIAMART', id: 'SATRIAMART' },
  companyNeeded: { en: 'Enter the company name.', id: 'Isi nama perusahaan.' },
  slug: { en: 'Short name', id: 'Nama singkat' },
  slugHelp: { en: 'Small letters, digits and hyphens. Programs use it; people rarely see it.', id: 'Huruf kecil, angka, dan tanda hubung. Dipakai program; jarang terlihat.' },
  changeSlug: { en: 'Change', id: 'Ganti' },
  slugWrong: { en: 'Start with a letter; then small letters, digits and hyphens.', id: 'Awali dengan huruf; lalu huruf kecil, angka, dan tanda hubung.' },
  language: { en: 'Language of the company', id: 'Bahasa perusahaan' },
  languageHelp: { en: 'Everyone can choose their own later.', id: 'Setiap orang bisa memilih bahasanya sendiri nanti.' },

  region: { en: 'Money and time', id: 'Mata uang dan waktu' },
  regionTitle: { en: 'Where do you do business?', id: 'Di mana Anda berbisnis?' },
  regionHelp: { en: 'Amounts and times will be shown this way.', id: 'Jumlah uang dan waktu akan ditampilkan seperti ini.' },
  currency: { en: 'Currency', id: 'Mata uang' },
  timeZone: { en: 'Time zone', id: 'Zona waktu' },
  example: { en: 'It will look like this', id: 'Tampilannya akan seperti ini' },
  exampleDeal: { en: 'A deal', id: 'Transaksi' },
  exampleNow: { en: 'Now', id: 'Sekarang' },

  administrator: { en: 'Administrator', id: 'Administrator' },
  administratorTitle: { en: 'Who looks after it?', id: 'Siapa yang mengelolanya?' },
  administratorHelp: { en: 'This is you: you may invite colleagues and change every setting.', id: 'Ini Anda: Anda dapat mengundang rekan dan mengubah semua pengaturan.' },

  template: { en: 'Template', id: 'Templat' },
  templateTitle: { en: 'What should be ready for you?', id: 'Apa yang perlu disiapkan?' },
  templateHelp: { en: 'A template brings stages and workflows. You can change all of it, or install another later.', id: 'Templat membawa tahap dan alur kerja. Semuanya bisa diubah, dan templat lain bisa dipasang nanti.' },
  blankContents: { en: 'Contacts, companies, leads, deals, tasks, products · sales pipeline with seven stages', id: 'Kontak, perusahaan, prospek, transaksi, tugas, produk · alur penjualan tujuh tahap' },

  finish: { en: 'Create workspace', id: 'Buat ruang kerja' },
  building: { en: 'Building your workspace…', id: 'Menyiapkan ruang kerja…' },
  doneTitle: { en: '{workspace} is ready', id: '{workspace} siap digunakan' },
  doneHelp: { en: 'You are signed in. Bring your customers in with an import, or look around first.', id: 'Anda sudah masuk. Masukkan pelanggan lewat impor, atau lihat-lihat dulu.' },
  key: { en: 'Administrator’s API key', id: 'Kunci API administrator' },
  keyHelp: {
    en: 'For programs that work with your data. It is shown only this once; you can always make another in the settings.',
    id: 'Untuk program yang bekerja dengan data Anda. Hanya ditampilkan sekali ini; Anda selalu bisa membuat yang baru di pengaturan.',
  },
  start: { en: 'Open Hubung', id: 'Buka Hubung' },
  startImport: { en: 'Import customers', id: 'Impor pelanggan' },

  token: { en: 'Set-up token', id: 'Token penyiapan' },
  tokenHelp: { en: 'You are not on the server itself: copy the token that was printed when Hubung started.', id: 'Anda tidak berada di server ini: salin token yang tercetak saat Hubung dijalankan.' },
} satisfies Record<string, Text>
