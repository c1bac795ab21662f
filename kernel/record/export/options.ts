// Export room: a list as a file. What may be asked of an export.
import { z } from 'zod'

/** Formats with their file names and media types. */
export const formats = {
  csv: { ending: 'csv', type: 'text/csv; charset=utf-8' },
  xlsx: { ending: 'xlsx', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
} as const

const names = z.array(z.string().max(100)).min(1).max(600)

export const exportOptions = z.strictObject({
  object: z.string().max(100),
  filter: z.unknown().optional(),
  sort: z.string().max(500).optional(),
  /** Default: all that the caller may read. */
  fields: names.optional(),
  format: z.enum(['csv', 'xlsx']).default('csv'),
  /** Headings, options, members and related records by what people call them; false: by names, values and ids, to be imported again. */
  labels: z.boolean().default(true),
})

export type ExportOptions = z.output<typeof exportOptions>
