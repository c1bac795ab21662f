// Messages: what the server says to members, in two languages.
export const messageTexts = {
  notSent: { en: 'Not sent to {name}', id: 'Tidak terkirim ke {name}' },
  somebody: { en: 'a customer', id: 'pelanggan' },
}
