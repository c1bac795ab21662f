// Texts of bulk work.
import type { Text } from '../../i18n.tsx'

export const bulkTexts = {
  bar: { en: 'Selected records', id: 'Catatan terpilih' },
  selected: { en: '{count} selected', id: '{count} dipilih' },
  selectEverything: { en: 'Select all {count}', id: 'Pilih semua {count}' },
  clear: { en: 'Clear selection', id: 'Batalkan pilihan' },
  assign: { en: 'Assign', id: 'Tugaskan' },
  assignTitle: { en: 'Assign {count} {count|record|records} to', id: 'Tugaskan {count} catatan kepada' },
  tag: { en: 'Tag', id: 'Beri tag' },
  tagTitle: { en: 'Tags for {count} {count|record|records}', id: 'Tag untuk {count} catatan' },
  tagsToAdd: { en: 'Tags to add', id: 'Tag yang ditambahkan' },
  tagsToRemove: { en: 'Tags to remove', id: 'Tag yang dilepas' },
  tagName: { en: 'Name of a tag', id: 'Nama tag' },
  edit: { en: 'Change a field', id: 'Ubah kolom' },
  editTitle: { en: 'Change a field of {count} {count|record|records}', id: 'Ubah satu kolom pada {count} catatan' },
  field: { en: 'Field', id: 'Kolom' },
  newValue: { en: 'New value', id: 'Nilai baru' },
  willEmpty: {
    en: 'Left empty, the field is emptied in all of them.', id: 'Bila dikosongkan, kolom ini dikosongkan di semuanya.',
  },
  apply: { en: 'Change {count}', id: 'Ubah {count}' },
  delete: { en: 'Delete', id: 'Hapus' },
  deleteTitle: { en: 'Delete {count} {what}?', id: 'Hapus {count} {what}?' },
  deleteBody: {
    en: 'They go to the bin and can be restored for 60 days.',
    id: 'Semuanya masuk keranjang sampah dan dapat dipulihkan selama 60 hari.',
  },
  deleteGo: { en: 'Delete {count}', id: 'Hapus {count}' },
  running: { en: '{done} of {total}', id: '{done} dari {total}' },
  stop: { en: 'Stop', id: 'Hentikan' },
  changed: { en: '{count} {count|record|records} changed', id: '{count} catatan diubah' },
  deleted: { en: '{count} {count|record|records} deleted', id: '{count} catatan dihapus' },
  undone: { en: 'Undone', id: 'Diurungkan' },
  refused: { en: '{count} could not be changed: {why}', id: '{count} tidak dapat diubah: {why}' },
  stopped: { en: 'Stopped after {count}', id: 'Dihentikan setelah {count}' },
} satisfies Record<string, Text>
