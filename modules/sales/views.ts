// Sales: the lists and the board that everyone starts with.
import type { InstallableView } from '../../kernel/object/install.ts'

const dealColumns = ['name', 'stage', 'amount', 'contact', 'company', 'closingDate', 'owner', 'updatedAt']

export const views: InstallableView[] = [
  { key: 'deal.board', object: 'deal', kind: 'board', label: { en: 'Board', id: 'Papan' }, groupBy: 'stage', sort: '-updatedAt', columns: ['name', 'amount', 'contact', 'closingDate', 'owner'] },
  { key: 'deal.all', object: 'deal', kind: 'table', label: { en: 'All deals', id: 'Semua transaksi' }, sort: '-updatedAt', columns: dealColumns },
  { key: 'deal.mine', object: 'deal', kind: 'table', label: { en: 'My deals', id: 'Transaksi saya' }, sort: '-updatedAt', filter: { owner: { eq: '@me' } }, columns: dealColumns },
  { key: 'product.all', object: 'product', kind: 'table', label: { en: 'All products', id: 'Semua produk' }, sort: 'name', columns: ['name', 'sku', 'brand', 'category', 'price', 'customisation', 'active'] },
]
