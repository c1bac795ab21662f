// Field type address: its parts and what they are called; also read aloud in summaries of workflows.

/** In the order in which jsonb keeps keys, shorter ones first, so that a value equals what is read back. */
export const parts = {
  rt: { en: 'RT', id: 'RT' },
  rw: { en: 'RW', id: 'RW' },
  city: { en: 'City', id: 'Kota' },
  street: { en: 'Street', id: 'Jalan' },
  country: { en: 'Country', id: 'Negara' },
  village: { en: 'Village', id: 'Kelurahan' },
  district: { en: 'District', id: 'Kecamatan' },
  province: { en: 'Province', id: 'Provinsi' },
  postalCode: { en: 'Postal code', id: 'Kode pos' },
}
