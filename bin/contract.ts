// The web app's types, made from the OpenAPI document. `npm run contract` writes web/contract.ts; `npm test` and the web
// app's build refuse one that the routes have left behind, so that the two cannot drift apart unseen.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compile } from 'json-schema-to-typescript'
import { openApiDocument } from '../kernel/http/openapi.ts'
import { modules } from './modules.ts'

type Json = Record<string, any>

const contractFile = join(import.meta.dirname, '../web/contract.ts')

const head = '// Made from the OpenAPI document by `npm run contract`: what each request takes and answers. Not for editing.\n\n'

/** TypeScript of `interface Contract`, with a line for each operation, such as `'GET /views': { … }`. */
export function makeContract(): Promise<string> {
  return contractOf(openApiDocument({ modules }))
}

export async function contractOf({ paths, components }: Json): Promise<string> {
  const lines: string[] = []
  for (const [path, methods] of Object.entries<Json>(paths)) {
    for (const [method, operation] of Object.entries<Json>(methods)) lines.push(`  '${method.toUpperCase()} ${path}': ${await typeOf(operation, components)}`)
  }
  return `${head}export interface Contract {\n${lines.sort().join('\n')}\n}\n`
}

/** Throws a sentence where the file on disk is not what the routes say. */
export async function checkContract(): Promise<void> {
  const kept = await readFile(contractFile, 'utf8').catch(() => '')
  if (kept !== await makeContract()) throw new Error('web/contract.ts is not what the routes say any more: run `npm run contract`, and mend what then fails.')
}

async function typeOf(operation: Json, components: Json): Promise<string> {
  const parameters: Json[] = operation.parameters ?? []
  const parts: Json = { path: parametersOf(parameters, 'path'), query: parametersOf(parameters, 'query'), body: bodyOf(operation), answer: answerOf(operation) }
  const properties = Object.fromEntries(Object.entries(parts).filter(([, schema]) => schema !== undefined))
  const schema = { title: 'Operation', type: 'object', properties, required: Object.keys(properties), additionalProperties: false, components }
  const text = await compile(tuplesIn(schema) as Json, 'Operation', { bannerComment: '', format: false, additionalProperties: false, unknownAny: true, ignoreMinAndMaxItems: true })
  return onOneLine(text.replace(/^export interface Operation /, '').replace(/\/\*\*.*?\*\//gs, ''))
}

/** A form with a file is the browser's own (FormData). */
function bodyOf({ requestBody: { content } = { content: {} } }: Json): Json | undefined {
  return content['multipart/form-data'] ? { tsType: 'FormData' } : content['application/json']?.schema
}

function answerOf({ responses }: Json): Json | undefined {
  return (Object.values(responses)[0] as Json).content?.['application/json']?.schema
}

function parametersOf(parameters: Json[], place: string): Json | undefined {
  const those = parameters.filter(each => each.in === place)
  if (!those.length) return undefined
  return { type: 'object', additionalProperties: false, required: those.filter(each => each.required).map(each => each.name),
    properties: Object.fromEntries(those.map(each => [each.name, asSaid(each)])) }
}

/** What the client may say for a parameter that travels as text: the value itself for JSON, lists for names, booleans for flags. */
function asSaid({ schema, content }: Json): Json {
  if (content) return {}
  if (schema.type === 'array') return { anyOf: [{ type: 'string' }, schema] }
  if (schema.enum?.length === 2 && schema.enum.includes('true') && schema.enum.includes('false')) return { anyOf: [{ type: 'boolean' }, schema] }
  return schema
}

/** A tuple in the words that the maker of types knows. */
function tuplesIn(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return schema
  if (Array.isArray(schema)) return schema.map(tuplesIn)
  const { prefixItems, items, ...rest } = schema as Json
  const inner = Object.fromEntries(Object.entries({ ...rest, ...(items === undefined ? {} : { items }) }).map(([key, value]) => [key, tuplesIn(value)]))
  return prefixItems ? { ...inner, tsType: `[${prefixItems.map((each: Json) => each.type === 'integer' ? 'number' : each.type).join(', ')}]` } : inner
}

function onOneLine(text: string): string {
  return text.trim().split('\n').map(line => line.trim()).filter(Boolean).join('; ').replaceAll('{; ', '{ ').replaceAll('; }', ' }').replaceAll('(; ', '(').replaceAll('; )', ')').replaceAll('"', '\'')
}

if (import.meta.main) await writeFile(contractFile, await makeContract())
