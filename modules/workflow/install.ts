// The workflow room: workflows that templates and modules bring. Installing twice changes nothing; a workflow that a
// customer has edited stays as she left it, and one that she removed does not come back.
import { createHash } from 'node:crypto'
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { changeWorkflow, createWorkflow } from './workflows.ts'

interface Installed { id: string, deleted: boolean, definition: object, hash: string }

/** `workflows` are definitions in the form of the API, each with a `key` of its own; `from` names the template or module. */
export async function installWorkflows(context: Context, workflows: unknown[], from: string): Promise<void> {
  if (workflows.length === 0) return
  const rows = await context.sql.query<Installed & { source: string }>(sql`select id, deleted_at is not null as deleted, definition, source, source_hash as hash
    from ${identifier(context.workspace.schema, '_workflow')} where source like ${`${from.replace(/[\\%_]/g, '\\$&')}/%`}`)
  const installed = new Map(rows.map(row => [row.source, row]))
  for (const given of workflows) await installWorkflow(context, given as { key?: string, name?: unknown }, from, installed)
}

async function installWorkflow(context: Context, { key, ...given }: { key?: string, name?: unknown }, from: string, installed: Map<string, Installed>): Promise<void> {
  const source = `${from}/${key ?? String(given.name)}`
  const hash = hashOf(given)
  const row = installed.get(source)
  if (!row) return void await createWorkflow(context, given, { source, hash })
  if (row.deleted || row.hash === hash || await wasEdited(context, row)) return
  const { enabled: _, ...brought } = given as { enabled?: unknown }
  await changeWorkflow(context, row.id, brought, { source, hash })
}

/** A customer's own change is a version that she made, or what makes no version: another name. The role, on and off stay hers in any case. */
async function wasEdited(context: Context, { id }: Installed): Promise<boolean> {
  const { schema } = context.workspace
  const [row] = await context.sql.query<{ edited: boolean }>(sql`select v.version > 1 and v.author is not null 
      or v.definition -> 'name' <> w.definition -> 'name' or v.definition -> 'description' is distinct from w.definition -> 'description' as edited
    from ${identifier(schema, '_workflow')} w join ${identifier(schema, '_workflow_version')} v on v.workflow = w.id and v.version = w.version where w.id = ${id}`)
  return row.edited
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url')
}
