// The board's sums while a card is on its way.
import { expect, test } from 'vitest'
import type { FieldInfo } from '../../queries.ts'
import { columnFilter, moveTally, readTallies } from './board-model.ts'

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
