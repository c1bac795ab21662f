// Webhooks: what is refused, in two languages.
export const errors: Record<string, [number, string, string]> = {
  'webhook.url': [422, 'This address cannot be called: it must be http or https, outside of private networks', 'Alamat ini tidak dapat dipanggil: harus http atau https, di luar jaringan pribadi'],
  'webhook.event': [422, 'There is no such event; write record.created:deal, with * for any', 'Tidak ada peristiwa itu; tulis record.created:deal, dengan * untuk semua'],
}
