// Rights that come from another record: a document about a deal is as visible as the deal, and changed by whoever may change
// it. A role's own right to the object is only a lid: with "none" nothing is inherited. Where a record is about nothing, the
// role's own scope decides, but in the bin administrators alone see those whose object was removed: nobody can tell any more
// who might see them. To delete, the role's own scope counts too.
import type { Context } from '../context.ts'
import { allOf, anyOf, type Filter } from '../filter/filter.ts'
import { environmentOf } from '../field/environment.ts'
import type { FieldDefinition } from '../object/definition.ts'
import { rightsOf } from './role.ts'

type Verb = 'read' | 'update' | 'delete'

/** The relation that a caller's rights to the object come by; undefined for objects with rights of their own, and for administrators, who may everything. */
export function inheritsBy({ workspace, actor }: Pick<Context, 'workspace' | 'actor'>, object: string): FieldDefinition | undefined {
  const definition = workspace.objects.get(object)
  if (definition?.rightsBy === undefined || actor.role.administrator) return undefined
  return definition.fields.find(field => field.name === definition.rightsBy)
}

/** `own` is what the role's scope shows, `rows` the rule of the records that this one may be about. */
export function inheritedRows(context: Context, object: string, verb: Verb, { by, own, rows }: { by: FieldDefinition, own: Filter, rows: (object: string, verb: Verb) => Filter }): Filter {
  if (rightsOf(context.actor.role, object)[verb] === 'none') return { kind: 'none' }
  const about = (needed: Verb) => [by.to!].flat().flatMap((name): Filter[] => {
    const target = context.workspace.objects.get(name)
    const permission = target ? rows(name, needed) : undefined
    return permission && permission.kind !== 'none' ? [{ kind: 'related', field: by, target: target!, filter: { kind: 'all' }, permission }] : []
  })
  const readable = anyOf(about('read'))
  const unbound = allOf([own, { kind: 'condition', field: by, operator: 'empty', argument: true, input: true, environment: environmentOf(context) }, { kind: 'not', of: { kind: 'orphaned' } }])
  if (verb === 'read') return anyOf([unbound, ...about('read')])
  return verb === 'update' ? anyOf([unbound, allOf([readable, anyOf(about('update'))])]) : anyOf([unbound, allOf([own, readable])])
}
