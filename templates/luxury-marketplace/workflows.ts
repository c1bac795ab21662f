// Template luxury-marketplace: the chain from the item to the customer: graded, appraised, out, sold, delivered, followed up on
// D+3, D+30, D+90 and D+365 and on each birthday. Texts come in both languages; the workspace's own is installed.
import { markItemsStuck, markStuck } from './stuck-stock.ts'

/** Tells the tasks of this template from all others about a deal. */
export const mark = 'after-sales'

const onceMore = { 'trigger.entry': { gt: 1 } }
const firstTime = { 'trigger.entry': { eq: 1 } }
const aboutDeal = { owner: '{{ record.owner.id }}', about: { object: 'deal', id: '{{ record.id }}' }, contact: '{{ record.contact.id }}' }

const markOverdue = [{ id: 'tag', type: 'addTag', tag: 'Overdue' }, { id: 'since', type: 'updateRecord', data: { overdueSince: '{{ now }}', overdueUntil: null } }, ...markItemsStuck]

const within = [
  {
    key: 'finalGrading', name: { en: 'Item: the final grading is its condition', id: 'Barang: penilaian akhir menjadi kondisi' }, object: 'opsInventory', enabled: true, inTransaction: true,
    trigger: { type: 'record', changed: ['finalGrading'], reenrol: 'every' }, condition: { finalGrading: { empty: false } },
    steps: [{ id: 'condition', type: 'updateRecord', data: { condition: '{{ record.finalGrading }}', gradedAt: '{{ now }}', gradedBy: '{{ trigger.by }}' } }],
  },
  {
    key: 'appraised', name: { en: 'Item: a done appraisal is told to its deal', id: 'Barang: taksiran selesai dicatat pada transaksi' }, object: 'opsInventory', enabled: true, inTransaction: true,
    trigger: { type: 'record', to: { appraisal: 'done' }, reenrol: 'every' }, condition: { deal: { empty: false } },
    steps: [{ id: 'deal', type: 'updateRecord', object: 'deal', recordId: '{{ record.deal.id }}', data: { dtDoneAppraisal: '{{ now }}' } }],
  },
  {
    key: 'goodsOut', name: { en: 'Item: goods out', id: 'Barang: keluar' }, object: 'opsInventory', enabled: true, inTransaction: true,
    trigger: { type: 'record', to: { goodsOut: { empty: false } }, reenrol: 'every' },
    steps: [{ id: 'column', type: 'updateRecord', data: { column: 'goodsOut' } }],
  },
  {
    key: 'goodsSold', name: { en: 'Item: a DO number moves it to Goods sold', id: 'Barang: nomor DO memindahkannya ke Barang sampai' }, object: 'opsInventory', enabled: true, inTransaction: true,
    trigger: { type: 'record', to: { doNumber: { empty: false } }, reenrol: 'every' },
    steps: [{ id: 'column', type: 'updateRecord', data: { column: 'goodsSold' } }],
  },
  {
    key: 'delivered', name: { en: 'Item: when all of a deal are sold it is Delivered', id: 'Barang: bila semua barang sampai, transaksi Diterima' }, object: 'opsInventory', enabled: true, inTransaction: true,
    trigger: { type: 'record', to: { column: 'goodsSold' }, reenrol: 'every' }, condition: { deal: { itemsOpen: { eq: 0 }, stage: { notIn: ['delivered', 'lost'] } } },
    steps: [{ id: 'deal', type: 'updateRecord', object: 'deal', recordId: '{{ record.deal.id }}', data: { stage: 'delivered' } }],
  },
  {
    key: 'deliveredByAny', name: { en: 'Item: the first sold one makes its deal Delivered', id: 'Barang: barang pertama yang sampai membuat transaksi Diterima' },
    description: { en: 'Switch this on instead of "when all of a deal are sold" where one item is enough.', id: 'Aktifkan sebagai ganti "bila semua barang sampai" jika satu barang sudah cukup.' }, object: 'opsInventory', enabled: false, inTransaction: true,
    trigger: { type: 'record', to: { column: 'goodsSold' }, reenrol: 'every' }, condition: { deal: { stage: { notIn: ['delivered', 'lost'] } } },
    steps: [{ id: 'deal', type: 'updateRecord', object: 'deal', recordId: '{{ record.deal.id }}', data: { stage: 'delivered' } }],
  },
  {
    key: 'doCleared', name: { en: 'Item: a wrong DO number is taken back', id: 'Barang: nomor DO yang salah dibatalkan' }, object: 'opsInventory', enabled: true, inTransaction: true,
    trigger: { type: 'record', on: ['updated'], from: { doNumber: { empty: false } }, to: { doNumber: null }, reenrol: 'every' }, condition: { or: [{ deal: { empty: true } }, { deal: { pulseCheckDate: { empty: true }, afterSalesDoneAt: { empty: true } } }] },
    steps: [
      { id: 'column', type: 'updateRecord', data: { column: 'goodsOut' } },
      { id: 'deal', type: 'updateRecord', if: { deal: { stage: { eq: 'delivered' } } }, object: 'deal', recordId: '{{ record.deal.id }}', data: { stage: 'won' } },
    ],
  },
  {
    key: 'overdueEnds', name: { en: 'Deal: progress ends Overdue', id: 'Transaksi: kemajuan mengakhiri Overdue' }, object: 'deal', enabled: true, inTransaction: true,
    trigger: { type: 'record', on: ['updated'], changed: ['stage'], reenrol: 'every' }, condition: { tags: { hasAny: ['Overdue'] } },
    steps: [{ id: 'tag', type: 'removeTag', tag: 'Overdue' }, { id: 'until', type: 'updateRecord', data: { overdueUntil: '{{ now }}' } }],
  },
]

const afterwards = [
  {
    key: 'tellAdmin', name: { en: 'Item: goods out is told to Admin', id: 'Barang: keluar diberitahukan ke Admin' }, object: 'opsInventory', enabled: true,
    trigger: { type: 'record', to: { goodsOut: { empty: false } }, reenrol: 'every' },
    steps: [{
      id: 'tell', type: 'postToChannel', channel: { en: 'Admin', id: 'Admin' }, as: 'Inventory', link: 'record',
      text: { en: 'Goods out ({{ record.goodsOut }}): {{ record.brand }} {{ record.name }}, serial {{ record.serial }}, {{ record.goodsOutAt | date: "%-d %B %Y %H:%M" }}, responsible {{ record.goodsOutBy.name }}', id: 'Barang keluar ({{ record.goodsOut }}): {{ record.brand }} {{ record.name }}, seri {{ record.serial }}, {{ record.goodsOutAt | date: "%-d %B %Y %H:%M" }}, penanggung jawab {{ record.goodsOutBy.name }}' },
    }],
  },
  {
    key: 'doCorrection', name: { en: 'Item: a DO number cleared too late is a correction', id: 'Barang: nomor DO yang terlambat dibatalkan perlu koreksi' }, object: 'opsInventory', enabled: true,
    trigger: { type: 'record', on: ['updated'], from: { doNumber: { empty: false } }, to: { doNumber: null }, reenrol: 'every' }, condition: { deal: { or: [{ pulseCheckDate: { empty: false } }, { afterSalesDoneAt: { empty: false } }] } },
    steps: [{
      id: 'task', type: 'createRecord', object: 'task', data: {
        subject: { en: 'Correct the DO number of {{ record.name }}', id: 'Koreksi nomor DO {{ record.name }}' }, description: { en: 'It was cleared after the follow-up of the deal had begun.', id: 'Dihapus setelah tindak lanjut transaksi dimulai.' },
        dueAt: '{{ now | plusDays: 1 | at: "09:00" }}', owner: '{{ record.goodsOutBy.id }}', about: { object: 'deal', id: '{{ record.deal.id }}' }, priority: 'high', tags: ['correction'],
      },
    }],
  },
  {
    key: 'followUp', name: { en: 'Deal: follow up what was delivered', id: 'Transaksi: tindak lanjuti yang diterima' }, object: 'deal', enabled: true,
    trigger: { type: 'record', to: { stage: 'delivered' }, reenrol: 'every' },
    steps: [
      { id: 'task', type: 'createRecord', if: firstTime, object: 'task', data: { subject: { en: 'Follow up {{ record.name }}', id: 'Tindak lanjut {{ record.name }}' }, dueAt: '{{ now | plusDays: 1 | at: "09:00" }}', ...aboutDeal, priority: 'high', tags: [mark] } },
      { id: 'tell', type: 'postToChannel', if: firstTime, channel: '{{ record.owner.id }}', as: 'After-sales', link: '/o/task/{{ steps.task.id }}', text: { en: 'Delivered: follow up {{ record.name }} for {{ record.contact.fullName }}', id: 'Diterima: tindak lanjuti {{ record.name }} untuk {{ record.contact.fullName }}' } },
      { id: 'again', type: 'addComment', if: onceMore, body: { en: 'Entered Delivered again (time {{ trigger.entry }}); the first task stays.', id: 'Masuk tahap Diterima lagi (kali ke-{{ trigger.entry }}); tugas pertama tetap berlaku.' } },
    ],
  },
  {
    key: 'done', name: { en: 'Deal: after-sales is done when its task is closed', id: 'Transaksi: purnajual selesai ketika tugasnya ditutup' }, object: 'task', enabled: true,
    trigger: { type: 'record', on: ['updated'], changed: ['status'], to: { status: ['done', 'closed'] }, reenrol: 'every' }, condition: { tags: { hasAny: [mark] }, about: { deal: {} } },
    steps: [{ id: 'deal', type: 'updateRecord', object: 'deal', recordId: '{{ record.about.id }}', data: { afterSalesDoneAt: '{{ now }}' } }],
  },
  {
    key: 'overdue', name: { en: 'Deal: three days in Price offering are Overdue', id: 'Transaksi: tiga hari di Penawaran harga menjadi Overdue' }, object: 'deal', enabled: true,
    trigger: { type: 'date', field: 'stageSince', offset: { hours: 72 } }, condition: { stage: { eq: 'priceOffering' }, dtDoneAppraisal: { empty: false } },
    steps: markOverdue,
  },
  {
    key: 'overdueLater', name: { en: 'Deal: three days after a late appraisal are Overdue', id: 'Transaksi: tiga hari setelah taksiran yang terlambat menjadi Overdue' }, object: 'deal', enabled: true,
    // what entered the stage less than three days ago has its own three days
    trigger: { type: 'date', field: 'dtDoneAppraisal', offset: { hours: 72 } }, condition: { stage: { eq: 'priceOffering' }, not: { or: [{ tags: { hasAny: ['Overdue'] } }, { stageSince: { last: { hours: 72 } } }] } },
    steps: markOverdue,
  },
  {
    key: 'transferLate', name: { en: 'Item: a transfer that nobody received', id: 'Barang: pemindahan yang belum diterima' }, object: 'opsInventory', enabled: true,
    trigger: { type: 'date', field: 'goodsOutAt', offset: { days: 3 } }, condition: { goodsOut: { eq: 'transfer' }, receivedAt: { empty: true } },
    steps: [{ id: 'task', type: 'createRecord', object: 'task', data: { subject: { en: 'Not received: {{ record.name }} for {{ record.toLocation }}', id: 'Belum diterima: {{ record.name }} untuk {{ record.toLocation }}' }, dueAt: '{{ now }}', owner: '{{ record.goodsOutBy.id }}', priority: 'urgent', tags: ['exception'] } }, markStuck('transfer')],
  },
]

const reminder = (key: string, days: number, name: { en: string, id: string }, text: { en: string, id: string }) => ({
  key, name, object: 'deal', enabled: true, trigger: { type: 'date', field: 'pulseCheckDate', offset: { days }, at: '09:00' }, condition: { stage: { eq: 'delivered' } },
  steps: [{ id: 'tell', type: 'postToChannel', channel: '{{ record.owner.id }}', as: 'After-sales', link: 'record', text }] as object[],
})

const d365 = reminder('d365', 365, { en: 'D+365: satisfaction, servicing, repeat', id: 'D+365: kepuasan, servis, pembelian ulang' },
  { en: 'A year after {{ record.name }}: ask {{ record.contact.fullName }} about satisfaction, servicing and what comes next', id: 'Setahun setelah {{ record.name }}: tanyakan kepuasan, servis, dan kebutuhan {{ record.contact.fullName }} berikutnya' })

const calendar = [
  reminder('d3', 3, { en: 'D+3: remind the salesperson', id: 'D+3: ingatkan penjual' }, { en: 'D+3: ask {{ record.contact.fullName }} how {{ record.name }} is', id: 'D+3: tanyakan kabar {{ record.name }} kepada {{ record.contact.fullName }}' }),
  reminder('d30', 30, { en: 'D+30: second reminder', id: 'D+30: pengingat kedua' }, { en: 'D+30: keep in touch with {{ record.contact.fullName }} about {{ record.name }}', id: 'D+30: jaga hubungan dengan {{ record.contact.fullName }} tentang {{ record.name }}' }),
  { ...d365, steps: [{ id: 'task', type: 'createRecord', object: 'task', data: { subject: { en: 'A year of {{ record.name }}: servicing and repeat', id: 'Setahun {{ record.name }}: servis dan pembelian ulang' }, dueAt: '{{ now | plusDays: 3 | at: "17:00" }}', ...aboutDeal, tags: ['d365'] } }, ...d365.steps] },
  {
    key: 'd90', name: { en: 'D+90: remind the customer of her voucher', id: 'D+90: ingatkan pelanggan akan voucher' }, object: 'deal', enabled: true,
    trigger: { type: 'date', field: 'pulseCheckDate', offset: { days: 90 }, at: '09:00', timeZone: 'contact' }, condition: { stage: { eq: 'delivered' }, voucherCode: { empty: false } },
    steps: [{
      id: 'message', type: 'sendMessage', text: { languages: {
        id: 'Halo {{ record.contact.fullName }}, voucher {{ record.voucherCode }} senilai {{ record.voucherValue }} berlaku sampai {{ record.voucherUntil | date: "%-d %B %Y" }}. Salam, {{ record.owner.name }}',
        en: 'Hello {{ record.contact.fullName }}, your voucher {{ record.voucherCode }} of {{ record.voucherValue }} is valid until {{ record.voucherUntil | date: "%-d %B %Y" }}. Regards, {{ record.owner.name }}',
      } },
    }],
  },
  {
    key: 'birthday', name: { en: 'Birthday greeting', id: 'Ucapan ulang tahun' }, object: 'contact', enabled: true,
    trigger: { type: 'date', field: 'dateOfBirth', repeat: 'yearly', at: '09:30', timeZone: 'contact' }, condition: { messageConsent: { eq: true } },
    steps: [{ id: 'message', type: 'sendMessage', text: { languages: { id: 'Selamat ulang tahun, {{ record.fullName }}! Semoga sehat dan bahagia selalu.', en: 'Happy birthday, {{ record.fullName }}! We wish you health and joy.' } } }],
  },
  {
    key: 'serviceDeal', name: { en: 'New service deal', id: 'Transaksi servis baru' }, object: 'deal', enabled: true,
    trigger: { type: 'button', icon: 'wrench', roles: ['sales', 'cx', 'administrator'] }, condition: { stage: { eq: 'delivered' } },
    steps: [
      { id: 'deal', type: 'createRecord', object: 'deal', data: { name: { en: 'Service: {{ record.name }}', id: 'Servis: {{ record.name }}' }, contact: '{{ record.contact.id }}', owner: '{{ record.owner.id }}', previousDeal: '{{ record.id }}' } },
      { id: 'tell', type: 'notify', to: '{{ trigger.by.id }}', title: { en: 'Service deal made for {{ record.contact.fullName }}', id: 'Transaksi servis dibuat untuk {{ record.contact.fullName }}' }, link: 'steps.deal' },
    ],
  },
]

export const workflows = [...within, ...afterwards, ...calendar]
