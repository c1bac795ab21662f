// The web parts of the field types against their server parts: each type has one, and offers no operator that the
// server does not know, with an argument of the shape it takes.
import { expect, test } from 'vitest'
import { fieldTypes } from './index.ts'
import { fieldWebs } from './web.ts'

/** An id is never shown as a field. */
const withoutWeb = ['id']

test('every field type has a web part, and every web part a field type', () => {
  expect(Object.keys(fieldWebs).sort()).toEqual(Object.keys(fieldTypes).filter(name => !withoutWeb.includes(name)).sort())
})

const offered = Object.entries(fieldWebs).filter(([name]) => name !== 'address').flatMap(([type, web]) => web.operators.map(operator => ({ type, ...operator })))

test.each(offered)('$type offers the operator $name with the argument that it takes', ({ type, name, argument }) => {
  const known = fieldTypes[type].operators[name]
  expect(known, `${type} has no operator ${name}`).toBeDefined()
  // "today" takes true or false; the builder offers the true one and asks for nothing
  const shapes = { none: ['boolean', 'none'], text: ['text', 'value'], value: ['value', 'text'], boolean: ['boolean', 'value'] }[argument as string] ?? [argument]
  expect(shapes).toContain(known.argument)
})
