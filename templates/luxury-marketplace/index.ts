// Template luxury-marketplace: a marketplace of watches and bags: items that are graded and appraised, deals that become Delivered
// by the inventory and not by hand, and a customer who is followed up for a year and greeted each birthday.
import type { Template } from '../../kernel/workspace/template.ts'
import { demo } from './demo.ts'
import { opsInventory } from './inventory.ts'
import { roles } from './roles.ts'
import { stuckView, stuckWorkflows } from './stuck-stock.ts'
import { mark, workflows } from './workflows.ts'

export const luxuryMarketplace: Template = {
  name: 'luxury-marketplace',
  label: { en: 'Luxury marketplace', id: 'Lokapasar barang mewah' },
  description: {
    en: 'Graded items, goods out, deliveries that the inventory confirms, and customers followed up on D+3, D+30, D+90, D+365 and birthdays.',
    id: 'Barang yang dinilai, barang keluar, pengiriman yang dipastikan inventaris, serta pelanggan yang ditindaklanjuti pada D+3, D+30, D+90, D+365 dan ulang tahun.',
  },
  objects: [
    opsInventory,
    {
      name: 'deal', fields: [
        { name: 'pulseCheckDate', type: 'date', index: true, label: { en: 'Pulse check', id: 'Pulse check' }, help: { en: 'When the customer was asked after the delivery: D+3 and what follows count from it', id: 'Saat pelanggan ditanya setelah pengiriman: D+3 dan seterusnya dihitung dari sini' } },
        { name: 'dtDoneAppraisal', type: 'dateTime', label: { en: 'DT done appraisal', id: 'Waktu taksiran selesai' } },
        { name: 'overdueSince', type: 'dateTime', label: { en: 'Overdue since', id: 'Overdue sejak' } },
        { name: 'overdueUntil', type: 'dateTime', label: { en: 'Overdue until', id: 'Overdue sampai' } },
        { name: 'voucherCode', type: 'text', max: 40, label: { en: 'Voucher', id: 'Voucher' } },
        { name: 'voucherValue', type: 'currency', label: { en: 'Voucher value', id: 'Nilai voucher' } },
        { name: 'voucherUntil', type: 'date', label: { en: 'Voucher valid until', id: 'Voucher berlaku sampai' } },
        { name: 'previousDeal', type: 'relation', to: 'deal', label: { en: 'Earlier deal', id: 'Transaksi sebelumnya' } },
        { name: 'itemsTotal', type: 'rollup', label: { en: 'Items', id: 'Barang' }, rollup: { object: 'opsInventory', by: 'deal', measure: 'count' } },
        { name: 'itemsOpen', type: 'rollup', label: { en: 'Items not sold', id: 'Barang belum sampai' }, rollup: { object: 'opsInventory', by: 'deal', measure: 'count', filter: { column: { ne: 'goodsSold' } } } },
      ],
    },
  ],
  pipelines: [{
    name: 'sales',
    stages: [
      {
        value: 'priceOffering', after: 'consultation', label: { en: 'Price offering', id: 'Penawaran harga' }, color: 'purple', probability: 50, kind: 'open',
        help: { en: 'The price waits for the appraisal; three days without progress are Overdue', id: 'Harga menunggu taksiran; tiga hari tanpa kemajuan menjadi Overdue' },
      },
      {
        value: 'delivered', after: 'won', label: { en: 'Delivered', id: 'Diterima' }, color: 'teal', probability: 100, kind: 'won',
        help: { en: 'Set by the inventory when all items are sold', id: 'Ditetapkan inventaris saat semua barang sampai' },
      },
    ],
    transitions: {
      default: 'allow',
      rules: [{ to: ['delivered'], workflow: true, message: { en: 'The inventory sets Delivered when the DO number is filled', id: 'Diterima ditetapkan inventaris saat nomor DO diisi' } }],
    },
  }],
  roles,
  channels: [
    { key: 'admin', name: { en: 'Admin', id: 'Admin' }, topic: { en: 'Goods out, corrections, exceptions', id: 'Barang keluar, koreksi, pengecualian' } },
  ],
  views: [
    { key: 'opsInventory.board', object: 'opsInventory', kind: 'board', label: { en: 'Inventory board', id: 'Papan inventaris' }, groupBy: 'column', sort: '-updatedAt', columns: ['name', 'brand', 'serial', 'condition', 'deal'] },
    { key: 'opsInventory.ungraded', object: 'opsInventory', kind: 'table', label: { en: 'To be graded', id: 'Belum dinilai' }, sort: 'createdAt', filter: { finalGrading: { empty: true } }, columns: ['itemNumber', 'name', 'brand', 'newGrading', 'inspectionStartedAt', 'location'] },
    { key: 'opsInventory.transfers', object: 'opsInventory', kind: 'table', label: { en: 'On transfer', id: 'Dalam pemindahan' }, sort: 'goodsOutAt', filter: { goodsOut: { eq: 'transfer' }, receivedAt: { empty: true } }, columns: ['itemNumber', 'name', 'location', 'toLocation', 'goodsOutAt', 'goodsOutBy'] },
    stuckView,
    { key: 'deal.overdue', object: 'deal', kind: 'table', label: { en: 'Overdue', id: 'Overdue' }, sort: 'overdueSince', filter: { tags: { hasAny: ['Overdue'] } }, columns: ['name', 'contact', 'amount', 'stageSince', 'dtDoneAppraisal', 'overdueSince', 'owner'] },
    { key: 'deal.afterSales', object: 'deal', kind: 'table', label: { en: 'After-sales to do', id: 'Purnajual belum selesai' }, sort: 'deliveredAt', filter: { stage: { eq: 'delivered' }, afterSalesDoneAt: { empty: true } }, columns: ['name', 'contact', 'amount', 'deliveredAt', 'pulseCheckDate', 'owner'] },
    { key: 'task.afterSales', object: 'task', kind: 'table', label: { en: 'After-sales tasks', id: 'Tugas purnajual' }, sort: 'dueAt', filter: { tags: { hasAny: [mark] }, status: { notIn: ['done', 'closed'] } }, columns: ['subject', 'status', 'dueAt', 'about', 'contact', 'owner'] },
  ],
  workflows: [...workflows, ...stuckWorkflows],
  demo,
}
