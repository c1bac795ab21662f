// Workspace room: roles as rows: checked against the objects and fields that there are, written, told to all.
import { z } from 'zod'
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { labelAnswer } from '../http/answer-part.ts'
import { Problem, refuse, type Fault } from '../http/errors.ts'
import { recordChange } from '../object/change.ts'
import { isName } from '../object/definition.ts'
import { say } from '../object/describe.ts'
import type { Transitions } from '../object/transition.ts'
import { kept, scopes, type ObjectRights, type Role, type Scope } from '../permission/role.ts'
import { label } from './input.ts'
import { lockMembers } from './members.ts'
import { refuseShared } from './sharing-rules.ts'
import { changeDefinitions } from './workspaces.ts'

/** `true` means all and `false` means none, so that every right may be written the short way. */
const scope = z.union([z.boolean(), z.enum(scopes)])
const rights = z.strictObject({ read: scope, create: z.boolean(), update: scope, delete: scope,
  fields: z.record(z.string(), z.enum(['hidden', 'read', 'write'])),
  sensitive: z.enum(['shown', 'masked']), override: z.boolean() }).partial()

export const newRole = z.strictObject({
  name: z.string().refine(isName, { params: { code: 'name.invalid' } }),
  label,
  objects: z.record(z.string(), rights).default({}),
  others: rights.optional(),
})

/** Rights that are not named stay; an object set to null falls back to `others`. */
export const roleChange = z.strictObject({ label, objects: z.record(z.string(), rights.nullable()),
  others: rights }).partial()

const scopeAnswer = z.enum(scopes)
const rightsAnswer = z.object({ read: scopeAnswer, create: z.boolean(), update: scopeAnswer, delete: scopeAnswer,
  fields: z.record(z.string(), z.enum(['hidden', 'read', 'write'])), sensitive: z.enum(['shown', 'masked']).optional(),
  override: z.boolean().optional().meta({ description: 'May go where transition rules do not let her, with a reason that is kept' }) })

export const roleAnswer = z.object({ name: z.string(), label: labelAnswer, administrator: z.boolean(),
  objects: z.record(z.string(), rightsAnswer), others: rightsAnswer }) satisfies z.ZodType<Role>

/** Rights name objects and fields that others may not know: they are the administrators' to read. */
export const shownRoleAnswer = roleAnswer.partial({ objects: true, others: true })

/** A role that is made now masks what is sensitive, unless it says otherwise; those of before show it. */
const nothing: ObjectRights = { read: 'none', create: false, update: 'none', delete: 'none', fields: {}, sensitive: 'masked' }

export async function addRole(asked: Context,
  { name, label, objects, others }: z.output<typeof newRole>): Promise<Role> {
  const context = await lockMembers(asked)
  if (context.workspace.roles.has(name)) throw refuse([{ path: 'name', code: 'name.taken' }])
  const role: Role = {
    name, label, administrator: false,
    objects: Object.fromEntries(Object.entries(objects).map(([object, given]) => [object, merge(nothing, given)])),
    others: merge(nothing, others),
  }
  return save(context, undefined, role)
}

/** Throws `conflict.administrator` for the rights of administrators, which are all there are. */
export async function changeRole(asked: Context, name: string, change: z.output<typeof roleChange>): Promise<Role> {
  const context = await lockMembers(asked)
  const before = roleNamed(context, name)
  if (before.administrator && (change.objects || change.others)) throw new Problem('conflict.administrator')
  const objects = new Map(Object.entries(before.objects))
  for (const [object, given] of Object.entries(change.objects ?? {})) {
    if (given === null) objects.delete(object)
    else objects.set(object, merge(before.objects[object] ?? before.others, given))
  }
  const after = { ...before, label: change.label ?? before.label, objects: Object.fromEntries(objects),
    others: merge(before.others, change.others) }
  return save(context, before, after)
}

/** Throws `conflict.inUse` while any member has it, also one who left: her history says what she was. */
export async function removeRole(asked: Context, name: string): Promise<void> {
  const context = await lockMembers(asked)
  const role = roleNamed(context, name)
  if (role.administrator) throw new Problem('conflict.administrator')
  refuseShared(context, 'role', name)
  refuseRuled(context, name)
  const { schema } = context.workspace
  const users = await context.sql.query<{ name: string }>(sql`select name from ${identifier(schema, '_member')}
    where role = ${name} order by name limit 5`)
  const uses = users.map(user => user.name).join(', ')
  if (uses) throw new Problem('conflict.inUse', { parameters: { uses } })
  await context.sql.query(sql`delete from ${identifier(schema, '_role')} where name = ${name}`)
  await recordChange(context, '_role', name, role, null)
  await changeDefinitions(context)
}

/** A role that transition rules let through is not taken away under them. */
function refuseRuled({ workspace, locale }: Context, name: string): void {
  const names = ({ transitions }: { transitions?: Transitions }) => transitions?.rules.some(rule => rule.roles?.includes(name)) ?? false
  const ruled = [...[...workspace.pipelines.values()].filter(names), ...[...workspace.objects.values()].flatMap(object => object.fields.filter(names))]
  if (ruled.length) throw new Problem('conflict.inUse', { parameters: { uses: ruled.map(({ label }) => say(label, locale)).join(', ') } })
}

export function roleNamed({ workspace }: Context, name: string): Role {
  const role = workspace.roles.get(name)
  if (!role) throw new Problem('notFound')
  return role
}

async function save(context: Context, before: Role | undefined, role: Role): Promise<Role> {
  const faults = checkRole(context, role)
  if (faults.length) throw refuse(faults)
  await context.sql.query(sql`insert into ${identifier(context.workspace.schema, '_role')} (name, definition)
    values (${role.name}, ${JSON.stringify(role)})
    on conflict (name) do update set definition = excluded.definition`)
  await recordChange(context, '_role', role.name, before ?? null, role)
  await changeDefinitions(context)
  return role
}

/** Every object and field that a role names must be there; what the kernel keeps of each record cannot be hidden. */
function checkRole({ workspace }: Context, role: Role): Fault[] {
  const others = Object.keys(role.others.fields).map(field =>
    ({ path: `others.fields.${field}`, code: 'field.unknown' }))
  return [...others, ...Object.entries(role.objects).flatMap(([name, { fields }]) => {
    const object = workspace.objects.get(name)
    if (!object) return [{ path: `objects.${name}`, code: 'object.unknown' }]
    const known = new Set(object.fields.map(field => field.name))
    return Object.entries(fields).flatMap(([field, right]) => {
      const path = `objects.${name}.fields.${field}`
      if (!known.has(field)) return [{ path, code: 'field.unknown' }]
      return right === 'hidden' && kept.has(field) ? [{ path, code: 'value.invalid' }] : []
    })
  })]
}

function wide(value: boolean | Scope | undefined, before: Scope): Scope {
  if (value === undefined) return before
  return value === true ? 'all' : value === false ? 'none' : value
}

function merge(rights: ObjectRights, given: z.output<typeof roleChange>['others'] = {}): ObjectRights {
  return {
    read: wide(given.read, rights.read), create: given.create ?? rights.create,
    update: wide(given.update, rights.update), delete: wide(given.delete, rights.delete),
    fields: given.fields ?? rights.fields,
    ...given.sensitive ?? rights.sensitive ? { sensitive: given.sensitive ?? rights.sensitive } : {},
    ...given.override ?? rights.override ? { override: true } : {},
  }
}
