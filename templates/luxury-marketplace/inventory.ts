// Template luxury-marketplace: the physical item: one record each, from intake over inspection and appraisal to goods out and
// sold, with its grades before and after, its papers and who answers for each movement.
import type { InstallableObject } from '../../kernel/object/install.ts'
import { stuckFields } from './stuck-stock.ts'

const ofWatches = { field: 'category', in: ['watch'] }
const ofBags = { field: 'category', in: ['bag'] }

/** New and Unworn are everybody's; beyond them watches and bags have lists of their own. */
export const grades = [
  { value: 'new', label: { en: 'New', id: 'Baru' }, color: 'green' },
  { value: 'unworn', label: { en: 'Unworn', id: 'Belum dipakai' }, color: 'teal' },
  { value: 'excellent', label: { en: 'Excellent', id: 'Sangat baik' }, color: 'blue', when: ofWatches },
  { value: 'veryGood', label: { en: 'Very good', id: 'Baik sekali' }, color: 'indigo', when: ofWatches },
  { value: 'good', label: { en: 'Good', id: 'Baik' }, color: 'amber', when: ofWatches },
  { value: 'fair', label: { en: 'Fair', id: 'Cukup' }, color: 'gray', when: ofWatches },
  { value: 'pristine', label: { en: 'Pristine', id: 'Mulus' }, color: 'blue', when: ofBags },
  { value: 'lightlyUsed', label: { en: 'Lightly used', id: 'Jarang dipakai' }, color: 'indigo', when: ofBags },
  { value: 'used', label: { en: 'Used', id: 'Bekas pakai' }, color: 'gray', when: ofBags },
]

const locations = [
  { value: 'jakarta', label: { en: 'Jakarta showroom', id: 'Galeri Jakarta' } },
  { value: 'surabaya', label: { en: 'Surabaya showroom', id: 'Galeri Surabaya' } },
  { value: 'bali', label: { en: 'Bali showroom', id: 'Galeri Bali' } },
  { value: 'vault', label: { en: 'Vault', id: 'Brankas' } },
  { value: 'service', label: { en: 'Service centre', id: 'Pusat servis' } },
]

export const opsInventory: InstallableObject = {
  name: 'opsInventory',
  custom: true,
  label: { en: 'Ops inventory', id: 'Inventaris' },
  pluralLabel: { en: 'Ops inventory', id: 'Inventaris' },
  icon: 'watch',
  title: 'name',
  uniqueSets: [{ fields: ['brand', 'serial'] }],
  fields: [
    { name: 'name', type: 'text', max: 200, required: true, label: { en: 'Item', id: 'Barang' } },
    { name: 'itemNumber', type: 'autoNumber', pattern: 'INV-{yyyy}-{00000}', label: { en: 'Item number', id: 'Nomor barang' } },
    {
      name: 'category', type: 'select', index: true, label: { en: 'Category', id: 'Kategori' }, options: [
        { value: 'watch', label: { en: 'Watch', id: 'Jam tangan' }, color: 'blue' }, { value: 'bag', label: { en: 'Bag', id: 'Tas' }, color: 'purple' },
      ],
    },
    { name: 'brand', type: 'text', max: 80, required: true, index: true, label: { en: 'Brand', id: 'Merek' } },
    { name: 'model', type: 'text', max: 120, label: { en: 'Model', id: 'Model' } },
    { name: 'reference', type: 'text', max: 60, index: true, label: { en: 'Reference', id: 'Referensi' } },
    { name: 'serial', type: 'text', max: 60, required: true, index: true, label: { en: 'Serial number', id: 'Nomor seri' } },
    { name: 'price', type: 'currency', label: { en: 'Price', id: 'Harga' } },
    { name: 'location', type: 'select', options: locations, default: 'vault', required: true, index: true, label: { en: 'Location', id: 'Lokasi' } },
    {
      name: 'column', type: 'select', default: 'intake', required: true, index: true, label: { en: 'Status', id: 'Status' }, options: [
        { value: 'intake', label: { en: 'Intake', id: 'Masuk' }, color: 'gray' },
        { value: 'inspection', label: { en: 'Inspection', id: 'Pemeriksaan' }, color: 'indigo' },
        { value: 'ready', label: { en: 'Ready', id: 'Siap jual' }, color: 'blue' },
        { value: 'goodsOut', label: { en: 'Goods out', id: 'Barang keluar' }, color: 'amber' },
        { value: 'goodsSold', label: { en: 'Goods sold', id: 'Barang sampai' }, color: 'green' },
      ],
    },
    { name: 'deal', type: 'relation', to: 'deal', label: { en: 'Deal', id: 'Transaksi' } },
    { name: 'newGrading', type: 'select', options: grades, required: true, label: { en: 'New grading', id: 'Penilaian awal' }, help: { en: 'At intake, before anybody has inspected it', id: 'Saat masuk, sebelum diperiksa' } },
    { name: 'inspectionStartedAt', type: 'dateTime', writeOnce: true, label: { en: 'Inspection started', id: 'Pemeriksaan dimulai' } },
    { name: 'finalGrading', type: 'select', options: grades, label: { en: 'Final grading', id: 'Penilaian akhir' }, help: { en: 'After the quality check; Service alone writes it', id: 'Setelah pemeriksaan mutu; hanya diisi Service' } },
    { name: 'inspector', type: 'user', label: { en: 'Inspector', id: 'Pemeriksa' } },
    { name: 'inspectedOn', type: 'date', label: { en: 'Inspected on', id: 'Diperiksa tanggal' } },
    { name: 'condition', type: 'select', options: grades, readOnly: false, label: { en: 'Condition', id: 'Kondisi' }, help: { en: 'Follows the final grading', id: 'Mengikuti penilaian akhir' } },
    { name: 'gradedAt', type: 'dateTime', label: { en: 'Graded at', id: 'Dinilai pada' } },
    { name: 'gradedBy', type: 'user', label: { en: 'Graded by', id: 'Dinilai oleh' } },
    { name: 'photosBefore', type: 'image', label: { en: 'Photo before', id: 'Foto sebelum' } },
    { name: 'photosAfter', type: 'image', label: { en: 'Photo after', id: 'Foto sesudah' } },
    {
      name: 'appraisal', type: 'select', default: 'none', label: { en: 'Appraisal', id: 'Taksiran' }, options: [
        { value: 'none', label: { en: 'None', id: 'Belum' }, color: 'gray' }, { value: 'requested', label: { en: 'Requested', id: 'Diminta' }, color: 'amber' }, { value: 'done', label: { en: 'Done', id: 'Selesai' }, color: 'green' },
      ],
      transitions: { default: 'allow', rules: [{ to: ['done'], sets: { dtDoneAppraisal: '@now' } }] },
    },
    { name: 'appraisalValue', type: 'currency', label: { en: 'Appraised at', id: 'Nilai taksiran' } },
    { name: 'dtDoneAppraisal', type: 'dateTime', label: { en: 'DT done appraisal', id: 'Waktu taksiran selesai' } },
    {
      name: 'goodsOut', type: 'select', index: true, label: { en: 'Goods out', id: 'Barang keluar' }, options: [
        { value: 'sale', label: { en: 'Sale', id: 'Penjualan' }, color: 'green' }, { value: 'delivery', label: { en: 'Delivery', id: 'Pengiriman' }, color: 'blue' }, { value: 'transfer', label: { en: 'Location transfer', id: 'Pindah lokasi' }, color: 'amber' },
      ],
      transitions: { default: 'allow', rules: [{ to: ['sale', 'delivery', 'transfer'], sets: { goodsOutAt: '@now', goodsOutBy: '@me' } }] },
    },
    { name: 'goodsOutAt', type: 'dateTime', label: { en: 'Goods out at', id: 'Keluar pada' } },
    { name: 'goodsOutBy', type: 'user', label: { en: 'Responsible', id: 'Penanggung jawab keluar' } },
    { name: 'courier', type: 'text', max: 80, label: { en: 'Courier', id: 'Kurir' } },
    { name: 'toLocation', type: 'select', options: locations, label: { en: 'To location', id: 'Ke lokasi' } },
    { name: 'receivedAt', type: 'dateTime', label: { en: 'Received at', id: 'Diterima di tujuan' } },
    { name: 'doNumber', type: 'text', pattern: 'DO-0000-00000', unique: true, label: { en: 'DO number', id: 'Nomor DO' }, help: { en: 'Such as DO-2026-00001', id: 'Misalnya DO-2026-00001' } },
    ...stuckFields,
  ],
  validations: [
    { name: 'newGradingStays', when: { inspectionStartedAt: { empty: false } }, keep: ['newGrading'], message: { en: 'The new grading is locked once the inspection has started', id: 'Penilaian awal terkunci setelah pemeriksaan dimulai' } },
    { name: 'finalNeedsInspector', when: { finalGrading: { empty: false } }, must: { inspector: { empty: false }, inspectedOn: { empty: false } }, field: 'finalGrading', message: { en: 'A final grading needs its inspector and date', id: 'Penilaian akhir memerlukan pemeriksa dan tanggal' } },
    { name: 'gradedBeforeSold', when: { goodsOut: { in: ['sale', 'delivery'] } }, must: { finalGrading: { empty: false } }, field: 'goodsOut', message: { en: 'An item that is not graded cannot be sold', id: 'Barang yang belum dinilai tidak dapat dijual' } },
    { name: 'saleNeedsDeal', when: { goodsOut: { eq: 'sale' } }, must: { deal: { empty: false } }, field: 'deal', message: { en: 'A sale names its deal', id: 'Penjualan menyebut transaksinya' } },
    { name: 'deliveryNeedsCourier', when: { goodsOut: { eq: 'delivery' } }, must: { deal: { empty: false }, courier: { empty: false } }, field: 'courier', message: { en: 'A delivery names its deal and courier', id: 'Pengiriman menyebut transaksi dan kurirnya' } },
    { name: 'transferNeedsPlace', when: { goodsOut: { eq: 'transfer' } }, must: { toLocation: { empty: false } }, field: 'toLocation', message: { en: 'A transfer names where it goes', id: 'Pemindahan menyebut tujuannya' } },
    { name: 'movedBySomebody', when: { goodsOut: { empty: false } }, must: { goodsOutBy: { empty: false } }, field: 'goodsOutBy', message: { en: 'Somebody answers for each movement', id: 'Setiap pergerakan ada penanggung jawabnya' } },
    { name: 'doAfterGoodsOut', when: { doNumber: { empty: false } }, must: { goodsOut: { empty: false } }, field: 'doNumber', message: { en: 'A DO number comes after goods out', id: 'Nomor DO diisi setelah barang keluar' } },
  ],
}
