// What is said while files are attached to a record, and where one is looked at.
import type { Text } from '../../i18n.tsx'

export const attachTexts = {
  choose: { en: 'Attach files', id: 'Lampirkan berkas' },
  drop: { en: 'Drop to attach', id: 'Lepaskan untuk melampirkan' },
  attached: { en: '{name} is attached', id: '{name} terlampir' },
  failed: { en: '{name} was not attached: {reason}', id: '{name} tidak terlampir: {reason}' },
  sendingList: { en: 'Files on their way', id: 'Berkas yang sedang dikirim' },
  stop: { en: 'Stop sending {name}', id: 'Batalkan pengiriman {name}' },
  noFile: { en: 'This document has no file yet.', id: 'Dokumen ini belum punya berkas.' },
  noPreview: { en: 'This kind of file cannot be shown here.', id: 'Jenis berkas ini tidak dapat ditampilkan di sini.' },
  download: { en: 'Download', id: 'Unduh' },
  openRecord: { en: 'Open document', id: 'Buka dokumen' },
  versions: { en: 'Versions', id: 'Versi' },
} satisfies Record<string, Text>
