// Kernel, HTTP: the pieces of a query string that more than one room has. What they say of themselves reaches the OpenAPI
// document, and from there the web app's types.
import { z } from 'zod'
import { Problem } from './errors.ts'

/** Rows on a page: 1 to 500. */
export const limit = z.coerce.number().int().min(1).max(500)

/** A list of names with commas between them. */
export const names = z.string().meta({ list: true }).transform(text => text.split(',').map(name => name.trim()).filter(Boolean))

/** JSON, as filters are; what cannot be parsed answers 400. */
export const json = z.string().meta({ contentMediaType: 'application/json' }).transform(text => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new Problem('syntax.invalid', { parameters: { reason: 'filter' } })
  }
})

export const flag = z.enum(['true', 'false']).transform(text => text === 'true')
