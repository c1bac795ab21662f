// Messages: what is refused, and why one was not sent, in two languages.
export const errors: Record<string, [number, string, string]> = {
  'message.noChannel': [422, 'Nothing here sends messages by {name}', 'Tidak ada yang mengirim pesan lewat {name} di sini'],
  'message.noContact': [422, 'There is no contact to write to', 'Tidak ada kontak yang dituju'],
  'message.noAddress': [422, '{name} has no phone number that can be written to', '{name} tidak memiliki nomor telepon yang dapat dikirimi'],
  'message.noConsent': [422, '{name} has not agreed to be sent messages', '{name} belum setuju dikirimi pesan'],
  'message.tooLong': [422, 'The message is longer than {max} characters', 'Pesan lebih dari {max} karakter'],
  'message.noHours': [422, 'There is no time in the coming year at which messages are sent', 'Tidak ada waktu kirim dalam setahun ke depan'],
  'message.hours': [422, 'The hours must begin before they end', 'Jam mulai harus sebelum jam selesai'],
  'message.busy': [422, 'The other side asks for patience: {reason}', 'Pihak seberang meminta menunggu: {reason}'],
  'message.down': [422, 'The other side is out of order: {reason}', 'Pihak seberang sedang terganggu: {reason}'],
  'message.refused': [422, 'The other side refused it: {reason}', 'Pihak seberang menolaknya: {reason}'],
  // Warnings of the run log, and what a message that rests says.
  'message.quietHours': [422, 'Outside the sending hours: it goes out on {time}', 'Di luar jam kirim: akan dikirim {time}'],
  'message.waited': [422, 'It waited for the sending hours', 'Menunggu jam kirim'],
}
