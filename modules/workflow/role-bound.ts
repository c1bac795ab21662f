// The workflow room: whether a role may do no more than another, for the rule that a workflow may not exceed its author.
import { fieldRight, narrower, rightsOf, type FieldRight, type ObjectRights, type Role } from '../../kernel/permission/role.ts'

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
