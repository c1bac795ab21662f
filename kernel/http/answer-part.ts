// Kernel, HTTP: the pieces of answers that more than one room has (OpenAPI document, web/contract.ts).
import { z } from 'zod'

/** A page of a list: its rows and the cursor of the next page. */
export function paged<Row extends z.ZodType>(row: Row) {
  return z.object({ data: z.array(row), page: z.object({ next: z.string().nullable() }) })
}

/** A text per language. */
export const labelAnswer = z.object({ en: z.string().optional(), id: z.string().optional() })
