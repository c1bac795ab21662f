// My day: where a task belongs, and what the quick line means.
import { expect, test } from 'vitest'
import { groupTasks, readQuickTask } from './day-groups.ts'

const task = (id: string, dueAt: string | null, status = 'open') => ({ id, version: 1, dueAt, status })

test('tasks are late, for today, next or undated, by the viewer\'s time zone', () => {
  const now = Date.parse('2026-11-21T03:00:00Z')
  const groups = groupTasks([
    task('a', '2026-11-20T10:00:00Z'), task('b', '2026-11-21T02:59:00Z'), task('c', '2026-11-21T16:59:00Z'), task('d', '2026-11-21T17:00:00Z'), task('e', null),
  ], [task('f', null, 'done'), task('a', null, 'done')], now, '2026-11-21', 'Asia/Jakarta')
  expect(Object.fromEntries(Object.entries(groups).map(([name, list]) => [name, list.map((one) => one.id)]))).toEqual({ late: ['a', 'b'], today: ['c'], next: ['d'], undated: ['e'], done: ['f'] })
})

test('the quick line understands a day at its end', () => {
  const today = '2026-11-21'
  expect(readQuickTask('Telepon Budi besok', today)).toEqual({ subject: 'Telepon Budi', date: '2026-11-22', time: '09:00' })
  expect(readQuickTask('Kirim penawaran hari ini jam 15.30', today)).toEqual({ subject: 'Kirim penawaran', date: '2026-11-21', time: '15:30' })
  expect(readQuickTask('Servis AC 5 jan', today)).toEqual({ subject: 'Servis AC', date: '2027-01-05', time: '09:00' })
  expect(readQuickTask('Beli 3 unit', today)).toEqual({ subject: 'Beli 3 unit', date: null, time: '09:00' })
})
