// Contacts: the lists that everyone starts with.
import type { InstallableView } from '../../kernel/object/install.ts'

export const views: InstallableView[] = [
  {
    key: 'contact.all', object: 'contact', kind: 'table', label: { en: 'All contacts', id: 'Semua kontak' }, sort: '-updatedAt',
    columns: ['fullName', 'company', 'phone', 'email', 'customerType', 'owner', 'updatedAt'],
  },
  {
    key: 'contact.mine', object: 'contact', kind: 'table', label: { en: 'My contacts', id: 'Kontak saya' }, sort: '-updatedAt', filter: { owner: { eq: '@me' } },
    columns: ['fullName', 'company', 'phone', 'email', 'customerType', 'updatedAt'],
  },
  {
    key: 'company.all', object: 'company', kind: 'table', label: { en: 'All companies', id: 'Semua perusahaan' }, sort: '-updatedAt',
    columns: ['name', 'industry', 'customerType', 'phone', 'tier', 'owner', 'lastActivityAt'],
  },
  {
    key: 'lead.all', object: 'lead', kind: 'table', label: { en: 'All leads', id: 'Semua prospek' }, sort: '-updatedAt',
    columns: ['fullName', 'companyName', 'status', 'phone', 'email', 'source', 'owner', 'createdAt'],
  },
]
