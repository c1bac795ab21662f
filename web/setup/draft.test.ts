// Set-up: the short name made from a company's name, the checks of each step, and where a refusal belongs.
import { expect, test } from 'vitest'
import { ApiError } from '../api.ts'
import { checkStep, placeRefusal, slugOf, type Draft } from './draft.ts'

const draft: Draft = {
  name: 'PT Satria Mart', slug: 'satria-mart', slugChosen: false, locale: 'id', currency: 'IDR', timeZone: 'Asia/Jakarta', adminName: 'Ayu', email: 'ayu@example.com',
  password: 'kucing lompat pagar', template: 'blank', token: '', tokenNeeded: false,
}
const say = (text: { en: string }) => text.en

test('the short name leaves out the legal form and keeps to letters, digits and hyphens', () => {
  expect(slugOf('PT Satria Mart, Tbk.')).toBe('satria-mart')
  expect(slugOf('SATRIAMART')).toBe('satriamart')
  expect(slugOf('CV')).toBe('cv')
  expect(slugOf('Café Olé 24')).toBe('cafe-ole-24')
  expect(slugOf('7 Samurai')).toBe('samurai')
  expect(slugOf('***')).toBe('')
  expect(slugOf('a'.repeat(80))).toHaveLength(40)
})

test('each step names what is missing and lets a complete draft pass', () => {
  expect([0, 1, 2, 3].map((step) => checkStep(draft, step, say))).toEqual([{}, {}, {}, {}])
  expect(Object.keys(checkStep({ ...draft, name: ' ' }, 0, say))).toEqual(['name'])
  expect(Object.keys(checkStep({ ...draft, slug: '-x' }, 0, say))).toEqual(['slug'])
  expect(Object.keys(checkStep({ ...draft, adminName: '', email: 'x', password: 'short' }, 2, say))).toEqual(['adminName', 'email', 'password'])
})

test('a refusal leads to the first step that it concerns', () => {
  const error = new ApiError(422, { code: 'invalid', errors: [
    { path: 'admin.password', code: 'password.common', message: 'Too easy' }, { path: 'workspace.slug', code: 'slug.invalid', message: 'Not so' },
  ] })
  expect(placeRefusal(error)).toEqual({ faults: { password: 'Too easy', slug: 'Not so' }, step: 0 })
  expect(placeRefusal(new ApiError(0, { code: 'network' }))).toEqual({ faults: {}, step: null })
})
