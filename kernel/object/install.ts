// Kernel, objects: how modules and templates bring objects, fields, pipelines, roles and views into a workspace.
// Installing twice changes nothing; a customer's own edit wins (kernel/object/merge.ts).
import { isDeepStrictEqual } from 'node:util'
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { Problem } from '../http/errors.ts'
import type { Module } from '../module.ts'
import type { Role } from '../permission/role.ts'
import type { Pipeline, Stage } from '../workspace/workspace.ts'
import { lockDefinitions, recordChange, saveDefinitions } from './change.ts'
import type { Definitions } from './definitions.ts'
import { withDefinitions } from './definitions.ts'
import type { FieldDefinition, Label, ObjectDefinition } from './definition.ts'
import { inLanguage } from './language.ts'
import { merge } from './merge.ts'
import { normaliseObject, ownFields } from './normalise.ts'
import { checkPipeline } from './pipeline.ts'
import { addsTargets, canRetype } from './retype.ts'
import type { Transitions } from './transition.ts'
import type { ViewDefinition } from './view.ts'
import { installView } from './view.ts'

/** An object, or only more fields for one that another module brings (then `label` and `title` may be left out). */
export type InstallableObject = Partial<ObjectDefinition> & Pick<ObjectDefinition, 'name' | 'fields'>

/** A pipeline, or only more stages for one that there is; `after` names the stage that a new one follows. */
export interface InstallablePipeline {
  name: string
  object?: string
  label?: Label
  stages: (Stage & { after?: string })[]
  transitions?: Transitions
}

/** A view for everyone; `key` tells it apart for good, such as `deal.board`. */
export type InstallableView = Omit<ViewDefinition, 'visibility' | 'owner'> & { key: string }

/** What a module or template brings, as values. */
export interface Installable {
  objects?: InstallableObject[]
  pipelines?: InstallablePipeline[]
  roles?: Role[]
  views?: InstallableView[]
  /** Taken over by modules/workflow through its `install`; its texts may be `{ en, id }`, of which the workspace's language is handed on. */
  workflows?: unknown[]
  /** Taken over by modules/chat: channels for everyone, `{ key, name, topic }`. */
  channels?: unknown[]
}

/** What was installed before, by `<kind> <name>`. */
type Bases = Map<string, unknown>

/**
 * Installs in the open transaction of `context`, under the name `from` (`contacts`, `after-sales`). Modules with an
 * `install` of their own get the values afterwards. Throws `type.taken` when a name is taken by another type.
 */
export async function installDefinitions(context: Context, values: Installable, from: string, modules: Module[] = []): Promise<void> {
  const given = listGiven(values, from)
  const bases = await readBases(context, from)
  let installed = context
  if (given.some(each => !isDeepStrictEqual(bases.get(each.key), each.value))) installed = await installChanged(context, values, from)
  const { workflows, channels } = inLanguage({ workflows: values.workflows, channels: values.channels }, context.workspace.locale) as Pick<Installable, 'workflows' | 'channels'>
  const spoken = { ...values, workflows, channels }
  for (const module of modules) await module.install?.(installed, spoken, from)
}

async function installChanged(context: Context, values: Installable, from: string): Promise<Context> {
  const before = await lockDefinitions(context)
  const bases = await readBases(context, from)
  const after: Definitions = { objects: new Map(before.objects), pipelines: new Map(before.pipelines) }
  for (const object of values.objects ?? []) installObject(after, bases, stamp(object, from), from)
  for (const pipeline of values.pipelines ?? []) installPipeline(after, bases, pipeline)
  checkAll(before, after)
  const saved = await saveDefinitions(context, before, after)
  const roles: Role[] = []
  for (const role of values.roles ?? []) roles.push(...await installRole(context, bases, role))
  const known = withDefinitions(context, saved)
  // workflows of the same template name them
  const installed = { ...known, workspace: { ...known.workspace, roles: new Map([...known.workspace.roles, ...roles.map(role => [role.name, role] as const)]) } }
  for (const view of values.views ?? []) await installView(installed, view, bases.get(`view ${view.key}`) as InstallableView | undefined)
  await writeBases(context, listGiven(values, from), from)
  return installed
}

function installObject(after: Definitions, bases: Bases, given: InstallableObject, from: string): void {
  const current = after.objects.get(given.name)
  const base = bases.get(`object ${given.name}`) as InstallableObject | undefined
  if (!current && base) return // a customer removed it
  if (!current) return void after.objects.set(given.name, { from, ...given } as ObjectDefinition)
  for (const field of given.fields) checkAdoption(given.name, field, current, base, from)
  after.objects.set(given.name, merge(base, current, given) as ObjectDefinition)
}

/** A field of the same name is taken over when its type is the same; another type stops the installation with a sentence. */
function checkAdoption(object: string, field: FieldDefinition, current: ObjectDefinition, base: InstallableObject | undefined, from: string): void {
  const present = current.fields.find(each => each.name === field.name)
  const before = base?.fields.find(each => each.name === field.name)
  if (!present || (before && isDeepStrictEqual(shapeOf(before), shapeOf(field)))) return
  if (isDeepStrictEqual(shapeOf(present), shapeOf(field)) || (before && canRetype(present, field))) return
  // beside targets that it has got here, such as the objects of a customer
  if (before && addsTargets(before, field) && addsTargets(before, present)) return
  throw new Problem('type.taken', { parameters: { object, field: field.name, has: textOf(present), brings: textOf(field), from } })
}

function shapeOf(field: FieldDefinition): unknown {
  return [field.type, field.to ?? null]
}

function textOf(field: FieldDefinition): string {
  return field.to === undefined ? field.type : `${field.type} (${[field.to].flat().join(', ')})`
}

function installPipeline(after: Definitions, bases: Bases, given: InstallablePipeline): void {
  const current = after.pipelines.get(given.name)
  const base = bases.get(`pipeline ${given.name}`)
  if (!current && base) return
  const stages = current ? [] : given.stages.map(({ after: _, ...stage }) => stage)
  const next = current ? merge(base, current, given) : { label: { en: given.name }, object: '', ...given, stages }
  after.pipelines.set(given.name, next as Pipeline)
}

/** Brings what changed to its normal form; relations may point to objects that come in the same installation. */
function checkAll(before: Definitions, after: Definitions): void {
  const names = new Set(after.objects.keys())
  for (const [name, object] of after.objects) {
    if (isDeepStrictEqual(object, before.objects.get(name))) continue
    const normal = normaliseObject(object, names)
    after.objects.set(name, { ...normal, fields: ownFields(normal) })
  }
  for (const pipeline of after.pipelines.values()) {
    const faults = checkPipeline(pipeline, after.objects)
    if (faults.length) throw new Problem('invalid', { faults: faults.map(fault => ({ ...fault, path: `pipelines.${pipeline.name}.${fault.path}` })) })
  }
}

/** The role as it is now; none when a customer removed it. */
async function installRole(context: Context, bases: Bases, given: Role): Promise<Role[]> {
  const table = identifier(context.workspace.schema, '_role')
  const [row] = await context.sql.query<{ definition: Role }>(sql`select definition from ${table} where name = ${given.name}`)
  const base = bases.get(`role ${given.name}`)
  if (!row && base) return []
  const next = row ? merge(base, row.definition, given) as Role : given
  if (isDeepStrictEqual(next, row?.definition)) return [next]
  await context.sql.query(sql`insert into ${table} (name, definition) values (${given.name}, ${JSON.stringify(next)})
    on conflict (name) do update set definition = excluded.definition`)
  await recordChange(context, '_role', given.name, row?.definition ?? null, next)
  return [next]
}

function stamp(object: InstallableObject, from: string): InstallableObject {
  return { ...object, fields: object.fields.map(field => ({ ...field, from })) }
}

/** Through JSON, since that is how it comes back. */
function listGiven(values: Installable, from: string): { key: string, value: unknown }[] {
  const list = [
    ...(values.objects ?? []).map(object => ({ key: `object ${object.name}`, value: stamp(object, from) })),
    ...(values.pipelines ?? []).map(pipeline => ({ key: `pipeline ${pipeline.name}`, value: pipeline })),
    ...(values.roles ?? []).map(role => ({ key: `role ${role.name}`, value: role })),
    ...(values.views ?? []).map(view => ({ key: `view ${view.key}`, value: view })),
  ]
  return JSON.parse(JSON.stringify(list))
}

async function readBases(context: Context, from: string): Promise<Bases> {
  const rows = await context.sql.query(sql`select kind, name, value from ${identifier(context.workspace.schema, '_installed')} where source = ${from}`)
  return new Map(rows.map(row => [`${row.kind} ${row.name}`, row.value]))
}

async function writeBases(context: Context, given: { key: string, value: unknown }[], from: string): Promise<void> {
  await context.sql.query(sql`insert into ${identifier(context.workspace.schema, '_installed')} (source, kind, name, value)
    select ${from}, split_part(g->>'key', ' ', 1), substr(g->>'key', strpos(g->>'key', ' ') + 1), g->'value' from jsonb_array_elements(${JSON.stringify(given)}::jsonb) g
    on conflict (source, kind, name) do update set value = excluded.value`)
}
