// Hostile input for tests: values that no honest caller sends, and requests made of them along the OpenAPI document.
import fc from 'fast-check'

const sql = `'; drop schema ws_test cascade; --`

/** Texts that break what is built carelessly: NUL, lone surrogates, SQL, names of Object.prototype, formulas, numbers beyond range. */
const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('', ' ', '\0', 'a\0b', '\uD800', 'x\uDFFFy', sql, `" or 1=1 --`, '\\', '%', '_', '$1', '{{ x }}', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'null', 'undefined', 'NaN', '-0', '1e400', '-1',
    '99999999999999999999', '2025-02-31', '0000-00-00', '99999-01-01T00:00:00Z', '+0812', '\u202E', '🙂'.repeat(50), '=cmd|\' /C calc\'!A0', '<script>', '../../etc/passwd', '@me', 'a'.repeat(5000)),
  fc.string({ unit: 'binary', maxLength: 30 }), fc.uuid())

const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  fc.constantFrom(null, true, false, 0, -1, 1.5, 1e308, -1e-308, Number.MAX_SAFE_INTEGER + 1, 2 ** 31, [], {}, [[]], [null], { amount: 1e30, currency: '\0' }, { object: 'constructor', id: sql }, deep(60, 'not'), deep(60, 'and'), Array.from({ length: 1100 }, () => 1)),
  fc.jsonValue({ maxDepth: 3 }),
  fc.dictionary(hostileText.filter(key => key !== '__proto__'), fc.oneof(hostileText, fc.constant(null)), { maxKeys: 3 }))

function deep(levels: number, key: string): unknown {
  let value: unknown = { x: 1 }
  for (let level = 0; level < levels; level++) value = { [key]: key === 'and' ? [value] : value }
  return value
}

type Schema = { type?: string | string[], enum?: unknown[], const?: unknown, properties?: Record<string, Schema>, items?: Schema, anyOf?: Schema[], oneOf?: Schema[], additionalProperties?: Schema | boolean, format?: string, required?: string[] }

/** Values that follow a JSON schema more or less: each part is as it should be, hostile, or missing. `names`: keys for free-form objects. */
export function nearly(schema: Schema | undefined, names: string[], depth = 0): fc.Arbitrary<unknown> {
  const honest = depth > 4 || !schema ? hostileValue : honestly(schema, names, depth)
  return fc.oneof({ weight: 3, arbitrary: honest }, { weight: 1, arbitrary: hostileValue })
}

function honestly(schema: Schema, names: string[], depth: number): fc.Arbitrary<unknown> {
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map(choice => nearly(choice, names, depth + 1)))
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (type === 'object' && schema.properties) return fc.record(Object.fromEntries(Object.entries(schema.properties).map(([name, part]) => [name, nearly(part, names, depth + 1)])), { requiredKeys: schema.required ?? [] })
  if (type === 'object') return fc.dictionary(fc.oneof(fc.constantFrom('firstName', ...names), hostileText), nearly(undefined, names, depth + 1), { maxKeys: 5 })
  if (type === 'array') return fc.array(nearly(schema.items, names, depth + 1), { maxLength: 4 })
  if (type === 'integer' || type === 'number') return fc.oneof(fc.integer({ min: 0, max: 500 }), fc.double())
  if (type === 'boolean') return fc.boolean()
  if (type === 'string') return fc.oneof(fc.constantFrom('contact', 'deal', 'firstName', 'stage', 'ayu@example.com', ...names), hostileText)
  return hostileValue
}

/** As a part of an address; what no address can hold is left out. */
function inAddress(value: unknown): string {
  return encodeURIComponent((typeof value === 'string' ? value : JSON.stringify(value) ?? '').toWellFormed()) || '%20'
}

export interface Hostile { method: string, path: string, body?: string }

interface Operation { parameters?: { name: string, in: string, schema: Schema }[], requestBody?: { content: Record<string, { schema: Schema }> } }

/** Requests to one operation of the OpenAPI document. `ids` are names and ids that exist. */
export function requestsTo(method: string, path: string, operation: Operation, ids: string[], names: string[]): fc.Arbitrary<Hostile> {
  const places = (operation.parameters ?? []).filter(each => each.in === 'path').map(each => each.name)
  const queries = (operation.parameters ?? []).filter(each => each.in === 'query')
  const body = operation.requestBody?.content['application/json']
  return fc.record({
    places: fc.tuple(...places.map(() => fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...ids) }, { weight: 1, arbitrary: hostileText }))),
    query: fc.dictionary(fc.oneof(fc.constantFrom('nope', ...queries.map(each => each.name)), hostileText), fc.oneof(nearly({ type: 'string' }, names), hostileValue), { maxKeys: 4 }),
    // keys such as __proto__ survive in the text only
    body: body ? fc.oneof({ weight: 8, arbitrary: nearly(body.schema, names).map(value => JSON.stringify(value) ?? 'null') }, { weight: 1, arbitrary: fc.constantFrom('', '{', '[1', 'null', '"x"', '{"__proto__":{"x":1}}', '{"constructor":{"prototype":1}}', '{"a":1,"a":2}') }) : fc.constant(undefined),
  }).map(({ places: values, query, body: text }) => {
    const filled = places.reduce((at, name, index) => at.replace(`{${name}}`, inAddress(values[index])), path)
    const search = Object.entries(query).map(([name, value]) => `${inAddress(name)}=${inAddress(value)}`).join('&')
    return { method: method.toUpperCase(), path: search ? `${filled}?${search}` : filled, ...(text === undefined ? {} : { body: text }) }
  })
}
