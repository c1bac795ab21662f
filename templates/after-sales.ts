// Template after-sales: what is sold is also looked after. A delivered deal gives its owner a task and a notice; closing
// the task marks the deal's after-sales as done. Texts in workflows come in both languages; the workspace's own is installed.
import type { Template } from '../kernel/workspace/template.ts'

/** Tells the tasks of this template from all others about a deal. */
const mark = 'after-sales'

export const afterSales: Template = {
  name: 'after-sales',
  label: { en: 'Sales and after-sales', id: 'Penjualan dan purnajual' },
  description: {
    en: 'The sales pipeline with a stage Delivered: each delivered deal is followed up by a task for its owner.',
    id: 'Alur penjualan dengan tahap Diterima: setiap transaksi yang diterima ditindaklanjuti dengan tugas bagi penanggung jawabnya.',
  },
  pipelines: [{
    name: 'sales',
    stages: [{
      value: 'delivered', after: 'won', label: { en: 'Delivered', id: 'Diterima' }, color: 'teal', probability: 100, kind: 'won',
      help: { en: 'The customer has the goods; the follow-up begins', id: 'Barang sudah di tangan pelanggan; tindak lanjut dimulai' },
    }],
  }],
  views: [
    {
      key: 'deal.afterSales', object: 'deal', kind: 'table', label: { en: 'After-sales to do', id: 'Purnajual belum selesai' }, sort: 'deliveredAt',
      filter: { stage: { eq: 'delivered' }, afterSalesDoneAt: { empty: true } }, columns: ['name', 'contact', 'company', 'amount', 'deliveredAt', 'owner'],
    },
    {
      key: 'deal.afterSalesDone', object: 'deal', kind: 'table', label: { en: 'After-sales done', id: 'Purnajual selesai' }, sort: '-afterSalesDoneAt',
      filter: { afterSalesDoneAt: { empty: false } }, columns: ['name', 'contact', 'company', 'amount', 'deliveredAt', 'afterSalesDoneAt', 'owner'],
    },
    {
      key: 'task.afterSales', object: 'task', kind: 'table', label: { en: 'After-sales tasks', id: 'Tugas purnajual' }, sort: 'dueAt',
      filter: { tags: { hasAny: [mark] }, status: { notIn: ['done', 'closed'] } }, columns: ['subject', 'status', 'dueAt', 'about', 'contact', 'owner'],
    },
  ],
  workflows: [
    {
      key: 'followUp',
      name: { en: 'After-sales: follow up a delivered deal', id: 'Purnajual: tindak lanjuti transaksi yang diterima' },
      object: 'deal',
      enabled: true,
      trigger: { type: 'record', on: ['created', 'updated'], to: { stage: 'delivered' }, reenrol: 'every' },
      steps: [
        {
          id: 'task', type: 'createRecord', if: { 'trigger.entry': { eq: 1 } }, object: 'task',
          data: {
            subject: { en: 'Follow up {{ record.name }}', id: 'Tindak lanjut {{ record.name }}' },
            description: { en: 'Ask whether everything arrived in good order.', id: 'Tanyakan apakah semuanya diterima dengan baik.' },
            dueAt: '{{ now | plusDays: 3 | at: "09:00" }}',
            owner: '{{ record.owner.id }}',
            about: { object: 'deal', id: '{{ record.id }}' },
            contact: '{{ record.contact.id }}',
            priority: 'high',
            tags: [mark],
          },
        },
        {
          id: 'tell', type: 'notify', if: { 'trigger.entry': { eq: 1 } }, to: '{{ record.owner.id }}',
          title: { en: 'Delivered: follow up {{ record.name }}', id: 'Diterima: tindak lanjuti {{ record.name }}' },
          link: '/o/task/{{ steps.task.id }}',
        },
        {
          id: 'again', type: 'addComment', if: { 'trigger.entry': { gt: 1 } },
          body: { en: 'Entered Delivered again (time {{ trigger.entry }}); the first task stays.', id: 'Masuk tahap Diterima lagi (kali ke-{{ trigger.entry }}); tugas pertama tetap berlaku.' },
        },
      ],
    },
    {
      key: 'done',
      name: { en: 'After-sales: done when the task is closed', id: 'Purnajual: selesai ketika tugasnya ditutup' },
      object: 'task',
      enabled: true,
      trigger: { type: 'record', on: ['updated'], changed: ['status'], to: { status: ['done', 'closed'] }, reenrol: 'every' },
      condition: { tags: { hasAny: [mark] }, about: { deal: {} } },
      steps: [{ type: 'updateRecord', object: 'deal', id: '{{ record.about.id }}', data: { afterSalesDoneAt: '{{ now }}' } }],
    },
  ],
}
