// A workflow may do no more than its author: the comparison of two roles.
import { expect, test } from 'vitest'
import { firstRoles, type ObjectRights, type Role } from '../../kernel/permission/role.ts'
import { bothAllow, staysWithin } from './role-bound.ts'

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

test('what both roles allow: the narrower scope, fields, creation and masks, whichever comes first', () => {
  const one = role({ read: 'all', create: true, update: 'team', fields: { amount: 'read' } }, { deal: { read: 'own', create: true } })
  const other = { ...role({ read: 'team', update: 'all', fields: { amount: 'write', phone: 'hidden' }, sensitive: 'masked' }), name: 'y' }
  for (const [first, second] of [[one, other], [other, one]]) {
    const both = bothAllow(first, second)
    expect(both).toMatchObject({ administrator: false, others: { read: 'team', create: false, update: 'team', fields: { amount: 'read', phone: 'hidden' }, sensitive: 'masked' }, objects: { deal: { read: 'own', create: false, fields: { phone: 'hidden' } } } })
    expect([staysWithin(both, one), staysWithin(both, other)]).toEqual([true, true])
  }
  expect([bothAllow(named('administrator'), one), bothAllow(one, named('administrator'))]).toEqual([one, one])
})
