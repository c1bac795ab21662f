// The workflow room: what templates and conditions may name. A shape says what lies below a name, so that a path is
// checked when a workflow is saved, and typed where a condition compares it.
import type { FieldEnvironment } from '../../kernel/field/field-type.ts'
import { kindOf, typeOf } from '../../kernel/field/types/index.ts'
import { targetsOf } from '../../kernel/object/normalise.ts'
import type { FieldDefinition, ObjectDefinition } from '../../kernel/object/definition.ts'
import type { Actor } from '../../kernel/context.ts'
import { showsField, type Role } from '../../kernel/permission/role.ts'
import { mayRead } from '../../kernel/permission/rules.ts'
import type { SharingRule } from '../../kernel/permission/sharing.ts'
import type { Workspace } from '../../kernel/workspace/workspace.ts'
import type { Path } from './template.ts'

export type Shape =
  /** Nothing lies below; `field` types it where it is known. */
  | { kind: 'value', field?: FieldDefinition }
  /** Anything may lie below. */
  | { kind: 'open' }
  | { kind: 'list', of: Shape }
  | { kind: 'fields', fields: Record<string, Shape> }
  | { kind: 'record', object: string }

export interface Names {
  workspace: Workspace
  /** They bound what may be read. */
  role: Role
  shares: SharingRule[]
  /** What the meaning of written values depends on. */
  environment: FieldEnvironment
  /** record, before, trigger, steps, vars, workspace, now, today, clock; inside a loop item and index. */
  roots: Record<string, Shape>
}

export const open: Shape = { kind: 'open' }
export const value: Shape = { kind: 'value' }

export function valueOf(type: string): Shape {
  return { kind: 'value', field: { name: type, label: {}, type } }
}

/** The company's own clock and calendar (clock-names.ts). */
const clockShape: Shape = { kind: 'fields', fields: { weekday: valueOf('number'), hour: valueOf('number'), workday: valueOf('boolean'), nextWorkday: valueOf('date') } }

const memberShape: Shape = { kind: 'fields', fields: { id: value, name: value, email: value, role: value, team: value } }

/** The names of a workflow on `object` (or on none); steps and variables come in as they are met. `trigger` is what its trigger makes known. */
export function namesOf(workspace: Workspace, { role, shares }: Pick<Actor, 'role' | 'shares'>, object: string | undefined, environment: FieldEnvironment, trigger: Record<string, Shape>): Names {
  const record: Shape | undefined = object === undefined ? undefined : { kind: 'record', object }
  return {
    workspace, role, shares, environment,
    roots: {
      ...record ? { record, before: record } : {},
      trigger: { kind: 'fields', fields: { type: value, kind: value, entry: valueOf('number'), changed: { kind: 'list', of: value }, at: valueOf('dateTime'), dueAt: valueOf('dateTime'), by: memberShape, ...trigger } },
      steps: { kind: 'fields', fields: {} },
      vars: { kind: 'fields', fields: {} },
      workspace: { kind: 'fields', fields: { name: value, slug: value, currency: value, timeZone: value, locale: value } },
      now: valueOf('dateTime'), today: valueOf('date'), clock: clockShape,
    },
  }
}

/** The names as steps inside a loop see them: steps and variables that are met there become known outside too. */
export function withLocals(names: Names, locals: Record<string, Shape>): Names {
  return { ...names, roots: { ...names.roots, ...locals } }
}

export function addName(names: Names, root: 'steps' | 'vars', name: string, shape: Shape): void {
  const known = names.roots[root]
  if (known.kind === 'fields') known.fields[name] = shape
}

/** Liquid knows these on texts and lists. */
const ofList = new Set<unknown>(['size', 'first', 'last'])

/** The shape at the end of a path; undefined when there is no such name. */
export function shapeAt(names: Names, path: Path): Shape | undefined {
  const [root, ...rest] = path
  let shape: Shape | undefined = typeof root === 'string' && Object.hasOwn(names.roots, root) ? names.roots[root] : undefined
  for (const segment of rest) shape = shape && step(names, shape, segment)
  return shape
}

function step(names: Names, shape: Shape, segment: Path[number]): Shape | undefined {
  if (Array.isArray(segment)) return shapeAt(names, segment) && below(shape)
  switch (shape.kind) {
    case 'open': return open
    case 'value': return segment === 'size' ? valueOf('number') : undefined
    case 'list': return typeof segment === 'number' || ofList.has(segment) ? (segment === 'size' ? valueOf('number') : shape.of) : undefined
    case 'fields': return Object.hasOwn(shape.fields, String(segment)) ? shape.fields[String(segment)] : undefined
    case 'record': return fieldShape(names, shape.object, String(segment))
  }
}

/** Below a name in brackets anything may come. */
function below(shape: Shape): Shape | undefined {
  return shape.kind === 'value' ? undefined : shape.kind === 'list' ? shape.of : open
}

function fieldShape(names: Names, objectName: string, name: string): Shape | undefined {
  const object = visibleObject(names, objectName)
  const field = object?.fields.find(each => each.name === name)
  if (!field || !showsField(names.role, object, name)) return undefined
  if (field.type === 'user') return memberShape
  if (field.type === 'relation') return relationShape(field)
  if (kindOf(field) === 'currency') return { kind: 'fields', fields: { amount: valueOf('number'), currency: value } }
  if (field.type === 'tags' || field.type === 'multiSelect') return { kind: 'list', of: value }
  if (field.type === 'json') return open
  const parts = typeOf(field).parts
  return parts ? { kind: 'fields', fields: Object.fromEntries(Object.keys(parts).map(part => [part, value])) } : { kind: 'value', field }
}

/** A relation to one of several objects also says which: `record.about.object`, `record.about.deal.name`. */
function relationShape(field: FieldDefinition): Shape {
  const targets = targetsOf(field)
  if (!Array.isArray(field.to)) return { kind: 'record', object: targets[0] }
  const each = targets.map(target => [target, { kind: 'record', object: target }] as const)
  return { kind: 'fields', fields: { object: value, id: value, ...Object.fromEntries(each) } }
}

export function visibleObject(names: Names, name: string): ObjectDefinition | undefined {
  return mayRead({ actor: names }, name) ? names.workspace.objects.get(name) : undefined
}

/** Each path that names nothing, as it would be written. */
export function unknownPaths(names: Names, paths: Path[]): string[] {
  return [...new Set(paths.filter(path => !shapeAt(names, path)).map(writePath))]
}

function writePath(path: Path): string {
  return path.map((segment, at) => {
    if (Array.isArray(segment)) return `[${writePath(segment)}]`
    return typeof segment === 'number' ? `[${segment}]` : at === 0 ? segment : `.${segment}`
  }).join('')
}
