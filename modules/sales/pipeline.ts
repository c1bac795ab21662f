// Sales: the pipeline that every workspace starts with, and what each of its stages means.
import type { Pipeline } from '../../kernel/workspace/workspace.ts'

export const salesPipeline: Pipeline = {
  name: 'sales',
  label: { en: 'Sales', id: 'Penjualan' },
  object: 'deal',
  stages: [
    {
      value: 'prospect', label: { en: 'Prospect', id: 'Calon pembeli' }, color: 'gray', probability: 10, kind: 'open',
      help: { en: 'Somebody who may buy; the need is not known yet', id: 'Calon yang mungkin membeli; kebutuhannya belum diketahui' },
    },
    {
      value: 'qualified', label: { en: 'Qualified', id: 'Memenuhi syarat' }, color: 'blue', probability: 20, kind: 'open',
      help: { en: 'Need, budget and decision maker are known', id: 'Kebutuhan, anggaran dan pengambil keputusan sudah diketahui' },
    },
    {
      value: 'consultation', label: { en: 'Consultation', id: 'Konsultasi' }, color: 'indigo', probability: 40, kind: 'open',
      help: { en: 'We advise on what fits: samples, visits, specifications', id: 'Kita memberi saran yang sesuai: contoh, kunjungan, spesifikasi' },
    },
    {
      value: 'proposal', label: { en: 'Proposal', id: 'Penawaran' }, color: 'purple', probability: 60, kind: 'open',
      help: { en: 'The customer has our offer with a price', id: 'Pelanggan sudah menerima penawaran beserta harga' },
    },
    {
      value: 'negotiation', label: { en: 'Negotiation', id: 'Negosiasi' }, color: 'amber', probability: 80, kind: 'open',
      help: { en: 'Price, terms and time are being settled', id: 'Harga, syarat dan waktu sedang dibicarakan' },
    },
    {
      value: 'won', label: { en: 'Won', id: 'Berhasil' }, color: 'green', probability: 100, kind: 'won',
      help: { en: 'The customer ordered', id: 'Pelanggan sudah memesan' },
    },
    {
      value: 'lost', label: { en: 'Lost', id: 'Gagal' }, color: 'red', probability: 0, kind: 'lost',
      help: { en: 'The customer will not buy from us; say why', id: 'Pelanggan tidak jadi membeli; sebutkan alasannya' },
    },
  ],
}
