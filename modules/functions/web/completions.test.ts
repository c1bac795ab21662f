// What the editor of functions offers.
import { expect, test } from 'vitest'
import { offersFor } from './completions.ts'

const field = (name: string, type = 'text') => ({ name, type, label: { en: name } })
const objects = [{ name: 'deal', label: { en: 'Deal' }, fields: [field('amount'), field('contact', 'relation')] }, { name: 'contact', label: { en: 'Contact' }, fields: [field('fullName')] }] as unknown as Parameters<typeof offersFor>[1]
const offered = (before: string) => offersFor(before, objects, (text) => text.en ?? '')?.options.map(({ label }) => label)

test('the tools after a dot, objects and fields where they belong, names elsewhere', () => {
  expect(offered('await crm.')).toEqual(['get', 'search', 'related', 'create', 'update', 'delete'])
  expect(offered('await http.fe')).toEqual(['fetch'])
  expect(offered("crm.get('de")).toEqual(['deal', 'contact'])
  expect(offered("crm.related('deal', record.id, '")).toEqual(['contact'])
  expect(offered("crm.update('contact', id, { ")).toEqual(['fullName'])
  expect(offered("crm.create('deal', { amount: 1, con")).toEqual(['amount', 'contact'])
  expect(offered('record.')).toEqual(['amount', 'contact', 'fullName'])
  expect(offered('re')).toEqual(expect.arrayContaining(['record', 'crm', 'log', 'return']))
  expect([offered("'hello re"), offered('unknown.')]).toEqual([expect.anything(), []])
})
