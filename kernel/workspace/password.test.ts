// The rules on passwords and waits as pure functions.
import { expect, test } from 'vitest'
import { waitAfter } from './lock-out.ts'
import { passwordFault } from './password.ts'

test('long passwords are taken, the first guesses are not', () => {
  for (const password of ['kuda besar baterai', 'Tr0ub4dor&3x', 'セキュリティーの鍵です',
    'correct horse battery staple']) expect(passwordFault(password)).toBeUndefined()
  for (const password of ['password123', 'Password2026!', 'aaaaaaaaaaaa', 'abababababab', '0123456789', '9876543210',
    'indonesia1945', '20261121001']) {
    expect(passwordFault(password)?.code, password).toBe('password.common')
  }
  expect(passwordFault('sembilan9')).toEqual({ code: 'password.weak', parameters: { min: 10 } })
  expect(passwordFault('half \ud800 a pair')?.code).toBe('text.invalid')
})

test('waits grow and end at a quarter of an hour', () => {
  expect([1, 4, 5, 6, 7, 50].map(failures => waitAfter(failures, 5))).toEqual([0, 0, 30, 60, 120, 900])
})
