// Team chat: what is refused, in two languages.
export const errors: Record<string, [number, string, string]> = {
  'chat.name': [409, 'There is a channel of this name already', 'Sudah ada saluran dengan nama ini'],
  'chat.archived': [409, 'This channel is archived: nothing is written in it any more', 'Saluran ini diarsipkan: tidak ada lagi yang dapat ditulis'],
  'chat.empty': [422, 'A message needs a text or a file', 'Pesan memerlukan teks atau berkas'],
  'chat.member': [422, 'There is no such active member', 'Tidak ada anggota aktif itu'],
  'chat.outsider': [422, 'Only members of this channel can be asked here', 'Hanya anggota saluran ini yang dapat ditanya di sini'],
  'chat.direct': [422, 'A conversation cannot be changed: begin another one', 'Percakapan tidak dapat diubah: mulai yang baru'],
  'chat.thread': [422, 'There is no such message in this channel', 'Tidak ada pesan itu di saluran ini'],
  'chat.asked': [409, 'Somebody has been asked about this message already', 'Sudah ada yang ditanya tentang pesan ini'],
  'chat.noChannel': [422, 'There is no channel "{name}" to post to', 'Tidak ada saluran "{name}" untuk dikirimi'],
  'chat.nobody': [422, 'Nobody to post to: {name}', 'Tidak ada penerima: {name}'],
  'chat.address': [422, 'This is no address of {connector}, or it lies in a private network', 'Ini bukan alamat {connector}, atau berada di jaringan pribadi'],
  'chat.connector': [422, 'There is no connector "{name}"', 'Tidak ada konektor "{name}"'],
}
