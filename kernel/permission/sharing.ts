// Sharing rules: rows that match a filter are also open to a role, a team, a member or a branch. They only add, on every
// path, since rowFilter and covers (rules.ts) ask here. The filter is an administrator's: it judges a row by all its fields
// and relations, whoever looks, so that a row is shared or not shared and no path tells another story.
import type { Context } from '../context.ts'
import { environmentOf } from '../field/environment.ts'
import { anyOf, parseFilter, type Filter, type FilterScope } from '../filter/filter.ts'
import { Problem } from '../http/errors.ts'
import type { Label } from '../object/definition.ts'

/** Exactly one of them: a role's name, or the id of a team, a member or a branch. */
export interface SharedWith { role?: string, team?: string, member?: string, branch?: string }

export interface SharingRule {
  id: string
  object: string
  label: Label
  /** As API.md §5; "@me" is whoever looks. */
  filter: unknown
  to: SharedWith
  /** `update`: see and change. Nothing may be deleted by being shared. */
  access: SharedAccess
}

export type SharedAccess = 'read' | 'update'

/** Related records count whether or not the viewer may read them: so rules never ask rules, and cannot go in a circle. */
export function ruleScope(context: Pick<Context, 'workspace' | 'actor' | 'locale' | 'now'>): FilterScope {
  return {
    objects: name => context.workspace.objects.get(name),
    environment: environmentOf(context as Context),
    canRead: () => true,
    rows: () => ({ kind: 'all' }),
  }
}

/** The rows that rules open to the caller, for reading or for changing. */
export function sharedRows(context: Context, object: string, access: SharedAccess): Filter {
  const rules = context.actor.shares.filter(rule => rule.object === object && (access === 'read' || rule.access === 'update'))
  return anyOf(rules.map(rule => readRule(context, rule)))
}

/** A rule that no longer fits its object (an option or a field went by another way) opens nothing. */
function readRule(context: Context, { object, filter }: SharingRule): Filter {
  const definition = context.workspace.objects.get(object)
  if (!definition) return { kind: 'none' }
  try {
    return parseFilter(filter, definition, ruleScope(context))
  } catch (error) {
    if (error instanceof Problem) return { kind: 'none' }
    throw error
  }
}
