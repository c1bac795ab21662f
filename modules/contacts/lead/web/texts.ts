// Texts of a lead's own part of its page.
import type { Text } from '../../../../web/i18n.tsx'

export const leadPanelTexts = {
  convert: { en: 'Convert', id: 'Konversi' },
  convertTitle: { en: 'Convert this lead', id: 'Konversi prospek ini' },
  convertHelp: { en: 'Makes a contact, a company if one is named, and a deal. Notes and tasks go over to them.', id: 'Membuat kontak, perusahaan bila disebutkan, dan transaksi. Catatan dan tugas ikut pindah.' },
  contact: { en: 'Contact', id: 'Kontak' },
  company: { en: 'Company', id: 'Perusahaan' },
  deal: { en: 'Deal', id: 'Transaksi' },
  newContact: { en: 'New, or the one known by this phone or email', id: 'Baru, atau yang dikenal dengan telepon atau email ini' },
  newCompany: { en: 'New, or the one of this name', id: 'Baru, atau yang bernama sama' },
  withDeal: { en: 'Make a deal', id: 'Buat transaksi' },
  dealName: { en: 'Name of the deal', id: 'Nama transaksi' },
  cancel: { en: 'Cancel', id: 'Batal' },
  converted: { en: 'Converted {when}', id: 'Dikonversi {when}' },
  undo: { en: 'Undo conversion', id: 'Urungkan konversi' },
  undoUntil: { en: 'Possible until {when}', id: 'Bisa sampai {when}' },
  undoTitle: { en: 'Undo this conversion?', id: 'Urungkan konversi ini?' },
  undoBody: { en: 'What it made goes to the bin, notes and tasks come back to the lead, and the lead is open again.', id: 'Yang dibuatnya masuk tempat sampah, catatan dan tugas kembali ke prospek, dan prospek terbuka lagi.' },
  undone: { en: 'Conversion undone', id: 'Konversi diurungkan' },
  score: { en: 'Score', id: 'Skor' },
  noReasons: { en: 'No rule of the scoring holds for this lead.', id: 'Tidak ada aturan penilaian yang berlaku untuk prospek ini.' },
} satisfies Record<string, Text>

export const conversionEntryTexts = {
  converted: { en: '{who} converted the lead', id: '{who} mengonversi prospek' },
  undone: { en: '{who} undid the conversion of the lead', id: '{who} mengurungkan konversi prospek' },
} satisfies Record<string, Text>
