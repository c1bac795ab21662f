// Contacts: what the server says about leads, in two languages, and the refusals of the room.
export const leadTexts = {
  records: { en: 'records', id: 'catatan' },
  rule: { en: 'scoring of leads:', id: 'penilaian prospek:' },
}

export const errors: Record<string, [number, string, string]> = {
  'lead.notConverted': [409, 'This lead is not converted', 'Prospek ini tidak dikonversi'],
  'lead.undoExpired': [409, 'A conversion can be undone within 30 days', 'Konversi hanya dapat diurungkan dalam 30 hari'],
  'lead.undoUnknown': [409, 'What this conversion made was not kept, so it cannot be undone', 'Yang dibuat konversi ini tidak tercatat, jadi tidak dapat diurungkan'],
  'lead.workedOn': [409, 'What the conversion made has been worked on since, so it cannot be undone', 'Yang dibuat konversi ini sudah dikerjakan, jadi tidak dapat diurungkan'],
  'lead.changedSince': [409, 'Changed since by {who}', 'Sudah diubah oleh {who}'],
  'lead.linkedSince': [409, 'Linked since: {count} {what}', 'Sudah terhubung: {count} {what}'],
  'lead.mergedSince': [409, 'Merged with another record since', 'Sudah digabung dengan catatan lain'],
  'lead.converted': [409, 'This lead has been converted: go on with its contact and deal', 'Prospek ini sudah dikonversi: lanjutkan pada kontak dan transaksinya'],
}
