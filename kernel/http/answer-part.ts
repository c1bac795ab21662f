// Kernel, HTTP: the pieces of answers that more than one room has (OpenAPI document, web/contract.ts).
import { z } from 'zod'

/** A page of a list: its rows and the cursor of the next page. */
export function paged<Row extends z.ZodType>(row: Row) {
  return z.object({ data: z.array(row), page: z.object({ next: z.string().nullable() }) })
}

/** A text per language. */
export const labelAnswer = z.object({ en: z.string().optional(), id: z.string().optional() })

/** A record in API form: its fields are the object's (GET /objects), as far as the caller may read and asked for them. */
export const recordAnswer = z.looseObject({ id: z.string(), version: z.number() })

/** A filter as it was given (API.md §5). */
export const filterAnswer = z.record(z.string(), z.unknown())

/** How a change came about; kept with every event. */
export const wayAnswer = z.enum(['person', 'api', 'import', 'bulk', 'workflow', 'system'])

/** What stands behind a change (Cause, kernel/context.ts). */
export const causeAnswer = z.object({
  workflow: z.string().optional(), run: z.string().optional(), import: z.string().optional(), bulk: z.string().optional(), undo: z.boolean().optional(), app: z.string().optional(), reason: z.string().optional(), depth: z.number().optional(),
})

/** What was made, or begun in the background, by its id. */
export const idAnswer = z.object({ id: z.string() })

/** A moment, ISO 8601 with offset. */
export const moment = z.iso.datetime({ offset: true })

/** The row that an answer is made of: its moments are dates of JavaScript until they are sent. */
export type Row<Schema extends z.ZodType> = Dated<z.output<Schema>>
type Dated<Values> = { [Name in keyof Values]: Name extends `${string}${'At' | 'Until'}` ? Date | Extract<Values[Name], null> : Values[Name] }

/** What went wrong, in the caller's language. */
export const messageAnswer = z.object({ code: z.string(), message: z.string() })

/** A fault of a value at a path. */
export const faultAnswer = messageAnswer.extend({ path: z.string() })
