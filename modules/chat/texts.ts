// Team chat: what the server says, in two languages.
export const chatTexts = {
  mentioned: { en: '{name} mentioned you in {place}', id: '{name} menyebut Anda di {place}' },
  replied: { en: '{name} replied in {place}', id: '{name} membalas di {place}' },
  direct: { en: 'a conversation', id: 'sebuah percakapan' },
  asked: { en: '{name} asks for your answer', id: '{name} menunggu jawaban Anda' },
  pinged: { en: 'Still waiting for your answer: {name}', id: 'Masih menunggu jawaban Anda: {name}' },
  escalated: { en: '{asked} has not answered {name}', id: '{asked} belum menjawab {name}' },
  escalatedToAsker: { en: '{asked} has not answered; {supervisor} was told', id: '{asked} belum menjawab; {supervisor} sudah diberi tahu' },
  noSupervisor: { en: '{asked} has not answered and reports to nobody', id: '{asked} belum menjawab dan tidak memiliki atasan' },
  answered: { en: '{asked} has answered', id: '{asked} sudah menjawab' },
  taskFrom: { en: 'From a message by {name}:', id: 'Dari pesan {name}:' },
  record: { en: 'Open', id: 'Buka' },
}

export const postTexts = {
  label: { en: 'Post in the chat', id: 'Kirim ke obrolan' },
  help: { en: 'Writes a notice in a channel, or to members, with a link to the record.', id: 'Menulis kabar di saluran, atau kepada anggota, dengan tautan ke catatan.' },
}
