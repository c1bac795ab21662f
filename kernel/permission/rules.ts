// The rules: for a verb on an object a rule answers with a filter (all, none, or the rows of a scope); every path that
// reads or writes records asks here.
import type { Context } from '../context.ts'
import type { Filter } from '../filter/filter.ts'
import type { FieldDefinition, ObjectDefinition } from '../object/definition.ts'
import { Problem } from '../http/errors.ts'
import { fieldRight, rightsOf, showsField, type Scope } from './role.ts'

export type Verb = 'read' | 'update' | 'delete'

/** Which rows of an object the caller may read, update or delete. Whoever may not read a row may not change it. */
export function rowFilter(context: Context, object: string, verb: Verb = 'read'): Filter {
  return scopeFilter(context, rightsOf(context.actor.role, object)[verb])
}

function scopeFilter({ actor }: Context, scope: Scope): Filter {
  if (scope === 'all' || scope === 'none') return { kind: scope }
  return { kind: 'scope', scope, member: actor.member, teams: actor.teams }
}

/** The same rule on one row at hand. */
export function covers(context: Context, object: string, verb: Verb, row: { owner: string | null, team: string | null }): boolean {
  const scope = rightsOf(context.actor.role, object)[verb]
  if (scope === 'all') return true
  if (scope === 'none') return false
  if (row.owner !== null && row.owner === context.actor.member) return true
  return scope === 'team' && row.team !== null && context.actor.teams.includes(row.team)
}

export function mayCreate(context: Context, object: string): boolean {
  return rightsOf(context.actor.role, object).create
}

export function canRead({ actor, workspace }: Context, object: string, field: string): boolean {
  return showsField(actor.role, workspace.objects.get(object), field)
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
  return object.fields.some(field => field.name === name) && !canRead(context, object.name, name)
}

/** The definition of an object that the caller may read at all, or make records of; one she may not know answers as if it were not there. */
export function knownObject(context: Context, name: string): ObjectDefinition {
  const object = context.workspace.objects.get(name)
  if (!object || !isKnown(context, name)) throw new Problem('notFound')
  return object
}

export function isKnown({ actor }: Context, object: string): boolean {
  const { read, create } = rightsOf(actor.role, object)
  return read !== 'none' || create
}
