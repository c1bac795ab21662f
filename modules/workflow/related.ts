// The workflow room: records as templates see them. What the templates name is loaded level by level, one query for all
// records of a level; members come from the workspace in memory.
import type { Context } from '../../kernel/context.ts'
import type { FieldDefinition, ObjectDefinition } from '../../kernel/object/definition.ts'
import { findRecords } from '../../kernel/record/find.ts'
import type { RecordValues } from '../../kernel/record/hook.ts'
import { makeReference } from './reference.ts'
import type { Path } from './template.ts'
import { mayRead } from '../../kernel/permission/rules.ts'

/** Which fields are named, and what below them. */
export type Tree = Map<string, Tree>

/** The names below a root (`record`, `before`) or below `steps.<id>`. */
export function treeOf(paths: Path[], ...root: string[]): Tree {
  const tree: Tree = new Map()
  for (const path of paths) {
    if (!root.every((name, at) => path[at] === name)) continue
    let level = tree
    for (const segment of path.slice(root.length)) {
      if (typeof segment !== 'string') break
      const below: Tree = level.get(segment) ?? new Map()
      level.set(segment, below)
      level = below
    }
  }
  return tree
}

/** Each record as a value of templates, in order. The records hold all fields that the tree names. */
export async function viewRecords(context: Context, object: ObjectDefinition, records: RecordValues[], tree: Tree): Promise<object[]> {
  const views = records.map(record => ({ ...record }))
  for (const field of object.fields) {
    const below = tree.get(field.name)
    if (!below) continue
    if (field.type === 'user') for (const view of views) view[field.name] = viewMember(context, view[field.name])
    if (field.type === 'relation') await viewRelation(context, field, views, below)
  }
  return views.map((view, at) => makeReference(view, { object: object.name, id: view.id }, records[at][object.title] ?? null))
}

export function viewMember({ workspace }: Context, id: string | null | undefined): object | null {
  const member = id ? workspace.members.get(id) : undefined
  if (!member) return id ? makeReference({ id }, id, null) : null
  const { name, email, role } = member
  return makeReference({ id, name, email, role, team: member.team && workspace.teams.get(member.team)?.name }, id, name)
}

async function viewRelation(context: Context, field: FieldDefinition, views: RecordValues[], below: Tree): Promise<void> {
  const several = Array.isArray(field.to)
  for (const target of [field.to!].flat()) {
    const ids = views.map(view => idIn(view[field.name], target, several)).filter(id => id !== undefined)
    if (ids.length === 0) continue
    const found = await findRelated(context, target, ids, several ? treeBelow(below, target) : below)
    for (const view of views) {
      const value = view[field.name]
      const id = idIn(value, target, several)
      if (id === undefined) continue
      const related = found.get(id)
      const title = related ? related.title : null
      view[field.name] = several
        ? makeReference({ object: target, id, [target]: related?.view ?? null }, value, title)
        : makeReference(related?.view ?? { id }, id, title)
    }
  }
}

function idIn(value: any, target: string, several: boolean): string | undefined {
  if (value === null || value === undefined) return undefined
  if (!several) return typeof value === 'string' ? value : undefined
  return value.object === target && typeof value.id === 'string' ? value.id : undefined
}

/** `record.about.deal.name`: below the relation comes the object's name. */
function treeBelow(tree: Tree, target: string): Tree {
  return tree.get(target) ?? new Map()
}

/** Those of the related records that the workflow may read, with what the tree names and their titles. */
async function findRelated(context: Context, target: string, ids: string[], tree: Tree): Promise<Map<string, { view: object, title: string | null }>> {
  const object = context.workspace.objects.get(target)
  if (!object || !mayRead(context, target)) return new Map()
  const fields = object.fields.map(field => field.name).filter(name => name === object.title || tree.has(name))
  const records = await findByIds(context, target, ids, fields)
  const views = await viewRecords(context, object, records, tree)
  return new Map(records.map((record, at) => [record.id, { view: views[at], title: record[object.title] ?? null }]))
}

/** A page of records is 500 long at most. */
const PAGE = 500

export async function findByIds(context: Context, object: string, ids: string[], fields?: string[], bin = false): Promise<RecordValues[]> {
  const unique = [...new Set(ids)]
  const found: RecordValues[] = []
  for (let at = 0; at < unique.length; at += PAGE) {
    const page = unique.slice(at, at + PAGE)
    found.push(...(await findRecords(context, object, { filter: { id: { in: page } }, limit: page.length, bin, ...fields ? { fields: fields.filter(name => name !== 'id') } : {} })).data)
  }
  return found
}
