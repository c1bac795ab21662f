// The filter builder's model: from the API's JSON and back, losing nothing it cannot draw.
import { expect, test } from 'vitest'
import { bothFilters, countConditions, readFilter, toFilter, type Condition, type Group } from './filter-model.ts'

const condition = (path: string, operator: Condition['operator'], argument: unknown): Condition => ({ kind: 'condition', path, operator, argument })
const group = (mode: Group['mode'], ...items: Group['items']): Group => ({ kind: 'group', mode, items })

test('conditions on different fields become one object, on the same field a list', () => {
  expect(toFilter(group('and', condition('city', 'eq', 'Jakarta'), condition('amount', 'gte', 1)))).toEqual({ city: { eq: 'Jakarta' }, amount: { gte: 1 } })
  expect(toFilter(group('and', condition('amount', 'lte', 9), condition('amount', 'gte', 1)))).toEqual({ and: [{ amount: { lte: 9 } }, { amount: { gte: 1 } }] })
})

test('a condition that still lacks its argument is left out', () => {
  expect(toFilter(group('and', condition('city', 'eq', ''), condition('stage', 'in', []), condition('closingDate', 'between', ['2026-01-01', null])))).toBeUndefined()
  expect(toFilter(group('or', condition('closingDate', 'today', null)))).toEqual({ closingDate: { today: true } })
})

test('parts of an address and fields of a related record are paths', () => {
  const filter = { mailingAddress: { city: { contains: 'Jakarta' } }, company: { industry: { in: ['retail'] } } }
  const read = readFilter(filter)
  expect(read.items).toEqual([condition('mailingAddress.city', 'contains', 'Jakarta'), condition('company.industry', 'in', ['retail'])])
  expect(toFilter(read)).toEqual(filter)
})

test('groups within groups come back as they went', () => {
  const filter = { and: [{ stage: { in: ['won'] } }, { or: [{ amount: { gte: 5 } }, { source: { in: ['referral'] } }] }] }
  expect(toFilter(readFilter(filter))).toEqual(filter)
  expect(countConditions(readFilter(filter))).toBe(3)
})

test('what the builder cannot draw is kept as it is', () => {
  const filter = { not: { stage: { eq: 'won' } }, company: { owner: { team: { eq: 'x' } } } }
  expect(toFilter(readFilter(filter))).toEqual({ and: [{ not: { stage: { eq: 'won' } } }, { company: { owner: { team: { eq: 'x' } } } }] })
})

test('two filters together, either may be absent', () => {
  expect(bothFilters(undefined, { a: { eq: 1 } })).toEqual({ a: { eq: 1 } })
  expect(bothFilters({ b: { eq: 2 } }, undefined, { a: { eq: 1 } })).toEqual({ and: [{ b: { eq: 2 } }, { a: { eq: 1 } }] })
})
