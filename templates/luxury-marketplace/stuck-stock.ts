// Template luxury-marketplace: items that are stuck: since when, why, and for how many days. The moments are found by workflows
// on the items' own dates; each night the days are counted anew, without a line in the items' history.
import type { InstallableView } from '../../kernel/object/install.ts'
import type { FieldDefinition } from '../../kernel/object/definition.ts'

export const stuckFields: FieldDefinition[] = [
  { name: 'overdueSince', type: 'date', label: { en: 'Overdue since', id: 'Overdue sejak' } },
  {
    name: 'overdueCause', type: 'select', index: true, label: { en: 'Cause', id: 'Penyebab' }, help: { en: 'Why the item does not move on', id: 'Mengapa barang tertahan' }, options: [
      { value: 'grading', label: { en: 'Not graded', id: 'Belum dinilai' }, color: 'indigo' },
      { value: 'price', label: { en: 'Price not agreed', id: 'Harga belum disepakati' }, color: 'purple' },
      { value: 'transfer', label: { en: 'Transfer not received', id: 'Pemindahan belum diterima' }, color: 'amber' },
      { value: 'delivery', label: { en: 'Out without DO number', id: 'Keluar tanpa nomor DO' }, color: 'red' },
    ],
  },
  { name: 'overdueAsOf', type: 'date', track: false, label: { en: 'Days counted on', id: 'Hari dihitung pada' } },
  { name: 'overdueDays', type: 'formula', formula: 'daysBetween(overdueSince, overdueAsOf)', track: false, label: { en: 'Days overdue', id: 'Hari overdue' } },
]

/** Written by workflows alone. */
export const stuckRights = { overdueSince: 'read', overdueCause: 'read', overdueAsOf: 'read' } as const

export const stuckView: InstallableView = {
  key: 'opsInventory.overdue', object: 'opsInventory', kind: 'table', label: { en: 'Overdue', id: 'Overdue' }, sort: '-overdueDays', filter: { overdueCause: { empty: false } },
  columns: ['itemNumber', 'name', 'overdueDays', 'overdueCause', 'owner', 'overdueSince', 'location', 'deal'],
}

const stuck = (overdueCause: string) => ({ overdueCause, overdueSince: '{{ today }}', overdueAsOf: '{{ today }}' })
const moving = { overdueCause: null, overdueSince: null, overdueAsOf: null }

/** Marks the item of a workflow on items. */
export const markStuck = (cause: string) => ({ id: 'stuck', type: 'updateRecord', data: stuck(cause) })

/** Marks the items of a workflow's deal, which wait as it waits. */
export const markItemsStuck = [
  { id: 'items', type: 'findRecords', object: 'opsInventory', filter: { deal: { eq: '{{ record.id }}' }, goodsOut: { empty: true } }, limit: 500 },
  { id: 'each', type: 'forEach', items: '{{ steps.items.records }}', steps: [{ id: 'stuck', type: 'updateRecord', object: 'opsInventory', recordId: '{{ item.id }}', data: stuck('price') }] },
]

export const stuckWorkflows = [
  {
    key: 'notGraded', name: { en: 'Item: three days without a grading are Overdue', id: 'Barang: tiga hari tanpa penilaian menjadi Overdue' }, object: 'opsInventory', enabled: true,
    trigger: { type: 'date', field: 'createdAt', offset: { days: 3 } }, condition: { finalGrading: { empty: true }, overdueCause: { empty: true } }, steps: [markStuck('grading')],
  },
  {
    key: 'notDelivered', name: { en: 'Item: a week out without a DO number is Overdue', id: 'Barang: seminggu keluar tanpa nomor DO menjadi Overdue' }, object: 'opsInventory', enabled: true,
    trigger: { type: 'date', field: 'goodsOutAt', offset: { days: 7 } }, condition: { goodsOut: { in: ['sale', 'delivery'] }, doNumber: { empty: true } }, steps: [markStuck('delivery')],
  },
  {
    key: 'movesAgain', name: { en: 'Item: what moves again is not Overdue', id: 'Barang: yang bergerak lagi tidak Overdue' }, object: 'opsInventory', enabled: true, inTransaction: true,
    trigger: { type: 'record', on: ['updated'], changed: ['finalGrading', 'goodsOut', 'receivedAt', 'doNumber'], reenrol: 'every' },
    condition: {
      or: [
        { overdueCause: { eq: 'grading' }, finalGrading: { empty: false } }, { overdueCause: { eq: 'price' }, goodsOut: { empty: false } },
        { overdueCause: { eq: 'transfer' }, or: [{ receivedAt: { empty: false } }, { goodsOut: { ne: 'transfer' } }] }, { overdueCause: { eq: 'delivery' }, or: [{ doNumber: { empty: false } }, { goodsOut: { notIn: ['sale', 'delivery'] } }] },
      ],
    },
    steps: [{ id: 'moving', type: 'updateRecord', data: moving }],
  },
  {
    key: 'dealMoves', name: { en: 'Deal: progress ends the Overdue of its items', id: 'Transaksi: kemajuan mengakhiri Overdue barangnya' }, object: 'deal', enabled: true,
    trigger: { type: 'record', on: ['updated'], changed: ['overdueUntil'], reenrol: 'every' }, condition: { overdueUntil: { empty: false } },
    steps: [
      { id: 'items', type: 'findRecords', object: 'opsInventory', filter: { deal: { eq: '{{ record.id }}' }, overdueCause: { eq: 'price' } }, limit: 500 },
      { id: 'each', type: 'forEach', items: '{{ steps.items.records }}', steps: [{ id: 'moving', type: 'updateRecord', object: 'opsInventory', recordId: '{{ item.id }}', data: moving }] },
    ],
  },
  {
    key: 'overdueDays', name: { en: 'Items: count the days overdue', id: 'Barang: hitung hari overdue' }, enabled: true,
    trigger: { type: 'schedule', cron: '5 0 * * *' },
    steps: [
      { id: 'items', type: 'findRecords', object: 'opsInventory', filter: { overdueCause: { empty: false } }, sort: 'overdueAsOf', limit: 500 },
      { id: 'each', type: 'forEach', items: '{{ steps.items.records }}', steps: [{ id: 'count', type: 'updateRecord', object: 'opsInventory', recordId: '{{ item.id }}', data: { overdueAsOf: '{{ today }}' } }] },
    ],
  },
]
