// Texts of the board.
import type { Text } from '../../i18n.tsx'

export const boardTexts = {
  board: { en: 'Board of {what} by {field}', id: 'Papan {what} menurut {field}' },
  without: { en: 'Without {field}', id: 'Tanpa {field}' },
  moveTo: { en: 'Move to…', id: 'Pindahkan ke…' },
  moveCard: { en: 'Move "{name}" to…', id: 'Pindahkan "{name}" ke…' },
  moved: { en: '"{name}" moved to {column}', id: '"{name}" dipindah ke {column}' },
  collapse: { en: 'Collapse {column}', id: 'Ciutkan {column}' },
  expand: { en: 'Expand {column}', id: 'Bentangkan {column}' },
  emptyColumn: { en: 'Nothing here', id: 'Kosong' },
  closedColumn: { en: 'Not from here', id: 'Tidak dari sini' },
  dropHere: { en: 'Drop here', id: 'Lepas di sini' },
  addTo: { en: 'New in {column}', id: 'Baru di {column}' },
  noField: { en: 'This list has no field to make columns of', id: 'Daftar ini tidak punya kolom untuk dijadikan papan' },
  inStage: { en: '{days} {days|day|days} in this stage', id: '{days} hari di tahap ini' },
  rotten: { en: 'longer than the {limit} days that this stage should take', id: 'lebih lama dari {limit} hari yang wajar di tahap ini' },
  checklist: { en: '{done} of {all} items done', id: '{done} dari {all} butir selesai' },
  columns: { en: 'Board columns', id: 'Kolom papan' },
} satisfies Record<string, Text>
