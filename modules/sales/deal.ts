// Sales: a deal, from first interest to delivery, in one of the pipelines of the workspace.
import { isoTime } from '../../kernel/field/iso-time.ts'
import { defineObject } from '../../kernel/object/definition.ts'
import type { ObjectBehaviour } from '../../kernel/record/hook.ts'
import { sources } from '../contacts/index.ts'
import { keepPast, stampTimes, wantsPast } from './times.ts'

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
    openedAt: { type: 'dateTime', index: true, readOnly: true, keepGiven: true, track: false, label: { en: 'Opened', id: 'Dibuka' }, help: { en: 'When it began; an import may bring it', id: 'Saat dimulai; dapat dibawa oleh impor' } },
    stageSince: { type: 'dateTime', index: true, readOnly: true, keepGiven: true, track: false, derivedFrom: ['stage', 'pipeline'], label: { en: 'In this stage since', id: 'Di tahap ini sejak' } },
    closedAt: { type: 'dateTime', index: true, readOnly: true, keepGiven: true, track: false, derivedFrom: ['stage', 'pipeline'], label: { en: 'Closed', id: 'Ditutup' }, help: { en: 'When it was won or lost', id: 'Saat berhasil atau gagal' } },
  },
})

/** Keeps the times of a deal. One that is moved to the stage `delivered` keeps when that was first so; imported ones bring their own times. */
export const dealBehaviour: ObjectBehaviour = {
  object: 'deal',
  wants: wantsPast,
  after: keepPast,
  prepare(context, change) {
    const { kind, before, after } = change
    const arrives = kind === 'updated' && after.stage === 'delivered' && before!.stage !== 'delivered'
    if (arrives && !after.deliveredAt && context.actor.way !== 'import') after.deliveredAt = isoTime(context.now)
    return stampTimes(context, change)
  },
}
