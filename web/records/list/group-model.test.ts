// Groups of a table: what they ask for, in which order they stand, and that money of two currencies is never added up.
import { expect, test } from 'vitest'
import type { FieldInfo, ObjectInfo } from '../../queries.ts'
import { groupFilter, headsOf, joinGroups, lastDayOf, measureSets, orderGroups, readGrouping } from './group-model.ts'

const field = (name: string, type: string) => ({ name, type, access: 'write', label: {} }) as FieldInfo
const object = { name: 'deal', fields: [field('stage', 'select'), field('closingDate', 'date'), field('amount', 'currency'), field('cost', 'currency'), field('weight', 'number'), field('name', 'text'), field('home', 'address')] } as ObjectInfo

test('a grouping is a field, for dates with a unit', () => {
  expect(readGrouping(object, 'closingDate')?.unit).toBe('month')
  expect(readGrouping(object, 'closingDate:year')?.unit).toBe('year')
  expect([readGrouping(object, 'name'), readGrouping(object, 'gone:day'), readGrouping(object, undefined)]).toEqual([undefined, undefined, undefined])
  expect([lastDayOf('month', '2028-02-01'), lastDayOf('quarter', '2026-10-01'), lastDayOf('week', '2026-12-28'), lastDayOf('year', '2026-01-01')]).toEqual(['2028-02-29', '2026-12-31', '2027-01-03', '2026-12-31'])
  expect(groupFilter(readGrouping(object, 'closingDate:month')!, '2026-11-01')).toEqual({ closingDate: { between: ['2026-11-01', '2026-11-30'] } })
  expect(groupFilter(readGrouping(object, 'home.province')!, 'Bali')).toEqual({ home: { province: { eq: 'Bali' } } })
  expect(groupFilter(readGrouping(object, 'stage')!, null)).toEqual({ stage: { empty: true } })
})

test('currencies stay apart, and each field of money is asked for by itself', () => {
  expect(measureSets(object, ['sum:amount', 'sum:weight', 'sum:cost'])).toEqual([['count', 'sum:weight'], ['sum:amount'], ['sum:cost']])
  const [idr, usd] = [{ amount: 5, currency: 'IDR' }, { amount: 2, currency: 'USD' }]
  const rows = joinGroups([[{ stage: 'won', count: 3 }, { stage: null, count: 1 }, { stage: 'new', count: 2 }], [{ stage: 'won', 'sum:amount': idr }, { stage: 'won', 'sum:amount': usd }, { stage: 'new', 'sum:amount': null }]], 'stage')
  expect(orderGroups(rows, [{ value: 'new' }, { value: 'won' }])).toEqual([
    { value: 'new', count: 2, totals: {} }, { value: 'won', count: 3, totals: { 'sum:amount': [idr, usd] } }, { value: null, count: 1, totals: {} },
  ])
  expect(joinGroups([[{ count: 9 }]], undefined)).toEqual([{ value: null, count: 9, totals: {} }])
  expect(headsOf([3, 0, 2])).toEqual([0, 4, 5, 8])
})
