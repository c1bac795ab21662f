// Kernel, objects: saved views as values: what a list or board shows. Those of modules and templates are for everyone.
import { isDeepStrictEqual } from 'node:util'
import { v7 } from 'uuid'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { filterAnswer, labelAnswer, paged } from '../http/answer-part.ts'
import { recordChange } from './change.ts'
import type { Label } from './definition.ts'
import type { InstallableView } from './install.ts'
import { merge } from './merge.ts'

export interface ViewDefinition {
  object: string
  label: Label
  kind: 'table' | 'board' | 'calendar'
  /** In the filter language. */
  filter?: unknown
  /** As in the address of a list: `-updatedAt,name`. */
  sort?: string
  /** Names of the fields shown, in order. */
  columns?: string[]
  /** A board's columns: the field whose values they are. A table's groups: a field, for dates with a unit (`closingDate:month`). */
  groupBy?: string
  /** A calendar: the date or dateTime field by which records stand on its days. */
  dateField?: string
  /** A calendar: the select field whose options colour its records. */
  colorBy?: string
  /** A table: what its groups and its foot add up, as measures of the aggregate (`sum:amount`). */
  totals?: string[]
  visibility: 'private' | 'team' | 'role' | 'everyone'
  /** A member's id; null for what came with a module or template. */
  owner: string | null
}

export const viewAnswer = z.object({
  id: z.string(), object: z.string(), label: labelAnswer, kind: z.enum(['table', 'board', 'calendar']),
  filter: filterAnswer.nullable(), sort: z.string().nullable(), columns: z.array(z.string()).nullable(), groupBy: z.string().nullable(),
  dateField: z.string().nullable(), colorBy: z.string().nullable(), totals: z.array(z.string()).nullable(),
  visibility: z.enum(['private', 'team', 'role', 'everyone']), owner: z.string().nullable(),
})

/** With an object asked for, also which view opens first in its lists (view-choice.ts). */
export const viewsAnswer = paged(viewAnswer).extend({
  first: z.object({ own: z.string().nullable(), role: z.string().nullable() }).optional(),
  roles: z.record(z.string(), z.string()).optional().meta({ description: 'For administrators: the first view by role' }),
})

/** What is kept as the value of a view; who sees it lies in columns of its own. */
export type StoredView = Omit<ViewDefinition, 'visibility' | 'owner' | 'object'> & { key?: string }

/** Installs one view by its key; a view that a customer removed stays removed, one that she changed stays hers. */
export async function installView(context: Context, given: InstallableView, base: InstallableView | undefined): Promise<void> {
  const table = identifier(context.workspace.schema, '_view')
  const [row] = await context.sql.query<{ id: string, definition: StoredView }>(sql`select id, definition from ${table}
    where object = ${given.object} and definition->>'key' = ${given.key}`)
  if (!row && base) return
  const { object, ...definition } = given
  const next = row ? merge(base && storedOf(base), row.definition, definition) as StoredView : definition
  if (isDeepStrictEqual(next, row?.definition)) return
  const id = row?.id ?? v7()
  await context.sql.query(sql`insert into ${table} (id, object, definition, visibility, position, created_at, updated_at)
    values (${id}, ${object}, ${JSON.stringify(next)}, 'everyone', (select coalesce(max(position), 0) + 1 from ${table} where object = ${object}), ${context.now}, ${context.now})
    on conflict (id) do update set definition = excluded.definition, updated_at = excluded.updated_at`)
  await recordChange(context, '_view', id, row?.definition ?? null, next)
}

function storedOf({ object: _, ...definition }: InstallableView): StoredView {
  return definition
}
