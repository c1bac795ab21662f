// Contacts: what the server says about leads, in two languages, and the refusals of the room.
export const leadTexts = {
  rule: { en: 'scoring of leads:', id: 'penilaian prospek:' },
}

export const errors: Record<string, [number, string, string]> = {
  'lead.converted': [409, 'This lead has been converted: go on with its contact and deal', 'Prospek ini sudah dikonversi: lanjutkan pada kontak dan transaksinya'],
}
