// The filter language as SQL. The condition is true exactly where predicate.ts says true; elsewhere it is false or null.
import { and, identifier, literal, or, sql, type Sql } from '../database/sql.ts'
import { columnTargets } from '../field/types/relation/relation.ts'
import { operatorOf, type Condition, type Filter, type Related, type Scope } from './filter.ts'

/** `alias` is the record's table in the statement, `schema` the workspace's. */
export function filterToSql(filter: Filter, alias: string, schema: string): Sql {
  switch (filter.kind) {
    case 'all': return sql`true`
    case 'none': return sql`false`
    case 'and': return and(filter.of.map(each => filterToSql(each, alias, schema)))
    case 'or': return or(filter.of.map(each => filterToSql(each, alias, schema)))
    // Null counts as false, so that "not" includes empties.
    case 'not': return sql`(${filterToSql(filter.of, alias, schema)}) is not true`
    case 'condition': return conditionToSql(filter, alias)
    case 'related': return relatedToSql(filter, alias, schema)
    case 'scope': return scopeToSql(filter, alias)
    case 'orphaned': return sql`(${identifier(alias, '_deletedAt')} is not null and ${identifier(alias, '_deletedBy')} is null)`
  }
}

function scopeToSql({ owners, teams }: Scope, alias: string): Sql {
  const owner = identifier(alias, 'owner')
  const isOneOf = (column: Sql, ids: string[]) => ids.length === 1 ? sql`${column} = ${ids[0]}::uuid` : sql`${column} = any(${ids}::uuid[])`
  if (teams.length === 0) return isOneOf(owner, owners)
  const inTeam = isOneOf(identifier(alias, '_team'), teams)
  return owners.length === 0 ? inTeam : sql`(${inTeam} or ${isOneOf(owner, owners)})`
}

function conditionToSql(condition: Condition, alias: string): Sql {
  const { field, part, argument, environment } = condition
  const column = (suffix = '') => part === undefined ? identifier(alias, field.name + suffix) : sql`(${identifier(alias, field.name)} ->> ${literal(part)})`
  return operatorOf(condition).toSql(column, argument, field, environment)
}

/** Records in the bin do not count. The alias grows by a letter a level, so that it never hides an outer one. */
function relatedToSql({ field, target, filter, permission }: Related, alias: string, schema: string): Sql {
  const inner = `${alias}r`
  const suffix = columnTargets(field).find(({ object }) => object === target.name)?.suffix ?? ''
  const conditions = [
    sql`${identifier(inner, 'id')} = ${identifier(alias, field.name + suffix)}`,
    sql`${identifier(inner, '_deletedAt')} is null`,
    ...[permission, filter].filter(each => each.kind !== 'all').map(each => filterToSql(each, inner, schema)),
  ]
  return sql`exists (select from ${identifier(schema, target.name)} ${identifier(inner)} where ${and(conditions)})`
}
