// The rules: for a verb on an object a rule answers with a filter (all, none, or the rows of a scope); every path that
// reads or writes records asks here.
import type { Context } from '../context.ts'
import { sql, type Sql } from '../database/sql.ts'
import { anyOf, type Filter } from '../filter/filter.ts'
import { filterToSql } from '../filter/to-sql.ts'
import type { FieldDefinition, ObjectDefinition } from '../object/definition.ts'
import { Problem } from '../http/errors.ts'
import { inheritedRows, inheritsBy } from './inherited.ts'
import { fieldRight, knowsField, rightsOf, roleKey, showsField, type Scope } from './role.ts'
import { sharedRows, type SharedAccess } from './sharing.ts'

export type Verb = 'read' | 'update' | 'delete'

/** Which rows of an object the caller may read, update or delete. Whoever may not read a row may not change it. */
export function rowFilter(context: Context, object: string, verb: Verb = 'read'): Filter {
  const scope = rightsOf(context.actor.role, object)[verb]
  const own = scopeFilter(context, scope)
  const by = inheritsBy(context, object)
  if (by) return withShared(context, object, verb, inheritedRows(context, object, verb, { by, own, rows: (target, needed) => rowFilter(context, target, needed) }))
  return scope === 'all' || verb === 'delete' ? own : anyOf([own, sharedRows(context, object, verb)])
}

/** One flat list of alternatives, each of which may have an index of its own. */
function withShared(context: Context, object: string, verb: Verb, own: Filter): Filter {
  if (verb === 'delete') return own
  return anyOf([...own.kind === 'or' ? own.of : [own], sharedRows(context, object, verb)])
}

function scopeFilter(context: Context, scope: Scope): Filter {
  if (scope === 'all' || scope === 'none') return { kind: scope }
  return { kind: 'scope', scope, owners: ownersIn(context, scope), teams: scope === 'own' ? [] : context.actor.teams }
}

const owners = new WeakMap<Context['actor'], Partial<Record<Scope, string[]>>>()

/** The members whose rows a scope shows whatever team the rows carry. */
function ownersIn({ actor }: Context, scope: Exclude<Scope, 'all' | 'none'>): string[] {
  let known = owners.get(actor)
  if (!known) owners.set(actor, known = {})
  return known[scope] ??= [...new Set([actor.member, ...scope === 'own' ? [] : actor.reports, ...scope === 'branch' ? actor.mates : []])]
}

/** All the members whose rows a scope shows, their teams as they are now: for what is kept by owner (tally, search). */
export function ownersShown(context: Context, scope: Exclude<Scope, 'all' | 'none'>): string[] {
  const { actor, workspace } = context
  const inTeams = scope === 'own' ? [] : [...workspace.members.values()].filter(member => member.team !== null && actor.teams.includes(member.team)).map(member => member.id)
  return [...new Set([...ownersIn(context, scope), ...inTeams])]
}

/** A row at hand: `shared` is what `sharedAccess` says of it. */
export interface Place { owner: string | null, team: string | null, shared?: SharedAccess | null }

/**
 * What is allowed the caller with a row beyond her role's scope, as SQL: `update`, `read` or null. Goes with `owner` and
 * `_team` to `covers`. Of an object whose rights come from another record it is all that is allowed.
 */
export function sharedAccess(context: Context, object: string, alias: string): Sql {
  const granted = (verb: 'read' | 'update') => inheritsBy(context, object) ? rowFilter(context, object, verb) : sharedRows(context, object, verb)
  const read = granted('read')
  if (read.kind === 'none') return sql`null::text`
  const rows = (filter: Filter) => filterToSql(filter, alias, context.workspace.schema)
  // a role may change more rows than it reads: those that it does not read are not there for it
  return sql`(case when ${rows(read)} then case when ${rows(granted('update'))} then 'update' else 'read' end end)`
}

/** The same rule on one row at hand. */
export function covers(context: Context, object: string, verb: Verb, { owner, team, shared }: Place): boolean {
  if (verb !== 'delete' && (shared === 'update' || shared === verb)) return true
  if (inheritsBy(context, object) && (verb !== 'delete' || !shared)) return false
  const scope = rightsOf(context.actor.role, object)[verb]
  if (scope === 'all' || scope === 'none') return scope === 'all'
  if (owner !== null && ownersIn(context, scope).includes(owner)) return true
  return scope !== 'own' && team !== null && context.actor.teams.includes(team)
}

/** Whether the caller may read any row of the object. */
export function mayRead({ actor }: { actor: Pick<Context['actor'], 'role' | 'shares'> }, object: string): boolean {
  return rightsOf(actor.role, object).read !== 'none' || actor.shares.some(rule => rule.object === object)
}

/** What the caller's rows depend on besides who she is: statements without parameters are kept by it. */
export function rightsKey({ actor }: Context): string {
  return actor.shares.length === 0 ? roleKey(actor.role) : `${roleKey(actor.role)}+${actor.shares.map(rule => rule.id).join('+')}`
}

export function mayCreate(context: Context, object: string): boolean {
  return rightsOf(context.actor.role, object).create
}

/** Whether the caller may, with a reason that is kept, go where transition rules do not let her. */
export function mayOverride({ actor }: Pick<Context, 'actor'>, object: string): boolean {
  return rightsOf(actor.role, object).override ?? false
}

export function canRead({ actor, workspace }: Context, object: string, field: string): boolean {
  return showsField(actor.role, workspace.objects.get(object), field, workspace.objects)
}

/** Whether the caller may know of the field: its values, or masks in their place. */
export function isKnownField({ actor, workspace }: Context, object: string, field: string): boolean {
  return knowsField(actor.role, workspace.objects.get(object), field, workspace.objects)
}

/** Whether the caller sees masks in place of the field's values. */
export function isMasked(context: Context, object: string, field: string): boolean {
  return !canRead(context, object, field) && isKnownField(context, object, field)
}

export function canWrite(context: Context, object: string, field: FieldDefinition): boolean {
  return !field.readOnly && !field.computed && fieldRight(context.actor.role, object, field.name) === 'write'
}

/** The same for an import, which may bring the values of fields that say so although nobody else writes them. */
export function canImport(context: Context, object: string, field: FieldDefinition): boolean {
  return canWrite(context, object, field.keepGiven ? { ...field, readOnly: false } : field)
}

/** Whether a part of a fault's path (`email`, `mailingAddress.city`) names a field that the caller may not know. */
export function isConcealed(context: Context, object: ObjectDefinition, part: string): boolean {
  const [name] = part.split(/[.[]/)
  return object.fields.some(field => field.name === name) && !isKnownField(context, object.name, name)
}

/** The definition of an object that the caller may read at all, or make records of; one she may not know answers as if it were not there. */
export function knownObject(context: Context, name: string): ObjectDefinition {
  const object = context.workspace.objects.get(name)
  if (!object || !isKnown(context, name)) throw new Problem('notFound')
  return object
}

export function isKnown({ actor }: Context, object: string): boolean {
  return mayRead({ actor }, object) || rightsOf(actor.role, object).create
}
