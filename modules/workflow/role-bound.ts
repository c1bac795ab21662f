// The workflow room: whether a role may do no more than another, for the rule that a workflow may not exceed its author.
import type { Actor } from '../../kernel/context.ts'
import { fieldRight, narrower, rightsOf, type FieldRight, type ObjectRights, type Role } from '../../kernel/permission/role.ts'
import { actingAs } from '../../kernel/workspace/actor.ts'
import type { Workspace } from '../../kernel/workspace/workspace.ts'

const fieldRights: FieldRight[] = ['hidden', 'read', 'write']

/** Pure: every right of `role` is also one of `bound`. */
export function staysWithin(role: Role, bound: Role): boolean {
  if (bound.administrator) return true
  if (role.administrator) return false
  const objects = new Set([...Object.keys(role.objects), ...Object.keys(bound.objects)])
  return within(role.others, bound.others, Object.keys(bound.others.fields), role, bound, '')
    && [...objects].every(object => within(rightsOf(role, object), rightsOf(bound, object), Object.keys(rightsOf(bound, object).fields), role, bound, object))
}

function within(rights: ObjectRights, bound: ObjectRights, fields: string[], role: Role, limit: Role, object: string): boolean {
  const scopes = (['read', 'update', 'delete'] as const).every(verb => narrower(rights[verb], bound[verb]) === rights[verb])
  const created = bound.create || !rights.create
  return scopes && created && fields.every(field => fieldRights.indexOf(fieldRight(role, object, field)) <= fieldRights.indexOf(fieldRight(limit, object, field)))
}

/** Pure: what both roles allow. */
export function bothAllow(one: Role, other: Role): Role {
  if (one.administrator) return other
  if (other.administrator || one.name === other.name) return one
  const objects = new Set([...Object.keys(one.objects), ...Object.keys(other.objects)])
  return {
    name: `${one.name}&${other.name}`, label: one.label, administrator: false, others: least(one.others, other.others),
    objects: Object.fromEntries([...objects].map(object => [object, least(rightsOf(one, object), rightsOf(other, object))])),
  }
}

function least(one: ObjectRights, other: ObjectRights): ObjectRights {
  const names = new Set([...Object.keys(one.fields), ...Object.keys(other.fields)])
  const least = (name: string) => fieldRights[Math.min(fieldRights.indexOf(one.fields[name] ?? 'write'), fieldRights.indexOf(other.fields[name] ?? 'write'))]
  return {
    read: narrower(one.read, other.read), create: one.create && other.create, update: narrower(one.update, other.update), delete: narrower(one.delete, other.delete),
    fields: Object.fromEntries([...names].map(name => [name, least(name)])), sensitive: one.sensitive === 'masked' || other.sensitive === 'masked' ? 'masked' : 'shown',
  }
}

/** The same member, bounded by a role besides her own: by its scopes, its fields and its sharing rules too. */
export function boundBy(workspace: Workspace, actor: Actor, role: Role): Actor {
  const both = bothAllow(role, actor.role)
  if (both === actor.role) return actor
  const member = workspace.members.get(actor.member) ?? { id: actor.member, team: actor.team, branch: null }
  const bound = actingAs(workspace, member, role, actor.way)
  const shares = actor.role.administrator ? bound.shares : bound.shares.filter(rule => actor.shares.some(({ id }) => id === rule.id))
  return { ...bound, role: both, shares }
}
