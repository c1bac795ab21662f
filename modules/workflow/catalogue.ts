// The workflow room: the workflows of a workspace in memory, compiled. A snapshot of the workspace carries its own, so
// that whatever drops the snapshot (a changed workflow, field or role, in any process) drops them too.
import type { Context } from '../../kernel/context.ts'
import { empty, identifier, sql, type Sql } from '../../kernel/database/sql.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { fieldsOf } from '../../kernel/filter/filter.ts'
import type { Workspace } from '../../kernel/workspace/workspace.ts'
import type { Dated } from './dates.ts'
import type { WorkflowDefinition } from './definition.ts'
import { patternsOf, type Pattern } from './meet.ts'
import { readWorkflow, type Program } from './program.ts'
import type { Meaning } from './triggers/record.ts'

/** A workflow on changes of records that is switched on. */
export interface Entry {
  id: string
  name: string
  version: number
  program: Program
  /** Of its record trigger. */
  meaning: Meaning
  /** Fields of which one must differ in an update before anything else is looked at; undefined: any. */
  watched: Set<string> | undefined
}

/** What the writes of one object look at. */
export interface Watching {
  entries: Entry[]
  /** Workflows whose timers go by a date of these records. */
  dated: Dated[]
  /** Workflows whose timers go by the time zone of these contacts, who stand in the relation of the records that they are about. */
  zoned: { workflow: Dated, relation: string }[]
  /** What runs under way may be waiting for, also those of older versions and of workflows that are switched off. */
  patterns: Pattern[]
}

/** By object. */
export type Catalogue = Map<string, Watching>

const catalogues = new WeakMap<Workspace, Catalogue>()
const programs = new WeakMap<Workspace, Map<string, Program | Problem>>()

/** Undefined as long as this snapshot's have not been read. */
export function knownCatalogue(workspace: Workspace): Catalogue | undefined {
  return catalogues.get(workspace)
}

export async function loadCatalogue(context: Context): Promise<Catalogue> {
  const { schema } = context.workspace
  const rows = await context.sql.query<Stored & { name: string }>(sql`select w.id, w.name, w.version, w.definition, w.member, m.role
    from ${identifier(schema, '_workflow')} w join ${identifier(schema, '_member')} m on m.id = w.member where w.enabled and w.deleted_at is null order by w.id`)
  const catalogue: Catalogue = new Map()
  for (const { name, ...stored } of rows) {
    const { id, version } = stored
    const program = compile(context, stored)
    if (program instanceof Problem) {
      context.log.warn({ workflow: id, faults: program.faults.map(({ path, code }) => `${path}: ${code}`) }, 'A workflow cannot be used until it is corrected')
      continue
    }
    const { meaning, dating } = program
    const { entries, dated } = watchingOf(catalogue, program.object.name)
    if (meaning) entries.push({ id, name, version, program, meaning, watched: watchedBy(meaning) })
    if (!dating) continue
    const workflow: Dated = { id, object: program.object.name, dating }
    dated.push(workflow)
    if (dating.zone.kind === 'contact' && dating.zone.relation !== undefined) watchingOf(catalogue, 'contact').zoned.push({ workflow, relation: dating.zone.relation })
  }
  for (const pattern of await loadPatterns(context)) watchingOf(catalogue, pattern.expected.object).patterns.push(pattern)
  catalogues.set(context.workspace, catalogue)
  return catalogue
}

async function loadPatterns(context: Context): Promise<Pattern[]> {
  const rows = await versionsAtWork(context, sql`and v.definition::text like '%"forEvent"%'`)
  return rows.flatMap(stored => {
    const program = compile(context, stored)
    return program instanceof Problem ? [] : patternsOf(stored.id, stored.version, program)
  })
}

/** A version by which something may still happen. `inForce`: new runs are enrolled by it. */
export interface AtWork extends Stored { name: string, inForce: boolean }

/** The versions in force, also of workflows that are switched off, and those that still have runs under way. A removed workflow's runs take no further step. */
export async function versionsAtWork(context: Context, more: Sql = empty): Promise<AtWork[]> {
  const { schema } = context.workspace
  return context.sql.query<AtWork>(sql`select w.id, w.name, v.version, v.version = w.version as "inForce", v.definition, w.member, m.role from ${identifier(schema, '_workflow')} w
    join ${identifier(schema, '_workflow_version')} v on v.workflow = w.id join ${identifier(schema, '_member')} m on m.id = w.member
    where w.deleted_at is null ${more} and (v.version = w.version or exists (select from ${identifier(schema, '_workflow_run')} r
      where r.workflow = w.id and r.version = v.version and r.status in ('queued', 'running', 'waiting'))) order by w.id, v.version`)
}

function watchingOf(catalogue: Catalogue, object: string): Watching {
  let watching = catalogue.get(object)
  if (!watching) catalogue.set(object, watching = { entries: [], dated: [], zoned: [], patterns: [] })
  return watching
}

function watchedBy({ changed, to, from }: Meaning): Set<string> | undefined {
  if (changed) return changed
  const filter = to ?? from
  return filter && fieldsOf(filter)
}

/** A version as it lies in the database, with the workflow's member and that one's role. */
export interface Stored { id: string, version: number, definition: WorkflowDefinition, member: string, role: string }

/** Those of these workflows that are there and switched on. */
export async function activeWorkflows(context: Context, ids: string[]): Promise<Map<string, Stored>> {
  const { schema } = context.workspace
  const rows = await context.sql.query<Stored>(sql`select w.id, w.version, w.definition, w.member, m.role from ${identifier(schema, '_workflow')} w
    join ${identifier(schema, '_member')} m on m.id = w.member where w.enabled and w.deleted_at is null and w.id = any(${ids}::uuid[])`)
  return new Map(rows.map(row => [row.id, row]))
}

/** Compiled once for each version, role and snapshot; a Problem when it names something that is no longer there. */
export function compile(context: Context, stored: Stored): Program | Problem {
  let known = programs.get(context.workspace)
  if (!known) programs.set(context.workspace, known = new Map())
  const key = `${stored.id} ${stored.version} ${stored.role}`
  let program = known.get(key)
  if (!program) known.set(key, program = tryCompile(context, stored))
  return program
}

function tryCompile(context: Context, { definition, member, role: name }: Stored): Program | Problem {
  const role = context.workspace.roles.get(name)
  if (!role) return new Problem('invalid', { faults: [{ path: 'role', code: 'workflow.roleUnknown', parameters: { role: name } }] })
  try {
    return readWorkflow(context, definition, { member, role })
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}
