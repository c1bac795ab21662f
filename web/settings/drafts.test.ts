// Settings: what drafts of labels, fields and roles become when they are sent.
import { expect, test } from 'vitest'
import type { FieldInfo } from '../queries.ts'
import type { Role } from './members/queries.ts'
import { bodyOf, checkField, draftOf } from './objects/field-draft.ts'
import { cleanHelp, cleanLabels, nameOf } from './labels.ts'
import { emptyDraft, followOthers, isChanged, rightsOf, setRights } from './roles/rights.ts'

test('names for programs are camelCase and start with a small letter', () => {
  expect(nameOf('Nomor seri barang')).toBe('nomorSeriBarang')
  expect(nameOf('2nd grading')).toBe('ndGrading')
  expect(nameOf('Café olé (cm)')).toBe('cafeOleCm')
  expect(nameOf('…')).toBe('')
})

test('a label without words is not sent, a help text that was emptied is null', () => {
  expect(cleanLabels({ en: ' Grading ', id: ' ' })).toEqual({ en: 'Grading' })
  expect(cleanHelp({ en: ' ' })).toBeNull()
})

test('a new field gets a free name, new options get values of their own, old ones keep theirs', () => {
  const draft = { ...draftOf(null), type: 'select', label: { en: 'Final grading' }, options: [
    { value: 'used', label: { en: 'Pre-owned' }, when: { field: 'category', in: ['bag'] } }, { value: 'new 1', label: { en: 'Used' }, isNew: true, color: 'amber', when: { field: 'category', in: ['watch'] } }, { value: 'new 2', label: { en: '' }, isNew: true },
  ] }
  expect(bodyOf(draft, null, ['finalGrading'])).toMatchObject({
    name: 'finalGrading2', type: 'select', label: { en: 'Final grading' },
    options: [{ value: 'used', label: { en: 'Pre-owned' }, when: { field: 'category', in: ['bag'] } }, { value: 'used2', label: { en: 'Used' }, color: 'amber', when: { field: 'category', in: ['watch'] } }],
  })
})

test('a field that exists keeps its name, and its type is sent only when it changes', () => {
  const field: FieldInfo = { name: 'serial', label: { en: 'Serial' }, type: 'text', access: 'write', required: true }
  expect(bodyOf(draftOf(field), field, ['serial'])).not.toHaveProperty('name')
  expect(bodyOf(draftOf(field), field, ['serial'])).not.toHaveProperty('type')
  expect(bodyOf({ ...draftOf(field), type: 'longText' }, field, [])).toMatchObject({ type: 'longText', required: true })
})

test('a field without a name, options or a target is not sent', () => {
  expect(checkField(draftOf(null))).toEqual(['label'])
  expect(checkField({ ...draftOf(null), label: { id: 'Warna' }, type: 'select' })).toEqual(['options'])
  expect(checkField({ ...draftOf(null), label: { id: 'Pemilik' }, type: 'relation' })).toEqual(['to'])
})

const nothing = { read: 'none', create: false, update: 'none', delete: 'none', fields: {} } as const
const role: Role = { name: 'sales', label: { en: 'Sales' }, administrator: false, objects: {}, others: { ...nothing, read: 'team', fields: {} } }

test('an object follows the others until it is set differently, and follows them again', () => {
  expect(rightsOf(role, emptyDraft, 'deal')).toBeNull()
  const set = setRights(role, emptyDraft, 'deal', { create: true })
  expect(set.objects.deal).toEqual({ ...nothing, read: 'team', create: true })
  expect(isChanged(role, set)).toBe(true)
  expect(isChanged(role, followOthers(set, 'deal'))).toBe(false)
  expect(isChanged(role, setRights(role, emptyDraft, null, { read: 'team' }))).toBe(false)
})

test('what a new record begins with goes by the value that a new option gets; a default whose option goes is left to move with the records', () => {
  const options = [{ value: 'used', label: { en: 'Pre-owned' } }, { value: 'new 1', label: { en: 'Brand new' }, isNew: true }, { value: 'new 2', label: {}, isNew: true }]
  const draft = { ...draftOf(null), type: 'select', label: { en: 'State' }, options, default: 'new 1' }
  expect(bodyOf(draft, null, [])).toMatchObject({ default: 'brandNew', options: [{ value: 'used' }, { value: 'brandNew' }] })
  expect(bodyOf({ ...draft, type: 'multiSelect', default: ['new 1', 'used'] }, null, [])).toMatchObject({ default: ['brandNew', 'used'] })
  const field: FieldInfo = { name: 'state', label: { en: 'State' }, type: 'select', access: 'write', default: 'used', options: [options[0]] }
  expect(draftOf(field).default).toBe('used')
  expect(bodyOf({ ...draftOf(field), options: options.slice(1) }, field, [])).not.toHaveProperty('default')
  expect(bodyOf({ ...draftOf(field), default: null }, field, [])).toMatchObject({ default: null })
})

test('the condition of a roll-up is sent as it was, or not at all', () => {
  const filter = { or: [{ paid: { eq: true } }, { total: { gt: 5 } }] }
  const field = { name: 'paid', label: { en: 'Paid' }, type: 'currency', derived: 'rollup', access: 'read', rollup: { object: 'purchase', by: 'customer', measure: 'sum', of: 'total', filter } } as unknown as FieldInfo
  expect(bodyOf(draftOf(field), field, [])).toMatchObject({ rollup: { object: 'purchase', by: 'customer', measure: 'sum', of: 'total', filter } })
  const draft = draftOf(field)
  expect((bodyOf({ ...draft, rollup: { ...draft.rollup, filter: { kind: 'group', mode: 'and', items: [] } } }, field, []) as { rollup: object }).rollup).not.toHaveProperty('filter')
})
