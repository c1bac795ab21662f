// Templates by themselves: types kept, missing values shown, names found, limits held.
import { expect, test } from 'vitest'
import { engineFor } from './liquid.ts'
import { makeReference } from './reference.ts'
import { compileValue } from './template.ts'

const engine = engineFor('Asia/Jakarta', 'id')
const contact = makeReference({ id: 'c1', fullName: 'Budi Santoso', nickname: null }, 'c1', 'Budi Santoso')
const scope = {
  record: { id: 'd1', name: 'Tas', amount: { amount: 1500000, currency: 'IDR' }, contact, company: null, tags: ['vip', 'baru'], closingDate: '2026-11-21' },
  trigger: { entry: 2 }, now: '2026-11-21T14:30:00+07:00', today: '2026-11-21', vars: {}, steps: {},
}

function fill(value: unknown): { value: unknown, missing: string[], faults: string[] } {
  const missing: string[] = []
  const faults: string[] = []
  const template = compileValue(value, engine, 'v', { refuse: (path, reason) => faults.push(`${path}: ${typeof reason === 'string' ? reason : `${reason.en} / ${reason.id}`}`) })
  return { value: faults.length ? undefined : template.fillIn(scope, missing), missing, faults }
}

test('a value that is exactly one output keeps its type', () => {
  expect(fill('{{ trigger.entry }}').value).toBe(2)
  expect(fill('{{ record.amount }}').value).toEqual({ amount: 1500000, currency: 'IDR' })
  expect(fill('{{ record.tags }}').value).toEqual(['vip', 'baru'])
  expect(fill('{{ record.contact }}').value).toBe('c1')
  expect(fill(' {{ trigger.entry }}').value).toBe(' 2')
  expect(fill({ a: ['{{ trigger.entry }}', 7, true, null] }).value).toEqual({ a: [2, 7, true, null] })
})

test('text prints titles and money as people read them', () => {
  expect(fill('{{ record.contact }} / {{ record.contact.fullName }}').value).toBe('Budi Santoso / Budi Santoso')
  expect((fill('Total {{ record.amount }}').value as string).replace(/\s/g, ' ')).toBe('Total Rp 1.500.000')
  expect(fill('Tag: {{ record.tags }}').value).toBe('Tag: vip, baru')
})

test('a missing value shows a dash in text, is null alone, and is named', () => {
  expect(fill('Halo {{ record.contact.nickname }}!')).toMatchObject({ value: 'Halo –!', missing: ['record.contact.nickname'] })
  expect(fill('{{ record.company.name }}')).toMatchObject({ value: null, missing: ['record.company.name'] })
  expect(fill('Halo {{ record.company.name | upcase }}')).toMatchObject({ value: 'Halo –', missing: ['record.company.name'] })
  expect(fill('Halo {{ record.company.name | default: "Bapak/Ibu" }}')).toMatchObject({ value: 'Halo Bapak/Ibu', missing: [] })
  expect(fill('Halo{{ record.company.name | default: "" }}')).toMatchObject({ value: 'Halo', missing: [] })
  expect(fill('{% if record.company %}{{ record.company.name }}{% else %}Tanpa{% endif %} perusahaan')).toMatchObject({ value: 'Tanpa perusahaan', missing: [] })
})

test('dates are counted in the form and the zone that they came in', () => {
  expect(fill('{{ today | plusDays: 1 }}').value).toBe('2026-11-22')
  expect(fill('{{ today | plusMonths: 3 }}').value).toBe('2027-02-21')
  expect(fill('{{ today | plusHours: 9 }}').value).toBe('2026-11-21T09:00:00+07:00')
  expect(fill('{{ now | plusHours: 12 }}').value).toBe('2026-11-22T02:30:00+07:00')
  expect(fill('{{ now | minusDays: 21 }}').value).toBe('2026-10-31T14:30:00+07:00')
  expect(fill('{{ today | plusDays: 1 | at: "17:00" }}').value).toBe('2026-11-22T17:00:00+07:00')
  expect(fill('{{ record.closingDate | date: "%d %B %Y" }}').value).toBe('21 November 2026')
  expect(fill('{{ "2026-11-21T20:00:00Z" | date: "%Y-%m-%d %H:%M" }}').value).toBe('2026-11-22 03:00')
  expect(fill('{{ record.company.since | plusDays: 1 }}')).toMatchObject({ value: null, missing: ['record.company.since'] })
  expect(fill('{{ today | plusDays: 99999999999 }}').value).toBe(null)
})

test('the names that a template looks up are known without those that it defines', () => {
  const paths = compileValue('{% assign x = record.name %}{{ x }}{% for t in record.tags %}{{ t }}{{ vars.a }}{% endfor %}', engine, 'v', { refuse() {} }).paths
  expect(paths.map(path => path.join('.')).sort()).toEqual(['record.name', 'record.tags', 'vars.a'])
})

test.each([
  ['{{ a | nope }}', 'penyaring "nope" tidak ada'], ['{% if a %}', 'not closed'], ['{{ a', 'belum ditutup'], ["{% include 'x' %}", 'include'],
  ["{% render 'x' %}", 'render'],
])('what cannot be read is refused: %s', (text, reason) => {
  expect(fill(text).faults.join()).toContain(reason)
})

test('a template of more than 20,000 characters is refused', () => {
  expect(fill('{{ x }}'.padEnd(20_001, '.')).faults.join()).toContain('limit')
})

test.each([
  '{% for i in (1..1000000000) %}x{% endfor %}', '{% for i in (1..900000) %}xxxxxxxxxx{% endfor %}',
  '{% for a in (1..9999) %}{% for b in (1..9999) %}{% assign q = a | plus: b %}{% endfor %}{% endfor %}',
  '{% assign s = "aaaaaaaaaa" %}{% for i in (1..40) %}{% assign s = s | append: s %}{% endfor %}{{ s }}',
  '{% for a in (1..900000) %}{{ now }}{% endfor %}',
])('a template that would take all memory or time is stopped: %s', text => {
  expect(() => fill(text)).toThrow(expect.objectContaining({ code: 'workflow.templateFailed' }))
})

test('nothing but the given values can be reached', () => {
  expect(fill('{{ record.constructor.name }}').value).toBe(null)
  expect(fill('x{{ record.__proto__ }}').value).toBe('x–')
  expect(fill('{{ record.contact.nickname.length }}').value).toBe(null)
})
