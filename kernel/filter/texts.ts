// The filter language in words: the catalogue of this room.
export const texts = {
  all: { en: 'everything', id: 'semua' },
  none: { en: 'nothing', id: 'tidak ada' },
  and: { en: ' and ', id: ' dan ' },
  or: { en: ' or ', id: ' atau ' },
  not: { en: 'not ({filter})', id: 'bukan ({filter})' },
  condition: { en: '{field} {operator} {value}', id: '{field} {operator} {value}' },
  flag: { en: '{field} {operator}', id: '{field} {operator}' },
  between: { en: '{field} is between {from} and {to}', id: '{field} antara {from} dan {to}' },
  last: { en: '{field} is in the last {period}', id: '{field} dalam {period} terakhir' },
  next: { en: '{field} is in the next {period}', id: '{field} dalam {period} ke depan' },
  related: { en: '{field} with ({filter})', id: '{field} dengan ({filter})' },
  anyRelated: { en: '{field} is filled', id: '{field} terisi' },
  own: { en: 'own records', id: 'catatan sendiri' },
  team: { en: 'records of the own teams', id: 'catatan tim sendiri' },
  branch: { en: 'records of the own branch', id: 'catatan cabang sendiri' },
  orphaned: { en: 'went with a removed object', id: 'ikut objek yang dihapus' },
  me: { en: 'me', id: 'saya' },
  myBranch: { en: 'my branch', id: 'cabang saya' },
  ofBranch: { en: 'the branch {branch}', id: 'cabang {branch}' },
  yes: { en: 'yes', id: 'ya' },
  no: { en: 'no', id: 'tidak' },
}

/** Operators whose argument false turns them round. */
export const negations: Record<string, { en: string, id: string }> = {
  empty: { en: 'is not empty', id: 'tidak kosong' },
  today: { en: 'is not today', id: 'bukan hari ini' },
  marked: { en: 'is in normal form', id: 'berbentuk baku' },
}

/** One and several; Indonesian has one form. */
export const units: Record<string, { en: [string, string], id: [string, string] }> = {
  hours: { en: ['hour', 'hours'], id: ['jam', 'jam'] },
  days: { en: ['day', 'days'], id: ['hari', 'hari'] },
  weeks: { en: ['week', 'weeks'], id: ['minggu', 'minggu'] },
  months: { en: ['month', 'months'], id: ['bulan', 'bulan'] },
}
