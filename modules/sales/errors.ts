// Sales: what is refused, in two languages.
export const errors: Record<string, [number, string, string]> = {
  'deal.future': [422, 'This time has not come yet', 'Waktu ini belum tiba'],
  'deal.beforeOpened': [422, 'This is before the deal was opened', 'Ini sebelum transaksi dibuka'],
  'goal.dates': [422, 'The goal ends before it begins', 'Sasaran berakhir sebelum dimulai'],
  'goal.target': [422, 'The target must differ from the baseline', 'Target harus berbeda dari nilai awal'],
  'goal.percent': [422, 'A share is at most 100 percent', 'Bagian paling banyak 100 persen'],
  'goal.tooMany': [422, 'There are {max} goals already; remove some first', 'Sudah ada {max} sasaran; hapus sebagian dahulu'],
}
