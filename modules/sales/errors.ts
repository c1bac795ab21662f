// Sales: what is refused, in two languages.
export const errors: Record<string, [number, string, string]> = {
  'deal.future': [422, 'This time has not come yet', 'Waktu ini belum tiba'],
  'deal.beforeOpened': [422, 'This is before the deal was opened', 'Ini sebelum transaksi dibuka'],
}
