// A workflow may do no more than its author: the comparison of two roles.
import { expect, test } from 'vitest'
import { firstRoles, type ObjectRights, type Role } from '../../kernel/permission/role.ts'
import { staysWithin } from './role-bound.ts'

const named = (name: string) => firstRoles.find(role => role.name === name)!
const role = (others: Partial<ObjectRights>, objects: Record<string, Partial<ObjectRights>> = {}): Role => {
  const full = (rights: Partial<ObjectRights>): ObjectRights => ({ read: 'none', create: false, update: 'none', delete: 'none', fields: {}, ...rights })
  return { name: 'x', label: {}, administrator: false, others: full(others), objects: Object.fromEntries(Object.entries(objects).map(([name, rights]) => [name, full(rights)])) }
}

test('a role stays within itself and within an administrator', () => {
  for (const each of firstRoles) {
    expect(staysWithin(each, each)).toBe(true)
    expect(staysWithin(each, named('administrator'))).toBe(true)
  }
  expect(staysWithin(named('administrator'), named('manager'))).toBe(false)
})

test('a wider scope, a right to create or a field that the other may not see goes beyond it', () => {
  expect(staysWithin(named('readOnly'), named('manager'))).toBe(true)
  expect(staysWithin(named('manager'), named('sales'))).toBe(false)
  expect(staysWithin(role({ read: 'own' }), role({ read: 'team' }))).toBe(true)
  expect(staysWithin(role({ read: 'all' }), role({ read: 'team' }))).toBe(false)
  expect(staysWithin(role({ create: true }), role({}))).toBe(false)
  expect(staysWithin(role({ read: 'all' }), role({ read: 'all', fields: { salary: 'hidden' } }))).toBe(false)
  expect(staysWithin(role({ read: 'all', fields: { salary: 'hidden' } }), role({ read: 'all', fields: { salary: 'read' } }))).toBe(true)
})

test('rights that name an object count before those for all others', () => {
  expect(staysWithin(role({ read: 'all' }), role({ read: 'all' }, { deal: { read: 'own' } }))).toBe(false)
  expect(staysWithin(role({ read: 'own' }, { deal: { read: 'all' } }), role({ read: 'own' }))).toBe(false)
  expect(staysWithin(role({ read: 'own' }, { deal: { read: 'all' } }), role({ read: 'own' }, { deal: { read: 'all' } }))).toBe(true)
})
