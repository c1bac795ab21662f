// Template luxury-marketplace: who does what. Service alone writes the final grading; the inventory moves goods; Admin checks.
import type { ObjectRights, Role } from '../../kernel/permission/role.ts'
import { stuckRights } from './stuck-stock.ts'

const none: ObjectRights = { read: 'none', create: false, update: 'none', delete: 'none', fields: {} }
const reads: ObjectRights = { read: 'all', create: false, update: 'none', delete: 'none', fields: {} }
const works: ObjectRights = { read: 'all', create: true, update: 'all', delete: 'none', fields: {} }
const own: ObjectRights = { read: 'own', create: true, update: 'own', delete: 'own', fields: {} }

/** Written by Service, or by a workflow. */
const grading = { finalGrading: 'read', inspector: 'read', inspectedOn: 'read', condition: 'read', gradedAt: 'read', gradedBy: 'read', ...stuckRights } as const

export const roles: Role[] = [
  {
    name: 'sales', label: { en: 'Sales', id: 'Penjualan' }, administrator: false, others: own,
    objects: { opsInventory: { ...reads, update: 'none' }, product: reads },
  },
  {
    name: 'service', label: { en: 'Service', id: 'Service' }, administrator: false, others: none,
    objects: { opsInventory: { ...works, fields: { goodsOut: 'read', doNumber: 'read', price: 'read', ...stuckRights } }, deal: reads, contact: reads, task: own, note: own },
  },
  {
    name: 'inventory', label: { en: 'Inventory', id: 'Inventaris' }, administrator: false, others: none,
    objects: { opsInventory: { ...works, fields: grading }, deal: reads, contact: reads, task: own, note: own },
  },
  {
    name: 'admin', label: { en: 'Admin', id: 'Admin' }, administrator: false, others: reads,
    objects: { opsInventory: { ...works, fields: grading }, deal: { ...works, override: true }, contact: works, company: works, task: works, note: works },
  },
  {
    name: 'cx', label: { en: 'Customer experience', id: 'Layanan pelanggan' }, administrator: false, others: reads,
    objects: { deal: { ...works, fields: { amount: 'read' } }, contact: works, task: works, note: works, opsInventory: reads },
  },
]
