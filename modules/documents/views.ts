// Documents: the lists that everyone starts with.
import type { InstallableView } from '../../kernel/object/install.ts'

const columns = ['name', 'category', 'validUntil', 'about', 'file', 'owner', 'updatedAt']

export const views: InstallableView[] = [
  { key: 'document.all', object: 'document', kind: 'table', label: { en: 'All documents', id: 'Semua dokumen' }, sort: '-updatedAt', columns },
  { key: 'document.contracts', object: 'document', kind: 'table', label: { en: 'Contracts', id: 'Kontrak' }, sort: 'validUntil', filter: { category: { eq: 'contract' } }, columns },
  {
    key: 'document.expiring', object: 'document', kind: 'table', label: { en: 'Expires within 30 days', id: 'Berakhir dalam 30 hari' }, sort: 'validUntil',
    filter: { or: [{ validUntil: { today: true } }, { validUntil: { next: { days: 30 } } }] }, columns,
  },
]
