// Field type phone: one form for every spelling.
import fc from 'fast-check'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { expect, test } from 'vitest'
import { readerOf } from '../../../../test/field-type-reader.ts'

const strict = readerOf('phone')
const lenient = readerOf('phone', {}, { lenient: true })

test('FRM-08: 0812, 62812, +62812 and 812 become one E.164 value; wrong lengths are refused', () => {
  for (const spelling of ['081234567890', '0812-3456-7890', '6281234567890', '+62 812-3456-7890', '(+62) 812 3456 7890', '81234567890', '0062 812 3456 7890']) {
    expect(strict.value(spelling)).toBe('+6281234567890')
  }
  for (const wrong of ['081', '0812345', '081234567890123', '12ab', '+62', '555-555-5555']) expect(strict.value(wrong)).toBe('phone.invalid')
})

test('landlines and numbers of other countries', () => {
  expect([strict.value('(021) 5794 1234'), strict.value('0274 512345'), strict.value('+1 212 555 2368')]).toEqual(['+622157941234', '+62274512345', '+12125552368'])
  expect(readerOf('phone', {}, { phoneCountry: 'SG' }).value('6123 4567')).toBe('+6561234567')
})

test('an import keeps what is no number, and marks it by its lack of a plus', () => {
  expect([lenient.value('555-555-5555'), lenient.value('+12ab'), lenient.value('021 5794 1234 ext 5')]).toEqual(['555-555-5555', '12ab', '021 5794 1234 ext 5'])
  expect(readerOf('phone', { strict: true }, { lenient: true }).value('12ab')).toBe('phone.invalid')
  expect([lenient.holds('12ab', 'marked', true), lenient.holds('+6281234567890', 'marked', true), lenient.holds(null, 'marked', true)]).toEqual([true, false, false])
})

test('it is found by any spelling and by some of its digits', () => {
  const stored = '+6281234567890'
  for (const spelling of ['081234567890', '62812 3456 7890', '81234567890']) expect(strict.holds(stored, 'eq', spelling)).toBe(true)
  for (const digits of ['3456-78', '0812', '62812', '+62 812', '7890']) expect(strict.holds(stored, 'contains', digits)).toBe(true)
  for (const start of ['0812', '812', '62812', '+62812']) expect(strict.holds(stored, 'startsWith', start)).toBe(true)
  expect([strict.holds(stored, 'startsWith', '7890'), strict.holds(stored, 'contains', '0813'), strict.holds(stored, 'contains', 'abc')]).toEqual([false, false, 'phone.digits'])
})

test('the shortcut for Indonesian mobiles gives what the library gives', () => {
  fc.assert(fc.property(fc.stringMatching(/^8\d{5,13}$/), number => {
    const known = parsePhoneNumberFromString(number, 'ID')
    const wanted = known?.isValid() ? known.number : 'phone.invalid'
    expect([number, `0${number}`, `+62${number}`].map(strict.value)).toEqual([wanted, wanted, wanted])
    // "62 8…" without a plus could also be read as a subscriber of the area 062: a mobile number is meant.
    if (/^8[1-35-9]/.test(number) && wanted !== 'phone.invalid') expect(strict.value(`62${number}`)).toBe(wanted)
  }), { numRuns: 3000 })
})
