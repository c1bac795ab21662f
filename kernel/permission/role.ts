// Roles as values: what a member may do with each object, and with each field of it.
import type { Label, ObjectDefinition } from '../object/definition.ts'

/** Each shows what the one before it shows, and more. */
export const scopes = ['none', 'own', 'team', 'branch', 'all'] as const
export type Scope = typeof scopes[number]
export type FieldRight = 'hidden' | 'read' | 'write'

export interface ObjectRights {
  read: Scope
  create: boolean
  update: Scope
  delete: Scope
  /** Fields that differ from `write`. */
  fields: Record<string, FieldRight>
  /** Whether values of sensitive fields are shown (also where nothing is said) or masked. */
  sensitive?: 'shown' | 'masked'
  /** May go where transition rules do not let her, with a reason that is kept. */
  override?: boolean
}

export interface Role {
  name: string
  label: Label
  /** May also change the workspace itself: members, roles, objects, settings. Reads and writes everything. */
  administrator: boolean
  objects: Record<string, ObjectRights>
  /** The rights for objects that `objects` does not name. */
  others: ObjectRights
  /** Set while an app acts for the member with less than all that her role allows (kernel/workspace/apps/scope.ts). */
  narrowed?: 'read' | 'write'
}

/** What is remembered by role is remembered by this: an app may do less than the member with the same role. */
export function roleKey({ name, narrowed }: Role): string {
  return narrowed ? `${name} ${narrowed}` : name
}

/** The narrower of two scopes. */
export function narrower(one: Scope, other: Scope): Scope {
  return scopes[Math.min(scopes.indexOf(one), scopes.indexOf(other))]
}

/**
 * What the kernel itself keeps of a record. They cannot be hidden: addresses, cursors, versions, the timeline and realtime
 * tell which record it is, and who changed it when.
 */
export const kept: ReadonlySet<string> = new Set(['id', 'version', 'createdAt', 'updatedAt', 'createdBy', 'updatedBy'])

const everything: ObjectRights = { read: 'all', create: true, update: 'all', delete: 'all', fields: {}, override: true }
const nothing: ObjectRights = { read: 'none', create: false, update: 'none', delete: 'none', fields: {} }

/** The role without what changes the workspace itself, or (`read`) without what changes anything. It never grows by it. */
export function narrowRole(role: Role, narrowed: 'read' | 'write'): Role {
  const all = role.administrator ? { objects: {}, others: everything } : { objects: role.objects, others: role.others }
  if (narrowed === 'write') return role.administrator ? { ...role, ...all, administrator: false, narrowed } : role
  const reads = (rights: ObjectRights): ObjectRights => ({ ...rights, create: false, update: 'none', delete: 'none', override: false })
  const objects = Object.fromEntries(Object.entries(all.objects).map(([name, rights]) => [name, reads(rights)]))
  return { ...role, administrator: false, objects, others: reads(all.others), narrowed }
}

export function rightsOf(role: Role, object: string): ObjectRights {
  if (role.administrator) return everything
  return role.objects[object] ?? role.others
}

export function fieldRight(role: Role, object: string, field: string): FieldRight {
  const right = rightsOf(role, object).fields[field] ?? 'write'
  return right === 'hidden' && kept.has(field) ? 'read' : right
}

type Objects = ReadonlyMap<string, ObjectDefinition>

/**
 * Whether the role reads the field's values as they are. One that repeats others (a full name), or is computed from them, is
 * no more known than they are; without `objects` nothing computed from other objects is shown to a role that masks theirs.
 */
export function showsField(role: Role, object: ObjectDefinition | undefined, field: string, objects?: Objects): boolean {
  return !object || role.administrator || (knowsField(role, object, field, objects) && !masksField(role, object, field))
}

/**
 * Whether the role may know of the field, its values perhaps masked. Of what is computed from masked values it knows nothing,
 * but for the completeness: whether each field that counts is filled its mask tells as well. `asked` are those on the way here.
 */
export function knowsField(role: Role, object: ObjectDefinition | undefined, field: string, objects?: Objects, asked: ReadonlySet<string> = new Set()): boolean {
  if (!object || role.administrator) return true
  const place = `${object.name}.${field}`
  if (asked.has(place)) return true
  if (fieldRight(role, object.name, field) === 'hidden') return false
  const sources = object.fields.find(each => each.name === field)?.derivedFrom ?? []
  return sources.every(source => knowsSource(role, object, source, objects, { masked: field === 'completeness', asked: new Set(asked).add(place) }))
}

/** `amount` of the object itself, or `company.industry` of another, of which the role must be able to read something. */
function knowsSource(role: Role, own: ObjectDefinition, source: string, objects: Objects | undefined, { masked, asked }: { masked: boolean, asked: ReadonlySet<string> }): boolean {
  const [name, field] = source.includes('.') ? source.split('.') : [own.name, source]
  if (name !== own.name && rightsOf(role, name).read === 'none') return false
  const object = name === own.name ? own : objects?.get(name)
  if (!object) return fieldRight(role, name, field) !== 'hidden' && rightsOf(role, name).sensitive !== 'masked'
  return knowsField(role, object, field, objects, asked) && (masked || !masksField(role, object, field))
}

function masksField(role: Role, object: ObjectDefinition, field: string): boolean {
  return rightsOf(role, object.name).sensitive === 'masked' && object.fields.some(each => each.name === field && each.sensitive)
}

function role(name: string, label: Label, others: Partial<ObjectRights>, administrator = false): Role {
  return { name, label, administrator, objects: {}, others: { ...nothing, ...others } }
}

/** What a new workspace starts with; an administrator edits them as she likes. */
export const firstRoles: Role[] = [
  role('administrator', { en: 'Administrator', id: 'Administrator' }, everything, true),
  role('manager', { en: 'Manager', id: 'Manajer' }, { read: 'all', create: true, update: 'all', delete: 'all' }),
  role('sales', { en: 'Sales', id: 'Penjualan' }, { read: 'team', create: true, update: 'team', delete: 'own' }),
  role('agent', { en: 'Agent', id: 'Agen' }, { read: 'all', create: true, update: 'team', delete: 'none' }),
  role('readOnly', { en: 'Read only', id: 'Hanya baca' }, { read: 'all', create: false, update: 'none', delete: 'none' }),
]
