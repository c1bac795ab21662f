// The board's sums while a card is on its way.
import { expect, test } from 'vitest'
import type { FieldInfo, ObjectInfo } from '../../queries.ts'
import { cardFields, columnFilter, moveTally, readTallies } from './board-model.ts'

const amount = { name: 'amount', type: 'currency' } as FieldInfo
const rows = [
  { stage: 'prospect', count: 2, 'sum:amount': { amount: 300, currency: 'IDR' } },
  { stage: 'won', count: 1, 'sum:amount': { amount: 50, currency: 'IDR' } },
]
const card = { id: 'a', version: 1, stage: 'prospect', amount: { amount: 100, currency: 'IDR' } }

test('a card takes its count and its amount along', () => {
  const tallies = readTallies(moveTally(rows, 'stage', amount, card, 'prospect', 'won'), 'stage', amount)
  expect(tallies.get('prospect')).toMatchObject({ count: 1, sums: [{ amount: 200 }] })
  expect(tallies.get('won')).toMatchObject({ count: 2, sums: [{ amount: 150 }] })
})

test('a column that was empty begins with the card', () => {
  const tallies = readTallies(moveTally(rows, 'stage', amount, card, 'prospect', 'lost'), 'stage', amount)
  expect(tallies.get('lost')).toMatchObject({ count: 1, sums: [{ amount: 100, currency: 'IDR' }] })
})

test('different currencies are not added up', () => {
  const mixed = [...rows, { stage: 'won', count: 1, 'sum:amount': { amount: 7, currency: 'USD' } }]
  expect(readTallies(mixed, 'stage', amount).get('won')).toEqual({ count: 2, sums: [{ amount: 50, currency: 'IDR' }, { amount: 7, currency: 'USD' }] })
})

test('a column asks within the filter of the board', () => {
  expect(columnFilter({ owner: { eq: '@me' } }, 'stage', 'won')).toEqual({ and: [{ owner: { eq: '@me' } }, { stage: { eq: 'won' } }] })
  expect(columnFilter(undefined, 'stage', null)).toEqual({ stage: { empty: true } })
})

test('a card shows what was chosen, in that order and as far as there is room, never twice what it shows anyway', () => {
  const field = (name: string, type = 'text') => ({ name, type }) as FieldInfo
  const stage = field('stage', 'stage')
  const object = { title: 'name', fields: [field('name'), stage, amount, field('owner', 'user'), ...Array.from({ length: 9 }, (_, at) => field(`f${at}`)), field('contact', 'relation')] } as unknown as ObjectInfo
  const shown = (chosen?: string[]) => cardFields(object, stage, chosen).facts.map(({ name }) => name)
  expect(shown()).toEqual(['contact'])
  expect(shown([])).toEqual([])
  expect(shown(['f3', 'name', 'stage', 'amount', 'owner', 'gone', 'f1'])).toEqual(['f3', 'f1'])
  expect(shown(object.fields.map(({ name }) => name))).toHaveLength(6)
})
