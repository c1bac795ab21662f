// Sales: a deal, from first interest to delivery, in one of the pipelines of the workspace.
import { isoTime } from '../../kernel/field/iso-time.ts'
import { defineObject } from '../../kernel/object/definition.ts'
import type { ObjectBehaviour } from '../../kernel/record/hook.ts'
import { sources } from '../contacts/index.ts'

export const deal = defineObject('deal', {
  label: { en: 'Deal', id: 'Transaksi' },
  pluralLabel: { en: 'Deals', id: 'Transaksi' },
  icon: 'handshake',
  title: 'name',
  fields: {
    name: { type: 'text', max: 200, required: true, label: { en: 'Name', id: 'Nama' } },
    pipeline: { type: 'select', default: 'sales', label: { en: 'Pipeline', id: 'Alur penjualan' } },
    stage: { type: 'select', pipelineField: 'pipeline', label: { en: 'Stage', id: 'Tahap' } },
    amount: { type: 'currency', index: true, label: { en: 'Amount', id: 'Nilai' } },
    contact: { type: 'relation', to: 'contact', label: { en: 'Contact', id: 'Kontak' } },
    company: { type: 'relation', to: 'company', label: { en: 'Company', id: 'Perusahaan' } },
    closingDate: { type: 'date', index: true, label: { en: 'Closing date', id: 'Tanggal penutupan' } },
    source: { type: 'select', options: sources, label: { en: 'Source', id: 'Sumber' } },
    lostReason: { type: 'text', max: 500, label: { en: 'Lost reason', id: 'Alasan gagal' } },
    salesOrderNumber: { type: 'text', max: 60, index: true, label: { en: 'Sales order number', id: 'Nomor pesanan penjualan' } },
    deliveredAt: { type: 'dateTime', label: { en: 'Delivered at', id: 'Diterima pada' } },
    afterSalesDoneAt: { type: 'dateTime', label: { en: 'After-sales done at', id: 'Purnajual selesai pada' } },
  },
})

/** A deal that is moved to the stage `delivered` keeps when that was first so; imported ones bring their own times. */
export const dealBehaviour: ObjectBehaviour = {
  object: 'deal',
  prepare(context, { kind, before, after }) {
    const arrives = kind === 'updated' && after.stage === 'delivered' && before!.stage !== 'delivered'
    if (arrives && !after.deliveredAt && context.actor.way !== 'import') after.deliveredAt = isoTime(context.now)
  },
}
