// Kernel, objects: what an upgrade may change of what a customer has.
import { expect, test } from 'vitest'
import { merge } from './merge.ts'

const installed = { label: { en: 'Deal' }, fields: [{ name: 'name', max: 120 }, { name: 'amount', weight: 0 }] }

test('what nobody touched follows the new version', () => {
  const theirs = { label: { en: 'Deal', id: 'Transaksi' }, fields: [{ name: 'name', max: 200 }, { name: 'amount', weight: 0 }] }
  expect(merge(installed, structuredClone(installed), theirs)).toEqual(theirs)
})

test('a customer\'s edit wins, property by property', () => {
  const mine = { label: { en: 'Opportunity' }, icon: 'star', fields: [{ name: 'name', max: 80 }, { name: 'amount', weight: 0 }] }
  const theirs = { label: { en: 'Deal', id: 'Transaksi' }, fields: [{ name: 'name', max: 200, required: true }, { name: 'amount', weight: 5 }] }
  expect(merge(installed, mine, theirs)).toEqual({
    label: { en: 'Opportunity', id: 'Transaksi' }, icon: 'star',
    fields: [{ name: 'name', max: 80, required: true }, { name: 'amount', weight: 5 }],
  })
})

test('what a customer removed stays removed, what she added stays', () => {
  const mine = { label: { en: 'Deal' }, fields: [{ name: 'name', max: 120 }, { name: 'colour' }] }
  const theirs = { ...installed, fields: [...installed.fields, { name: 'source' }] }
  expect((merge(installed, mine, theirs) as any).fields.map((field: any) => field.name)).toEqual(['name', 'source', 'colour'])
})

test('a stage is put after the one it names, and the wish is not kept', () => {
  const mine = { stages: [{ value: 'won' }, { value: 'lost' }] }
  expect(merge(undefined, mine, { stages: [{ value: 'delivered', after: 'won' }] })).toEqual({ stages: [{ value: 'won' }, { value: 'delivered' }, { value: 'lost' }] })
})

test('installing the same again changes nothing', () => {
  const mine = { label: { en: 'X' }, fields: [{ name: 'name', max: 1 }] }
  expect(merge(installed, mine, installed)).toBe(mine)
})

test('a relation that the customer widened is widened further, not narrowed', () => {
  expect(merge({ to: ['contact'] }, { to: ['contact', 'appraisal'] }, { to: ['contact', 'lead'] })).toEqual({ to: ['contact', 'appraisal', 'lead'] })
})
