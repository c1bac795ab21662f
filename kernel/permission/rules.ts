// The rules: for a verb on an object a rule answers with a filter (all, none, or the rows of a scope); every path that
// reads or writes records asks here.
import type { Context } from '../context.ts'
import { anyOf, type Filter } from '../filter/filter.ts'
import type { FieldDefinition, ObjectDefinition } from '../object/definition.ts'
import { Problem } from '../http/errors.ts'
import { fieldRight, knowsField, rightsOf, showsField, type Scope } from './role.ts'
import { sharedRows, type SharedAccess } from './sharing.ts'

export type Verb = 'read' | 'update' | 'delete'

/** Which rows of an object the caller may read, update or delete. Whoever may not read a row may not change it. */
export function rowFilter(context: Context, object: string, verb: Verb = 'read'): Filter {
  const scope = rightsOf(context.actor.role, object)[verb]
  const own = scopeFilter(context, scope)
  return scope === 'all' || verb === 'delete' ? own : anyOf([own, sharedRows(context, object, verb)])
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

/** A row at hand: `shared` is what `sharedAccess` (sharing.ts) says of it. */
export interface Place { owner: string | null, team: string | null, shared?: SharedAccess | null }

/** The same rule on one row at hand. */
export function covers(context: Context, object: string, verb: Verb, { owner, team, shared }: Place): boolean {
  if (verb !== 'delete' && (shared === 'update' || shared === verb)) return true
  const scope = rightsOf(context.actor.role, object)[verb]
  if (scope === 'all' || scope === 'none') return scope === 'all'
  if (owner !== null && ownersIn(context, scope).includes(owner)) return true
  return scope !== 'own' && team !== null && context.actor.teams.includes(team)
}

/** Whether the caller may read any row of the object. */
export function mayRead({ actor }: Pick<Context, 'actor'>, object: string): boolean {
  return rightsOf(actor.role, object).read !== 'none' || actor.shares.some(rule => rule.object === object)
}

/** What the caller's rows depend on besides who she is: statements without parameters are kept by it. */
export function rightsKey({ actor }: Context): string {
  return actor.shares.length === 0 ? actor.role.name : `${actor.role.name}+${actor.shares.map(rule => rule.id).join('+')}`
}

export function mayCreate(context: Context, object: string): boolean {
  return rightsOf(context.actor.role, object).create
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
